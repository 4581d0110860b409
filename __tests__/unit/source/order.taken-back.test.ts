import { describe, expect, test } from '@jest/globals'

import { type Answer, known, type Relation, unknown } from '../../../src/source/relation.ts'
import { guardedOrder, image, ours } from '../../support/source/guarded-order.ts'

const other = 'ab'.repeat(20)
const running = { name: image, tag: other, digest: undefined }
const open: Answer<boolean> = unknown('access', 'the source repository could not be read: 403')

function orderOf(relation: Relation, takenBack: Answer<boolean>) {
  return guardedOrder({ relations: { [other]: relation }, takenBack })
}

describe('a commit that counts only while a branch leads to it', () => {
  test.each<[Relation, boolean]>([
    ['descendant', false],
    ['descendant', true],
    ['diverged', false],
    ['diverged', true]
  ])('%s, taken back: %s', async (relation, isTakenBack) => {
    const { order, reached } = orderOf(relation, known(other, isTakenBack))
    expect(await order(ours, running)).toMatchObject({
      ...{ kind: 'known', commit: other },
      value: { relation, isTakenBack }
    })
    await order(ours, { ...running })
    expect(reached).toEqual([other])
  })

  test('is not known to be newer where that is open, and its name is', async () => {
    expect(await orderOf('descendant', open).order(ours, running)).toEqual({
      ...{ kind: 'unknown', cause: 'access', commit: other },
      reason: 'abababababab is newer, but perhaps taken back: the source repository could not be read: 403'
    })
  })

  test('is on another line of history also where that is open', async () => {
    expect(await orderOf('diverged', open).order(ours, running)).toMatchObject({
      ...{ kind: 'known', commit: other },
      value: { relation: 'diverged', isTakenBack: false }
    })
  })
})

test.each<Relation>(['same', 'ancestor'])('%s: nobody is asked whether it was taken back', async relation => {
  const { order, reached } = orderOf(relation, open)
  expect(await order(ours, running)).toMatchObject({ value: { relation, isTakenBack: false } })
  expect(reached).toEqual([])
})

test('where an image comes from does not depend on it, and nobody is asked', async () => {
  const { commitOf, reached } = orderOf('descendant', open)
  expect(await commitOf(running)).toEqual({ kind: 'commit', commit: other, doubt: undefined })
  expect(reached).toEqual([])
})
