import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { requireTool } from './tools.ts'

/** The versions of the real CLI that tests run, the newest first, and the names of their programs. */
export const kustomizeVersions = {
  'v5.8.1': 'kustomize',
  'v5.4.3': 'kustomize-v5.4.3',
  'v5.0.3': 'kustomize-v5.0.3'
}
export type KustomizeVersion = keyof typeof kustomizeVersions

interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A version of the real CLI. */
export interface Kustomize {
  run(directory: string, ...args: readonly string[]): Promise<Finished>
  /** Like `run`, where it must not fail; returns its output. */
  succeed(directory: string, ...args: readonly string[]): Promise<string>
  /** Runs `edit set image` in many directories, one after the other; returns the first line of each failure by id. */
  setImages(edits: readonly ImageEdit[]): Promise<Map<string, string>>
}

interface ImageEdit {
  readonly directory: string
  readonly id: string
  readonly argument: string
}

/** @param home a directory of the test, so that nothing of the user's is read */
export function createKustomize(home: string, version: KustomizeVersion = 'v5.8.1'): Kustomize {
  const program = requireTool(kustomizeVersions[version])
  const run = (directory: string, ...args: readonly string[]) => runProgram(program, args, home, directory)
  return {
    run,
    succeed: async (directory, ...args) => {
      const { exitCode, stdout, stderr } = await run(directory, ...args)
      if (exitCode !== 0) throw new Error(`kustomize ${args.join(' ')} failed: ${stderr}`)
      return stdout
    },
    setImages: async edits => {
      const args = edits.flatMap(({ directory, id, argument }) => [directory, id, argument])
      const { exitCode, stdout, stderr } = await runProgram(
        '/bin/sh',
        ['-c', setEach, 'sh', program, ...args],
        home,
        home
      )
      if (exitCode !== 0) throw new Error(`the shell failed: ${stderr}`)
      const lines = stdout.split('\n').slice(0, -1)
      return new Map(lines.map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]))
    }
  }
}

/** Starting a process takes Node as long as the edit takes, and a shell much less. */
const setEach = `
program=$1
shift
while [ $# -gt 0 ]; do
  cd "$1" || exit
  words=$("$program" edit set image -- "$3" 2>&1) || echo "$2 $words" | { read -r first; echo "$first"; }
  shift 3
done`

async function runProgram(
  program: string,
  args: readonly string[],
  home: string,
  directory: string
): Promise<Finished> {
  const child = spawn(program, args, {
    cwd: directory,
    // GOGC: a process that ends soon need not clean up often.
    env: { HOME: home, PATH: '', GOGC: '400' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return { exitCode, stdout, stderr }
}

/** A kustomization among others. */
export interface BatchMember {
  readonly directory: string
  /** Part of the names of all its resources, and of no others. */
  readonly id: string
}

/** What was built; or why nothing was. */
export type BuildResult = { readonly output: string } | { readonly failure: string }

/**
 * Builds many kustomizations in few processes: under one that takes them all as resources and does nothing else.
 * Where one of them fails, the halves are built until it is found.
 * @param directory beside or above those of the members
 */
export async function buildEach(
  kustomize: Kustomize,
  directory: string,
  members: readonly BatchMember[]
): Promise<Map<string, BuildResult>> {
  if (members.length === 0) return new Map()
  const parent = await mkdtemp(path.join(directory, 'parent-'))
  const resources = members.map(member => path.relative(parent, member.directory))
  await writeFile(path.join(parent, 'kustomization.yaml'), JSON.stringify({ resources }))
  const { exitCode, stdout, stderr } = await kustomize.run(parent, 'build', '.')
  if (exitCode === 0) return splitById(stdout, members)
  const [first, ...others] = members
  if (first && others.length === 0) return new Map([[first.id, { failure: stderr }]])
  const half = Math.ceil(members.length / 2)
  const built = [
    ...(await buildEach(kustomize, directory, members.slice(0, half))),
    ...(await buildEach(kustomize, directory, members.slice(half)))
  ]
  return new Map(built)
}

/** Gives each member the documents whose `metadata.name` has its id. */
function splitById(output: string, members: readonly BatchMember[]): Map<string, BuildResult> {
  const documents = new Map(members.map(({ id }) => [id, [] as string[]]))
  for (const document of output.split(/^---\n/m)) {
    if (document === '') continue
    const id = /^metadata:\n(?: .*\n)*? {2}name: \S*?(case\d+z)/m.exec(document)?.[1] ?? ''
    const own = documents.get(id)
    if (!own) throw new Error(`A resource belongs to no member:\n${document}`)
    own.push(document)
  }
  return new Map([...documents].map(([id, own]) => [id, { output: own.join('---\n') }]))
}
