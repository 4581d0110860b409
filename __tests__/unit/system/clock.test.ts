import { describe, expect, test } from '@jest/globals'

import { createClock } from '../../../src/system/clock.ts'

// None of these could end in time if a sleep were slept to its end.
const long = 3_600_000

describe('sleep', () => {
  test('ends when its time is over', async () => {
    await expect(createClock(new AbortController().signal).sleep(1)).resolves.toBeUndefined()
  })

  test('ends when the run is cancelled', async () => {
    const run = new AbortController()
    const sleep = createClock(run.signal).sleep(long)
    run.abort()
    await expect(sleep).resolves.toBeUndefined()
  })

  test('does not begin when the run was cancelled before', async () => {
    await expect(createClock(AbortSignal.abort()).sleep(long)).resolves.toBeUndefined()
  })
})
