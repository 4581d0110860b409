import { readBatch } from '../commands.ts'
import type { Git } from '../git.ts'
import { readCommit } from './commit-object.ts'

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
  find(name: string): TreeItem | undefined
}

/** Reads tree objects as they are; a tree that is not on the way to a file is never looked at. */
export interface Trees {
  /** Reads the trees of these folders and of those above, keyed by folder; what is no folder is not in the result. */
  readFolders(commit: string, folders: readonly string[]): Promise<ReadonlyMap<string, TreeOnPath>>
}

/** Some tools have written a zero first. */
const treeMode = /^0?40000$/

/**
 * Creates the port over one repository. What was read is kept: objects do not change.
 * @param fetch brings objects that are not here; a later fetch may leave out a tree that an older commit had, too
 */
export function createTrees(git: Git, fetch: (oids: readonly string[]) => Promise<void>): Trees {
  const cache = new Map<string, TreeObject>()

  const load = async (names: readonly string[]): Promise<void> => {
    const wanted = [...new Set(names)].filter(name => !cache.has(name))
    const objects = await readBatch(git, wanted)
    wanted.forEach((name, index) => {
      const object = objects[index]
      if (object?.type !== 'tree') return
      const tree = createTree(parseTree(object.content, object.oid.length / 2))
      cache.set(object.oid, tree)
      cache.set(name, tree)
    })
  }

  const need = async (oid: string): Promise<TreeObject> => {
    await load([oid])
    if (!cache.has(oid)) {
      await fetch([oid])
      await load([oid])
    }
    const tree = cache.get(oid)
    if (tree === undefined) throw new Error(`The tree ${oid} could not be read`)
    return tree
  }

  return {
    readFolders: async (commit, folders) => {
      const root = `${commit}^{tree}`
      const all = [...new Set(folders.flatMap(folder => [...foldersOf(folder), folder]))]
        .filter(folder => folder !== '')
        .sort((a, b) => depthOf(a) - depthOf(b))
      // One request to Git for all of them; only a name with a line break cannot be asked for by its path.
      await load([root, ...all.filter(folder => !folder.includes('\n')).map(folder => `${commit}:${folder}`)])
      const top = cache.get(root) ?? (await need((await readCommit(git, commit)).tree))
      const result = new Map<string, TreeOnPath>([['', { path: '', ...top }]])
      for (const folder of all) {
        const item = findItem(result, folder)
        if (item !== undefined && isTree(item))
          result.set(folder, { path: folder, ...(await need(item.oid)) })
      }
      return result
    }
  }
}

type TreeObject = Omit<TreeOnPath, 'path'>

function createTree(items: readonly TreeItem[]): TreeObject {
  // A thousand paths through a folder of ten thousand entries are found by an index; most folders need none.
  let index: ReadonlyMap<string, TreeItem> | undefined
  return {
    items,
    find: name => {
      index ??= new Map(items.map(item => [item.name.toString('latin1'), item]))
      return index.get(Buffer.from(name).toString('latin1'))
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
  return trees.get(slash === -1 ? '' : path.slice(0, slash))?.find(path.slice(slash + 1))
}

/** `a/b/c.yaml` → `a`, `a/b`. */
export function foldersOf(path: string): readonly string[] {
  const folders: string[] = []
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at))
  return folders
}

export function isTree({ mode }: TreeItem): boolean {
  return treeMode.test(mode)
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
