import { posix } from 'node:path'

import type { Tree } from '../../git/index.ts'
import { folderOf, isKustomizationName } from '../paths.ts'
import { limits } from './limits.ts'
import { resolvePath } from '../read/listing.ts'

/**
 * Guesses which files advice on these kustomizations will read: those beside them, and those of a `base` near them. Read
 * with the kustomizations, they cost nothing; read later, each level of them costs a request to the server.
 */
export async function filesToPrefetch(tree: Tree, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length > limits.prefetchedFor) return []
  const folders = new Set(paths.flatMap(path => foldersNear(folderOf(path))))
  const prefixes = [...folders].filter(folder => folder !== '')
  if (prefixes.length === 0) return []
  const listed = await tree.list(prefixes)
  return listed
    .filter(({ mode, path }) => mode.startsWith('100') && folders.has(folderOf(path)) && isManifest(path))
    .map(({ path }) => path)
    .filter(path => !paths.includes(path))
    .slice(0, limits.prefetchedFiles)
}

function foldersNear(folder: string): readonly string[] {
  return [folder, ...['../base', '../../base'].flatMap(base => resolvePath(folder, base) ?? [])]
}

function isManifest(path: string): boolean {
  const name = posix.basename(path)
  return /\.ya?ml$/.test(name) || isKustomizationName(name)
}
