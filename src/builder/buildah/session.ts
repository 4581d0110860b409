import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { isRecord, parseObject, textField } from '../../text/json.ts'
import { createProcesses, type ProcessResult } from '../../system/process.ts'
import type { System } from '../../system/system.ts'
import { markVariable } from './args.ts'

/** The time and place of one build: its programs, and all that they leave behind. */
export interface BuildahSession {
  /** A 0700 folder of this build alone. */
  readonly directory: string
  /** A word that nothing else has, for the names of what the build makes. */
  readonly mark: string
  /**
   * Runs `buildah`.
   * @throws {ProgramNotFound}
   * @throws {ActionError} CANCELLED
   */
  run(args: readonly string[], onLine?: (line: string) => void): Promise<ProcessResult>
  /** Removes what is left of the build: its files, and its working containers when it was interrupted. */
  close(): Promise<void>
}

export interface SessionOptions extends Pick<System, 'processes' | 'temporary'> {
  /** The whole environment of a child. */
  readonly environment: Readonly<Record<string, string>>
  readonly workspace: string
}

/**
 * Opens a session. SIGINT ends buildah at once unless a RUN step is under way, and then it leaves its working
 * containers in the storage and gigabytes in TMPDIR; so it gets a TMPDIR of its own and marks its containers.
 */
export async function openSession(options: SessionOptions): Promise<BuildahSession> {
  const { processes, environment, workspace } = options
  const mark = `newtag-${randomUUID()}`
  const directory = await mkdtemp(path.join(options.temporary, 'build-'))
  const temporary = await makeTemporary(environment, directory)
  const env = { ...environment, TMPDIR: temporary, [markVariable]: mark }
  let failed = false
  return {
    directory,
    mark,
    run: async (args, onLine) => {
      try {
        // What is shown as it comes is a build or a push, which takes as long as it takes.
        const limits = onLine === undefined ? { timeoutMs: stepLimitMs } : { timeoutMs: Infinity, onLine }
        const result = await processes.run('buildah', args, { cwd: workspace, env, ...limits })
        failed ||= result.exitCode !== 0
        return result
      } catch (error) {
        failed = true
        throw error
      }
    },
    close: async () => {
      if (failed) await removeContainers(tidier(options), mark)
      await removeFolder(temporary)
      await rm(directory, { recursive: true, force: true })
    }
  }
}

/** How long one command may take that neither builds nor pushes, in milliseconds. */
const stepLimitMs = 120_000

/** Not below the run's own folder, as whoever removes that would go into what a dead buildah has left mounted. */
async function makeTemporary(
  environment: Readonly<Record<string, string>>,
  instead: string
): Promise<string> {
  // The place that buildah takes by itself (containers/buildah, pkg/parse, GetTempDir).
  const parent = environment['TMPDIR'] || '/var/tmp'
  return await mkdtemp(path.join(parent, 'newtag-buildah-')).catch(() =>
    mkdtemp(path.join(instead, 'temporary-'))
  )
}

async function removeFolder(folder: string): Promise<void> {
  const table = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
  const isMounted = table
    .split('\n')
    .map(line => line.split(' ')[4] ?? '')
    .some(point => unescapeOctal(point).startsWith(`${folder}/`))
  // Removing what is mounted there would remove what is the user's.
  if (isMounted) return
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))
}

type Tidy = (args: readonly string[]) => Promise<ProcessResult | undefined>

/** How long one command that tidies up may take, in milliseconds: a cancelled job is killed after some seconds. */
const tidyLimitMs = 5_000

/** Runs `buildah` to tidy up, also after the run was cancelled; what cannot be tidied fails nothing. */
export function tidier({ environment, workspace }: Pick<SessionOptions, 'environment' | 'workspace'>): Tidy {
  const processes = createProcesses(new AbortController().signal, { workspace })
  return async args =>
    await processes
      .run('buildah', args, { cwd: workspace, env: environment, timeoutMs: tidyLimitMs })
      .catch(() => undefined)
}

/** Removes the working containers that carry the mark; others belong to builds that may still be under way. */
async function removeContainers(tidy: Tidy, mark: string): Promise<void> {
  const info = parseObject((await tidy(['info']))?.stdout.toString('utf8') ?? '')
  const store = isRecord(info?.['store']) ? info['store'] : {}
  const [root, driver] = [textField(store, 'GraphRoot'), textField(store, 'GraphDriverName')]
  if (root === undefined || driver === undefined) return
  const folder = path.join(root, `${driver}-containers`)
  const names = await readdir(folder).catch(() => [])
  const marked = await Promise.all(
    names.map(async name => {
      // What the container was made with, the names of its secrets included.
      const text = await readFile(path.join(folder, name, 'userdata/buildah.json'), 'utf8').catch(() => '')
      return text.includes(mark) ? [name] : []
    })
  )
  const ids = marked.flat()
  if (ids.length > 0) await tidy(['rm', ...ids])
}
