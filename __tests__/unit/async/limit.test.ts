import { setImmediate } from 'node:timers/promises'

import { describe, expect, test } from '@jest/globals'

import { mapLimited } from '../../../src/async/limit.ts'

const numbers = Array.from({ length: 1_000 }, (_, index) => index)

describe('mapLimited', () => {
  test('gives the results in the order of the items, and does some at a time', async () => {
    let [running, most] = [0, 0]
    const results = await mapLimited(numbers, 64, async number => {
      running += 1
      most = Math.max(most, running)
      await setImmediate()
      running -= 1
      return number * 2
    })
    expect(results).toEqual(numbers.map(number => number * 2))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(64)
  })

  test('fails with the first failure, after what was under way, and starts nothing more', async () => {
    const [started, ended]: [number[], number[]] = [[], []]
    const working = mapLimited(numbers, 64, async number => {
      started.push(number)
      if (number === 3 || number === 5) throw new Error(String(number))
      await setImmediate()
      ended.push(number)
    })
    await expect(working).rejects.toThrow('3')
    expect(ended).toEqual(started.filter(number => number !== 3 && number !== 5))
    expect(started.length).toBeLessThan(1_000)
  })
})
