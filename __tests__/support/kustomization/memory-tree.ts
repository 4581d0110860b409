import type { Tree } from '../../../src/git/index.ts'

interface FileWithMode {
  readonly mode: string
  readonly content: string | Buffer
}

export type MemoryFiles = Readonly<Record<string, string | FileWithMode>>

/** A tree that keeps what it was asked for. Like Git, it finds nothing behind a symbolic link. */
export function memoryTree(files: MemoryFiles): Tree & {
  /** The prefixes of every listing, and the paths of every reading. */
  readonly calls: { readonly list: (readonly string[])[]; readonly read: (readonly string[])[] }
} {
  const calls: { list: (readonly string[])[]; read: (readonly string[])[] } = { list: [], read: [] }
  const tree = new Map(
    Object.entries(files).map(([path, file]) => {
      return [path, typeof file === 'string' ? { mode: '100644', content: file } : file]
    })
  )
  return {
    calls,
    list: prefixes => {
      calls.list.push(prefixes)
      const isBelow = (path: string) =>
        prefixes.some(prefix => prefix === '' || path === prefix || path.startsWith(`${prefix}/`))
      return Promise.resolve([...tree].flatMap(([path, { mode }]) => (isBelow(path) ? [{ path, mode }] : [])))
    },
    read: paths => {
      calls.read.push(paths)
      const found = paths.flatMap(path => {
        const file = tree.get(path)
        return file === undefined ? [] : [[path, Buffer.from(file.content as string)] as const]
      })
      return Promise.resolve(new Map(found))
    }
  }
}
