import type { Git } from './git.ts'

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

/** Reads and writes tree objects as they are; a tree that is not on the way to a file is never looked at. */
export interface Trees {
  /** Reads the trees on the way to these paths, keyed by folder; a folder that does not exist is not in the result. */
  readOnPaths(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, TreeOnPath>>
  /** Writes trees in one go; returns their object ids in order. */
  write(trees: readonly (readonly TreeItem[])[]): Promise<readonly string[]>
}

const treeMode = '40000'

/** Creates the port over one repository. What was read is kept: objects do not change. */
export function createTrees(git: Git): Trees {
  const known = new Map<string, readonly TreeItem[]>()

  const load = async (names: readonly string[]): Promise<void> => {
    const wanted = [...new Set(names)].filter(name => !known.has(name))
    if (wanted.length === 0) return
    const objects = parseBatch(await git.run(['cat-file', '--batch'], { input: `${wanted.join('\n')}\n` }))
    objects.forEach(({ oid, content }, index) => {
      const items = parseTree(content, oid.length / 2)
      known.set(oid, items)
      known.set(wanted[index] ?? oid, items)
    })
  }

  return {
    readOnPaths: async (commit, paths) => {
      const root = `${commit}^{tree}`
      await load([root])
      const result = new Map<string, TreeOnPath>([['', { path: '', items: known.get(root) ?? [] }]])
      const folders = [...new Set(paths.flatMap(foldersOf))]
      const depthOf = (folder: string) => folder.split('/').length
      const deepest = Math.max(0, ...folders.map(depthOf))
      // One request to Git for each level, however many files there are.
      for (let depth = 1; depth <= deepest; depth += 1) {
        const found = folders
          .filter(folder => depthOf(folder) === depth)
          .flatMap(folder => {
            const item = findItem(result, folder)
            return item?.mode === treeMode ? [{ folder, oid: item.oid }] : []
          })
        await load(found.map(({ oid }) => oid))
        for (const { folder, oid } of found) result.set(folder, { path: folder, items: known.get(oid) ?? [] })
      }
      return result
    },

    write: async trees => {
      if (trees.length === 0) return []
      const records = trees.flatMap(items => [...items.flatMap(renderItem), Buffer.from('\0')])
      const output = await git.run(['mktree', '-z', '--missing', '--batch'], {
        input: Buffer.concat(records)
      })
      return output.toString('latin1').trim().split('\n')
    }
  }
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

/** Parses `git cat-file --batch`: `<oid> <type> <size>`, a line end, the bytes, a line end. */
export function parseBatch(output: Buffer): readonly { readonly oid: string; readonly content: Buffer }[] {
  const objects: { oid: string; content: Buffer }[] = []
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(10, start)
    const head = output.subarray(start, end).toString('latin1')
    const [oid = '', , size] = head.split(' ')
    if (size === undefined || !/^\d+$/.test(size)) throw new Error(`git cat-file says: ${head}`)
    start = end + 1
    objects.push({ oid, content: output.subarray(start, start + Number(size)) })
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

function renderItem({ mode, name, oid }: TreeItem): readonly Buffer[] {
  const type = mode === treeMode ? 'tree' : mode === '160000' ? 'commit' : 'blob'
  return [Buffer.from(`${mode} ${type} ${oid}\t`), name, Buffer.from('\0')]
}
