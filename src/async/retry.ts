interface RetryRule<T> {
  /** At most so many attempts are made. */
  readonly attempts: number
  /** For how long to wait before the next attempt, in milliseconds; undefined when the result is final. */
  readonly waitAfter: (result: T, attempt: number) => number | undefined | Promise<number | undefined>
  readonly clock: { now(): number; sleep(ms: number): Promise<void> }
  /** No attempt begins at or after this time, in milliseconds since the epoch. */
  readonly until?: number
}

/** Does the work until its result is final, and returns the last result. `attempt` counts from 1. */
export async function retry<T>(work: (attempt: number) => Promise<T>, rule: RetryRule<T>): Promise<T> {
  const { attempts, clock, until = Infinity } = rule
  for (let attempt = 1; ; attempt += 1) {
    const result = await work(attempt)
    if (attempt >= attempts || clock.now() >= until) return result
    const wait = await rule.waitAfter(result, attempt)
    if (wait === undefined || clock.now() + wait >= until) return result
    await clock.sleep(wait)
  }
}

/** Full jitter: many jobs that a busy server turned away together come back apart. */
export function fullJitter(chance: { random(): number }, firstMs: number, attempt: number): number {
  return chance.random() * firstMs * 2 ** (attempt - 1)
}
