import { describe, expect, test } from '@jest/globals'

import type { ErrorCode } from '../../../../src/errors/errors.ts'
import { explainGitFailure } from '../../../../src/git/failure/recognise.ts'
import { failureError } from '../../../../src/git/failure/message.ts'
import { gitAnswers } from '../../../fixtures/git-answers/index.ts'
import type { FailureSubject, GitFailure, GitFailureKind } from '../../../../src/git/failure/kinds.ts'

const subject: FailureSubject = {
  during: 'push',
  repository: 'acme/deploy',
  branch: 'main',
  token: { kind: 'given' }
}

function failureOf(kind: GitFailureKind, detail = 'the words'): GitFailure {
  return { kind, detail, raw: detail, remote: true, busy: false }
}

function tell(kind: GitFailureKind, detail?: string, changes: Partial<FailureSubject> = {}): string {
  return failureError(failureOf(kind, detail), { ...subject, ...changes }).message
}

/** The message for what a host really said. */
function tellAnswer(name: string, changes: Partial<FailureSubject> = {}): string {
  const answer = Object.values(gitAnswers)
    .flat()
    .find(candidate => candidate.name === name)
  if (answer === undefined) throw new Error(`There is no answer "${name}".`)
  const failure = explainGitFailure(answer.stdout, answer.stderr)
  return failureError(failure, { ...subject, url: answer.url, ...changes }).message
}

describe('failureError', () => {
  const codes: Readonly<Record<GitFailureKind, ErrorCode>> = {
    auth: 'AUTH_FAILED',
    denied: 'PUSH_DENIED',
    restricted: 'ACCESS_RESTRICTED',
    protected: 'BRANCH_PROTECTED',
    rejected: 'PUSH_REJECTED',
    'read-only': 'REPOSITORY_READ_ONLY',
    'server-full': 'STORAGE_FULL',
    'runner-full': 'STORAGE_FULL',
    certificate: 'TLS_FAILED',
    'host-key': 'HOST_KEY_UNKNOWN',
    proxy: 'PROXY_REFUSED',
    moved: 'REPOSITORY_MOVED',
    'no-repository': 'REPOSITORY_NOT_FOUND',
    'no-branch': 'BRANCH_NOT_FOUND',
    transient: 'GIT_UNREACHABLE',
    ownership: 'GIT_FAILED',
    race: 'GIT_FAILED',
    other: 'GIT_FAILED'
  }
  const kinds = Object.entries(codes) as (readonly [GitFailureKind, ErrorCode])[]

  test.each(kinds)('turns %s into %s, naming the repository and what was said', (kind, code) => {
    for (const during of ['read', 'push'] as const) {
      const error = failureError(failureOf(kind), { ...subject, during })
      expect(error.code).toBe(code)
      expect(error.message).toContain('acme/deploy')
      expect(error.message).toContain('(the words)')
      expect(error.message).toMatch(/\.$/)
    }
  })

  test.each(['other', 'race'] as const)('does not claim of %s that nothing was changed', kind => {
    expect(tell(kind)).toBe(
      'Git could not push to acme/deploy (the words). If the reason is not clear from this, please report it.'
    )
  })

  test('says whose disk is full', () => {
    expect(tell('server-full')).toMatch(/^The server of acme\/deploy has no room/)
    expect(tell('runner-full', undefined, { during: 'read' })).toMatch(/^The disk of this runner is full/)
    // Over SSH both of them write on the same standard error.
    expect(tell('runner-full')).toMatch(/^A disk was full, that of this runner or of the server of acme/)
  })

  test('tells a server that is busy from one that is unreachable', () => {
    expect(tell('transient')).toMatch(/Could not connect to/)
    expect(failureError({ ...failureOf('transient'), busy: true }, subject).message).toMatch(
      /is rate-limiting or overloaded/
    )
  })
})

describe('a login that failed', () => {
  const unused = { kind: 'unused' } as const

  test('is put differently with a token, with an old one, and over SSH', () => {
    expect(tell('auth')).toMatch(/did not accept the token/)
    expect(tellAnswer('Cloud: an app password')).toMatch(/no longer accepts the token.*Make a new one/)
    expect(tellAnswer('SSH: a key that is not known', { token: unused })).toMatch(
      /did not accept an SSH key.*Load a key/
    )
    expect(tell('auth', undefined, { token: unused })).toMatch(/asks for a login.*For SSH load a key/)
  })

  test.each(['denied', 'no-repository', 'restricted'] as const)(
    'over SSH is told of the key, as the token is not used: %s',
    kind => {
      const message = tell(kind, undefined, { token: unused, during: 'read' })
      expect(message).toMatch(/\bkey\b/)
      expect(message).not.toMatch(/`token`|\b[Tt]he token\b|this token/)
    }
  )
})

describe('a missing permission', () => {
  test.each([
    [
      'a fine-grained token without Contents: write',
      /`permissions: contents: write`.*"Contents: Read and write"/
    ],
    ['a read-only deploy key', /deploy key with "Allow write access"/],
    [
      'a deploy key that may only read',
      /`write_repository`.*Developer.*"Grant write permissions to this key"/
    ],
    ['Gitea: no right to write', /`repository: write`.*`write:repository`/],
    ['Cloud: a token without the scope', /`repository:write`/],
    ['Data Center: no right to write', /`repository:write`.*Data Center/],
    ['a missing permission', /"Contribute".*"Code: Read & write"/],
    ['http-backend without receive-pack', /write access to the repository.*On GitHub/]
  ])('is named in the words of the host: %s', (name, words) => {
    expect(tellAnswer(name)).toMatch(words)
  })

  test('is named by what the server said when its name tells nothing', () => {
    const url = 'https://git.example.com/acme/deploy'
    const said = 'GitLab: You are not allowed to push code to this project.'
    expect(tell('denied', said, { url })).toContain('write_repository')
    expect(tell('denied', 'Permission to a/b denied to x[bot].', { url })).toContain('contents: write')
  })

  test.each([
    ['https://github.com/acme/deploy', 'contents: write'],
    ['git@github.com:acme/deploy.git', 'contents: write'],
    ['https://acme.ghe.com/acme/deploy', 'contents: write'],
    ['https://gitlab.example.com/acme/deploy', 'write_repository'],
    ['https://codeberg.org/acme/deploy', 'write:repository'],
    ['ssh://git@forgejo.example.com/acme/deploy', 'write:repository'],
    ['https://bitbucket.example.com/scm/acme/deploy.git', 'repository:write'],
    ['https://acme.visualstudio.com/_git/deploy', 'Contribute'],
    ['https://notgithub.com/acme/deploy', 'Give the token, and its owner'],
    ['file:///srv/github.com/deploy.git', 'Give the token, and its owner'],
    ['not a URL', 'Give the token, and its owner']
  ])('is told by the name of the host: %s', (url, words) => {
    expect(tell('denied', 'no', { url })).toContain(words)
  })

  test('to read is another one', () => {
    expect(tell('denied', 'no', { during: 'read' })).toMatch(/is not allowed to read.*read access/)
  })
})

describe('a policy of the organisation', () => {
  test.each([
    ['SAML single sign-on', /Configure SSO/],
    ['SAML single sign-on, over SSH', /Configure SSO/],
    ['an IP allow list', /allow list/],
    ['a suspended account', /account of the token is blocked/],
    ['a kind of token that the organisation forbids', /which kind of token/]
  ])('says what to do: %s', (name, words) => {
    expect(tellAnswer(name)).toMatch(words)
  })
})
