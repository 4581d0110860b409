import { type Notice, noticeAt } from '../../errors/notice.ts'
import type { FileEdit, WantedEntry } from '../../kustomization/index.ts'
import { oneLine } from '../../log/log.ts'
import type { KeptEntry } from '../plan.ts'

/** Something that a guard could not find out about an entry that is set. */
export interface Doubt {
  readonly entry: WantedEntry
  /** A sentence without its place. */
  readonly sentence: string
}

/** What a guard leaves of the wanted entries. */
export interface Guarded {
  /** What may be set. */
  readonly wanted: readonly WantedEntry[]
  readonly kept: readonly KeptEntry[]
  readonly doubts: readonly Doubt[]
}

/**
 * Drops everything that an image wants in a file where a guard keeps one of its entries: entries of one name stay together,
 * because kustomize applies all of them.
 */
export function withoutKept(
  wanted: readonly WantedEntry[],
  kept: readonly KeptEntry[]
): readonly WantedEntry[] {
  const keyOf = ({ path, id }: Pick<WantedEntry, 'path' | 'id'>) => JSON.stringify([path, id])
  const keys = new Set(kept.map(keyOf))
  return wanted.filter(entry => !keys.has(keyOf(entry)))
}

/** Makes notices of the doubts about entries that were really set, each at its line in the new text. */
export function doubtNotices(doubts: readonly Doubt[], files: readonly FileEdit[]): readonly Notice[] {
  return doubts.flatMap(({ entry: { path, id, index, name }, sentence }): readonly Notice[] => {
    const file = files.find(each => each.path === path)
    const edit = file?.entries.find(each => each.id === id && each.index === index && each.name === name)
    if (edit === undefined) return []
    const { line } = edit
    return [noticeAt({ path, line }, oneLine(sentence), 'notice')]
  })
}
