import { ActionError } from '../../src/errors.ts'
import { type Landing, type Plan, publish, type PublishOptions } from '../../src/gitops/publish.ts'
import type { CommitText, Tip } from '../../src/gitops/repository.ts'
import { foldRequests, isDone } from './fold.ts'
import { foldedText } from './message.ts'
import { differing, mostFolded, openRequests, textsOf } from './open-requests.ts'
import type { Parked, Parking, Seen } from './parking.ts'
import { type EntryRequest, type Group, type LandingRequest, newId } from './request.ts'
import { Turns } from './turns.ts'

/** What a plan asks for, so that somebody else can do it. */
export type Draft = Pick<LandingRequest, 'entries' | 'lines' | 'trailers'>

export interface GroupOptions<P extends Plan> extends PublishOptions<P> {
  readonly group: Group
  readonly createParking: (branch: string) => Parking
  /** The same, and not stopped when the run is cancelled: what it has asked for must not happen then. */
  readonly createRemover: (branch: string) => Parking
  /** Undefined for a plan that only its owner can carry out: a new entry, two entries of one name. */
  readonly toDraft: (plan: P) => Draft | undefined
  /** For how long a request is good without its owner, in milliseconds. */
  readonly leaseMs: number
  readonly tally: GroupTally
}

/** What happened, for the bench. */
export interface GroupTally {
  parked: number
  looks: number
  led: number
  /** Commits made for this many requests, those of their leaders not counted. */
  folds: number[]
  byOthers: number
  fellBack: number
}

type End<P extends Plan> = { readonly commit: string } | { readonly unchanged: P }

/**
 * Lands a plan as publish() does. After the first lost race it parks what it wants on the server; the run that has
 * waited longest makes one commit of all that is parked, in the same push that removes the requests.
 */
export async function publishInGroup<P extends Plan>(options: GroupOptions<P>): Promise<Landing<P>> {
  return await new GroupLanding(options).run()
}

class GroupLanding<P extends Plan> {
  readonly #options: GroupOptions<P>
  readonly #deadline: number
  readonly #started: number
  /** What this run has parked and nobody has removed, as far as it knows. */
  #own: Parked | undefined
  #draft: Draft | undefined
  #expires = 0
  /** All names that requests of this run have had. */
  readonly #ids = new Set<string>()
  readonly #pending = new Set<string>()
  #attempts = 1

  constructor(options: GroupOptions<P>) {
    this.#options = options
    this.#started = options.clock.now()
    this.#deadline = this.#started + options.timeoutMs
  }

  async run(): Promise<Landing<P>> {
    const { repository, clock } = this.#options
    const tip = this.#options.tip ?? (await repository.fetchTip())
    const plan = await this.#options.plan(tip)
    const ended = (end: End<P>): Landing<P> => {
      const base = {
        plan,
        branch: tip.branch,
        attempts: this.#attempts,
        contentionMs: clock.now() - this.#started
      }
      return 'commit' in end
        ? { kind: 'landed', ...base, ...end }
        : { kind: 'unchanged', ...base, plan: end.unchanged }
    }
    if (plan.files.length === 0) return ended({ unchanged: plan })
    const commit = await repository.commit(tip, plan.files, plan.text)
    const pushed = await repository.push(commit, tip, this.#deadline)
    if (pushed.kind === 'landed') return ended({ commit })
    if (pushed.kind === 'unknown' || pushed.mayHaveArrived) this.#pending.add(commit)

    const parking = this.#options.createParking(tip.branch)
    const turns = new Turns(clock, clock.now() - this.#started)
    this.#draft = this.#options.toDraft(plan)
    if (this.#draft === undefined || !(await this.#park(parking, tip, turns)))
      return await this.#fallBack(parking)
    try {
      return ended(await this.#takeTurns(parking, turns))
    } finally {
      // Nobody may carry out what this run has given up; failing to remove it leaves the lease to end.
      const remover = this.#options.createRemover(tip.branch)
      if (this.#own !== undefined)
        await remover.remove([this.#own], clock.now() + 5_000).catch(() => undefined)
    }
  }

  async #takeTurns(parking: Parking, turns: Turns): Promise<End<P>> {
    const { clock, tally } = this.#options
    for (;;) {
      await clock.sleep(turns.delay())
      const started = clock.now()
      const seen = await parking.look(this.#deadline + 30_000)
      tally.looks += 1
      turns.looked(seen, clock.now() - started)
      const arrived = await this.#findArrived(parking, seen)
      if (arrived !== undefined) return arrived
      const own = this.#ownIn(seen)
      const isLong =
        this.#expires < this.#deadline && clock.now() > this.#expires - turns.lease(this.#options.leaseMs) / 2
      if (own.length === 0) {
        const end = await this.#parkAgain(parking, seen, turns)
        if (end !== undefined) return end
      } else if (turns.isMine(seen, own[0]?.id)) {
        const end = await this.#lead(parking, seen, own)
        if (end !== undefined) return end
      } else if (isLong) {
        await this.#park(parking, seen.tip, turns)
      }
      if (clock.now() >= this.#deadline) return await this.#giveUp(parking, seen)
    }
  }

  /** The request is gone and the change is not on the branch: it came to its end before anybody could carry it out. */
  async #parkAgain(parking: Parking, seen: Seen, turns: Turns): Promise<End<P> | undefined> {
    const plan = await this.#options.plan(seen.tip)
    if (plan.files.length === 0) return { unchanged: plan }
    this.#own = undefined
    this.#draft = this.#options.toDraft(plan)
    const isParked = await this.#park(parking, seen.tip, turns)
    return isParked ? undefined : await this.#lead(parking, seen, [])
  }

  /** A push whose answer was lost may have parked a second one. */
  #ownIn({ parked }: Seen): readonly Parked[] {
    return parked.filter(({ id }) => this.#ids.has(id))
  }

  /** Looks for this run's plan on the branch: in a commit of its own, or in somebody else's. */
  async #findArrived(parking: Parking, seen: Seen): Promise<End<P> | undefined> {
    if (this.#ownIn(seen).length > 0 && this.#pending.size === 0) return undefined
    const history = await parking.history(seen.tip.commit)
    const ours = history.find(({ commit }) => this.#pending.has(commit))
    if (ours !== undefined) return { commit: ours.commit }
    const theirs = history.find(({ requests }) => requests.some(id => this.#ids.has(id)))
    // Its word is not enough: whoever may push could write such a trailer.
    if (theirs === undefined || !(await this.#isIn(parking, theirs.commit))) return undefined
    this.#own = undefined
    this.#options.tally.byOthers += 1
    this.#options.log.info(`Another run of the group has put this change into ${theirs.commit}`)
    return { commit: theirs.commit }
  }

  async #isIn(parking: Parking, commit: string): Promise<boolean> {
    const done = async (one: EntryRequest) => isDone(await parking.readFile(commit, one.path), one)
    const all = await Promise.all((this.#draft?.entries ?? []).map(done))
    return all.length > 0 && all.every(Boolean)
  }

  /** One commit of this run's plan, made anew, and of all requests that can be carried out. */
  async #lead(parking: Parking, seen: Seen, own: readonly Parked[]): Promise<End<P> | undefined> {
    const { repository, log, tally } = this.#options
    const { tip } = seen
    const plan = await this.#options.plan(tip)
    if (plan.files.length === 0) return { unchanged: plan }
    const others = seen.parked.filter(({ id }) => !this.#ids.has(id)).slice(0, 2 * mostFolded)
    const { requests, useless } = await openRequests(parking, this.#options, tip, others)
    const { files, folded, left } = foldRequests(await textsOf(tip, plan, requests), requests)
    const text: CommitText = foldedText(plan.text, folded, own[0]?.id)
    const commit = await repository.commit(tip, await differing(tip, files), text)
    const ids = new Set(folded.map(({ id }) => id))
    const remove = [...own, ...others.filter(({ id }) => ids.has(id)), ...useless]
    this.#attempts += 1
    tally.led += 1
    log.info(
      `Commit ${commit} with ${folded.length} requests of others (${left.length} left to their owners)`
    )
    const pushed = await parking.land(commit, tip, remove, this.#deadline + 30_000)
    if (pushed.kind === 'landed') {
      this.#own = undefined
      tally.folds.push(folded.length)
      return { commit }
    }
    if (pushed.kind === 'unknown' || pushed.mayHaveArrived) this.#pending.add(commit)
    log.info(`Attempt ${this.#attempts}: ${pushed.kind} (${pushed.detail})`)
    return undefined
  }

  /** Returns whether the server has taken the request, or may have. */
  async #park(parking: Parking, tip: Tip, turns: Turns): Promise<boolean> {
    const { clock, group, leaseMs, log, tally } = this.#options
    if (this.#draft === undefined) return false
    const now = clock.now()
    const id = newId(now)
    const expires = Math.ceil(Math.min(this.#deadline, now + turns.lease(leaseMs)) / 1_000)
    const text = group.seal({ id, base: tip.commit, expires, ...this.#draft })
    const { parked, failure } = await parking.park(id, text, this.#own, this.#deadline + 30_000)
    // Refused as if it were there already: by the answer to a second sending (src/gitops/repository.ts, PushResult).
    const isThere = failure === undefined || failure.kind === 'transient' || failure.kind === 'race'
    if (isThere) {
      this.#ids.add(id)
      this.#own = parked
      this.#expires = expires * 1_000
      tally.parked += 1
      return true
    }
    log.info(`The server does not take the request (${failure.detail}).`)
    return false
  }

  async #fallBack(parking: Parking): Promise<Landing<P>> {
    this.#options.tally.fellBack += 1
    const left = Math.max(0, this.#deadline - this.#options.clock.now())
    const seen = this.#pending.size === 0 ? undefined : await parking.look(this.#deadline)
    const arrived = seen === undefined ? undefined : await this.#findArrived(parking, seen)
    if (arrived !== undefined && 'commit' in arrived && seen !== undefined) {
      const plan = await this.#options.plan(seen.tip)
      return {
        kind: 'landed',
        commit: arrived.commit,
        plan,
        branch: seen.tip.branch,
        attempts: 1,
        contentionMs: 0
      }
    }
    const landing = await publish({ ...this.#options, tip: seen?.tip, timeoutMs: left })
    return { ...landing, attempts: landing.attempts + 1 }
  }

  /** Withdraws the request; where that fails somebody may just have carried it out. */
  async #giveUp(parking: Parking, { tip }: Seen): Promise<End<P>> {
    const until = this.#deadline + 30_000
    const failure = this.#own === undefined ? undefined : await parking.remove([this.#own], until)
    if (failure === undefined) this.#own = undefined
    const arrived = await this.#findArrived(parking, await parking.look(until))
    if (arrived !== undefined) return arrived
    throw new ActionError(
      'PUSH_CONFLICT',
      `Neither this run nor another of its group could move ${tip.branch} in time. Run the job again.`
    )
  }
}
