import { describe, expect, test } from '@jest/globals'

import { createSecrets } from '../../../src/system/secrets.ts'

describe('createSecrets', () => {
  test('has the runner mask each secret once, and an empty one never', () => {
    const masked: string[] = []
    const secrets = createSecrets(secret => masked.push(secret))
    for (const secret of ['one', '', 'two', 'one']) secrets.add(secret)
    expect(masked).toEqual(['one', 'two'])
  })

  test('hides every secret in a text, the longer of two that overlap as a whole', () => {
    const secrets = createSecrets(() => undefined)
    secrets.add('pass')
    secrets.add('password-1')
    expect(secrets.hide('a password-1 and a pass, pass')).toBe('a *** and a ***, ***')
    expect(secrets.hide('nothing here')).toBe('nothing here')
  })
})
