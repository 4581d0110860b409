import { describe, expect, test } from '@jest/globals'

import { isFinal } from '../../../../src/git/failure/kinds.ts'

describe('isFinal', () => {
  test('holds for what somebody has to change first', () => {
    expect(isFinal({ kind: 'protected' })).toBe(true)
    expect(isFinal({ kind: 'server-full' })).toBe(true)
    expect(['race', 'transient', 'other'].map(kind => isFinal({ kind: kind as 'race' }))).toEqual([
      false,
      false,
      false
    ])
  })
})
