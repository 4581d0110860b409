import { describe, expect, test } from '@jest/globals'

import { parseRemote } from '../../../src/git/address.ts'
import type { Git } from '../../../src/git/git.ts'
import { createGitRemote } from '../../../src/git/transport.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import { testSystem } from '../../support/system/test-system.ts'

/** A server whose every answer to a push is this one. */
function serverThatSays(stdout: string, stderr: string, ...hidden: readonly string[]) {
  const secrets = createSecrets(() => undefined)
  for (const secret of hidden) secrets.add(secret)
  const remote = parseRemote('acme/deploy', 'https://github.com')
  if (!remote.ok) throw new Error(remote.problem)
  const answer = { exitCode: 1, stdout: Buffer.from(stdout), stderr }
  const git = { try: () => Promise.resolve(answer) } as unknown as Git
  const options = { git, remote: remote.value, token: '', timeoutMs: 1_000, branch: () => 'main' }
  return createGitRemote(testSystem({ secrets }), options)
}

const race = 'To https://github.com/acme/deploy\n!\tabc:refs/heads/main\t[rejected] (stale info)\nDone\n'

describe('createGitRemote', () => {
  test.each(['info', 'stale', 'rejected', 'e'])(
    'knows a lost race when %j is a secret of a build',
    async secret => {
      const failure = await serverThatSays(race, '', secret).send(['push'])
      expect(failure).toMatchObject({ kind: 'race' })
      expect(failure?.detail).not.toContain(secret)
    }
  )

  test('knows a busy server when its status is a secret', async () => {
    const words = "fatal: unable to access 'https://github.com/': The requested URL returned error: 503"
    await expect(serverThatSays('', words, '503').send(['push'])).resolves.toMatchObject({
      ...{ kind: 'transient', busy: true },
      detail: expect.not.stringContaining('503')
    })
  })

  test('hides a secret in the words of the server, also where they are cut', async () => {
    const secret = 'a-secret-of-some-length'
    const words = `remote: ${'x'.repeat(280)}${secret}${'y'.repeat(400)}\n`
    const failure = await serverThatSays(race, words, secret).send(['push'])
    expect(failure?.detail).not.toContain('a-secret')
  })
})

describe('a refusal', () => {
  const job = { kind: 'job', repository: 'acme/shop' } as const
  test.each([
    [
      'is told with where the token comes from',
      'acme/deploy',
      't0ken',
      job,
      '`token` is not set, or the same as `github-token`'
    ],
    ['is told as one of a given token', 'acme/deploy', 't0ken', undefined, 'did not accept the token'],
    ['is told as that of an empty one', 'acme/deploy', '', undefined, '`token` is empty'],
    [
      'over SSH is not one of the token',
      'git@github.com:acme/deploy.git',
      't0ken',
      job,
      'For SSH load a key'
    ],
    [
      'over SSH is not one of an empty token',
      'ssh://git@github.com/acme/deploy',
      '',
      undefined,
      'For SSH load'
    ]
  ] as const)('%s', async (_, address, token, tokenOrigin, words) => {
    const remote = parseRemote(address, 'https://github.com')
    if (!remote.ok) throw new Error(remote.problem)
    const server = createGitRemote(testSystem({ secrets: createSecrets(() => undefined) }), {
      ...{ git: {} as Git, remote: remote.value, token, timeoutMs: 1_000, branch: () => 'main' },
      ...(tokenOrigin === undefined ? {} : { tokenOrigin })
    })
    const refused = { kind: 'auth', detail: 'no', raw: 'no', remote: true, busy: false } as const
    for (const during of ['read', 'push'] as const)
      expect((await server.failure(refused, during)).message).toContain(words)
  })
})
