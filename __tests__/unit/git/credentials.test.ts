import { describe, expect, test } from '@jest/globals'

import { authentication, tokenProblem } from '../../../src/git/credentials.ts'
import { parseRemote, type Remote } from '../../../src/git/address.ts'

function remoteOf(text: string): Remote {
  const parsed = parseRemote(text, 'https://github.com')
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

describe('authentication', () => {
  test('keeps the token out of the arguments', () => {
    const { args, env, secrets } = authentication(remoteOf('acme/deploy'), 't0ken')
    const basic = Buffer.from('x-access-token:t0ken').toString('base64')
    expect(args.join(' ')).not.toMatch(new RegExp(`t0ken|${basic}`))
    expect(args.at(-1)).toBe(
      '--config-env=http.https://github.com/acme/deploy.extraheader=NEWTAG_AUTHORIZATION'
    )
    expect(env).toEqual({ NEWTAG_NONE: '', NEWTAG_AUTHORIZATION: `Authorization: Basic ${basic}` })
    expect(secrets).toEqual(['t0ken', basic])
  })

  test('drops headers that were configured before for the same host', () => {
    expect(authentication(remoteOf('acme/deploy'), 't0ken').args[0]).toBe(
      '--config-env=http.https://github.com/acme/deploy.extraheader=NEWTAG_NONE'
    )
  })

  test.each(['git@github.com:acme/deploy.git', 'file:///srv/deploy.git', 'git://127.0.0.1/deploy'])(
    'sends no token to %s',
    url => {
      expect(authentication(remoteOf(url), 't0ken')).toEqual({ args: [], env: {}, secrets: [] })
    }
  )

  test('uses the user name that Bitbucket wants', () => {
    const { env } = authentication(remoteOf('https://bitbucket.org/a/b'), 't')
    expect(env['NEWTAG_AUTHORIZATION']).toContain(Buffer.from('x-token-auth:t').toString('base64'))
  })
})

describe('tokenProblem', () => {
  test('keeps the token of the job on its own server', () => {
    const problem = tokenProblem(remoteOf('https://git.example.com/a/b'), 'ghs_abc', 'https://github.com')
    expect(problem).toMatch(/is a token of https:\/\/github.com/)
    expect(problem).not.toContain('ghs_abc')
  })

  test.each([
    'https://github.com:8443/acme/shop',
    'http://github.com/acme/shop',
    'https://www.github.com/acme/shop'
  ])('keeps it from another port, protocol or name: %s', url => {
    expect(tokenProblem(remoteOf(url), 'ghs_abc', 'https://github.com')).toMatch(
      /^is a token of https:\/\/github\.com, and repository is on /
    )
  })

  test('says how to write a repository on the same host', () => {
    const problem = tokenProblem(remoteOf('https://github.com:8443/a/b'), 'ghs_abc', 'https://github.com')
    expect(problem).toMatch(/; write repository with https:\/\/github\.com$/)
  })

  test('lets a token of another kind go where the author sends it', () => {
    expect(
      tokenProblem(remoteOf('https://git.example.com/a/b'), 'glpat-x', 'https://github.com')
    ).toBeUndefined()
  })

  test('sends no token unencrypted, except on this machine', () => {
    expect(tokenProblem(remoteOf('http://git.example.com/a/b'), 'x', 'https://github.com')).toMatch(
      /would be sent unencrypted/
    )
    expect(tokenProblem(remoteOf('http://127.0.0.1:3000/a/b'), 'x', 'https://github.com')).toBeUndefined()
    expect(tokenProblem(remoteOf('http://127.0.0.1.evil.example/a/b'), 'x', 'https://github.com')).toMatch(
      /unencrypted/
    )
  })
})
