// Pushes a plan to a branch by compare-and-swap, and again on the new tip after a lost race.

import type { Clock } from '../system/clock.ts'
import { renderDuration } from '../text/units.ts'
import { ActionError, isCancellation } from '../errors/errors.ts'
import { type Logger, oneLine } from '../log/log.ts'
import { delayBefore } from './back-off.ts'
import { type Attempts, giveUp, isOver, uncertain } from './give-up.ts'
import { type Arrived, PendingPushes } from './pending.ts'
import type { TipOptions, GitOpsRepository, PushResult, Tip } from './repository.ts'
import type { Publishable } from './target.ts'

export type Landing<P extends Publishable> = {
  readonly plan: P
  readonly branch: string
  readonly attempts: number
  /** How long others kept this one from landing, from the first push on, in milliseconds; 0 when nobody did. */
  readonly contentionMs: number
} & ({ readonly kind: 'unchanged' } | { readonly kind: 'landed'; readonly commit: string })

export interface PushOptions<P extends Publishable> {
  readonly repository: GitOpsRepository
  /** A tip that was read moments ago; read now when absent. */
  readonly tip: Tip | undefined
  /** @param until when this must have ended, in milliseconds since the epoch */
  readonly plan: (tip: Tip, until: number) => Promise<P>
  /** For how long a race is run again, in milliseconds. */
  readonly timeoutMs: number
  readonly onAttempt?: (attempt: number) => void
  /** Called when a commit is made and nothing but the server is waited for. */
  readonly onPush?: () => void
  readonly clock: Clock
  readonly log: Logger
}

type Failed = Exclude<PushResult, { readonly kind: 'landed' }>

/** No try starts after the deadline, but one that has started may take so long, in milliseconds. */
const graceMs = 30_000

/**
 * Lands a plan as one commit on the branch: read the tip, plan on it, commit on top of it, move the branch only if it
 * still is the tip. After a lost race everything is done again on the new tip; content read from an older tip is
 * never sent. A push whose answer was lost is looked for on the branch before anything is sent again.
 * @throws {ActionError} PUSH_CONFLICT when the races were lost until the deadline, GIT_UNREACHABLE when the server
 *   gave no clear answer until then, and what plan and repository throw
 */
export async function pushPlan<P extends Publishable>(options: PushOptions<P>): Promise<Landing<P>> {
  const loop = new PushLoop(options)
  try {
    return await loop.run()
  } catch (error) {
    throw loop.withPending(error)
  }
}

class PushLoop<P extends Publishable> {
  readonly #options: PushOptions<P>
  readonly #deadline: number
  readonly #pending: PendingPushes<P>
  #attempt = 0
  /** When the first push did not land, for whatever reason. */
  #failedSince: number | undefined
  /** The same, once it is known that others have moved the branch. */
  #lostSince: number | undefined
  #stalled = { tip: '', count: 0 }

  constructor(options: PushOptions<P>) {
    this.#options = options
    this.#pending = new PendingPushes(options.repository)
    this.#deadline = options.clock.now() + options.timeoutMs
  }

  async run(): Promise<Landing<P>> {
    const { clock, log, onAttempt } = this.#options
    let next = this.#options.tip
    let before: Tip | undefined
    for (;;) {
      this.#attempt += 1
      const started = clock.now()
      onAttempt?.(this.#attempt)
      const tip = next ?? (await this.#fetchTip())
      next = undefined
      const arrived = await this.#findArrived(tip)
      if (arrived !== undefined) return this.#landed(arrived, tip, this.#attempt - 1)
      if (before !== undefined && before.commit !== tip.commit) await this.#lostTo(tip)
      before = tip

      const planning = clock.now()
      const plan = await this.#options.plan(tip, this.#limit())
      const planned = clock.now() - planning
      if (plan.updates.length === 0) {
        log.info(`Nothing to change on ${tip.branch}`)
        const pending = this.#pending.describe()
        if (pending !== undefined) log.warning(pending)
        return { kind: 'unchanged', plan, ...this.#ended(tip, this.#attempt) }
      }
      const failed = await this.#tryOnce(tip, plan)
      if ('commit' in failed) return this.#landed(failed, tip, this.#attempt)
      const late = await this.#waitOrGiveUp(failed, tip, clock.now() - started - planned)
      if (late !== undefined) return this.#landed(late, tip, this.#attempt)
    }
  }

  /** A run that ends while a push has no clear answer says so. */
  withPending(error: unknown): unknown {
    const pending = this.#pending.describe()
    if (pending === undefined) return error
    if (error instanceof ActionError) return uncertain(error, pending)
    this.#options.log.warning(pending)
    return error
  }

  async #tryOnce(tip: Tip, plan: P): Promise<Arrived<P> | Failed> {
    const { repository, log } = this.#options
    const commit = await repository.commit(tip, plan.updates, plan.commit)
    log.info(`Commit ${commit} on top of ${tip.commit}: ${plan.updates.length} file(s)`)
    const pushing = this.#push(commit, plan, tip)
    this.#options.onPush?.()
    const pushed = await pushing
    if ('commit' in pushed) return pushed
    if (pushed.kind === 'unknown' || pushed.mayHaveArrived) this.#pending.add(commit, plan, tip)
    return pushed
  }

  /** Pushes; a refusal counts only when the commit is not on the branch: it may be the answer to a second sending. */
  async #push(commit: string, plan: P, tip: Tip): Promise<Arrived<P> | Failed> {
    const { repository } = this.#options
    try {
      const pushed = await repository.push(commit, tip, this.#limit())
      return pushed.kind === 'landed' ? { commit, plan } : pushed
    } catch (error) {
      const isNew = this.#pending.add(commit, plan, tip)
      if (!(error instanceof ActionError) || isCancellation(error)) throw error
      const look = await this.#lookOnceMore().catch(() => undefined)
      if (look?.arrived !== undefined) return look.arrived
      // Words that newtag does not know may come from a connection that broke, or from anything else.
      if (look !== undefined && isNew && error.code !== 'GIT_FAILED') this.#pending.remove(commit)
      throw error
    }
  }

  async #waitOrGiveUp(failed: Failed, tip: Tip, cycleMs: number): Promise<Arrived<P> | undefined> {
    const { clock, log, timeoutMs } = this.#options
    this.#failedSince ??= clock.now()
    const isStalled = failed.kind === 'race' && this.#stalled.tip === tip.commit
    this.#stalled = { tip: tip.commit, count: isStalled ? this.#stalled.count + 1 : 0 }
    const asked = failed.kind === 'unknown' ? (failed.retryAfterMs ?? 0) : 0
    const delay = Math.max(asked, delayBefore(this.#attempt, failed.kind, clock, cycleMs))
    const attempts: Attempts = {
      ...{ attempts: this.#attempt, pushed: failed, stalled: this.#stalled.count, timeoutMs },
      late: clock.now() + delay >= this.#deadline,
      branch: tip.branch
    }
    if (isOver(attempts)) {
      const look = this.#pending.any() ? await this.#lookOnceMore() : undefined
      if (look?.arrived !== undefined) return look.arrived
      throw giveUp(attempts, this.#pending.describe() !== undefined)
    }
    const what =
      failed.kind === 'race'
        ? 'the branch is not where it was read'
        : `the push got no clear answer (${failed.detail})`
    if (failed.kind === 'race') log.debug(failed.detail)
    log.info(`Attempt ${this.#attempt}: ${what}; next try in ${renderDuration(delay)}`)
    await clock.sleep(delay)
    return undefined
  }

  async #lookOnceMore(): Promise<{ readonly arrived: Arrived<P> | undefined }> {
    const tip = await this.#options.repository.fetchTip(this.#looking())
    return { arrived: await this.#findArrived(tip) }
  }

  /** Where a push had no clear answer, its commit will be looked for. */
  #looking(): TipOptions {
    return { until: this.#limit(), withHistory: this.#pending.any() }
  }

  /** When a command that starts now must have ended. */
  #limit(): number {
    return Math.max(this.#deadline, this.#options.clock.now() + graceMs)
  }

  /** Reads the tip; a server that is out of reach for a while is asked again until the deadline. */
  async #fetchTip(): Promise<Tip> {
    const { repository, clock, log } = this.#options
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await repository.fetchTip(this.#looking())
      } catch (error) {
        if (!(error instanceof ActionError) || error.code !== 'GIT_UNREACHABLE') throw error
        const delay = delayBefore(attempt + 2, 'unknown', clock)
        if (clock.now() + delay >= this.#deadline) throw error
        log.info(`The server cannot be reached; next try in ${renderDuration(delay)}`)
        await clock.sleep(delay)
      }
    }
  }

  /** Looks for a commit of ours on the branch whose push seemed to fail. */
  async #findArrived(tip: Tip): Promise<Arrived<P> | undefined> {
    const arrived = await this.#pending.find(tip, this.#limit())
    if (arrived !== undefined)
      this.#options.log.info('The answer to the push was lost, but the commit is on the branch.')
    return arrived
  }

  async #lostTo(now: Tip): Promise<void> {
    this.#lostSince ??= this.#failedSince
    const who = oneLine(await this.#options.repository.describe(now)).slice(0, 120)
    this.#options.log.info(`${now.branch} has moved on to ${now.commit} (${who})`)
  }

  #landed({ commit, plan }: Arrived<P>, tip: Tip, attempts: number): Landing<P> {
    const ended = this.#ended(tip, attempts)
    const lost =
      ended.contentionMs === 0 ? '' : `; ${renderDuration(ended.contentionMs)} went to other writers`
    this.#options.log.info(
      `Pushed to ${tip.branch} in ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}${lost}`
    )
    this.#pending.clear()
    return { kind: 'landed', commit, plan, ...ended }
  }

  #ended(tip: Tip, attempts: number) {
    const { clock } = this.#options
    const contentionMs = this.#lostSince === undefined ? 0 : clock.now() - this.#lostSince
    return { branch: tip.branch, attempts, contentionMs }
  }
}
