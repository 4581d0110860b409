import type { Clock } from '../../src/clock.ts'
import type { Seen } from './parking.ts'

/** What the waiting of a group is tuned by; the bench tries others. */
export const tuning = {
  /** The first look comes within so many cycles. */
  first: 0.5,
  /** Every further one after so many, and at random up to twice as long. */
  next: 1,
  growth: 1.3,
  shortestMs: 100,
  longestMs: 5_000,
  /** The next in the queue steps in when nothing has moved for so many cycles. */
  patience: 4,
  shortestPatienceMs: 2_000
}

/**
 * Decides who makes the commit for all: the run that has waited longest, which all others can tell by the names of the
 * requests. It may have died, or its machine may be slow; when nothing moves, the next in the queue step in, one more
 * after each while.
 */
export class Turns {
  readonly #clock: Clock
  #cycleMs: number
  #looks = 0
  #moved: number
  #state = ''

  constructor(clock: Clock, cycleMs: number) {
    this.#clock = clock
    this.#cycleMs = cycleMs
    this.#moved = clock.now()
  }

  /** How long to wait before the next look, in milliseconds. */
  delay(): number {
    const random = this.#clock.random()
    const factor =
      this.#looks === 0
        ? tuning.first * random
        : tuning.next * tuning.growth ** Math.min(this.#looks - 1, 8) * (0.5 + random)
    return Math.min(tuning.longestMs, Math.max(tuning.shortestMs * random, this.#cycleMs * factor))
  }

  looked({ tip, parked }: Seen, ms: number): void {
    this.#looks += 1
    this.#cycleMs = ms
    const state = `${tip.commit} ${parked[0]?.id ?? ''}`
    if (state !== this.#state) this.#moved = this.#clock.now()
    this.#state = state
  }

  /** A request must outlive several cycles, or those of a busy server end before anybody can carry them out. */
  lease(shortestMs: number): number {
    return Math.max(shortestMs, 10 * this.#cycleMs)
  }

  isMine({ parked }: Seen, own: string | undefined): boolean {
    const rank = parked.findIndex(({ id }) => id === own)
    const patience = Math.max(tuning.shortestPatienceMs, tuning.patience * this.#cycleMs)
    return rank <= Math.floor((this.#clock.now() - this.#moved) / patience)
  }
}
