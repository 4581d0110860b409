import { describe, expect, test } from '@jest/globals'

import type { TokenOrigin } from '../../../../src/git/credentials.ts'
import type { FailureSubject, GitFailure, GitFailureKind } from '../../../../src/git/failure/kinds.ts'
import { failureError } from '../../../../src/git/failure/message.ts'
import { explainMissingToken } from '../../../../src/git/failure/missing-token.ts'
import { explainGitFailure } from '../../../../src/git/failure/recognise.ts'
import { gitAnswers } from '../../../fixtures/git-answers/index.ts'

const job: TokenOrigin = { kind: 'job', repository: 'acme/shop' }
const none: TokenOrigin = { kind: 'none' }
const url = 'https://github.com/acme/deploy'

function subject(token: TokenOrigin, changes: Partial<FailureSubject> = {}): FailureSubject {
  return { during: 'push', repository: 'acme/deploy', url, branch: 'main', token, ...changes }
}

function failureOf(kind: GitFailureKind, detail = 'the words'): GitFailure {
  return { kind, detail, raw: detail, remote: true, busy: false }
}

const unset = "`token` is not set, or the same as `github-token`: the job's own token reaches acme/shop only"
const onGitHub =
  'Create a token with write access to the contents of acme/deploy (a fine-grained one, or one of a GitHub App that is ' +
  'installed on it, with "Contents: Read and write"), store it as a secret and set `token`.'
const secrets =
  "If it comes from a secret, check the secret's name; a secret is not given to a run for a pull request of a fork or of " +
  'Dependabot, nor to a reusable workflow without `secrets: inherit`.'

describe.each([
  ['auth', 'AUTH_FAILED'],
  ['denied', 'PUSH_DENIED'],
  ['restricted', 'ACCESS_RESTRICTED']
] as const)('%s', (kind, code) => {
  test.each(['read', 'push'] as const)('says that `token` is not set: %s', during => {
    const error = failureError(failureOf(kind), subject(job, { during }))
    expect(error.code).toBe(code)
    expect(error.message).toBe(`${unset}, and not acme/deploy (the words). ${onGitHub}`)
  })

  test.each([
    ['read', 'cannot be read'],
    ['push', 'takes no push']
  ] as const)('says that `token` is empty: %s', (during, words) => {
    const error = failureError(failureOf(kind), subject(none, { during }))
    expect(error.code).toBe(code)
    expect(error.message).toBe(`\`token\` is empty: acme/deploy ${words} without one (the words). ${secrets}`)
  })
})

describe('no-repository', () => {
  test.each(['read', 'push'] as const)(
    'says that `token` is not set, and nothing of what is unseen: %s',
    during => {
      const error = failureError(failureOf('no-repository'), subject(job, { during }))
      expect(error.code).toBe('REPOSITORY_NOT_FOUND')
      expect(error.message).toBe(
        `${unset}, and does not see acme/deploy, if that exists (the words). ${onGitHub}`
      )
    }
  )

  test('says that `token` is empty', () => {
    const error = failureError(failureOf('no-repository'), subject(none, { during: 'read' }))
    expect(error.code).toBe('REPOSITORY_NOT_FOUND')
    expect(error.message).toBe(
      `\`token\` is empty: acme/deploy is not seen, if it exists, without one (the words). ${secrets}`
    )
  })
})

describe('what a host really says', () => {
  const answers = Object.values(gitAnswers)
    .flat()
    .filter(({ url: address }) => address.startsWith('http'))
    .map(answer => ({ ...answer, failure: explainGitFailure(answer.stdout, answer.stderr) }))
  const refusals = answers.filter(({ failure }) =>
    ['auth', 'denied', 'restricted', 'no-repository'].includes(failure.kind)
  )

  test('is there for each kind', () => {
    expect(new Set(refusals.map(({ failure }) => failure.kind)).size).toBe(4)
    expect(refusals.length).toBeGreaterThan(20)
  })

  test.each(refusals.map(answer => [answer.name, answer] as const))('%s', (_, { failure, url: address }) => {
    const told = [job, none].map(token => failureError(failure, subject(token, { url: address })).message)
    expect(told).toEqual([
      expect.stringMatching(
        /^`token` is not set, or the same as `github-token`: the job's own token.*set `token`\.$/s
      ),
      expect.stringMatching(/^`token` is empty: .*`secrets: inherit`\.$/s)
    ])
    for (const message of told) expect(message).toContain(`(${failure.detail})`)
  })
})

test.each([
  [url, 'Contents: Read and write'],
  ['https://acme.ghe.com/acme/deploy', 'Contents: Read and write'],
  ['https://gitea.example.com/acme/deploy', '`repository: write`'],
  ['https://codeberg.org/acme/deploy', '`repository: write`'],
  ['https://gitlab.example.com/acme/deploy', '`write_repository`'],
  ['https://bitbucket.org/acme/deploy', '`repository:write`'],
  ['https://dev.azure.com/acme/deploy', 'Code: Read & write'],
  ['https://git.example.com/acme/deploy', 'on GitHub a fine-grained one']
])('names the token that the host has: %s', (address, words) => {
  expect(explainMissingToken(subject(job, { url: address }), '(no)', failureOf('denied'))).toContain(words)
})

describe('says nothing of `token`', () => {
  const others: readonly GitFailureKind[] = [
    ...(['race', 'transient', 'protected', 'rejected', 'read-only', 'server-full', 'runner-full'] as const),
    ...(['certificate', 'host-key', 'proxy', 'moved', 'no-branch', 'ownership', 'other'] as const)
  ]
  test.each(others)('where something else is wrong: %s', kind => {
    for (const token of [job, none])
      expect(explainMissingToken(subject(token), '(no)', failureOf(kind))).toBeUndefined()
  })

  test.each(['given', 'unused'] as const)('where it is %s', kind => {
    for (const refusal of ['auth', 'denied', 'restricted', 'no-repository'] as const)
      expect(explainMissingToken(subject({ kind }), '(no)', failureOf(refusal))).toBeUndefined()
  })
})
