import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { describeCliFailure, plain, runKustomize, type CliPorts, type Kustomize } from './run.ts'

type Build =
  | { readonly kind: 'rendered'; readonly text: string }
  /** `detail` says why in one line, without a full stop. */
  | { readonly kind: 'failed'; readonly detail: string }

const timeoutMs = 60_000

/**
 * Runs `kustomize build` for the folder of `kustomization` over these files, written to a new folder. No plug-in,
 * function, Helm or Git is run, and nothing is fetched.
 * @throws {ActionError} KUSTOMIZE_MISSING, CANCELLED
 */
export async function renderBuild(
  kustomize: Kustomize,
  files: ReadonlyMap<string, Buffer>,
  kustomization: string,
  { processes, env, temporary }: CliPorts
): Promise<Build> {
  // kustomize prints real paths. mkdtemp makes it 0700.
  const home = await realpath(await mkdtemp(path.join(temporary, 'kustomize-build-')))
  try {
    const root = path.join(home, 'files')
    const problem = await writeFiles(root, files)
    if (problem !== undefined) return { kind: 'failed', detail: problem }
    // Its own folder, because a path with the name of a host in it would be taken for a remote one.
    const cwd = path.join(root, path.posix.dirname(kustomization))
    const run = { processes, env, cwd, home, timeoutMs }
    const result = await runKustomize(kustomize.path, ['build', '.'], run)
    if (result.exitCode === 0) return { kind: 'rendered', text: result.stdout.toString('utf8') }
    const names = [[`${root}${path.sep}`, ''] as const, [root, '.'] as const, [home, '.'] as const]
    return { kind: 'failed', detail: describeCliFailure(result, names) }
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Writes the files below `root`; says why that is not possible. */
async function writeFiles(root: string, files: ReadonlyMap<string, Buffer>): Promise<string | undefined> {
  const bad = [...files.keys()].find(file => !staysInside(file))
  if (bad !== undefined) return `${plain(bad)} is not a path that can be written`
  try {
    const folders = new Set([...files.keys()].map(file => path.dirname(path.join(root, file))))
    for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const [file, content] of files) {
      // Not over another: on some machines `A` and `a` are one file.
      await writeFile(path.join(root, file), content, { mode: 0o600, flag: 'wx' })
    }
    return undefined
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return `its files could not be written to a temporary folder (${code})`
  }
}

function staysInside(file: string): boolean {
  if (file.includes('\0') || (path.sep !== '/' && file.includes(path.sep))) return false
  return file
    .split('/')
    .every(name => name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git')
}
