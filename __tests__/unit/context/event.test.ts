import { describe, expect, test } from '@jest/globals'

import { readEventContext } from '../../../src/context/event.ts'

const sha = 'a'.repeat(40)
const before = 'c'.repeat(40)
const person = { login: 'octocat', type: 'User' }

function eventOf(name: string, env: Readonly<Record<string, string>> = {}, payload?: unknown) {
  const variables = { GITHUB_EVENT_NAME: name, GITHUB_SHA: sha, GITHUB_REF: 'refs/heads/main' }
  return readEventContext({ ...variables, GITHUB_REF_NAME: 'main', ...env }, payload)
}

describe('isByHand', () => {
  test.each<readonly [boolean, string, Readonly<Record<string, string>>, unknown]>([
    [true, 'a person', { GITHUB_RUN_ATTEMPT: '1', GITHUB_ACTOR: 'octocat' }, { sender: person }],
    [true, 'nothing but the event', {}, undefined],
    [true, 'an empty attempt', { GITHUB_RUN_ATTEMPT: '' }, { sender: person }],
    [true, 'a payload of another shape', {}, { sender: ['Bot'] }],
    [true, 'a person with a name like a bot', { GITHUB_ACTOR: 'robot' }, { sender: { login: 'a-bot' } }],
    [false, 'a second attempt', { GITHUB_RUN_ATTEMPT: '2' }, { sender: person }],
    ...['0', '01', '1.0', '-1', ' 1', '1\n', 'first'].map(
      attempt =>
        [
          false,
          `an attempt ${JSON.stringify(attempt)}`,
          { GITHUB_RUN_ATTEMPT: attempt },
          { sender: person }
        ] as const
    ),
    [false, 'a bot', {}, { sender: { login: 'renovate', type: 'Bot' } }],
    [false, 'an organization', {}, { sender: { login: 'acme', type: 'Organization' } }],
    [false, 'the login of a bot', {}, { sender: { login: 'acme[bot]' } }],
    [false, 'GITHUB_TOKEN', { GITHUB_ACTOR: 'github-actions[bot]' }, undefined],
    [false, 'a bot that triggers', { GITHUB_TRIGGERING_ACTOR: 'acme[bot]' }, { sender: person }]
  ])('is %s: %s', (isByHand, _, env, payload) => {
    expect(eventOf('workflow_dispatch', env, payload).isByHand).toBe(isByHand)
    expect(eventOf('repository_dispatch', env, payload).isByHand).toBe(false)
  })
})

test.each([
  [false, undefined],
  [false, ''],
  [false, '1'],
  [true, '2'],
  [true, '17'],
  [true, '0'],
  [true, 'one']
])('isRerun is %s of the attempt %j', (isRerun, attempt) => {
  const env = attempt === undefined ? {} : { GITHUB_RUN_ATTEMPT: attempt }
  expect(eventOf('push', env).isRerun).toBe(isRerun)
})

describe('takenBack', () => {
  test('is what a forced push replaces', () => {
    expect(eventOf('push', {}, { forced: true, before }).takenBack).toBe(before)
    const whole = { forced: true, before, ref: 'refs/heads/main' }
    expect(eventOf('push', {}, whole).takenBack).toBe(before)
    const long = 'd'.repeat(64)
    expect(eventOf('push', {}, { forced: true, before: long }).takenBack).toBe(long)
  })

  test.each<readonly [string, string, Readonly<Record<string, string>>, unknown]>([
    ['a push that is not forced', 'push', {}, { forced: false, before }],
    ['another kind of true', 'push', {}, { forced: 'true', before }],
    ['no payload', 'push', {}, undefined],
    ['a new branch', 'push', {}, { forced: true, before: '0'.repeat(40) }],
    ['a shortened name', 'push', {}, { forced: true, before: before.slice(0, 12) }],
    ['a name of no length that Git has', 'push', {}, { forced: true, before: 'c'.repeat(50) }],
    ['a push to another branch', 'push', {}, { forced: true, before, ref: 'refs/heads/topic' }],
    ['something else', 'push', {}, { forced: true, before: { id: before } }],
    ['a re-run', 'push', { GITHUB_RUN_ATTEMPT: '2' }, { forced: true, before }],
    ['another event', 'pull_request', {}, { forced: true, before }],
    [
      'a tag, whose commit stays on its branch',
      'push',
      { GITHUB_REF: 'refs/tags/v1' },
      { forced: true, before }
    ]
  ])('is nothing: %s', (_, name, env, payload) => {
    expect(eventOf(name, env, payload).takenBack).toBeUndefined()
  })
})

/** What may stand where a payload should have the short name of a branch. */
const noBranches = [
  '',
  '-x',
  'a..b',
  'a b',
  'main\nHEAD',
  '../main',
  'refs/heads/main',
  'x.lock',
  7,
  null,
  ['main']
]

test.each(noBranches)('a base branch %j of a pull request is ignored', ref => {
  const env = { GITHUB_REF: 'refs/pull/1/merge', GITHUB_REF_NAME: '1/merge' }
  const payload = { pull_request: { head: { sha: before, ref: 'topic' }, base: { ref } } }
  expect(eventOf('pull_request', env, payload)).toMatchObject({
    ...{ sourceCommit: before, refName: 'topic', branch: undefined }
  })
})

describe('merge_group', () => {
  const queue = `gh-readonly-queue/release/2/pr-104-${sha}`
  const env = { GITHUB_REF: `refs/heads/${queue}`, GITHUB_REF_NAME: queue }
  const read = (changes: Readonly<Record<string, string>>, base: unknown) =>
    eventOf('merge_group', { ...env, ...changes }, { merge_group: { base_ref: base } })

  test('is for the branch that the payload names', () => {
    expect(read({}, 'refs/heads/main')).toMatchObject({ refName: 'main', branch: 'main', sourceCommit: sha })
  })

  test.each([
    ...noBranches.filter(name => name !== 'refs/heads/main'),
    'main',
    'refs/tags/v1',
    'refs/heads/-x'
  ])('is for the branch in the name of the queue, when the payload says %j', base => {
    expect(read({}, base)).toMatchObject({ refName: 'release/2', branch: 'release/2' })
  })

  test.each(['gh-readonly-queue/pr-1', 'gh-readonly-queue/-x/pr-1', 'gh-readonly-queue//pr-1', 'queue/main'])(
    'is never for a branch of the queue: %s',
    name => {
      const other = { GITHUB_REF: `refs/heads/${name}`, GITHUB_REF_NAME: name }
      expect(read(other, undefined)).toMatchObject({ refName: '', branch: undefined })
    }
  )
})
