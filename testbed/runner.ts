import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { createTemporary } from './temporary.ts'

const root = path.dirname(import.meta.dirname)

export interface StepOptions {
  /** The `with:` of the step; what is not given gets the default of action.yml, as the runner does it. */
  readonly inputs: Readonly<Record<string, string>>
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string
  readonly serverUrl: string
  readonly sha: string
  readonly workspace: string
  readonly eventName?: string
  readonly event?: unknown
  /** Full ref, `refs/heads/main` by default. */
  readonly ref?: string
  /** What `${{ github.token }}` gives. */
  readonly token?: string
  readonly env?: Readonly<Record<string, string>>
  /** The bundle; that of this checkout by default. */
  readonly bundle?: string | undefined
  /** The Node binary; the one that runs this by default. */
  readonly node?: string
  /** Called with each piece of standard output as it comes. */
  readonly onOutput?: (text: string) => void
  /** Called with the running process, to signal it. */
  readonly onStart?: (child: ChildProcess) => void
}

export interface StepResult {
  readonly exitCode: number | null
  /** Standard output and standard error, as the runner reads them. */
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What the step left behind in RUNNER_TEMP. */
  readonly leftBehind: readonly string[]
}

/** Runs dist/index.js as the runner runs a node action: inputs in INPUT_*, files for outputs and summary. */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const temporary = await createTemporary('newtag-step-')
  try {
    const file = (name: string) => path.join(temporary.path, name)
    await mkdir(file('temp'))
    await writeFile(file('output'), '')
    await writeFile(file('summary'), '')
    await writeFile(file('event.json'), JSON.stringify(options.event ?? {}))
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: temporary.path,
      GIT_CONFIG_NOSYSTEM: '1',
      ...inputVariables(options),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: options.repository,
      GITHUB_SERVER_URL: options.serverUrl,
      GITHUB_SHA: options.sha,
      GITHUB_REF: options.ref ?? 'refs/heads/main',
      GITHUB_REF_NAME: (options.ref ?? 'refs/heads/main').replace(/^refs\/(heads|tags|pull)\//, ''),
      GITHUB_EVENT_NAME: options.eventName ?? 'push',
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_RUN_ID: '4242',
      GITHUB_RUN_NUMBER: '7',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTOR: 'octocat',
      GITHUB_WORKSPACE: options.workspace,
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      RUNNER_TEMP: file('temp'),
      ...options.env
    }
    const { exitCode, log } = await spawnStep(options, env)
    return {
      exitCode,
      log,
      outputs: parseOutputFile(await readFile(file('output'), 'utf8')),
      summary: await readFile(file('summary'), 'utf8'),
      leftBehind: await readdir(file('temp'))
    }
  } finally {
    await temporary.remove()
  }
}

function inputVariables(options: StepOptions): Record<string, string> {
  const defaults = readInputDefaults(readFileSync(path.join(root, 'action.yml'), 'utf8'))
  const given = { ...defaults, ...options.inputs }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value.replace('${{ github.token }}', options.token ?? '')
    ])
  )
}

/**
 * Reads the inputs' defaults from our own action.yml, without a YAML library: the demo runs before anything is
 * installed. The contract test compares it with a real parser.
 */
export function readInputDefaults(actionYaml: string): Record<string, string> {
  const section = /^inputs:\n((?: .*\n|\n)*)/m.exec(actionYaml)?.[1] ?? ''
  const defaults: Record<string, string> = {}
  let input = ''
  for (const line of section.split('\n')) {
    input = /^ {2}([a-z-]+):$/.exec(line)?.[1] ?? input
    const value = /^ {4}default: (.*)$/.exec(line)?.[1]
    if (value !== undefined) defaults[input] = value.replace(/^'(.*)'$/, '$1')
  }
  return defaults
}

function spawnStep(options: StepOptions, env: Record<string, string>) {
  return new Promise<{ exitCode: number | null; log: string }>((resolve, reject) => {
    const child = spawn(
      options.node ?? process.execPath,
      [options.bundle ?? path.join(root, 'dist', 'index.js')],
      {
        cwd: options.workspace,
        env,
        stdio: ['ignore', 'pipe', 'pipe']
      }
    )
    let log = ''
    const take = (chunk: Buffer) => {
      log += chunk.toString('utf8')
      options.onOutput?.(chunk.toString('utf8'))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', exitCode => {
      resolve({ exitCode, log })
    })
    options.onStart?.(child)
  })
}

/** Parses GITHUB_OUTPUT: `name<<delimiter`, the value, the delimiter. */
function parseOutputFile(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  for (const [, name = '', , value = ''] of text.matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n?\2\n/gm))
    outputs[name] = value
  return outputs
}
