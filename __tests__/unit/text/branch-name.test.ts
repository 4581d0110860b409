import { expect, test } from '@jest/globals'

import { branchProblem } from '../../../src/text/branch-name.ts'

test.each(['main', 'release/2', 'feature/größe+1', 'a-b_c.d', 'gh-readonly-queue/main/pr-1-abc', 'v1.lockx'])(
  'a branch can be called %j',
  name => {
    expect(branchProblem(name)).toBeUndefined()
  }
)

test.each([
  ...[
    '-x',
    '/x',
    'x/',
    'x.',
    'a//b',
    'a..b',
    'a b',
    'a\nb',
    'a\0b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b'
  ],
  ...['a@{1}', '@', '.a', 'a/.b', 'a.lock', 'a.lock/b']
])('no branch can be called %j', name => {
  expect(branchProblem(name)).toBe(`is ${JSON.stringify(name)}, which cannot be the name of a branch`)
})

test('the whole name of a ref is not the name of a branch', () => {
  expect(branchProblem('refs/heads/main')).toMatch(/write the short name of a branch/)
})
