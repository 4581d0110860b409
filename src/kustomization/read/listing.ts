import { posix } from 'node:path'

import type { Tree } from '../../git/index.ts'
import { foldersAbove } from '../paths.ts'

/** What is known of the paths of a tree. Whoever follows references asks the tree once for each of them. */
export interface Listing {
  /** Lists what is under the given files and folders, in one request, without those that were listed before. */
  list(prefixes: readonly string[]): Promise<void>
  /** Returns whether something that was listed has this path, or is below it; '' is the root. */
  readonly exists: (path: string) => boolean
  /** Returns whether a path is a file, and no folder, symbolic link or submodule. */
  readonly isFile: (path: string) => boolean
  /** Returns whether a path is, or lies behind, a symbolic link or a submodule. */
  readonly isIndirect: (path: string) => boolean
  /** The files in a folder and in all folders below it, as far as they were listed. */
  filesBelow(folder: string): readonly string[]
}

const folderMode = '040000'

export function createListing(tree: Tree): Listing {
  const listed = new Set<string>()
  const modes = new Map<string, string>([['', folderMode]])
  const hasMode = (path: string, ...expected: readonly string[]) => expected.includes(modes.get(path) ?? '')
  const isFile = (path: string) => hasMode(path, '100644', '100755')

  return {
    list: async prefixes => {
      const wanted = [...new Set(prefixes)].filter(prefix => !listed.has(prefix))
      // A listing of no paths would be one of the whole tree.
      if (wanted.length === 0) return
      for (const prefix of wanted) listed.add(prefix)
      for (const { path, mode } of await tree.list(wanted)) {
        modes.set(path, mode)
        for (const folder of foldersAbove(path)) if (!modes.has(folder)) modes.set(folder, folderMode)
      }
    },
    exists: path => modes.has(path),
    isFile,
    isIndirect: path => [path, ...foldersAbove(path)].some(each => hasMode(each, '120000', '160000')),
    filesBelow: folder => {
      const start = folder === '' ? '' : `${folder}/`
      return [...modes.keys()].filter(path => path.startsWith(start) && isFile(path))
    }
  }
}

/**
 * Returns the path in the repository that a kustomization in `folder` means by `reference`; '' is the root. Undefined
 * for an absolute path and for one that leads out of the repository.
 */
export function resolvePath(folder: string, reference: string): string | undefined {
  if (reference.startsWith('/')) return undefined
  const path = posix.join(folder, reference).replace(/\/$/, '')
  if (path === '..' || path.startsWith('../')) return undefined
  return path === '.' ? '' : path
}
