import { andOthers, type Notice, noticeAt } from '../../errors/notice.ts'
import type { FileEdit, WantedEntry } from '../../kustomization/index.ts'
import { oneLine } from '../../log/log.ts'
import type { KeptEntry } from '../plan.ts'

/** Something that a guard has to say about an entry that is set. */
export interface Remark {
  readonly entry: WantedEntry
  /** Remarks about the same are made once for a run. */
  readonly topic: string
  /** A topic: where a remark is made about it, this one adds nothing. */
  readonly unless?: string | undefined
  readonly level: NonNullable<Notice['level']>
  /** A sentence without its place and without a full stop. */
  readonly sentence: string
}

/** What a guard leaves of the wanted entries. */
export interface Guarded {
  /** What may be set. */
  readonly wanted: readonly WantedEntry[]
  readonly kept: readonly KeptEntry[]
  readonly remarks: readonly Remark[]
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

/**
 * Makes notices of the remarks about entries that were really set: one for each topic, at the line of its first entry in the
 * new text.
 */
export function remarkNotices(remarks: readonly Remark[], files: readonly FileEdit[]): readonly Notice[] {
  const topics = new Map<
    string,
    { readonly first: Notice; readonly unless: string | undefined; count: number }
  >()
  for (const { entry, topic, unless, level, sentence } of remarks) {
    const { path, id, index, name } = entry
    const file = files.find(each => each.path === path)
    const edit = file?.entries.find(each => each.id === id && each.index === index && each.name === name)
    if (edit === undefined) continue
    const known = topics.get(topic)
    if (known !== undefined) known.count += 1
    else {
      const { line } = edit
      topics.set(topic, { first: noticeAt({ path, line }, oneLine(sentence), level), unless, count: 1 })
    }
  }
  const made = [...topics.values()].filter(({ unless }) => unless === undefined || !topics.has(unless))
  return made.map(({ first, count }) => {
    return { ...first, message: `${first.message}${andOthers(count - 1)}.` }
  })
}
