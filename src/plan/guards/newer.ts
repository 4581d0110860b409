// Keeps an entry that runs something newer: an older source commit never replaces it.

import { createLimit } from '../../async/limit.ts'
import {
  deployedName,
  firstOfEachEntry,
  renderVersion,
  runningName,
  type WantedEntry
} from '../../kustomization/index.ts'
import { oneLine } from '../../log/log.ts'
import { type Answer, type Comparison, short } from '../../source/index.ts'
import type { ImageState } from '../images.ts'
import type { NewerEntry } from '../plan.ts'
import { type Doubt, type Guarded, withoutKept } from './guard.ts'
import { sourceCommitOf, type SourceCommitOptions } from '../source-commit.ts'

/** At most this many images are judged at once. */
const atOnce = 8

/**
 * Keeps entries that run something made from a newer source commit: an older one never replaces it. What is not known to
 * be newer is replaced, and a notice says so.
 */
export async function keepNewer(
  wanted: readonly WantedEntry[],
  images: readonly ImageState[],
  options: SourceCommitOptions
): Promise<Guarded> {
  if (options.inputs.allowOlder) return { wanted, kept: [], doubts: [] }
  const kept = new Map<string, NewerEntry>()
  // Two images may want the same entry. When it is kept for the first, the second is judged in the next round.
  for (let rest = wanted; ;) {
    const judged = await judgeAll(firstOfEachEntry(rest), images, options)
    const newer = judged.flatMap(keptEntry)
    if (newer.length === 0) {
      return { wanted: rest, kept: [...kept.values()], doubts: judged.flatMap(doubt) }
    }
    for (const entry of newer) kept.set(JSON.stringify([entry.path, entry.index]), entry)
    rest = withoutKept(rest, newer)
  }
}

interface Judged {
  readonly entry: WantedEntry
  /** The source commit of what the entry would get. */
  readonly ours: string
  /** How the source commit of what it has is related to ours. */
  readonly answer: Answer<Comparison>
}

async function judgeAll(
  entries: readonly WantedEntry[],
  images: readonly ImageState[],
  options: SourceCommitOptions
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
  options: SourceCommitOptions
): Promise<Judged | undefined> {
  const ours = await sourceCommitOf(entry, images, options)
  if (ours === undefined) return undefined
  const running = { name: runningName(entry), tag: entry.before.newTag, digest: entry.before.digest }
  return { entry, ours, answer: await options.source.order(ours, running) }
}

function keptEntry({ entry, ours, answer }: Judged): readonly NewerEntry[] {
  if (answer.kind === 'unknown' || answer.value.relation !== 'descendant') return []
  return [{ ...entry, why: 'newer', commit: answer.commit, ours, ahead: answer.value.ahead }]
}

function doubt({ entry, ours, answer }: Judged): readonly Doubt[] {
  const what = `${deployedName(entry)} had ${renderVersion(entry.before)}`
  if (answer.kind === 'unknown') {
    const sentence = `${what}, and whether that is newer than ${short(ours)} is not known (${answer.reason}).`
    return [{ entry, sentence }]
  }
  if (answer.value.relation !== 'diverged') return []
  const sentence = `${what} of commit ${short(answer.commit)}, which is on another line of history than ${short(ours)}.`
  return [{ entry, sentence }]
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
