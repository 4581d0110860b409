import { describe, expect, test } from '@jest/globals'

import { annotatedFailures, describeFailure } from '../../../src/errors/describe.ts'
import { ActionError, combine } from '../../../src/errors/errors.ts'

function several(count: number) {
  const [first, ...others] = Array.from(
    { length: count },
    (_, index) => new ActionError('BUILD_STEP_FAILED', `Image ${index} failed.`)
  )
  if (first === undefined) throw new Error('none')
  return describeFailure(combine([first, ...others]))
}

describe('a failure', () => {
  test('is one annotation with its code', () => {
    expect(annotatedFailures(several(1))).toMatchObject([
      { code: 'BUILD_STEP_FAILED', message: 'Image 0 failed.' }
    ])
  })

  test.each([2, 10])('of %i parts is an annotation each', count => {
    const shown = annotatedFailures(several(count))
    expect(shown.map(({ message }) => message)).toEqual(
      Array.from({ length: count }, (_, index) => `Image ${index} failed.`)
    )
  })

  test('of more than ten parts is one, which has all of them', () => {
    const shown = annotatedFailures(several(11))
    expect(shown).toHaveLength(1)
    expect(shown[0]?.message).toMatch(/Image 0 failed\.[^]*Image 10 failed\./)
  })

  test('that is no ActionError is a bug of ours, and has a code as well', () => {
    const failure = describeFailure(new TypeError('x is undefined'))
    expect(annotatedFailures(failure)).toMatchObject([
      { code: 'UNEXPECTED', message: expect.stringContaining('This is a bug in newtag, please report it') }
    ])
  })
})
