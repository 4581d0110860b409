import { describe, expect, test } from '@jest/globals'

import {
  digestProblem,
  formatReference,
  parseReference,
  parseRepository,
  tagProblem
} from '../../../src/registry/reference.ts'
import { isLoopback } from '../../../src/system/loopback.ts'

const hub = { registry: 'registry-1.docker.io', configKey: 'https://index.docker.io/v1/', insecure: false }

function at(registry: string, path: string, insecure = false) {
  return { registry, configKey: registry, path, insecure }
}

describe('a reference', () => {
  test.each([
    ['nginx', { name: 'nginx' }],
    ['ghcr.io/acme/shop:v1', { name: 'ghcr.io/acme/shop', tag: 'v1' }],
    ['localhost:5000/shop', { name: 'localhost:5000/shop' }],
    ['localhost:5000/shop:v1', { name: 'localhost:5000/shop', tag: 'v1' }],
    ['shop@sha256:0a', { name: 'shop', digest: 'sha256:0a' }],
    ['localhost:5000/shop:v1@sha256:0a', { name: 'localhost:5000/shop', tag: 'v1', digest: 'sha256:0a' }],
    ['a:b:c', { name: 'a:b', tag: 'c' }]
  ])('%s is read and written', (text, parts) => {
    expect(parseReference(text)).toEqual({ tag: undefined, digest: undefined, ...parts })
    expect(formatReference(parts)).toBe(text)
  })

  test('a part that is empty is not written', () => {
    expect(formatReference({ name: 'shop', tag: '', digest: '' })).toBe('shop')
  })
})

describe('a repository', () => {
  test.each([
    ['ghcr.io/acme/shop', at('ghcr.io', 'acme/shop')],
    ['ghcr.io/acme/team/shop-api', at('ghcr.io', 'acme/team/shop-api')],
    ['registry.acme.example:5000/shop', at('registry.acme.example:5000', 'shop')],
    [
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop',
      at('123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'shop')
    ],
    ['a.b/c__d/e.f/g--h/i_j', at('a.b', 'c__d/e.f/g--h/i_j')],
    ['registry:5000/shop', at('registry:5000', 'shop')],
    ['localhost/shop', at('localhost', 'shop', true)],
    ['localhost:5000/shop', at('localhost:5000', 'shop', true)],
    ['127.0.0.1:5000/shop', at('127.0.0.1:5000', 'shop', true)],
    ['127.8.9.10/shop', at('127.8.9.10', 'shop', true)],
    ['[::1]:5000/shop', at('[::1]:5000', 'shop', true)],
    ['[2001:db8::1]/shop', at('[2001:db8::1]', 'shop')],
    ['127.evil.example/shop', at('127.evil.example', 'shop')],
    ['localhost.evil.example/shop', at('localhost.evil.example', 'shop')],
    ['nginx', { ...hub, path: 'library/nginx' }],
    ['acme/shop', { ...hub, path: 'acme/shop' }],
    ['docker.io/nginx', { ...hub, path: 'library/nginx' }],
    ['docker.io/acme/shop', { ...hub, path: 'acme/shop' }],
    ['index.docker.io/acme/shop', { ...hub, path: 'acme/shop' }]
  ])('is read from %s, keeping the name as written', (name, expected) => {
    expect(parseRepository(name)).toEqual({ ok: true, value: { name, ...expected } })
  })

  test.each([
    ['', 'the repository is empty; write it like "ghcr.io/acme/shop"'],
    ['  ', 'the repository is empty; write it like "ghcr.io/acme/shop"'],
    [
      'ghcr.io/acme/shop:1.2',
      '"ghcr.io/acme/shop:1.2" has a tag; write the repository alone, "ghcr.io/acme/shop", and "1.2" in `tag`'
    ],
    [
      'localhost:5000/shop:1',
      '"localhost:5000/shop:1" has a tag; write the repository alone, "localhost:5000/shop", and "1" in `tag`'
    ],
    ['nginx:1', '"nginx:1" has a tag; write the repository alone, "nginx", and "1" in `tag`'],
    [
      'ghcr.io/acme/shop:1@sha256:abc',
      '"ghcr.io/acme/shop:1@sha256:abc" has a digest; write the repository alone, "ghcr.io/acme/shop", and "sha256:abc" in `digest`'
    ],
    [
      'https://ghcr.io/acme/shop',
      '"https://ghcr.io/acme/shop" is a URL; write the repository without "https://": "ghcr.io/acme/shop"'
    ],
    [
      'ghcr.io/Acme/shop',
      '"ghcr.io/Acme/shop" has upper case in "Acme"; registries take lower case only: write "ghcr.io/acme/shop"'
    ],
    [
      'GHCR.io/acme/Shop',
      '"GHCR.io/acme/Shop" has upper case in "GHCR.io" and "Shop"; registries take lower case only: write "ghcr.io/acme/shop"'
    ],
    [
      'ghcr.io/acme/my shop',
      '"ghcr.io/acme/my shop" contains white space; write it like "ghcr.io/acme/shop"'
    ],
    ['ghcr.io/a\nghcr.io/b', '"ghcr.io/a\\nghcr.io/b" has several lines; give one repository'],
    [
      'ghcr.io/acme/\u0000shop',
      '"ghcr.io/acme/\\u0000shop" contains white space; write it like "ghcr.io/acme/shop"'
    ],
    ['ghcr.io//shop', '"ghcr.io//shop" has an empty part between its slashes; is an expression in it empty?'],
    ['ghcr.io/acme/', '"ghcr.io/acme/" has an empty part between its slashes; is an expression in it empty?'],
    ['ghcr.io', '"ghcr.io" names a registry but no repository; write it like "ghcr.io/acme/shop"'],
    [
      'localhost:5000',
      '"localhost:5000" names a registry but no repository; write it like "localhost:5000/acme/shop"'
    ],
    [
      'my_registry:5000/shop',
      '"my_registry:5000" in "my_registry:5000/shop" is not a host name, or its port is not a number from 1 to 65535'
    ],
    [
      'registry:99999/shop',
      '"registry:99999" in "registry:99999/shop" is not a host name, or its port is not a number from 1 to 65535'
    ],
    [
      'registry:/shop',
      '"registry:" in "registry:/shop" is not a host name, or its port is not a number from 1 to 65535'
    ],
    [
      'ghcr.io/acme/-shop',
      '"-shop" in "ghcr.io/acme/-shop" is not a valid part of a name: lower-case letters and digits, with single ".", "_", "__" or "-" between them'
    ],
    ['a'.repeat(256), 'the repository is 256 characters long; registries take 255 at most'],
    ['a'.repeat(64), `"${'a'.repeat(64)}" is the ID of an image, not a repository`]
  ])('is refused when written %j, saying what to write', (text, problem) => {
    expect(parseRepository(text)).toEqual({ ok: false, problem })
  })

  test.each([
    '..',
    'ghcr.io/../x',
    'ghcr.io/a..b',
    'ghcr.io/a___b',
    'ghcr.io/café',
    '-a/b',
    'a-/b',
    '999.1.1.1/x',
    'a?b',
    'a%2fb'
  ])('that distribution does not take is refused: %s', text => {
    expect(parseRepository(text).ok).toBe(false)
  })

  test('of any length is answered in a bounded message', () => {
    const parsed = parseRepository(`https://${'x'.repeat(100_000)}`)
    expect(parsed.ok ? '' : parsed.problem.length).toBeLessThan(1000)
  })
})

describe('a tag', () => {
  test.each(['latest', '1.2.3', '_x', '0123abc', 'A-b_c.d', 'x'.repeat(128)])('is accepted: %s', tag => {
    expect(tagProblem(tag)).toBeUndefined()
  })

  test.each([
    ['', 'the tag is empty'],
    ['.x', 'the tag ".x" begins with "."; it must begin with a letter, a digit or "_"'],
    ['-x', 'the tag "-x" begins with "-"; it must begin with a letter, a digit or "_"'],
    ['feature/x', 'the tag "feature/x" contains "/"; a tag takes letters, digits, "_", "." and "-" only'],
    ['1.0+build', 'the tag "1.0+build" contains "+"; a tag takes letters, digits, "_", "." and "-" only'],
    ['a\nb', 'the tag "a\\nb" contains "\\n"; a tag takes letters, digits, "_", "." and "-" only'],
    ['a\n', 'the tag "a\\n" contains "\\n"; a tag takes letters, digits, "_", "." and "-" only'],
    ['x'.repeat(129), 'the tag is 129 characters long; a registry takes 128 at most']
  ])('is refused: %j', (tag, problem) => {
    expect(tagProblem(tag)).toBe(problem)
  })
})

describe('a digest', () => {
  test.each([`sha256:${'0'.repeat(64)}`, `sha512:${'f'.repeat(128)}`])('is accepted: %s', digest => {
    expect(digestProblem(digest)).toBeUndefined()
  })

  test.each([
    '',
    'sha256',
    '0'.repeat(64),
    `sha256:${'0'.repeat(63)}`,
    `sha256:${'0'.repeat(64)}\n`,
    `sha256:${'A'.repeat(64)}`,
    `sha256:${'0'.repeat(64)}:0`,
    `md5:${'0'.repeat(32)}`
  ])('is refused: %j', digest => {
    expect(digestProblem(digest)).toMatch(/digest/)
  })
})

test('only this machine is loopback', () => {
  expect(['localhost', '127.0.0.1', '127.255.0.9', '[::1]'].every(isLoopback)).toBe(true)
  expect(['127.1', '128.0.0.1', '127.0.0.1.example', 'localhost.example', '[::2]', ''].some(isLoopback)).toBe(
    false
  )
})
