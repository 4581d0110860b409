import { describe, expect, test } from '@jest/globals'

import { explainGitFailure } from '../../../src/git/git-failure.ts'
import { failureError } from '../../../src/git/failure-error.ts'

const ref = 'c0ffee:refs/heads/main'

/** Answers as the hosts and Git give them. */
const answers: readonly (readonly [string, string, string, string])[] = [
  ['race', 'non-fast-forward', `!\t${ref}\t[rejected] (non-fast-forward)`, 'error: failed to push some refs'],
  ['race', 'fetch first', `!\t${ref}\t[rejected] (fetch first)`, 'error: failed to push some refs'],
  ['race', 'lease', `!\t${ref}\t[rejected] (stale info)`, 'error: failed to push some refs'],
  [
    'race',
    'lock',
    `!\t${ref}\t[remote rejected] (cannot lock ref 'refs/heads/main': is at 1111 but expected 2222)`,
    ''
  ],
  ['race', 'server-side update', `!\t${ref}\t[remote rejected] (failed to update ref)`, ''],
  ['race', 'old value', `!\t${ref}\t[remote rejected] (incorrect old value provided)`, ''],
  [
    'protected',
    'GitHub branch protection',
    `!\t${ref}\t[remote rejected] (protected branch hook declined)`,
    'remote: error: GH006: Protected branch update failed for refs/heads/main.'
  ],
  [
    'protected',
    'GitHub ruleset',
    `!\t${ref}\t[remote rejected] (push declined due to repository rule violations)`,
    'remote: error: GH013: Repository rule violations found for refs/heads/main.'
  ],
  [
    'protected',
    'GitLab',
    `!\t${ref}\t[remote rejected] (pre-receive hook declined)`,
    'remote: GitLab: You are not allowed to push code to protected branches on this project.'
  ],
  ['rejected', 'a hook', `!\t${ref}\t[remote rejected] (pre-receive hook declined)`, 'remote: no Fridays'],
  [
    'denied',
    'GitHub 403',
    '',
    'remote: Permission to acme/deploy.git denied to github-actions[bot].\nfatal: unable to access: The requested URL returned error: 403'
  ],
  [
    'auth',
    'no credential',
    '',
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled"
  ],
  ['auth', 'wrong credential', '', "fatal: Authentication failed for 'https://github.com/acme/deploy/'"],
  [
    'auth',
    'SSH key',
    '',
    'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.'
  ],
  [
    'no-repository',
    'GitHub 404',
    '',
    "remote: Repository not found.\nfatal: repository 'https://github.com/acme/x/' not found"
  ],
  ['no-repository', 'file', '', "fatal: '/srv/x.git' does not appear to be a git repository"],
  ['no-branch', 'fetch', '', "fatal: couldn't find remote ref refs/heads/nope"],
  [
    'transient',
    '502',
    '',
    'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nfatal: the remote end hung up unexpectedly'
  ],
  ['transient', 'reset', '', 'fatal: unable to access: Recv failure: Connection reset by peer'],
  [
    'transient',
    'refused',
    '',
    'fatal: unable to access: Failed to connect to 127.0.0.1 port 1: Connection refused'
  ],
  ['transient', 'name', '', 'fatal: unable to access: Could not resolve host: github.com'],
  ['moved', 'a redirect', '', "fatal: unable to access 'https://x/': The requested URL returned error: 301"],
  ['race', 'a rewritten branch', `!\t${ref}\t[remote rejected] (shallow update not allowed)`, ''],
  [
    'transient',
    'a hook that talks before the line breaks',
    '',
    'remote: Running pre-receive checks\nerror: RPC failed; HTTP 502 curl 22'
  ],
  [
    'transient',
    'a rule that was bypassed before the line breaks',
    '',
    'remote: Bypassed rule violations for refs/heads/main:\nfatal: the remote end hung up unexpectedly'
  ],
  ['transient', 'GnuTLS', '', 'error: RPC failed; curl 56 GnuTLS recv error (-110)'],
  [
    'transient',
    'SSH',
    '',
    'Connection to h closed by remote host.\nfatal: Could not read from remote repository.'
  ],
  [
    'denied',
    'a refusal in the pack',
    '',
    'error: RPC failed; HTTP 403 curl 22 The requested URL returned error: 403\nfatal: the remote end hung up unexpectedly'
  ],
  ['other', 'anything else', '', 'fatal: bad object 1234']
]

describe('explainGitFailure', () => {
  test.each(answers)('calls it %s: %s', (kind, _, stdout, stderr) => {
    expect(explainGitFailure(`To x\n${stdout}\nDone`, stderr).kind).toBe(kind)
  })

  test('does not let the words of a hook pass for a race', () => {
    const stdout = `!\t${ref}\t[remote rejected] (pre-receive hook declined)`
    expect(explainGitFailure(stdout, 'remote: please fetch first\nremote: stale info').kind).toBe('rejected')
  })

  test('tells what Git refused to send from what the server refused', () => {
    expect(explainGitFailure(`!\t${ref}\t[rejected] (stale info)`, '').remote).toBe(false)
    expect(explainGitFailure(`!\t${ref}\t[remote rejected] (failed to update ref)`, '').remote).toBe(true)
  })

  test('gives the words of Git on one line, without control characters', () => {
    const { detail } = explainGitFailure('', 'fatal: one\u001b[31m\nhint: advice\r\nremote: two\n')
    expect(detail).toBe('fatal: one [31m; two')
  })
})

describe('failureError', () => {
  const codes = {
    auth: 'AUTH_FAILED',
    denied: 'PUSH_DENIED',
    protected: 'BRANCH_PROTECTED',
    rejected: 'PUSH_REJECTED',
    'no-repository': 'REPOSITORY_NOT_FOUND',
    moved: 'REPOSITORY_MOVED',
    'no-branch': 'BRANCH_NOT_FOUND',
    transient: 'GIT_UNREACHABLE',
    race: 'GIT_FAILED',
    other: 'GIT_FAILED'
  } as const

  test.each(Object.entries(codes))(
    'turns %s into %s, naming the repository and what was said',
    (kind, code) => {
      const known = Object.keys(codes) as (keyof typeof codes)[]
      const failure = {
        kind: known.find(name => name === kind) ?? 'other',
        detail: 'the words',
        remote: true
      }
      const error = failureError(failure, {
        during: 'push',
        repository: 'acme/deploy',
        branch: 'main',
        hasToken: true
      })
      expect(error.code).toBe(code)
      expect(error.message).toContain('acme/deploy')
      expect(error.message).toContain('the words')
    }
  )
})
