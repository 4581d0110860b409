import { createHash } from 'node:crypto'

import type { Git } from '../git/git.ts'

/** One entry of a tree, as the object has it: mode and name are not interpreted. */
export interface TreeItem {
  /** Octal, as in the object: `100644`, `40000`; odd ones too. */
  readonly mode: string
  readonly name: Buffer
  readonly oid: string
}

/** A tree on the way to a file, with the path of its folder ('' is the root). */
export interface TreeOnPath {
  readonly path: string
  readonly items: readonly TreeItem[]
}

/** Reads tree objects as they are; a tree that is not on the way to a file is never looked at. */
export interface Trees {
  /** Reads the trees on the way to these paths, keyed by folder; a folder that does not exist is not in the result. */
  readOnPaths(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, TreeOnPath>>
}

const treeMode = '40000'

/** Creates the port over one repository. What was read is kept: objects do not change. */
export function createTrees(git: Git): Trees {
  const known = new Map<string, readonly TreeItem[]>()

  const load = async (names: readonly string[]): Promise<void> => {
    const wanted = [...new Set(names)].filter(name => !known.has(name))
    if (wanted.length === 0) return
    const objects = parseBatch(await git.run(['cat-file', '--batch'], { input: `${wanted.join('\n')}\n` }))
    wanted.forEach((name, index) => {
      const found = objects[index]
      if (found?.type !== 'tree') return
      const items = parseTree(found.content, found.oid.length / 2)
      known.set(found.oid, items)
      known.set(name, items)
    })
  }

  return {
    readOnPaths: async (commit, paths) => {
      const root = `${commit}^{tree}`
      const folders = [...new Set(paths.flatMap(foldersOf))].sort((a, b) => depthOf(a) - depthOf(b))
      // One request to Git for all of them; only a name with a line break cannot be asked for by its path.
      await load([
        root,
        ...folders.filter(folder => !folder.includes('\n')).map(folder => `${commit}:${folder}`)
      ])
      const result = new Map<string, TreeOnPath>([['', { path: '', items: known.get(root) ?? [] }]])
      for (const folder of folders) {
        const item = findItem(result, folder)
        if (item?.mode !== treeMode) continue
        await load([item.oid])
        result.set(folder, { path: folder, items: known.get(item.oid) ?? [] })
      }
      return result
    }
  }
}

/** How deep a folder is; the root is 0. */
export function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length
}

/** Finds the entry of a path in the trees that were read. */
export function findItem(trees: ReadonlyMap<string, TreeOnPath>, path: string): TreeItem | undefined {
  const slash = path.lastIndexOf('/')
  const name = Buffer.from(path.slice(slash + 1))
  return trees.get(slash === -1 ? '' : path.slice(0, slash))?.items.find(item => item.name.equals(name))
}

/** `a/b/c.yaml` → `a`, `a/b`. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

export interface BatchObject {
  readonly oid: string
  readonly type: string
  readonly content: Buffer
}

/** Parses `git cat-file --batch`: `<oid> <type> <size>`, the bytes, each with a line end; or `<name> missing`. */
export function parseBatch(output: Buffer): readonly (BatchObject | undefined)[] {
  const objects: (BatchObject | undefined)[] = []
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(10, start)
    const head = output.subarray(start, end).toString('latin1')
    start = end + 1
    const [, oid = '', type = '', size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(head) ?? []
    if (size === undefined) {
      objects.push(undefined)
      continue
    }
    objects.push({ oid, type, content: output.subarray(start, start + Number(size)) })
    start += Number(size) + 1
  }
  return objects
}

/** A tree object is a list of `<mode> <name>\0<binary object id>`. */
function parseTree(content: Buffer, oidBytes: number): readonly TreeItem[] {
  const items: TreeItem[] = []
  for (let start = 0; start < content.length;) {
    const space = content.indexOf(32, start)
    const zero = content.indexOf(0, space)
    const end = zero + 1 + oidBytes
    items.push({
      mode: content.subarray(start, space).toString('latin1'),
      name: content.subarray(space + 1, zero),
      oid: content.subarray(zero + 1, end).toString('hex')
    })
    start = end
  }
  return items
}

/** Renders a tree object from its entries, in their order. */
export function renderTree(items: readonly TreeItem[]): Buffer {
  return Buffer.concat(
    items.flatMap(({ mode, name, oid }) => [
      Buffer.from(`${mode} `),
      name,
      Buffer.from([0]),
      Buffer.from(oid, 'hex')
    ])
  )
}

/** The object id of a tree: SHA-1, or SHA-256 in a repository with that object format. */
export function treeId(content: Buffer, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(`tree ${content.length}\0`).update(content).digest('hex')
}
