import type { Clock } from '../clock.ts'

const firstDelayMs = 200
const longestDelayMs = 5_000
/** However long an attempt took. */
const limitMs = 60_000

/**
 * For how long to wait after a push that did not land, in milliseconds. Full jitter: the writers that lost together do
 * not come back together. A server in trouble gets more time.
 *
 * The waits grow with the time that an attempt takes. Where that is long, because many writers share a server, it is long
 * for the others, too, and whoever comes back sooner only meets them again: with a fixed limit of 5 s, hundreds of writers
 * would keep each other from landing.
 * @param cycleMs how long the attempt took
 */
export function delayBefore(
  attempt: number,
  kind: 'race' | 'unknown',
  clock: Pick<Clock, 'random'>,
  cycleMs = 0
): number {
  const first = Math.max(firstDelayMs, 2 * cycleMs)
  const longest = Math.min(limitMs, Math.max(longestDelayMs, 8 * cycleMs))
  const window = Math.min(longest, first * 2 ** Math.min(attempt - 1, 10))
  return kind === 'race' ? clock.random() * window : window / 2 + clock.random() * window
}
