// Keeps an entry that runs something newer: an older source commit never replaces it.

import { createLimit } from '../../async/limit.ts'
import { firstOfEachEntry, renderVersion, runningName, type WantedEntry } from '../../kustomization/index.ts'
import { oneLine } from '../../log/log.ts'
import { type Answer, isNewer, short, type Standing, unknown } from '../../source/index.ts'
import type { ImageState } from '../images.ts'
import type { NewerEntry } from '../plan.ts'
import { runningImage } from '../running.ts'
import { type Incoming, incomingOf, isOfOurs, type SourceCommitOptions } from '../source-commit.ts'
import { type Guarded, type Remark, withoutKept } from './guard.ts'
import { type Judged, mayBothBeOurs, remarkOnDoubt, remarksOnOrder } from './order-remarks.ts'

/** At most this many entries are judged at once. */
const atOnce = 8

export interface NewerOptions extends SourceCommitOptions {
  /** Whether there is still time to ask anybody: judging ends with the run. */
  readonly hasTime: () => boolean
}

/**
 * Keeps entries that run something made from a newer source commit: an older one never replaces it, unless that is allowed. What
 * is not known to be newer is replaced, and a remark says so.
 * @throws {ActionError} SOURCE_MISMATCH, CANCELLED
 */
export async function keepNewer(
  wanted: readonly WantedEntry[],
  images: readonly ImageState[],
  options: NewerOptions
): Promise<Guarded> {
  const kept = new Map<string, NewerEntry>()
  // Two images may want the same entry. When it is kept for the first, the second is judged in the next round.
  for (let rest = wanted; ;) {
    const judged = await judgeAll(firstOfEachEntry(rest), images, options)
    const newer = options.inputs.allowOlder ? [] : judged.flatMap(keptEntry)
    if (newer.length === 0) {
      return {
        wanted: rest,
        kept: [...kept.values()],
        remarks: judged.flatMap(each => remark(each, options))
      }
    }
    for (const entry of newer) kept.set(JSON.stringify([entry.path, entry.index]), entry)
    rest = withoutKept(rest, newer)
  }
}

async function judgeAll(
  entries: readonly WantedEntry[],
  images: readonly ImageState[],
  options: NewerOptions
): Promise<readonly Judged[]> {
  const changed = entries.filter(
    ({ index, before, after }) =>
      index !== undefined &&
      (before.newName !== after.newName || before.newTag !== after.newTag || before.digest !== after.digest)
  )
  const limit = createLimit(atOnce)
  const judged = await Promise.all(changed.map(entry => limit(() => judge(entry, images, options))))
  return judged.flatMap(each => each ?? [])
}

async function judge(
  entry: WantedEntry,
  images: readonly ImageState[],
  options: NewerOptions
): Promise<Judged | undefined> {
  const { source, hasTime } = options
  const running = runningImage(entry)
  const open = { entry, ours: undefined, isNamed: false }
  if (!hasTime()) return { ...open, answer: unknown('other', 'there was no time left') }
  const incoming = await incomingOf(entry, images, options)
  switch (incoming.kind) {
    case 'commit':
      return judgeCommit(entry, incoming, await source.order(incoming.commit, running))
    case 'unknown': {
      const judged = { ...open, answer: incoming.why }
      if (incoming.isOurs) return judged
      // An image of somebody else, in all likelihood, unless it takes the place of one of ours.
      const replaced = await source.commitOf(running)
      if (replaced.kind === 'commit' || isOfOurs(replaced)) return judged
      return mayBothBeOurs(incoming.why.cause, replaced.cause) ? judged : undefined
    }
  }
}

/** What may protect what runs need not be enough to replace it. */
function judgeCommit(
  entry: WantedEntry,
  { commit, isNamed, doubt }: Extract<Incoming, { kind: 'commit' }>,
  answer: Answer<Standing>
): Judged {
  const judged = { entry, ours: commit, isNamed, answer }
  return doubt === undefined || keptEntry(judged).length > 0 ? judged : { ...judged, answer: doubt }
}

function keptEntry({ entry, ours, answer }: Judged): readonly NewerEntry[] {
  if (answer.kind === 'unknown' || ours === undefined || !isNewer(answer)) return []
  return [{ ...entry, why: 'newer', commit: answer.commit, ours, ahead: answer.value.ahead }]
}

function remark(judged: Judged, { inputs, context }: NewerOptions): readonly Remark[] {
  const { answer } = judged
  if (answer.kind === 'known') return remarksOnOrder(judged, answer, inputs, context)
  // Who goes back on purpose is not told what nobody knows.
  return inputs.allowOlder ? [] : [remarkOnDoubt(judged, answer, inputs, context)]
}

/** What to do when a superseded image is to be deployed all the same. */
export const wayBack =
  'To go back on purpose, set `allow-older: true`, or leave it at `auto` and start the workflow by hand ' +
  '(workflow_dispatch); "Re-run" is not a run by hand.'

/** One line for an entry that is superseded: which commit is newer, and by how much. */
export function renderSuperseded(entry: NewerEntry): string {
  const { path, before, commit, ours, ahead } = entry
  const by = ahead === undefined ? '' : ` by ${ahead} commit(s)`
  return oneLine(
    `${path}: ${runningName(entry)} keeps ${renderVersion(before)}: its commit ${short(commit)} is newer than ${short(ours)}${by}`
  )
}
