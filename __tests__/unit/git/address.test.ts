import { describe, expect, test } from '@jest/globals'

import { commitUrl, parseRemote, sameRepository } from '../../../src/git/address.ts'

const server = 'https://github.com'

function remoteOf(text: string, serverUrl = server) {
  const parsed = parseRemote(text, serverUrl)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

describe('parseRemote', () => {
  test.each([
    ['acme/deploy', 'https://github.com/acme/deploy', 'https'],
    ['acme/deploy.git', 'https://github.com/acme/deploy', 'https'],
    ['https://gitlab.example.com/a/b/c.git', 'https://gitlab.example.com/a/b/c.git', 'https'],
    ['http://127.0.0.1:8080/acme/deploy', 'http://127.0.0.1:8080/acme/deploy', 'http'],
    ['ssh://git@github.com/acme/deploy.git', 'ssh://git@github.com/acme/deploy.git', 'ssh'],
    ['git@github.com:acme/deploy.git', 'git@github.com:acme/deploy.git', 'ssh'],
    ['file:///srv/git/deploy.git', 'file:///srv/git/deploy.git', 'file'],
    ['git://127.0.0.1:9418/deploy', 'git://127.0.0.1:9418/deploy', 'git']
  ])('takes %s', (text, url, protocol) => {
    expect(remoteOf(text)).toMatchObject({ url, protocol })
  })

  test.each([
    ['https://user:secret@github.com/acme/deploy', 'holds a credential'],
    ['https://token@github.com/acme/deploy', 'holds a credential'],
    ['ssh://git:secret@github.com/acme/deploy', 'holds a password'],
    ['ext::sh -c touch% /tmp/pwned', 'white space'],
    ['ext::sh', 'neither owner/name nor a clone URL'],
    ['-oProxyCommand=x/y', 'neither owner/name nor a clone URL'],
    ['--upload-pack=/bin/sh', 'neither owner/name nor a clone URL'],
    ['ssh://-oProxyCommand=touch/x', 'neither owner/name|dash'],
    ['-x@host:repo', 'neither owner/name nor a clone URL'],
    ['ftp://host/repo', 'not one of https'],
    ['deploy', 'neither owner/name nor a clone URL'],
    ['https://github.com/acme/deploy?x=1', 'a query'],
    ['acme/deploy\nother', 'control characters']
  ])('refuses %j', (text, problem) => {
    const parsed = parseRemote(text, server)
    expect(parsed.ok ? 'taken' : parsed.problem).toMatch(new RegExp(problem))
  })

  test('never repeats the credential it refuses', () => {
    const parsed = parseRemote('https://user:s3cr3t@github.com/acme/deploy', server)
    expect(JSON.stringify(parsed)).not.toContain('s3cr3t')
  })
})

describe('commitUrl', () => {
  test.each([
    ['acme/deploy', 'https://github.com/acme/deploy/commit/c0ffee'],
    ['git@github.com:acme/deploy.git', 'https://github.com/acme/deploy/commit/c0ffee'],
    ['https://gitlab.com/acme/deploy.git', 'https://gitlab.com/acme/deploy/-/commit/c0ffee'],
    ['https://bitbucket.org/acme/deploy', 'https://bitbucket.org/acme/deploy/commits/c0ffee'],
    ['https://github.com/acme/deploy.git/', 'https://github.com/acme/deploy/commit/c0ffee'],
    ['git@GitHub.com:/acme/deploy.git/', 'https://github.com/acme/deploy/commit/c0ffee'],
    ['ssh://git@ssh.github.com:443/acme/deploy.git', 'https://github.com/acme/deploy/commit/c0ffee'],
    ['git@git.internal:acme/deploy.git', ''],
    ['git@github.com-work:acme/deploy.git', ''],
    ['file:///srv/deploy.git', '']
  ])('links a commit of %s', (text, url) => {
    expect(commitUrl(remoteOf(text), 'c0ffee')).toBe(url)
  })

  test.each(['git@ghe.acme.com:acme/deploy.git', 'ssh://git@GHE.acme.com:2222/acme/deploy'])(
    "links a commit of %s on the workflow's own server",
    text => {
      const remote = remoteOf(text, 'https://ghe.acme.com:8443')
      expect(commitUrl(remote, 'c0ffee')).toBe('https://ghe.acme.com:8443/acme/deploy/commit/c0ffee')
    }
  )
})

const own = 'https://github.com/acme/shop'

describe('sameRepository', () => {
  test.each([
    own,
    'https://github.com/acme/shop/',
    'https://github.com/acme/shop.git',
    'https://github.com/Acme/Shop',
    'http://github.com/acme/shop',
    'git+https://github.com/acme/shop.git',
    'git://github.com/acme/shop.git',
    'ssh://git@github.com:22/acme/shop.git',
    'git@github.com:acme/shop.git',
    'https://github.com/acme/shop/tree/main/services/cart',
    'https://github.com/acme/shop.git#main',
    'https://user:secret@github.com/acme/shop',
    'https://x-access-token:t@github.com/Acme/Shop.git',
    'github.com:acme/shop.git',
    'git@github.com:/acme/shop/',
    'git@GitHub.com:Acme/Shop.GIT',
    'ssh://git@ssh.github.com:443/acme/shop.git',
    'git@ssh.github.com:acme/shop.git'
  ])('is the same repository: %s', label => {
    expect(sameRepository(label, own)).toBe(true)
  })

  test.each([
    'https://github.com/acme/shop-api',
    'https://github.com/acme/other.git',
    'https://github.com/acme',
    'https://gitlab.com/acme/shop',
    'git@github.com:acme/other.git',
    'https://github.com.evil.example/acme/shop',
    'https://www.github.com/acme/shop',
    'https://ssh.github.com.evil.example/acme/shop',
    'git@git.example.com:acme/shop.git'
  ])('is another repository: %s', label => {
    expect(sameRepository(label, own)).toBe(false)
  })

  test.each([
    '',
    'acme/shop',
    'internal',
    'https://',
    'file:///acme/shop',
    '%%%',
    'urn:acme:shop',
    '/srv/git/shop',
    'git@github.com:',
    'git@github-work:acme/shop.git',
    'git@ghe:acme/other',
    'git@localhost:acme/shop.git',
    'git@github.com-work:acme/shop.git',
    'ssh://git@github-work/acme/shop.git',
    'ssh://git@github_work:22/acme/shop'
  ])('names no repository: %j', label => {
    expect(sameRepository(label, own)).toBeUndefined()
  })

  test.each(['git@ghe:acme/shop.git', 'ssh://git@ghe/acme/shop', 'http://ghe:3000/acme/shop'])(
    'knows a host without a dot by its name: %s',
    address => {
      expect(sameRepository(address, 'https://ghe/acme/shop')).toBe(true)
      expect(sameRepository(address, 'https://ghe/acme/other')).toBe(false)
    }
  )

  test('does not mind the port of the server', () => {
    expect(
      sameRepository('ssh://git@git.example.com:2222/acme/shop', 'https://git.example.com:3000/acme/shop')
    ).toBe(true)
  })
})
