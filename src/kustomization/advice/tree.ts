import { posix } from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import { decodeUtf8 } from '../../yaml/file.ts'

export interface ListedPath {
  readonly path: string
  /** Git's mode: 100644, 100755, 120000, 160000, 040000. */
  readonly mode: string
}

/** The tree of the GitOps repository that advice is given on. */
export interface TreeReader {
  /** Lists the files under the given files or folders; '' is the whole tree. */
  list(prefixes: readonly string[]): Promise<readonly ListedPath[]>
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
}

const maxFiles = 100
const maxBytes = 2 * 1024 * 1024
const maxPath = 1000

/** What of the tree has been read so far, for all kustomizations together. */
export interface Tree {
  /** Lists what is not listed yet, in one request. */
  list(prefixes: readonly string[]): Promise<void>
  /** Reads the files that are not read yet, in one request. Those above the bounds are left out. */
  read(paths: readonly string[]): Promise<void>
  /** Returns whether a path is a file that was listed, and no symbolic link or submodule. */
  isFile(path: string): boolean
  /** The listed files directly in a directory. */
  filesIn(directory: string): readonly string[]
  /** The text of a file that was read; undefined when it was not, or is not UTF-8. */
  textOf(path: string): string | undefined
}

export function createTree(reader: TreeReader): Tree {
  const asked = new Set<string>()
  const files = new Map<string, Set<string>>()
  const texts = new Map<string, string | undefined>()
  let bytes = 0
  const isFile = (path: string) => files.get(posix.dirname(path))?.has(path) === true

  return {
    list: async prefixes => {
      const wanted = [...new Set(prefixes)].filter(prefix => !asked.has(prefix))
      if (wanted.length === 0) return
      for (const prefix of wanted) asked.add(prefix)
      for (const { path, mode } of await reader.list(wanted)) {
        if (mode === '100644' || mode === '100755') addTo(files, posix.dirname(path), path)
      }
    },

    read: async paths => {
      const wanted = [...new Set(paths)].filter(path => isFile(path) && !texts.has(path))
      const read = wanted.slice(0, maxFiles - texts.size)
      if (read.length === 0) return
      const contents = await reader.read(read)
      for (const path of read) {
        const content = contents.get(path)
        bytes += content?.length ?? 0
        texts.set(path, content === undefined || bytes > maxBytes ? undefined : decode(content, path))
      }
    },

    isFile,
    filesIn: directory => [...(files.get(directory === '' ? '.' : directory) ?? [])].sort(),
    textOf: path => texts.get(path)
  }
}

/**
 * Returns the path in the repository that a kustomization in `directory` means; undefined for an address, and for a
 * path that leads out of the repository or that no file can have.
 */
export function resolvePath(directory: string, reference: string): string | undefined {
  if (reference === '' || reference.length > maxPath || reference.startsWith('/')) return undefined
  // A colon first is magic to Git; with `://`, `?ref=` and `git@` kustomize asks another repository.
  if (/[\p{Cc}\\?]|:\/\/|^[^/]*:/u.test(reference)) return undefined
  const path = posix.join(directory === '' ? '.' : directory, reference).replace(/\/$/, '')
  if (path === '..' || path.startsWith('../') || path.length > maxPath || path.startsWith(':'))
    return undefined
  return path.split('/').some(segment => segment.toLowerCase() === '.git') ? undefined : path
}

function decode(content: Buffer, path: string): string | undefined {
  try {
    return decodeUtf8(content, path).replace(/^\uFEFF/, '')
  } catch (error) {
    if (error instanceof ActionError) return undefined
    throw error
  }
}

function addTo(files: Map<string, Set<string>>, directory: string, path: string): void {
  const paths = files.get(directory)
  if (paths) paths.add(path)
  else files.set(directory, new Set([path]))
}
