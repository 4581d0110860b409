import type { Notice } from '../errors/notice.ts'
import { oneLine } from '../log/log.ts'
import type { CommitText, FileUpdate } from '../git/index.ts'
import { type EntryEdit, type FileChange, renderVersion } from '../kustomization/index.ts'
import type { Answer, Comparison } from '../source/index.ts'

/** One entry of a file of the GitOps repository and what the bump means for it. */
export interface FileEdit {
  readonly path: string
  readonly edit: EntryEdit
}

/** An entry that keeps what it has, because that was made from a newer source commit. */
export interface SupersededEdit extends FileEdit {
  /** The source commit that would have replaced it. */
  readonly ours: string
  readonly standing: Answer<Comparison>
}

/** An entry that keeps what it has, because nothing that its image is made from has changed since. */
export interface UnchangedEdit extends FileEdit {
  /** The source commit of what it has. */
  readonly commit: string
}

/** A plan for one tip of the GitOps branch. */
export interface Bump {
  /** The files that change, each once; none when the branch has everything already. */
  readonly files: readonly FileUpdate[]
  readonly text: CommitText
  /** Every entry that was looked at, those without a difference too. */
  readonly edits: readonly FileEdit[]
  /** Every file that was looked at. */
  readonly changes: readonly FileChange[]
  readonly notices: readonly Notice[]
  /** Entries that keep what they have, because it is newer; they are not among the edits. */
  readonly superseded: readonly SupersededEdit[]
  /** Entries that keep what they have, because their sources have not changed since; they are not among the edits. */
  readonly unchanged: readonly UnchangedEdit[]
}

/** The entries in which something differs. */
export function changedEdits({ edits }: Pick<Bump, 'edits'>): readonly FileEdit[] {
  return edits.filter(({ edit }) => edit.fields.length > 0)
}

/** One line for what a change of an entry is: `name: old -> new`. */
export function renderEdit({ path, edit }: FileEdit): string {
  const { before, after, name } = edit
  const renamed =
    before.newName === after.newName ? '' : ` (${before.newName ?? name} -> ${after.newName ?? name})`
  return oneLine(`${path}: ${name}${renamed} ${renderVersion(before)} -> ${renderVersion(after)}`)
}
