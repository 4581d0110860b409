import { describe, expect, test } from '@jest/globals'

import { isEnabled } from '../../../src/builder/arguments.ts'

describe('isAsked', () => {
  test.each(['false', 'False', '0', 'f', ''])('not with %j', value => {
    expect(isEnabled(value)).toBe(false)
  })
  test.each(['true', '1', 'mode=max', 'false=x'])('with %j', value => {
    expect(isEnabled(value)).toBe(true)
  })
})
