import type { Clock } from '../../../src/system/clock.ts'

export interface VirtualClock extends Clock {
  /** No sleep ends before this work has: it takes no time, however often it waits for something real. */
  meanwhile<T>(work: Promise<T>): Promise<T>
}

/** A clock whose sleeps take no time: the next one ends when nothing else is left to do. */
export function createVirtualClock(): VirtualClock {
  let now = Date.UTC(2026, 0, 1)
  let working = 0
  let isMoving = false
  const sleepers: { readonly until: number; readonly wake: () => void }[] = []

  const move = () => {
    sleepers.sort((one, other) => one.until - other.until)
    const next = working === 0 ? sleepers.shift() : undefined
    if (next !== undefined) {
      now = Math.max(now, next.until)
      next.wake()
    }
    isMoving = sleepers.length > 0
    if (isMoving) setImmediate(move)
  }

  return {
    now: () => now,
    random: () => 0.5,
    sleep: ms =>
      new Promise(wake => {
        sleepers.push({ until: now + ms, wake })
        if (!isMoving) setImmediate(move)
        isMoving = true
      }),
    meanwhile: async work => {
      working += 1
      try {
        return await work
      } finally {
        working -= 1
      }
    }
  }
}
