import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** Where `script/fetch-tools` puts programs; the same rule as there. */
const cacheDirectory =
  process.env['NEWTAG_CACHE'] ??
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'newtag')

const binDirectory = path.join(cacheDirectory, 'bin')

/** The argument of `script/fetch-tools` that gets a program, where it is not the program's own name. */
const fetchedAs: Readonly<Record<string, string>> = {
  node24: 'node',
  dockerd: 'docker',
  containerd: 'docker',
  runc: 'docker',
  buildkitd: 'buildkit',
  buildctl: 'buildkit',
  'docker-registry': 'registry',
  'kustomize-v5.4.3': 'kustomize',
  'kustomize-v5.0.3': 'kustomize'
}

/** The absolute path of a program: from the cache, else from PATH. */
export function findTool(name: string): string | undefined {
  const found = toolDirectories()
    .map(directory => path.join(directory, name))
    .find(isExecutable)
  if (found !== undefined || name !== 'node24') return found
  return process.version.startsWith('v24.') ? process.execPath : undefined
}

/** Like `findTool`, for what a test cannot do without. Throws how to get it. */
export function requireTool(name: string): string {
  const found = findTool(name)
  if (found === undefined) throw new Error(`${name} is missing: ${remedy(name)}`)
  return found
}

/**
 * Says why tests that need these programs are to be skipped, or undefined when they can run. In CI it always is
 * undefined: there a missing tool has to fail.
 */
export function skipReason(...names: string[]): string | undefined {
  const missing = names.filter(name => findTool(name) === undefined)
  if (missing.length === 0 || process.env['CI'] === 'true') return undefined
  return missing.map(name => `${name} is missing: ${remedy(name)}`).join('; ')
}

/** The value of PATH for child processes: the fetched programs come first. */
export function toolPath(): string {
  return toolDirectories().join(path.delimiter)
}

/** Which buildx: the distribution's own, or the newest, which is fetched with BuildKit. */
export type Buildx = 'debian' | 'new'

/** The fetched directory of Docker's command line plug-ins, when that buildx is in it. */
export function buildxPluginDirectory(buildx: Buildx = 'debian'): string | undefined {
  const directory = path.join(
    cacheDirectory,
    buildx === 'new' ? 'cli-plugins' : 'debs/root/usr/libexec/docker/cli-plugins'
  )
  return isExecutable(path.join(directory, 'docker-buildx')) ? directory : undefined
}

function toolDirectories(): string[] {
  const onMachine = (process.env['PATH'] ?? '').split(path.delimiter)
  return [binDirectory, ...onMachine.filter(directory => directory !== '' && directory !== binDirectory)]
}

function remedy(name: string): string {
  return name === 'git' ? 'install Git' : `run script/fetch-tools ${fetchedAs[name] ?? name}`
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
