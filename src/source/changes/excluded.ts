import { lstat, readFile } from 'node:fs/promises'
import path from 'node:path'

import { type DockerIgnore, readDockerIgnore } from './docker-ignore.ts'
import { readSourcePaths } from './source-paths.ts'

/** What a build reads; all relative to the root of the source repository. */
export interface BuildFiles {
  /** Files and folders, the context among them; `.` for everything. */
  readonly paths: readonly string[]
  /** The folder that the builder is given, and that the rules exclude something from. */
  readonly context: string
  /**
   * The file with the rules that the builder reads, which need not exist: for BuildKit it is `<Dockerfile>.dockerignore`
   * if there is one, and otherwise .dockerignore in the root of the context. Undefined where no rules are known.
   */
  readonly ignoreFile: string | undefined
}

/** Whether the build surely does not see a file, or anything in a folder, which has `/` at the end. */
export type IsExcluded = (name: string) => boolean

/**
 * Reads which files the build excludes, by the rules of the file that is there now, as the builder will read it. What
 * the build reads besides its context, the file with the rules among it, they do not exclude.
 */
export async function readExcluded(workspace: string, files: BuildFiles): Promise<IsExcluded> {
  const context = clean(files.context)
  const others = [...files.paths, ...(files.ignoreFile === undefined ? [] : [files.ignoreFile])]
    .map(clean)
    .filter(other => other !== context)
  const rules =
    files.ignoreFile === undefined ? undefined : await readRules(path.join(workspace, files.ignoreFile))
  return name => {
    const bare = name.replace(/\/$/, '')
    if (others.some(other => contains(other, bare) || contains(bare, other))) return false
    const inside = context === '' ? name : name.slice(context.length + 1)
    return contains(context, bare) && rules?.excludes(inside) === true
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
  const paths = readSourcePaths([text])
  return (paths.ok ? paths.value[0] : text) ?? ''
}

function contains(folder: string, name: string): boolean {
  return folder === '' || name === folder || name.startsWith(`${folder}/`)
}
