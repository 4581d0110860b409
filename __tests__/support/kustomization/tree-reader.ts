import type { Tree, TreeEntry } from '../../../src/git/index.ts'

/** A text is a file; a mode is what is not one. */
export type Files = Readonly<Record<string, string | { readonly mode: string }>>

export interface CountingReader extends Tree {
  readonly lists: (readonly string[])[]
  readonly reads: (readonly string[])[]
}

/** Reads a tree that is in memory as the tip of a branch is read, and counts the requests. */
export function treeReader(tree: Files): CountingReader {
  const lists: (readonly string[])[] = []
  const reads: (readonly string[])[] = []
  const modeOf = (file: string) => {
    const content = tree[file]
    return content === undefined ? '040000' : typeof content === 'string' ? '100644' : content.mode
  }
  return {
    lists,
    reads,
    list: async prefixes => {
      lists.push(prefixes)
      const isUnder = (file: string) =>
        prefixes.some(prefix => prefix === '' || file === prefix || file.startsWith(`${prefix}/`))
      const onTheWay = new Set(prefixes.flatMap(foldersAbove))
      const found: TreeEntry[] = Object.keys(tree)
        .filter(file => isUnder(file) || onTheWay.has(file))
        .map(file => ({ path: file, mode: modeOf(file) }))
      return await Promise.resolve(found)
    },
    read: async paths => {
      reads.push(paths)
      const found = paths.flatMap(file => {
        const content = tree[file]
        return typeof content === 'string' ? [[file, Buffer.from(content)] as const] : []
      })
      return await Promise.resolve(new Map(found))
    }
  }
}

function foldersAbove(file: string): string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
