import { posix } from 'node:path'

import { type TreeReader } from './tree.ts'
import { kustomizationNames } from '../file-names.ts'

/** For more kustomizations at once, what stands beside them is not guessed. */
const maxPaths = 10
const maxFiles = 40

/**
 * Guesses which files advice on these kustomizations will read: those beside them, and those of a `base` near them. Read
 * with the kustomizations, they cost nothing; read later, each level of them costs a request to the server.
 */
export async function likelyFiles(reader: TreeReader, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length > maxPaths) return []
  const folders = new Set(paths.flatMap(path => foldersNear(posix.dirname(path))))
  const prefixes = [...folders].filter(folder => folder !== '.')
  if (prefixes.length === 0) return []
  const listed = await reader.list(prefixes)
  return listed
    .filter(
      ({ mode, path }) => mode.startsWith('100') && folders.has(posix.dirname(path)) && isManifest(path)
    )
    .map(({ path }) => path)
    .filter(path => !paths.includes(path))
    .slice(0, maxFiles)
}

function foldersNear(folder: string): readonly string[] {
  const bases = ['../base', '../../base'].map(base => posix.join(folder, base))
  return [folder, ...bases.filter(base => !base.startsWith('..'))]
}

function isManifest(path: string): boolean {
  const name = posix.basename(path)
  return /\.ya?ml$/.test(name) || kustomizationNames.includes(name)
}
