import type { Notice } from '../errors/notice.ts'
import type { Published } from '../gitops/index.ts'
import type { RenderedFile } from '../kustomization/index.ts'
import type { ImageState, Plan, PlanOutcome } from '../plan/index.ts'

/** What is known of a run so far: a value that grows. */
export interface Facts {
  readonly images: readonly ImageState[]
  /** The plan that counts: the last one that was published, else the first. */
  readonly plan: PlanOutcome | undefined
  readonly published: Published<Plan> | undefined
  /** How often it was tried to publish. */
  readonly attempts: number
  /** What the plan changes, as `git diff` shows it. */
  readonly diff: string
  /** What kustomize makes of it, in a preview. */
  readonly rendered: readonly RenderedFile[]
  /** What a person should know, besides the notices of the plan. */
  readonly notices: readonly Notice[]
  /** Advice that is still being read. */
  readonly advice: readonly Promise<readonly Notice[]>[]
}

/** Takes news; notices and advice are added to what is known, everything else takes its place. */
export type Learn = (news: Partial<Facts>) => void

export const nothingYet: Facts = {
  images: [],
  plan: undefined,
  published: undefined,
  attempts: 0,
  diff: '',
  rendered: [],
  notices: [],
  advice: []
}

export function merge(facts: Facts, news: Partial<Facts>): Facts {
  return {
    ...facts,
    ...news,
    notices: [...facts.notices, ...(news.notices ?? [])],
    advice: [...facts.advice, ...(news.advice ?? [])]
  }
}
