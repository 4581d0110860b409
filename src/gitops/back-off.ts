import type { Clock } from '../system/clock.ts'

const shortestMs = 200
const longestMs = 5_000
/** However long an attempt took. */
const limitMs = 60_000

/**
 * For how long to wait after a push that did not land, in milliseconds. Full jitter: the writers that lost together do
 * not come back together. A server in trouble gets more time, twice as much each time.
 *
 * The waits grow with each attempt, and with the time that the last one took. Where that is long, because many writers
 * share a server, it is long for the others, too, and whoever comes back sooner only meets them again: with a fixed limit
 * of 5 s, hundreds of writers would keep each other from landing. Doubling the waits instead leaves the last few writers
 * asleep when the others have long ended.
 * @param cycleMs how long the attempt took
 */
export function delayBefore(
  attempt: number,
  kind: 'race' | 'unknown',
  clock: Pick<Clock, 'random'>,
  cycleMs = 0
): number {
  const longest = Math.min(limitMs, Math.max(longestMs, 16 * cycleMs))
  const first = Math.max(shortestMs, 2 * cycleMs)
  if (kind === 'race') return clock.random() * Math.min(longest, first * attempt)
  const window = Math.min(longest, first * 2 ** Math.min(attempt - 1, 10))
  return window / 2 + clock.random() * window
}
