import type { Clock } from '../clock.ts'

const firstDelayMs = 200
const longestDelayMs = 5_000

/**
 * For how long to wait after a push that did not land, in milliseconds. Full jitter: the writers that lost together do
 * not come back together. A server in trouble gets more time.
 * @param cycleMs how long the attempt took: where that is long, it is long for the others, too, and whoever comes back
 *   sooner meets them again
 */
export function delayBefore(
  attempt: number,
  kind: 'race' | 'unknown',
  clock: Pick<Clock, 'random'>,
  cycleMs = 0
): number {
  const first = Math.max(firstDelayMs, cycleMs)
  const longest = Math.min(longestDelayMs, first * 2 ** Math.min(attempt - 1, 10))
  return kind === 'race' ? clock.random() * longest : longest / 2 + clock.random() * longest
}
