import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors.ts'
import type { Git } from '../git/git.ts'
import {
  createTrees,
  depthOf,
  findItem,
  foldersOf,
  parseBatch,
  renderTree,
  treeId,
  type TreeOnPath
} from './git-trees.ts'
import type { FileUpdate, ListedFile } from './repository.ts'

/** Reads and writes the objects of a commit with plumbing: no work tree, so no filters, hooks or line-end changes. */
export interface Objects {
  list(commit: string, prefixes: readonly string[]): Promise<readonly ListedFile[]>
  read(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
  /** Writes the tree of `commit` with the content of these files replaced; returns its object id. */
  writeTree(commit: string, files: readonly FileUpdate[]): Promise<string>
}

export interface ObjectsOptions {
  readonly git: Git
  /** A folder of our own, for files on their way into the repository. */
  readonly directory: string
  /** Brings blobs that were left out of the fetch, in one request. */
  readonly fetchBlobs: (oids: readonly string[]) => Promise<void>
}

export function createObjects({ git, directory, fetchBlobs }: ObjectsOptions): Objects {
  const trees = createTrees(git)
  const present = new Set<string>()

  return {
    list: async (commit, prefixes) => {
      const lsTree = async (paths: readonly string[], ...options: readonly string[]) =>
        parseListing(await git.run(['ls-tree', '-z', '--full-tree', ...options, commit, '--', ...paths]))
      if (prefixes.includes('')) return await lsTree([], '-r')
      const above = [...new Set(prefixes.flatMap(foldersOf))]
      const lists = [lsTree(prefixes, '-r'), ...(above.length === 0 ? [] : [lsTree(above)])]
      const listed = (await Promise.all(lists)).flat()
      return [...new Map(listed.map(entry => [entry.path, entry])).values()]
    },

    read: async (commit, paths) => {
      const onPaths = await trees.readOnPaths(commit, paths)
      const found = paths.flatMap(file => {
        const item = findItem(onPaths, file)
        return item === undefined ? [] : [{ file, oid: item.oid }]
      })
      const missing = [...new Set(found.map(({ oid }) => oid))].filter(oid => !present.has(oid))
      if (missing.length > 0) await fetchBlobs(missing)
      for (const oid of missing) present.add(oid)
      const input = found.map(({ oid }) => `${oid}\n`).join('')
      const blobs = parseBatch(
        input === '' ? Buffer.alloc(0) : await git.run(['cat-file', '--batch'], { input })
      )
      return new Map(
        found.flatMap(({ file }, index) => {
          const blob = blobs[index]
          return blob === undefined ? [] : [[file, blob.content] as const]
        })
      )
    },

    writeTree: async (commit, files) => {
      const contents = files.map(file => file.content)
      const oids = await writeObjects(git, directory, 'blob', contents)
      const onPaths = await trees.readOnPaths(
        commit,
        files.map(file => file.path)
      )
      const replaced = new Map(files.map((file, index) => [file.path, oids[index] ?? '']))
      const { root, trees: anew } = rewriteTrees(onPaths, replaced, commit.length === 64 ? 'sha256' : 'sha1')
      await writeObjects(git, directory, 'tree', anew)
      await proveTree(git, commit, root, replaced)
      return root
    }
  }
}

/** Writes all contents with one Git process, which takes files by name. */
async function writeObjects(
  git: Git,
  directory: string,
  type: 'blob' | 'tree',
  contents: readonly Buffer[]
): Promise<readonly string[]> {
  const folder = path.join(directory, 'objects')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = contents.map((_, index) => path.join(folder, String(index)))
  await Promise.all(contents.map((content, index) => writeFile(names[index] ?? '', content, { mode: 0o600 })))
  const input = names.map(name => `${name}\n`).join('')
  // Trees are copied from the repository with what is odd in them, which newer versions of Git refuse to write.
  const check = type === 'tree' ? ['--literally'] : []
  const command = ['hash-object', '-t', type, '-w', '--no-filters', ...check, '--stdin-paths']
  const output = await git.run(command, { input })
  await rm(folder, { recursive: true })
  return output.toString('latin1').trim().split('\n')
}

/**
 * Makes the trees on the way to the replaced files anew, the deepest first, with nothing but the object ids of what was
 * replaced in them. Every other entry is copied as it is: empty folders, odd modes and names that are not UTF-8.
 */
function rewriteTrees(
  onPaths: ReadonlyMap<string, TreeOnPath>,
  replacedFiles: ReadonlyMap<string, string>,
  algorithm: 'sha1' | 'sha256'
): { readonly root: string; readonly trees: readonly Buffer[] } {
  // Names are compared as bytes: one that is not UTF-8 must not pass for another.
  const bytes = (name: string) => Buffer.from(name).toString('latin1')
  const replaced = new Map([...replacedFiles].map(([file, oid]) => [bytes(file), oid]))
  const trees: Buffer[] = []
  for (const { path: folder, items } of [...onPaths.values()].sort(
    (a, b) => depthOf(b.path) - depthOf(a.path)
  )) {
    const prefix = folder === '' ? '' : `${bytes(folder)}/`
    const content = renderTree(
      items.map(item => ({ ...item, oid: replaced.get(prefix + item.name.toString('latin1')) ?? item.oid }))
    )
    trees.push(content)
    replaced.set(bytes(folder), treeId(content, algorithm))
  }
  return { root: replaced.get('') ?? '', trees }
}

/** The new tree must differ from the old one in exactly these files; anything else would be somebody's lost work. */
async function proveTree(
  git: Git,
  commit: string,
  tree: string,
  replaced: ReadonlyMap<string, string>
): Promise<void> {
  const output = (await git.run(['diff-tree', '-r', '-t', '-z', '--no-renames', commit, tree])).toString()
  const fields = output.split('\0')
  const folders = new Set([...replaced.keys()].flatMap(foldersOf))
  const files = new Set<string>()
  let meant = true
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [oldMode, newMode, , oid, status] = (fields[index] ?? '').slice(1).split(' ')
    const file = fields[index + 1] ?? ''
    if (oldMode !== newMode || status !== 'M') meant = false
    else if (newMode === '040000') meant &&= folders.has(file)
    else if (replaced.get(file) === oid) files.add(file)
    else meant = false
  }
  if (meant && files.size === replaced.size) return
  throw new ActionError(
    'EDIT_NOT_PROVEN',
    `The commit would change other things than the ${replaced.size} file(s) that were meant, so it was not made. ` +
      'Please report this with the layout of the repository.'
  )
}

/** Parses `git ls-tree -z`. Paths that are not UTF-8 are left out: no input can name them. */
function parseListing(output: Buffer): readonly ListedFile[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const result: ListedFile[] = []
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(0, start)
    const line = output.subarray(start, end)
    start = end + 1
    const tab = line.indexOf(9)
    try {
      result.push({
        mode: line.subarray(0, 6).toString('latin1'),
        path: decoder.decode(line.subarray(tab + 1))
      })
    } catch {
      continue
    }
  }
  return result
}
