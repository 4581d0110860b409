import { type Notice, notice } from '../errors/notice.ts'
import { oneLine } from '../log/log.ts'
import { commitUrl } from '../git/index.ts'
import type { Inputs } from '../inputs/index.ts'
import type { EntryEdit, RenderedFile } from '../kustomization/index.ts'
import {
  type ReportedImage,
  reportedImages,
  entriesOf,
  type KeptEntry,
  mirrorNotices
} from '../plan/index.ts'
import type { Resolver } from '../registry/index.ts'
import type { Facts } from './facts.ts'

export type Outcome = 'deployed' | 'unchanged' | 'superseded' | 'previewed' | 'written' | 'failed'

/** What a run achieved, and why it stopped where it did. What a failure left unknown is empty. */
export interface Report {
  readonly outcome: Outcome
  /** Whatever was thrown; undefined when the run succeeded. */
  readonly failure: unknown
  readonly images: readonly ReportedImage[]
  /** The entries that were set, those without a difference too. */
  readonly entries: readonly EntryEdit[]
  /** Entries that stay as they are on purpose. */
  readonly kept: readonly KeptEntry[]
  /** The paths of the files that were committed or written. */
  readonly changedFiles: readonly string[]
  /** What differs, as `git diff` shows it. */
  readonly diff: string
  /** What kustomize makes of it, in a preview. */
  readonly rendered: readonly RenderedFile[]
  readonly branch: string
  readonly commitSha: string
  readonly commitUrl: string
  readonly attempts: number
  /** How long other writers kept this run from landing, in milliseconds. */
  readonly contentionMs: number
  readonly durationMs: number
  readonly notices: readonly Notice[]
}

export interface Ending {
  readonly outcome: Outcome
  readonly failure?: unknown
  readonly durationMs: number
  /** What was advised in time. */
  readonly advice: readonly Notice[]
}

/** At most this many notices are shown. */
const shownNotices = 20

/** Makes of what is known what later steps and people are told. */
export function reportOf(facts: Facts, ending: Ending, inputs: Inputs, resolver: Resolver): Report {
  const { outcome, failure, durationMs, advice } = ending
  const { published, diff, rendered } = facts
  const plan = facts.plan ?? { files: [], updates: [], kept: [], notices: [] }
  const landed = published?.kind === 'landed' ? published : undefined
  const commitSha = landed?.commit ?? ''
  const ofPlan = facts.plan === undefined ? [] : mirrorNotices(facts.plan, inputs)
  return {
    ...{ outcome, failure, diff, rendered, durationMs, commitSha },
    images: reportedImages(inputs, plan, facts.images, resolver.digests),
    entries: entriesOf(plan),
    kept: plan.kept,
    changedFiles: outcome === 'deployed' || outcome === 'written' ? plan.updates.map(({ path }) => path) : [],
    branch: landed?.branch ?? inputs.branch ?? '',
    commitUrl: commitSha === '' ? '' : commitUrl(inputs.remote, commitSha),
    attempts: landed?.attempts ?? facts.attempts,
    contentionMs: landed?.contentionMs ?? 0,
    notices: limit([...resolver.notices(), ...facts.notices, ...plan.notices, ...ofPlan, ...advice])
  }
}

/** Each is one line. What there is to do comes first where not all can be shown. */
function limit(notices: readonly Notice[]): readonly Notice[] {
  const lines = notices.map(each => ({ ...each, message: oneLine(each.message) }))
  const unique = [...new Map(lines.map(each => [each.message, each])).values()]
  if (unique.length <= shownNotices) return unique
  const sorted = unique.toSorted((one, other) => levelOf(one) - levelOf(other))
  const rest = sorted.slice(shownNotices - 1)
  const level = levels[levelOf(rest[0])] ?? 'warning'
  return [...sorted.slice(0, shownNotices - 1), notice(`${rest.length} more like these.`, undefined, level)]
}

const levels = ['warning', 'notice', 'info'] as const

function levelOf(each: Notice | undefined): number {
  return levels.indexOf(each?.level ?? 'warning')
}
