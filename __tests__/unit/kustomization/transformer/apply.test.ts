import { describe, expect, test } from '@jest/globals'

import { applyImages, splitReference, type Entry } from '../../../../src/kustomization/transformer/apply.ts'
import { readNamePattern } from '../../../../src/kustomization/transformer/name-pattern.ts'

const D1 = `sha256:${'1'.repeat(64)}`
const D2 = `sha256:${'2'.repeat(64)}`

function entry(name: string, values: Partial<Entry> = {}): Entry {
  return { name, newName: undefined, newTag: undefined, digest: undefined, ...values }
}

function matches(name: string, reference: string): boolean {
  return applyImages(reference, [entry(name)]).applied.length > 0
}

describe('an entry matches', () => {
  test.each([
    ['nginx', ['nginx', 'nginx:1.0', `nginx@${D1}`, `nginx:1.0@${D1}`, 'nginx:', 'nginx:{TAG}']],
    ['reg.io:5000/a/b', ['reg.io:5000/a/b', 'reg.io:5000/a/b:t', `reg.io:5000/a/b:t@${D1}`]],
    ['reg.io/a', ['reg.io/a', 'regXio/a:1']],
    ['a+b', ['aab:1', 'ab']],
    ['nginx:1.0', ['nginx:1.0', `nginx:1.0@${D1}`]],
    ['foo*', ['foo', 'fo', 'foooo:1']],
    ['.*', ['anything/at:all']],
    ['*', ['anything/at:all', 'x']],
    ['foo|bar', ['foo', 'foobar', 'xbar:1']],
    ['a{2}', ['aa:1']],
    ['x{', ['x{:1']],
    ['a\\+b', ['a+b:1']],
    ['', ['', ':1']]
  ])('%s', (name, references) => {
    expect(references.filter(reference => !matches(name, reference))).toEqual([])
  })

  test.each([
    ['nginx', ['library/nginx:1', 'docker.io/nginx', 'reg:5000/nginx', 'nginx-x', 'xnginx', 'Nginx']],
    ['nginx', ['nginx:$TAG', 'nginx:1+meta', 'nginx@sha512:00', 'nginx:1:2']],
    ['reg.io:5000/a/b', ['a/b:1', 'reg.io:5000/a']],
    ['a+b', ['a+b:1']],
    ['nginx:1.0', ['nginx', 'nginx:2.0']],
    ['foo*', ['foobar']],
    ['a{2}', ['a{2}', 'a']],
    ['[a', ['[a', 'a']],
    ['(a', ['(a', 'a']]
  ])('%s, but not', (name, references) => {
    expect(references.filter(reference => matches(name, reference))).toEqual([])
  })
})

describe('a name that is not evaluated', () => {
  test.each([
    ['a group that is repeated', '(a+)+b'],
    ['many repetitions', 'a?a?a?aaa'],
    ['more characters than any name', `a*${'b'.repeat(200)}`],
    ['a letter behind a backslash, which means different things', '\\d'],
    ['a class that Go and JavaScript read differently', '[]a]'],
    ['flags', '(?i)a'],
    ['a count that Go refuses', 'a{1001}']
  ])('is taken literally: %s', (_, name) => {
    expect(readNamePattern(name).kind).toBe('unclear')
    expect(matches(name, `${name}:v1`)).toBe(true)
  })

  test('costs no time where matching would take forever', () => {
    expect(matches('(a*)*(a*)*(a*)*b', 'a'.repeat(500))).toBe(false)
    expect(matches('.*.*', 'a'.repeat(100_000))).toBe(false)
  })
})

describe('an entry makes', () => {
  const images = ['a', 'a:1', `a@${D1}`, `a:1@${D1}`]
  test.each<[string, Partial<Entry>, readonly string[]]>([
    ['newTag', { newTag: 'v9' }, ['a:v9', 'a:v9', 'a:v9', 'a:v9']],
    ['digest', { digest: D2 }, Array<string>(4).fill(`a@${D2}`)],
    ['newTag and digest', { newTag: 'v9', digest: D2 }, Array<string>(4).fill(`a:v9@${D2}`)],
    ['newName', { newName: 'b' }, ['b', 'b:1', `b@${D1}`, `b:1@${D1}`]],
    ['tagSuffix, twice', { tagSuffix: '-s' }, ['a:-s-s', 'a:1-s-s', 'a:-s-s', 'a:1-s-s']],
    ['newTag without tagSuffix', { newTag: 'v9', tagSuffix: '-s' }, ['a:v9', 'a:v9', 'a:v9', 'a:v9']],
    ['nothing', {}, images],
    ['a newName with a tag', { newName: 'b:v2' }, ['b:v2', 'b:v2:1', `b:v2@${D1}`, `b:v2:1@${D1}`]]
  ])('%s', (_, values, expected) => {
    expect(images.map(image => applyImages(image, [entry('a', values)]).reference)).toEqual(expected)
  })
})

describe('entries are applied in the order of the list', () => {
  const rename = entry('a', { newName: 'b' })
  const tag = entry('b', { newTag: 'v9' })

  test('to what the ones before made', () => {
    expect(applyImages('a:1', [rename, tag])).toEqual({ reference: 'b:v9', applied: [0, 1] })
    expect(applyImages('a:1', [tag, rename])).toEqual({ reference: 'b:1', applied: [1] })
  })

  test('all of one name', () => {
    const list = [entry('a', { newTag: 'v1' }), entry('a', { digest: D1 }), entry('a', { newTag: 'v2' })]
    expect(applyImages('a', list)).toEqual({ reference: 'a:v2', applied: [0, 1, 2] })
  })

  test('without a registry or a tag being special', () => {
    expect(splitReference('host:5000/a/b:t@x:y')).toEqual({ name: 'host:5000/a/b', tag: 't', digest: 'x:y' })
    expect(splitReference('host:5000')).toEqual({ name: 'host', tag: '5000', digest: '' })
    expect(splitReference('/a:1')).toEqual({ name: '/a', tag: '1', digest: '' })
    expect(splitReference('a@b:c')).toEqual({ name: 'a', tag: '', digest: 'b:c' })
  })
})
