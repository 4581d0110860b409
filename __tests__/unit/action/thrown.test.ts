import { expect, test } from '@jest/globals'

import { withThrown } from '../../../src/action/thrown.ts'
import { describeFailure } from '../../../src/errors/describe.ts'
import { ActionError, cancellation } from '../../../src/errors/errors.ts'
import type { Report } from '../../../src/run/index.ts'

const report = (failure: unknown) => ({ outcome: 'deployed', failure, commitSha: 'abc' }) as unknown as Report
const boom = new Error('boom')

test.each([
  ['a run that had landed', undefined, boom, 'UNEXPECTED', /^boom\. This is a bug/],
  ['one that was ended for it', cancellation(), boom, 'UNEXPECTED', /^boom\. This is a bug/],
  [
    'one whose commit may still arrive',
    new ActionError('CANCELLED', 'The commit abc may still arrive.'),
    boom,
    'UNEXPECTED',
    /^boom\. The run then ended with: The commit abc may still arrive\. This is a bug/
  ],
  ['a text', undefined, 'boom', 'UNEXPECTED', /^boom\. This is a bug/],
  [
    'an error with a code',
    new Error('later'),
    new ActionError('STORAGE_FULL', 'no room'),
    'STORAGE_FULL',
    /^no room\. The run then ended with: later$/
  ]
])('%s is red', (_, failure, thrown, code, message) => {
  const { outcome, failure: told, commitSha } = withThrown(report(failure), thrown)
  expect([outcome, commitSha]).toEqual(['failed', 'abc'])
  expect(describeFailure(told)).toMatchObject({ code, message: expect.stringMatching(message) })
})
