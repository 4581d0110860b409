import { ActionError } from '../../errors/errors.ts'
import type { Git } from '../git.ts'
import { depthOf, foldersOf, renderTree, type TreeOnPath, type Trees } from './trees.ts'
import { type GitObject, objectId, packObjects } from './pack.ts'
import type { CommitText, FileUpdate, Identity } from '../types.ts'

export interface NewCommit {
  /** The only parent. */
  readonly parent: string
  /** The files that differ from the parent's; all of them exist in it. */
  readonly files: readonly FileUpdate[]
  readonly text: CommitText
  /** In seconds since the epoch. */
  readonly time: number
}

/**
 * Makes a commit on top of another in which exactly these files differ: blobs, the trees on the way to them and the
 * commit go into the repository as one pack. There is no index and no work tree, so no filter, hook or line-end
 * conversion; what Git then says of the difference is held against what was meant.
 * @returns the commit's id
 * @throws {ActionError} EDIT_NOT_PROVEN, GIT_FAILED
 */
export async function writeCommit(git: Git, trees: Trees, commit: NewCommit): Promise<string> {
  const { parent, files, text } = commit
  const format = parent.length === 64 ? 'sha256' : 'sha1'
  const onPaths = await trees.readFolders(
    parent,
    files.flatMap(file => foldersOf(file.path))
  )
  // By their ids: files with the same content are one object.
  const objects = new Map<string, GitObject>()
  const add: AddObject = object => {
    const id = objectId(object, format)
    objects.set(id, object)
    return id
  }
  const replaced = new Map(files.map(({ path, content }) => [path, add({ type: 'blob', content })]))
  const root = rewriteTrees(onPaths, replaced, add)
  const id = add({ type: 'commit', content: renderCommit(root, parent, text, commit.time) })
  await git.run(['index-pack', '--stdin'], { input: packObjects([...objects.values()], format) })
  await proveCommit(git, parent, id, replaced)
  return id
}

/** Puts an object into the pack to be; returns its id. */
type AddObject = (object: GitObject) => string

/**
 * Makes the trees on the way to the replaced files anew, the deepest first, with nothing but the object ids of what was
 * replaced in them. Every other entry is copied as it is: empty folders, odd modes and names that are not UTF-8. Returns
 * the id of the root.
 */
function rewriteTrees(
  onPaths: ReadonlyMap<string, TreeOnPath>,
  replacedFiles: ReadonlyMap<string, string>,
  add: AddObject
): string {
  // Names are compared as bytes: one that is not UTF-8 must not pass for another.
  const bytes = (name: string) => Buffer.from(name).toString('latin1')
  const replaced = new Map([...replacedFiles].map(([file, oid]) => [bytes(file), oid]))
  const times = new Map<string, number>()
  for (const { path: folder, items } of [...onPaths.values()].sort(
    (a, b) => depthOf(b.path) - depthOf(a.path)
  )) {
    const prefix = folder === '' ? '' : `${bytes(folder)}/`
    const content = renderTree(
      items.map(item => {
        const path = prefix + item.name.toString('latin1')
        const oid = replaced.get(path)
        if (oid !== undefined) times.set(path, (times.get(path) ?? 0) + 1)
        return { ...item, oid: oid ?? item.oid }
      })
    )
    replaced.set(bytes(folder), add({ type: 'tree', content }))
  }
  // A broken tree may have a name twice, and what stands under the other one is not ours.
  const isOnce = [...replaced.keys()].every(path => path === '' || times.get(path) === 1)
  if (!isOnce) throw notProven(replacedFiles.size)
  return replaced.get('') ?? ''
}

/** A commit object: header lines, an empty line, the message (git-commit-tree(1)); times are in UTC. */
function renderCommit(tree: string, parent: string, text: CommitText, time: number): Buffer {
  const person = ({ name, email }: Identity) => `${name} <${email}> ${time} +0000`
  const message = text.message.endsWith('\n') ? text.message : `${text.message}\n`
  const head = [
    `tree ${tree}`,
    `parent ${parent}`,
    `author ${person(text.author)}`,
    `committer ${person(text.committer)}`
  ]
  return Buffer.from(`${head.join('\n')}\n\n${message}`)
}

/** The commit must differ from its parent in exactly these files; anything else would be somebody's lost work. */
async function proveCommit(
  git: Git,
  parent: string,
  commit: string,
  replaced: ReadonlyMap<string, string>
): Promise<void> {
  const output = (await git.run(['diff-tree', '-r', '-t', '-z', '--no-renames', parent, commit])).toString()
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
  throw notProven(replaced.size)
}

function notProven(count: number): ActionError {
  return new ActionError(
    'EDIT_NOT_PROVEN',
    `The commit would change other things than the ${count} file(s) that were meant, so it was not made. ` +
      'Please report this with the layout of the repository; `git fsck` may say more.'
  )
}
