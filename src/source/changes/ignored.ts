import { lstat, readFile } from 'node:fs/promises'
import path from 'node:path'

import { type DockerIgnore, readDockerIgnore } from './docker-ignore.ts'
import { readSourcePaths } from './source-paths.ts'

/** What a build reads; all relative to the root of the source repository. */
export interface BuildFiles {
  /** Files and folders, the context among them; `.` for everything. */
  readonly paths: readonly string[]
  /** The folder of which the rules keep something out. */
  readonly context: string
  /**
   * The file with the rules that the builder reads, which need not exist: for BuildKit it is `<Dockerfile>.dockerignore`
   * if there is one, and otherwise .dockerignore in the root of the context. Undefined where no rules are known.
   */
  readonly ignoreFile: string | undefined
}

/** Whether the build surely does not see a file, or anything in a folder, which has `/` at the end. */
export type IsKeptOut = (name: string) => boolean

/**
 * Creates the test. The rules are those of the file that is there now, as the builder will read it: what else the build
 * reads, the rules among it, they do not keep out.
 */
export async function readKeptOut(workspace: string, files: BuildFiles): Promise<IsKeptOut> {
  const context = clean(files.context)
  const others = [...files.paths, ...(files.ignoreFile === undefined ? [] : [files.ignoreFile])]
    .map(clean)
    .filter(each => each !== context)
  const rules =
    files.ignoreFile === undefined ? undefined : await readRules(path.join(workspace, files.ignoreFile))
  return name => {
    const bare = name.replace(/\/$/, '')
    if (others.some(each => contains(each, bare) || contains(bare, each))) return false
    const inside = context === '' ? name : name.slice(context.length + 1)
    return contains(context, bare) && rules?.keepsOut(inside) === true
  }
}

/** Builders differ in what they make of a link; then there are no rules. */
async function readRules(file: string): Promise<DockerIgnore | undefined> {
  try {
    return (await lstat(file)).isFile() ? readDockerIgnore(await readFile(file, 'utf8')) : undefined
  } catch {
    return undefined
  }
}

/** The root is empty. */
function clean(text: string): string {
  const read = readSourcePaths([text])
  return (read.ok ? read.paths[0] : text) ?? ''
}

function contains(folder: string, name: string): boolean {
  return folder === '' || name === folder || name.startsWith(`${folder}/`)
}
