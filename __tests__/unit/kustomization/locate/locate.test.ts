import { describe, expect, test } from '@jest/globals'

import { createMatcher } from '../../../../src/kustomization/locate/glob.ts'
import { literalPrefixes, locateKustomizations } from '../../../../src/kustomization/locate/locate.ts'
import { failureOf } from '../../../support/errors/failure.ts'
import type { TreeEntry } from '../../../../src/git/tree.ts'
import { parsePattern } from '../../../../src/kustomization/locate/path-pattern.ts'

const file = (path: string): TreeEntry => ({ path, mode: '100644' })
const files = (...paths: readonly string[]) => paths.map(file)

const locate = (patterns: readonly string[], entries: readonly TreeEntry[]) =>
  locateKustomizations(patterns, entries, createMatcher)

describe('parsePattern', () => {
  test.each([
    ['apps/shop', 'apps/shop'],
    ['./apps//shop/', 'apps/shop'],
    [' apps/shop ', 'apps/shop'],
    ['.', '.'],
    ['./', '.'],
    ['apps/*/overlays/{prod,staging}', 'apps/*/overlays/{prod,staging}'],
    ['**/kustomization.yaml', '**/kustomization.yaml'],
    ['.github/apps', '.github/apps'],
    ['apps/..hidden', 'apps/..hidden']
  ])('reads %j as %j', (line, pattern) => {
    expect(parsePattern(line)).toEqual({ pattern })
  })

  test.each([
    ['', 'is empty'],
    ['  ', 'is empty'],
    ['/apps', 'is an absolute path'],
    ['C:/apps', 'is an absolute path'],
    ['../apps', 'leads out of a directory'],
    ['apps/../../etc', 'leads out of a directory'],
    ['apps\\shop', 'separate directories with /'],
    ['apps/\0', 'control character'],
    ['apps/\u001b[31m', 'control character'],
    ['.git/config', '.git directory'],
    ['apps/.GIT/x', '.git directory'],
    ['a'.repeat(1001), 'longer than 1000 characters'],
    ['apps/*a*a*a*a', 'more than 3 stars'],
    ['a\u0085b', 'control character'],
    ['*a*/*a*/*a*/*a*', 'too many path segments with several stars'],
    ['**/a/**/a/**/a/**/a/**', 'has ** more than 4 times'],
    ['{a,b}/{a,b}/{a,b}/{a,b}', 'more than 3 groups'],
    ['{a,{b,{c,{d,e}}}}', 'more than 3 groups']
  ])('refuses %j: %s', (line, problem) => {
    expect(parsePattern(line)).toEqual({ problem: expect.stringContaining(problem) })
  })
})

describe('literalPrefixes', () => {
  test.each([
    [['apps/shop'], ['apps/shop']],
    [['apps/*/prod'], ['apps']],
    [['*/prod'], ['']],
    [['apps/shop', '**'], ['']],
    [
      ['apps/{a,b}/prod', 'apps/a', 'infra/x'],
      ['apps', 'infra/x']
    ],
    [
      ['a', 'a-b', 'a/b'],
      ['a', 'a-b']
    ],
    [['.'], ['Kustomization', 'kustomization.yaml', 'kustomization.yml']],
    [['kustomization.yml'], ['Kustomization', 'kustomization.yaml', 'kustomization.yml']],
    [['a/Kustomization'], ['a/Kustomization', 'a/kustomization.yaml', 'a/kustomization.yml']],
    [['a/Kustomization', 'a'], ['a']],
    [['a/*/Kustomization'], ['a']],
    [['a/custom.yaml'], ['a/custom.yaml']],
    [[], []]
  ])('lists for %j: %j', (patterns, prefixes) => {
    expect(literalPrefixes(patterns)).toEqual(prefixes)
  })
})

describe('locateKustomizations', () => {
  const tree = [
    ...files(
      'README.md',
      'apps/api/overlays/dev/kustomization.yaml',
      'apps/api/overlays/prod/kustomization.yaml',
      'apps/api/overlays/prod/patch.yaml',
      'apps/web/overlays/prod/kustomization.yml',
      'apps/web/custom.yaml',
      'apps/.hidden/overlays/prod/kustomization.yaml',
      'infra/Kustomization',
      'infra/dns/kustomize.yaml',
      'odd/[a]/kustomization.yaml',
      'odd/a/kustomization.yaml',
      'odd/b(c)/kustomization.yaml',
      'odd/d+e|f/kustomization.yaml'
    )
  ]

  test.each([
    ['a directory', ['apps/api/overlays/prod'], ['apps/api/overlays/prod/kustomization.yaml']],
    ['kustomization.yml', ['apps/web/overlays/prod'], ['apps/web/overlays/prod/kustomization.yml']],
    ['Kustomization', ['infra'], ['infra/Kustomization']],
    ['a file of any name', ['apps/web/custom.yaml'], ['apps/web/custom.yaml']],
    [
      'a star for one directory, not for hidden ones',
      ['apps/*/overlays/prod'],
      ['apps/api/overlays/prod/kustomization.yaml', 'apps/web/overlays/prod/kustomization.yml']
    ],
    [
      'alternatives',
      ['apps/api/overlays/{prod,dev}'],
      ['apps/api/overlays/dev/kustomization.yaml', 'apps/api/overlays/prod/kustomization.yaml']
    ],
    [
      'a question mark and a class',
      ['apps/?pi/overlays/[dx]ev'],
      ['apps/api/overlays/dev/kustomization.yaml']
    ],
    [
      'two stars for any depth',
      ['apps/**'],
      [
        'apps/api/overlays/dev/kustomization.yaml',
        'apps/api/overlays/prod/kustomization.yaml',
        'apps/web/overlays/prod/kustomization.yml'
      ]
    ],
    [
      'what a class excludes not',
      ['apps/[!w]*/overlays/prod'],
      ['apps/api/overlays/prod/kustomization.yaml']
    ],
    [
      'what a class with ^ excludes not',
      ['apps/[^a]*/overlays/*'],
      ['apps/web/overlays/prod/kustomization.yml']
    ],
    ['a glob with a file name', ['apps/*/overlays/prod/*.yml'], ['apps/web/overlays/prod/kustomization.yml']],
    ['a glob with an extension, which means any such file', ['apps/web/*.yaml'], ['apps/web/custom.yaml']],
    ['a literal path with glob characters first', ['odd/[a]'], ['odd/[a]/kustomization.yaml']],
    ['characters of regular expressions as themselves', ['odd/b(c)*'], ['odd/b(c)/kustomization.yaml']],
    ['bars and pluses as themselves', ['odd/d+e|*'], ['odd/d+e|f/kustomization.yaml']],
    [
      'several patterns, each result once',
      ['infra', 'infra/Kustomization', 'apps/api/overlays/*'],
      [
        'apps/api/overlays/dev/kustomization.yaml',
        'apps/api/overlays/prod/kustomization.yaml',
        'infra/Kustomization'
      ]
    ]
  ])('finds %s', (_, patterns, expected) => {
    expect(locate(patterns, tree)).toEqual(expected)
  })

  test('finds the kustomization in the root', () => {
    expect(locate(['.'], files('kustomization.yaml', 'a.yaml'))).toEqual(['kustomization.yaml'])
    expect(locate(['**'], files('kustomization.yaml', 'a.yaml'))).toEqual(['kustomization.yaml'])
  })

  test('takes the entries of directories in a listing for directories', () => {
    const entries = [
      { path: 'apps', mode: '040000' },
      { path: 'apps/x', mode: '040000' },
      file('apps/x/kustomization.yaml')
    ]
    expect(locate(['apps/x'], entries)).toEqual(['apps/x/kustomization.yaml'])
    const failure = failureOf(() => locate(['apps'], entries))
    expect(failure.message).toContain('The directory apps holds no kustomization.yaml')
  })

  test.each([
    ['a directory that does not exist', 'apps/shop', 'apps/shop does not exist in the GitOps repository'],
    [
      'a directory without one',
      'infra/dns',
      'The directory infra/dns holds no kustomization.yaml, kustomization.yml'
    ],
    ['a glob that matches nothing', 'apps/*/nope', 'No kustomization matches apps/*/nope'],
    ['a glob that matches only other files', 'infra/d*', 'No kustomization matches infra/d*'],
    ['the root', '.', 'The directory . holds no']
  ])('says what is missing for %s', (_, pattern, message) => {
    const failure = failureOf(() => locate([pattern], tree))
    expect(failure.code).toBe('KUSTOMIZATION_NOT_FOUND')
    expect(failure.message).toContain(message)
    expect(failure.location).toEqual({ path: pattern })
  })

  test('lists the nearest directories when one is missing', () => {
    const failure = failureOf(() => locate(['apps/api/overlays/prd'], tree))
    expect(failure.message).toContain('Kustomizations are in: apps/api/overlays/prod, ')
  })

  test.each([
    ['apps/two'],
    ['apps/*'],
    ['**'],
    ['apps/two/Kustomization'],
    ['**/kustomization.yaml'],
    ['apps/two/*.yaml']
  ])('refuses two kustomizations in one directory, named by %s', pattern => {
    const entries = files('apps/two/kustomization.yaml', 'apps/two/Kustomization')
    const failure = failureOf(() => locate([pattern], entries))
    expect(failure.code).toBe('KUSTOMIZATION_AMBIGUOUS')
    expect(failure.message).toContain('holds both kustomization.yaml and Kustomization')
  })

  test('takes a file of another name beside two kustomizations', () => {
    const entries = files('two/kustomization.yaml', 'two/Kustomization', 'two/custom.yaml')
    expect(locate(['two/custom.yaml'], entries)).toEqual(['two/custom.yaml'])
    expect(locate(['two/c*.yaml'], entries)).toEqual(['two/custom.yaml'])
  })

  test.each([
    ['the file', 'apps/a/kustomization.yaml', 'apps/a/kustomization.yaml', '120000', 'symbolic link'],
    ['the file in a directory', 'apps/a', 'apps/a/kustomization.yaml', '120000', 'symbolic link'],
    ['the file under a glob', 'apps/*', 'apps/a/kustomization.yaml', '120000', 'symbolic link'],
    ['the directory', 'apps/a', 'apps/a', '120000', 'symbolic link'],
    ['a directory above', 'apps/a/b/c', 'apps', '120000', 'symbolic link'],
    ['a directory above a glob', 'apps/a/*', 'apps', '120000', 'symbolic link'],
    ['a submodule', 'apps/a', 'apps/a', '160000', 'submodule'],
    ['a submodule above', 'apps/a/b', 'apps/a', '160000', 'submodule']
  ])('refuses a link or submodule: %s', (_, pattern, path, mode, reason) => {
    const failure = failureOf(() => locate([pattern], [{ path, mode }]))
    expect(failure.code).toBe('PATH_NOT_ALLOWED')
    expect(failure.message).toContain(`${path} is a ${reason}`)
  })

  test('passes over links that a glob only happens to match', () => {
    const entries = [{ path: 'apps/current', mode: '120000' }, file('apps/a/kustomization.yaml')]
    expect(locate(['apps/*'], entries)).toEqual(['apps/a/kustomization.yaml'])
  })

  test('passes over links that only look like files with the extension', () => {
    const entries = [
      { path: 'apps/v1.2', mode: '120000' },
      { path: 'apps/v2.2', mode: '160000' },
      file('apps/x.2')
    ]
    expect(locate(['apps/*.2'], entries)).toEqual(['apps/x.2'])
  })

  test('refuses a linked kustomization that a glob names', () => {
    const entries = [{ path: 'apps/a/kustomization.yaml', mode: '120000' }]
    expect(failureOf(() => locate(['apps/*/*.yaml'], entries)).code).toBe('PATH_NOT_ALLOWED')
  })

  test('suggests the nearest of many directories', () => {
    const entries = Array.from({ length: 15_000 }, (_, i) => file(`apps/app-${i}/kustomization.yaml`))
    const failure = failureOf(() => locate(['apps/app-14321x'], entries))
    expect(failure.message).toContain('Kustomizations are in: apps/app-14321, ')
  })

  test.each([
    '**/*a*a*b',
    '*a*a*a/*a*a',
    '**/*a/**/*a/**/*a/**/*ab',
    '{*a,*b}/{*a,*b}/{*a,*b}/c',
    '{*a*,*a}b',
    '{a,*}{a,*}{a,*}x'
  ])('is fast for the most that a pattern may hold: %s', pattern => {
    expect(parsePattern(pattern)).toEqual({ pattern })
    const paths = ['a/'.repeat(100), 'a'.repeat(200) + '/', `${'a'.repeat(50)}/`.repeat(10)]
    const entries = paths.map(path => file(`${path}kustomization.yaml`))
    expect(failureOf(() => locate([pattern], entries)).code).toBe('KUSTOMIZATION_NOT_FOUND')
  })

  test('is fast in a repository with 20,000 kustomizations', () => {
    const entries = Array.from({ length: 20_000 }, (_, i) =>
      file(`apps/team-${i % 100}/app-${i}/kustomization.yaml`)
    )
    expect(locate(['apps/*/app-*7'], entries)).toHaveLength(2000)
  })
})
