import { describe, expect, test } from '@jest/globals'

import { fullJitter, retry } from '../../../src/async/retry.ts'

function clockAt(start = 0) {
  const slept: number[] = []
  return {
    slept,
    now: () => start + slept.reduce((sum, ms) => sum + ms, 0),
    sleep: (ms: number) => {
      slept.push(ms)
      return Promise.resolve()
    }
  }
}

describe('retry', () => {
  test('stops at the first final result', async () => {
    const clock = clockAt()
    const result = await retry(attempt => Promise.resolve(attempt), {
      ...{ attempts: 9, clock },
      waitAfter: attempt => (attempt < 3 ? attempt * 10 : undefined)
    })
    expect(result).toBe(3)
    expect(clock.slept).toEqual([10, 20])
  })

  test('gives the last result after so many attempts, and does not wait after it', async () => {
    const clock = clockAt()
    const rule = { attempts: 2, clock, waitAfter: () => 5 }
    await expect(retry(attempt => Promise.resolve(attempt), rule)).resolves.toBe(2)
    expect(clock.slept).toEqual([5])
  })

  test('begins no attempt at or after the deadline, and does not wait for one', async () => {
    const clock = clockAt(100)
    const rule = { attempts: 9, clock, until: 130, waitAfter: () => 20 }
    await expect(retry(attempt => Promise.resolve(attempt), rule)).resolves.toBe(2)
    expect(clock.slept).toEqual([20])
  })

  test('what the work throws ends it', async () => {
    const rule = { attempts: 9, clock: clockAt(), waitAfter: () => 1 }
    await expect(retry(() => Promise.reject(new Error('broken')), rule)).rejects.toThrow('broken')
  })
})

test('fullJitter doubles its bound with each attempt', () => {
  const most = { random: () => 1 }
  expect([1, 2, 3].map(attempt => fullJitter(most, 500, attempt))).toEqual([500, 1_000, 2_000])
  expect(fullJitter({ random: () => 0 }, 500, 3)).toBe(0)
})
