import { decodeName, parseTreeListing } from '../commands.ts'
import type { Git } from '../git.ts'
import { findItem, foldersOf, isTree, type TreeItem, type TreeOnPath, type Trees } from './trees.ts'
import type { TreeEntry } from '../tree.ts'

/** The longest list of paths that is put on one command line, in characters; Linux takes 2 MiB. */
const argumentsLimit = 200_000

/**
 * Lists the files under files or folders ('' = all), and the folders on the way to them. The trees on the way are read
 * anyway for the commit; Git is asked for a listing only where folders have folders in them.
 */
export async function listFiles(
  git: Git,
  trees: Trees,
  commit: string,
  prefixes: readonly string[]
): Promise<readonly TreeEntry[]> {
  if (prefixes.includes('')) return await listDeep(git, commit, [])
  const read = await trees.readFolders(commit, prefixes)
  const above = prefixes.flatMap(foldersOf)
  const shallow: TreeEntry[] = []
  const deep: string[] = []
  for (const path of new Set([...above, ...prefixes])) {
    const item = findItem(read, path)
    if (item !== undefined) shallow.push({ path, mode: modeOf(item) })
  }
  for (const prefix of prefixes) {
    const folder = read.get(prefix)
    if (folder === undefined) continue
    if (folder.items.some(isTree)) deep.push(prefix)
    else shallow.push(...filesIn(folder))
  }
  const lists = await Promise.all(chunks(deep).map(paths => listDeep(git, commit, paths)))
  return [...shallow, ...lists.flat()]
}

/** As `ls-tree` prints it: six digits. */
function modeOf({ mode }: TreeItem): string {
  return mode.padStart(6, '0')
}

function filesIn({ path, items }: TreeOnPath): readonly TreeEntry[] {
  return items.flatMap(item => {
    const name = decodeName(item.name)
    return name === undefined ? [] : [{ path: `${path}/${name}`, mode: modeOf(item) }]
  })
}

function chunks(paths: readonly string[]): readonly (readonly string[])[] {
  const result: string[][] = []
  let size = Infinity
  for (const path of paths) {
    size += path.length + 1
    if (size > argumentsLimit) {
      result.push([])
      size = path.length
    }
    result.at(-1)?.push(path)
  }
  return result
}

async function listDeep(git: Git, commit: string, paths: readonly string[]): Promise<readonly TreeEntry[]> {
  return parseTreeListing(await git.run(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths]))
}
