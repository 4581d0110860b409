import type { Notice } from '../errors/notice.ts'
import type { CommitText, FileUpdate } from '../git/index.ts'
import { type EntryEdit, type FileEdit, renderVersion, type WantedEntry } from '../kustomization/index.ts'
import { oneLine } from '../log/log.ts'

type OfEntry = Pick<WantedEntry, 'id' | 'path' | 'name' | 'index' | 'before'>

/** An entry that is kept because what it has was made from a newer source commit: what would replace it is superseded. */
export interface NewerEntry extends OfEntry {
  readonly why: 'newer'
  readonly commit: string
  /** The source commit that would have replaced it. */
  readonly ours: string
  /** By how many commits it is newer, where that is known. */
  readonly ahead: number | undefined
}

/** An entry that stays as it is, because nothing that its image is made from has changed. */
export interface UnchangedEntry extends OfEntry {
  readonly why: 'unchanged'
  /** The source commit of what it has. */
  readonly since: string
}

/** An entry that a guard keeps as it is on purpose. */
export type KeptEntry = NewerEntry | UnchangedEntry

/** Everything that would be changed on one base, made before anything is done. */
export interface Plan {
  /** Every kustomization with an entry that is set, those without a difference too. */
  readonly files: readonly FileEdit[]
  /** The files that differ, as they will be. */
  readonly updates: readonly FileUpdate[]
  readonly kept: readonly KeptEntry[]
  readonly commit: CommitText
  readonly notices: readonly Notice[]
}

/** What there is to tell of a plan; there may be nothing to commit. */
export type PlanOutcome = Omit<Plan, 'commit'>

/** The entries that are set, those without a difference too. */
export function entriesOf({ files }: Pick<Plan, 'files'>): readonly EntryEdit[] {
  return files.flatMap(({ entries }) => entries)
}

/** The entries in which something differs. */
export function changedEntries(entries: readonly EntryEdit[]): readonly EntryEdit[] {
  return entries.filter(({ fields }) => fields.length > 0)
}

/** The entries that stay because something newer runs. */
export function newerEntries({ kept }: Pick<Plan, 'kept'>): readonly NewerEntry[] {
  return kept.filter(entry => entry.why === 'newer')
}

/** The entries that stay because their sources have not changed. */
export function unchangedEntries({ kept }: Pick<Plan, 'kept'>): readonly UnchangedEntry[] {
  return kept.filter(entry => entry.why === 'unchanged')
}

/** Nothing is left to do because newer images run. */
export function isSuperseded(plan: Pick<Plan, 'updates' | 'kept'>): boolean {
  return plan.updates.length === 0 && newerEntries(plan).length > 0
}

/** One line for what an edit of an entry is: `path: name old -> new`. */
export function renderEdit({ path, name, before, after }: EntryEdit): string {
  const renamed =
    before.newName === after.newName ? '' : ` (${before.newName ?? name} -> ${after.newName ?? name})`
  return oneLine(`${path}: ${name}${renamed} ${renderVersion(before)} -> ${renderVersion(after)}`)
}
