import path from 'node:path'

import { failure, type Result, success } from '../../errors/result.ts'
import { parseTreeListing } from '../../git/index.ts'
import type { Read } from '../git/reader.ts'

/** What a path means in a commit. */
export interface ResolvedPath {
  /** Where the commit says what is there: a path inside a submodule is that of the submodule. */
  readonly path: string
  /** `link`: it is a symbolic link or leads through one, and what it leads to may be anywhere. */
  readonly kind: 'there' | 'absent' | 'link'
}

/**
 * Brings paths into the form in which Git has them: without `.` and `..`, and without a slash at the end.
 * @returns none for everything
 */
export function readSourcePaths(texts: readonly string[]): Result<readonly string[]> {
  const paths = texts.map(text => path.posix.normalize(text).replace(/\/$/, ''))
  const stray = texts.find(
    (text, index) => text.includes('\0') || /^(?:$|\/|\.\.(?:\/|$))/.test(paths[index] ?? '')
  )
  if (stray !== undefined) return failure(`${stray} is not a path in the source repository`)
  return success(paths.includes('.') ? [] : [...new Set(paths)])
}

/**
 * Finds out what paths mean in a commit; undefined when its folders are not there. Git itself takes a path behind a
 * link or inside a submodule for one that does not exist, and then it never changes.
 */
export async function resolvePaths(
  read: Read,
  commit: string,
  paths: readonly string[]
): Promise<readonly ResolvedPath[] | undefined> {
  if (paths.length === 0) return []
  const names = new Set(paths.flatMap(stepsTo))
  const listed = await read(['ls-tree', '-t', '-z', '--full-tree', commit, '--', ...names])
  if (listed === undefined) return undefined
  const modes = new Map(parseTreeListing(listed).map(entry => [entry.path, entry.mode]))
  return paths.map(name => resolve(name, modes))
}

/** `a/b/c` is reached by `a`, `a/b` and `a/b/c`. */
function stepsTo(name: string): readonly string[] {
  const parts = name.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function resolve(name: string, modes: ReadonlyMap<string, string>): ResolvedPath {
  for (const step of stepsTo(name)) {
    const mode = modes.get(step)
    if (mode === '120000') return { path: name, kind: 'link' }
    if (mode === '160000') return { path: step, kind: 'there' }
    if (mode === undefined || (mode !== '040000' && step !== name)) return { path: name, kind: 'absent' }
  }
  return { path: name, kind: 'there' }
}
