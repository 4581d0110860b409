import type { Notice } from '../errors/notice.ts'
import {
  locate,
  type EditOptions,
  type ImageChange,
  type EditFile,
  type FileChange
} from '../kustomization/index.ts'
import { decodeUtf8 } from '../yaml/decode.ts'
import type { LeaveOut } from './leave-out.ts'
import type { Bump, FileEdit } from './plan.ts'
import type { Tree, CommitText, FileUpdate } from '../git/index.ts'

export interface BumpRequest {
  readonly patterns: readonly string[]
  readonly changes: readonly ImageChange[]
  readonly options: EditOptions
  /** Files that will be read later, and are better asked for with the kustomizations. */
  readonly alongside?: (tree: Tree, paths: readonly string[]) => Promise<readonly string[]>
  /** Which of the changes are left out, and where. */
  readonly leaveOut: LeaveOut
  /** Writes the commit's text, once it is known what differs. */
  readonly describe: (edits: readonly FileEdit[]) => CommitText
}

/**
 * Applies the changes to every kustomization of the tree, in memory.
 * @throws {ActionError} what locating, decoding and editing throw: see src/kustomization
 */
export async function planBump(tree: Tree, request: BumpRequest, editFile: EditFile): Promise<Bump> {
  const paths = await locate(tree, request.patterns)
  const alongside = (await request.alongside?.(tree, paths)) ?? []
  const contents = await tree.read([...paths, ...alongside])
  const files: FileUpdate[] = []
  const changes: FileChange[] = []
  const edits: FileEdit[] = []
  const notices: Notice[] = []
  for (const path of paths) {
    const bytes = contents.get(path)
    if (bytes === undefined) throw new Error(`${path} was listed but could not be read`)
    const before = decodeUtf8(bytes, path)
    const wanted = request.changes.flatMap((change, index) =>
      request.leaveOut(path, index) ? [] : [{ change, index }]
    )
    if (wanted.length === 0) continue
    const result = await editFile(
      before,
      wanted.map(({ change }) => change),
      path,
      request.options
    )
    changes.push({ path, before, after: result.text })
    edits.push(
      ...result.edits.map(edit => ({
        path,
        edit: { ...edit, change: wanted[edit.change]?.index ?? edit.change }
      }))
    )
    notices.push(...result.notices)
    const content = Buffer.from(result.text, 'utf8')
    if (!content.equals(bytes)) files.push({ path, content })
  }
  const changed = edits.filter(({ edit }) => edit.fields.length > 0)
  return { files, edits, changes, notices, superseded: [], unchanged: [], text: request.describe(changed) }
}
