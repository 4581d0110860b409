import { describe, expect, test } from '@jest/globals'

import { ActionError, cancellation } from '../../../src/errors/errors.ts'
import { settleAll } from '../../../src/errors/settle-all.ts'

const failure = (message: string) => new ActionError('BUILD_FAILED', message)

async function failureOf(...reasons: readonly Error[]): Promise<unknown> {
  return await settleAll(reasons.map(reason => Promise.reject(reason))).catch((error: unknown) => error)
}

describe('settleAll', () => {
  test('gives all results', async () => {
    expect(await settleAll([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2])
  })

  test('one failure stays what it is', async () => {
    const one = failure('a')
    expect(await failureOf(one)).toBe(one)
  })

  test('several are told together, each once, without lists in lists', async () => {
    const inner = await failureOf(failure('a'), failure('b'))
    const all = await failureOf(inner as Error, failure('c'), failure('c'))
    expect(all).toMatchObject({ code: 'BUILD_FAILED', message: '- a\n- b\n- c' })
    expect((all as ActionError).parts.map(({ message }) => message)).toEqual(['a', 'b', 'c'])
  })

  test('a bug, and that the run was cancelled, come first', async () => {
    const bug = new Error('bug')
    expect(await failureOf(failure('a'), bug)).toBe(bug)
    expect(await failureOf(failure('a'), cancellation())).toMatchObject({ code: 'CANCELLED' })
  })

  test('waits for all', async () => {
    let isDone = false
    const slow = new Promise<void>(resolve =>
      setImmediate(() => {
        isDone = true
        resolve()
      })
    )
    await settleAll([Promise.reject(failure('a')), slow]).catch(() => undefined)
    expect(isDone).toBe(true)
  })
})
