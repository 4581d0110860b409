import { ActionError } from '../errors.ts'
import type { Git } from './git.ts'
import type { FileUpdate, ListedFile } from './repository.ts'

/** Reads and writes the objects of a commit with plumbing: no work tree, so no filters, hooks or line-end changes. */
export interface Objects {
  list(commit: string, prefixes: readonly string[]): Promise<readonly ListedFile[]>
  read(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
  /** Writes the tree of `commit` with the content of these files replaced; returns its object id. */
  writeTree(commit: string, files: readonly FileUpdate[]): Promise<string>
}

interface TreeLine {
  readonly mode: string
  readonly oid: string
  readonly path: string
}

/** @param fetchBlobs brings blobs that were left out of the fetch, in one request */
export function createObjects(git: Git, fetchBlobs: (oids: readonly string[]) => Promise<void>): Objects {
  const present = new Set<string>()

  const lsTree = async (commit: string, paths: readonly string[], ...options: readonly string[]) =>
    parseTree(await git.run(['ls-tree', '-z', '--full-tree', ...options, commit, '--', ...paths]))

  return {
    list: async (commit, prefixes) => {
      const ancestors = prefixes.flatMap(ancestorsOf)
      const everything = prefixes.includes('')
      const [below, above] = await Promise.all([
        lsTree(commit, everything ? [] : prefixes, '-r'),
        everything || ancestors.length === 0 ? [] : lsTree(commit, ancestors)
      ])
      return [...above, ...below]
    },

    read: async (commit, paths) => {
      const entries = await lsTree(commit, paths)
      const wanted = entries.filter(entry => paths.includes(entry.path))
      const missing = [...new Set(wanted.map(entry => entry.oid))].filter(oid => !present.has(oid))
      if (missing.length > 0) await fetchBlobs(missing)
      for (const oid of missing) present.add(oid)
      const blobs = parseBatch(
        await git.run(['cat-file', '--batch'], { input: wanted.map(entry => `${entry.oid}\n`).join('') })
      )
      const result = new Map<string, Buffer>()
      for (const entry of wanted) {
        const blob = blobs.get(entry.oid)
        if (blob !== undefined) result.set(entry.path, blob)
      }
      return result
    },

    writeTree: async (commit, files) => {
      const before = new Map(
        (
          await lsTree(
            commit,
            files.map(file => file.path)
          )
        ).map(entry => [entry.path, entry])
      )
      await git.run(['read-tree', commit])
      const lines: string[] = []
      for (const file of files) {
        const entry = before.get(file.path)
        if (entry?.mode.startsWith('100') !== true) throw new Error(`${file.path} is not a file of ${commit}`)
        const oid = await git.run(['hash-object', '-w', '--no-filters', '--stdin'], { input: file.content })
        lines.push(`${entry.mode} ${oid.toString().trim()}\t${file.path}\0`)
      }
      await git.run(['update-index', '-z', '--index-info'], { input: lines.join('') })
      const tree = (await git.run(['write-tree', '--missing-ok'])).toString().trim()
      await proveTree(git, commit, tree, lines)
      return tree
    }
  }
}

/** The new tree must differ from the old one in exactly these lines; anything else would be somebody's lost work. */
async function proveTree(git: Git, commit: string, tree: string, lines: readonly string[]): Promise<void> {
  const fields = (await git.run(['diff-tree', '-r', '-z', '--no-renames', commit, tree]))
    .toString()
    .split('\0')
  const differing: string[] = []
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, newMode = '', , newOid = ''] = (fields[index] ?? '').slice(1).split(' ')
    differing.push(`${newMode} ${newOid}\t${fields[index + 1] ?? ''}\0`)
  }
  if (differing.sort().join('') !== [...lines].sort().join('')) {
    throw new ActionError(
      'EDIT_NOT_PROVEN',
      `The commit would change ${differing.length} files where ${lines.length} were meant, so it was not made. ` +
        'Please report this with the repository layout.'
    )
  }
}

/** Parses `git ls-tree -z`. Paths that are not UTF-8 are left out: no input can name them, and the index keeps them. */
function parseTree(output: Buffer): readonly TreeLine[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const result: TreeLine[] = []
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(0, start)
    if (end === -1) break
    const line = output.subarray(start, end)
    start = end + 1
    const tab = line.indexOf(9)
    const [mode = '', , oid = ''] = line.subarray(0, tab).toString('latin1').split(' ')
    try {
      result.push({ mode, oid, path: decoder.decode(line.subarray(tab + 1)) })
    } catch {
      continue
    }
  }
  return result
}

/** Parses `git cat-file --batch`: `<oid> blob <size>`, a line end, the bytes, a line end. */
function parseBatch(output: Buffer): ReadonlyMap<string, Buffer> {
  const result = new Map<string, Buffer>()
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(10, start)
    const [oid = '', type = '', size = ''] = output.subarray(start, end).toString('latin1').split(' ')
    start = end + 1
    if (type === 'missing') continue
    const length = Number(size)
    if (type === 'blob') result.set(oid, output.subarray(start, start + length))
    start += length + 1
  }
  return result
}

function ancestorsOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
