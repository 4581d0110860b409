import { describe, expect, test } from '@jest/globals'

import { explainGitFailure } from '../../../../src/git/failure/recognise.ts'
import { neutralizeCommands } from '../../../../src/log/log.ts'
import { gitAnswers } from '../../../fixtures/git-answers/index.ts'

const oid = '9b2f1d7c4b1c3a55a0e0e3ad9ffb6c9f7f2f51ad'

/** What `git push --porcelain` prints for one ref. */
function verdict(summary: string): string {
  return `To https://git.example.com/deploy.git\n!\t${oid}:refs/heads/main\t${summary}\nDone\n`
}

function kindOf(stdout: string, stderr: string): string {
  return explainGitFailure(stdout, stderr).kind
}

describe.each(Object.entries(gitAnswers))('explainGitFailure, %s', (_, answers) => {
  test.each(answers.map(answer => [answer.name, answer] as const))('%s', (_name, answer) => {
    const failure = explainGitFailure(answer.stdout, answer.stderr)
    expect({ kind: failure.kind, busy: failure.busy }).toEqual({
      kind: answer.kind,
      busy: answer.busy ?? false
    })
    expect(failure.detail).not.toBe('Git gave no reason')
    expect(failure.detail.length).toBeLessThanOrEqual(600)
  })
})

describe('the fixtures', () => {
  test('have every kind of failure', () => {
    const kinds = new Set(
      Object.values(gitAnswers)
        .flat()
        .map(answer => answer.kind)
    )
    expect([...kinds].sort()).toEqual(
      [
        'auth',
        'certificate',
        'denied',
        'host-key',
        'moved',
        'no-branch',
        'no-repository',
        'other',
        'ownership',
        'protected',
        'proxy',
        'race',
        'read-only',
        'rejected',
        'restricted',
        'runner-full',
        'server-full',
        'transient'
      ].sort()
    )
  })

  test('have a name of their own and a source', () => {
    for (const answers of Object.values(gitAnswers)) {
      const names = answers.map(answer => answer.name)
      expect(new Set(names).size).toBe(names.length)
      expect(answers.filter(answer => answer.seen === '')).toEqual([])
    }
  })
})

describe('what a hook chats about', () => {
  /** Each of them is the verdict of some host when it is one. */
  const chat = [
    'please fetch first; stale info; non-fast-forward; cannot lock ref',
    "error: cannot lock ref 'refs/heads/main': is at 1111 but expected 2222",
    'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502',
    'fatal: the remote end hung up unexpectedly',
    'Connection timed out, try again later: rate limit, 429, 503 Service Unavailable',
    'Internal Server Error',
    'Your Jira token has expired',
    '! [rejected] main -> main (fetch first)',
    `!\t${oid}:refs/heads/main\t[rejected] (fetch first)`
  ]

  test.each(chat)('does not make its refusal a race, or something to try again: %s', line => {
    for (const reason of ['pre-receive hook declined', 'hook declined', 'protected branch hook declined']) {
      const kind = kindOf(verdict(`[remote rejected] (${reason})`), `remote: ${line}\n`)
      expect(kind).toBe(reason.startsWith('protected') ? 'protected' : 'rejected')
    }
  })

  const refusals = [
    'GH006: Protected branch update failed',
    'GitLab: You are not allowed to push code to protected branches on this project.',
    'ERROR: Permission to acme/deploy.git denied to ada.',
    'This repository was archived so it is read-only.',
    'fatal: No space left on device',
    'pre-receive hook declined',
    'Authentication failed',
    'The `acme` organization has enabled or enforced SAML SSO'
  ]

  test.each(refusals)('does not make a lost race red: %s', line => {
    for (const reason of [
      'failed to update ref',
      'incorrect old value provided',
      "cannot lock ref 'refs/heads/main': is at 1111 but expected 2222"
    ]) {
      const stderr = `remote: ${line}\nremote: error: cannot lock ref 'refs/heads/main': is at 1111 but expected 2222\n`
      expect(kindOf(verdict(`[remote rejected] (${reason})`), stderr)).toBe('race')
    }
    expect(kindOf(verdict('[rejected] (fetch first)'), `remote: ${line}\n`)).toBe('race')
  })

  test.each([...refusals, ...chat])('is nothing when the connection broke before a verdict: %s', line => {
    const broken = [
      'fatal: the remote end hung up unexpectedly',
      'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502',
      'Connection to git.example.com closed by remote host.\nfatal: Could not read from remote repository.',
      'error: RPC failed; curl 56 GnuTLS recv error (-110)'
    ]
    for (const own of broken) expect(kindOf('', `remote: ${line}\n${own}\n`)).toBe('transient')
    expect(kindOf(verdict('[remote failure] (remote failed to report status)'), `remote: ${line}\n`)).toBe(
      'transient'
    )
  })

  test('does not make a failure of Git itself something else', () => {
    expect(kindOf('', 'remote: Repository not found.\nfatal: bad object 1234\n')).toBe('other')
  })

  test('may be what the hook of GitLab or Gitea says of its own server, but only as a whole line', () => {
    const declined = verdict('[remote rejected] (pre-receive hook declined)')
    expect(kindOf(declined, 'remote: GitLab: Internal API unreachable\n')).toBe('transient')
    expect(kindOf(declined, 'remote: We asked GitLab: Internal API unreachable\n')).toBe('rejected')
    expect(kindOf(declined, 'remote: GitLab: Internal API unreachable, said the hook\n')).toBe('rejected')
  })
})

describe('names that look like failures', () => {
  test.each([
    "fatal: unable to access 'https://git.example.com/SSL_ERROR/certificate.git/': The requested URL returned error: 403",
    "fatal: unable to access 'https://git.example.com/a/returned error: 502.git/': The requested URL returned error: 403"
  ])('do not count: %s', line => {
    expect(kindOf('', `${line}\n`)).toBe('denied')
  })

  test('do not count in a branch, and neither does an apostrophe', () => {
    expect(kindOf('', "fatal: couldn't find remote ref refs/heads/ssl-certificate's\n")).toBe('no-branch')
    expect(
      kindOf('', 'ssh: Could not resolve hostname certificate.example.com: Name or service not known\n')
    ).toBe('transient')
  })

  test('do not count in where Git says that it pushes to', () => {
    const stderr =
      'To https://git.example.com/dubious ownership.git\n ! [rejected]        main -> main (fetch first)\n'
    expect(kindOf('', stderr)).toBe('race')
  })
})

describe('the verdict', () => {
  test('is read from what is printed for people too, as a dry run does', () => {
    const stderr =
      'remote: GH006\nTo https://github.com/acme/deploy\n ! [remote rejected] 9b2f1d7 -> main (protected branch hook declined)\n'
    expect(explainGitFailure('', stderr)).toMatchObject({ kind: 'protected', remote: true })
  })

  test('tells what Git refused to send from what the server refused', () => {
    expect(explainGitFailure(verdict('[rejected] (stale info)'), '').remote).toBe(false)
    expect(explainGitFailure(verdict('[remote rejected] (failed to update ref)'), '').remote).toBe(true)
    expect(explainGitFailure('', 'fatal: early EOF').remote).toBe(true)
  })

  test('that a server makes up is a refusal', () => {
    expect(kindOf(verdict('[remote rejected] (the moon is full)'), '')).toBe('rejected')
    expect(kindOf(verdict('[remote rejected]'), '')).toBe('rejected')
  })

  test('that Git makes up is nothing we know', () => {
    expect(kindOf(verdict('[rejected] (already exists)'), '')).toBe('other')
  })
})

describe('the words in the message', () => {
  test('are the verdict, and what Git and the server said, without advice, progress and repetitions', () => {
    const { detail } = explainGitFailure(
      verdict('[remote rejected] (pre-receive hook declined)'),
      'remote: Resolving deltas: 100% (3/3), done.        \rremote: \nremote: ====\nremote: no\nremote: no\nhint: advice\n' +
        "error: failed to push some refs to 'https://git.example.com/deploy.git'\n"
    )
    expect(detail).toBe('[remote rejected] (pre-receive hook declined); no')
  })

  test('have no colours, control characters, or characters that hide or turn text around', () => {
    const hostile =
      'fatal: one\u001b[31m red\u001b[0m\u0007 \u202Eevil\u2066 two\u200b\u2028three\u0085four\uFEFF\u0000 ##[add-mask]x\n'
    const { detail } = explainGitFailure('', hostile)
    expect(detail).toBe('fatal: one red evil two three four ##[add-mask]x')
  })

  test('start no workflow command in the log', () => {
    const stderr = 'remote: ::error title=x::pwned\nremote: ##[error]pwned\r::set-output name=a::b\n'
    const { detail } = explainGitFailure(verdict('[remote rejected] (pre-receive hook declined)'), stderr)
    expect(detail).not.toMatch(/[\r\n]/)
    const logged = neutralizeCommands(`Attempt 1: the push did not land (${detail})`)
    expect(logged).not.toMatch(/^\s*::|##\[/)
  })

  test('stay short, whatever the length, and keep both ends', () => {
    const { detail } = explainGitFailure(
      verdict('[remote rejected] (pre-receive hook declined)'),
      Array.from({ length: 200 }, (_, index) => `remote: line ${index} of the hook\n`).join('')
    )
    expect(detail.length).toBeLessThanOrEqual(600)
    expect(detail).toMatch(/^\[remote rejected\].*line 0 .* … .*line 199 of the hook$/)
  })

  test('are said to be missing when there are none', () => {
    expect(explainGitFailure('', '').detail).toBe('Git gave no reason')
  })
})

describe('10 MB of text', () => {
  const long = 10 * 1024 * 1024

  test('in lines: what Git says at the end still counts, and no line loses its mark', () => {
    const chat = 'remote: fatal: the remote end hung up unexpectedly 123456789\n'.repeat(long / 62)
    expect(kindOf('', `${chat}fatal: bad object 1234\n`)).toBe('other')
    expect(kindOf('', `${chat}error: RPC failed; HTTP 502 curl 22\n`)).toBe('transient')
    const declined = verdict('[remote rejected] (pre-receive hook declined)')
    expect(kindOf(declined, `${chat}error: failed to push some refs to 'x'\n`)).toBe('rejected')
  })

  test('in one line', () => {
    const line = `remote: ${'a fatal: error 503 '.repeat(long / 19)}`
    expect(kindOf('', `${line}\nfatal: early EOF\n`)).toBe('transient')
    expect(kindOf('', line)).toBe('other')
    expect(explainGitFailure('', `fatal: ${'\u{1F4A9}'.repeat(1_000_000)}\n`).detail.isWellFormed()).toBe(
      true
    )
  })

  test('of spaces, quotes and letters that patterns repeat: nothing takes long', () => {
    for (const part of [
      ' ',
      "'",
      'a ',
      'exceeds the size ',
      'branch ',
      'token has ',
      'repository ',
      "'a' ",
      '('
    ]) {
      const text = part.repeat(Math.floor(65_000 / part.length))
      expect(
        kindOf(verdict(`[remote rejected] (${text})`), `remote: ${text}\nfatal: ${text}\n${text}`)
      ).toBeDefined()
      expect(
        kindOf('', `ERROR: ${text}\nremote: ${text}\nfatal: Could not read from remote repository.\n`)
      ).toBeDefined()
    }
  })
})
