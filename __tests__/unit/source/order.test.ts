import { describe, expect, test } from '@jest/globals'

import { ActionError, cancellation } from '../../../src/errors/errors.ts'
import { guardedOrder, image, ours, type Said, sourceUrl } from '../../support/source/guarded-order.ts'

const other = 'ab'.repeat(20)
const digest = `sha256:${'cd'.repeat(32)}`
const relations = { [other]: 'descendant' } as const
const newer = {
  kind: 'known',
  commit: other,
  value: { relation: 'descendant', ahead: 2, isTakenBack: false }
}
const label = { revision: other, source: sourceUrl }
const entry = (tag?: string, pinned?: string) => ({ name: image, tag, digest: pinned })

describe('what names the commit', () => {
  test('is the tag, and then the registry is not asked', async () => {
    const { order, labels } = guardedOrder({ relations, labels: { 'main-abababa': label } })
    expect(await order(ours, entry('main-abababa'))).toEqual(newer)
    expect(labels).toEqual([])
  })

  test.each([
    ['v1.2.3', digest, digest],
    ['v1.2.3', undefined, 'v1.2.3'],
    [undefined, digest, digest],
    ['20240101', undefined, '20240101']
  ])('is the label when the tag leads to no commit: %s %s', async (tag, pinned, reference) => {
    const { order, labels } = guardedOrder({ relations, labels: { [reference]: label } })
    expect(await order(ours, entry(tag, pinned))).toEqual(newer)
    expect(labels).toEqual([`${image} ${reference}`])
  })

  test.each([
    ['no source', undefined],
    ['a source that is no address', 'acme/shop'],
    ['an address of another form', 'git@github.com:acme/shop.git']
  ])('is a label with %s', async (_, source) => {
    const labels = { v1: { revision: other.toUpperCase(), source } }
    expect(await guardedOrder({ relations, labels }).order(ours, entry('v1'))).toEqual(newer)
  })

  test('is the label where the tag is the beginning of several commits', async () => {
    const scene = { relations, ambiguous: ['abababa'], labels: { 'sha-abababa': label } }
    expect(await guardedOrder(scene).order(ours, entry('sha-abababa'))).toEqual(newer)
  })
})

const unclear: readonly [string, Said, string, RegExp][] = [
  ['the registry does not tell', 'status 429', 'registry', /did not say .* built from \(status 429\)$/],
  ['there is no label', { revision: undefined, source: sourceUrl }, 'unnamed', /no revision label/],
  ['the registry cannot be asked', new ActionError('CREDENTIAL_HELPER_FAILED', 'no'), 'registry', /\(no\)$/],
  ['the source is another', { ...label, source: 'https://github.com/acme/base' }, 'foreign', /acme\/base$/],
  [
    'the source is endless',
    { ...label, source: `https://x.example/${'a'.repeat(2_000)}` },
    'foreign',
    /^.{30,170}a$/
  ],
  ['it is an option', { ...label, revision: '--upload-pack=x' }, 'unnamed', /label is not one/],
  ['it has two lines', { ...label, revision: `${other}\n${other}` }, 'unnamed', /label is not one/],
  ['it is a branch', { ...label, revision: 'main' }, 'unnamed', /label is not one/],
  ['it is a commit with more', { ...label, revision: `${other}-dirty` }, 'unnamed', /label is not one/],
  ['it is too short', { ...label, revision: 'ababab' }, 'unnamed', /label is not one/],
  ['nobody knows the commit', { ...label, revision: 'f'.repeat(40) }, 'absent', /no commit f{40}$/],
  ['two lines of a registry', 'a\nb', 'registry', /\(a b\)$/],
  [
    'two lines of a source',
    { ...label, source: 'https://x.example/a\n::error::b' },
    'foreign',
    /a ::error::b$/
  ]
]

describe('what does not name it', () => {
  test.each(unclear)('%s', async (_, said, cause, reason) => {
    for (const each of [entry('v1'), entry(undefined, digest)]) {
      const { order, commitOf } = guardedOrder({ relations, labels: { v1: said, [digest]: said } })
      const expected = { kind: 'unknown', cause, commit: undefined, reason: expect.stringMatching(reason) }
      expect(await order(ours, each)).toMatchObject(expected)
      expect(await commitOf(each)).toMatchObject(expected)
      expect(await order(ours, each)).toMatchObject({ reason: expect.not.stringContaining('\n') })
    }
  })

  test('is not compared', async () => {
    const { order, compared } = guardedOrder({ labels: { v1: { ...label, revision: '--upload-pack=x' } } })
    await order(ours, entry('v1'))
    expect(compared).toEqual([])
  })

  test('is an entry with nothing in it, and nobody is asked', async () => {
    const { order, labels, compared } = guardedOrder({ relations })
    for (const tag of [undefined, ''])
      expect(await order(ours, entry(tag))).toMatchObject({ kind: 'unknown', cause: 'unnamed' })
    expect([labels, compared]).toEqual([[], []])
  })

  test.each<[string, Said, string]>([
    ['the registry', 'status 500', 'ambiguous'],
    ['an image without a label', { revision: undefined, source: undefined }, 'ambiguous'],
    ['an image of another repository', { ...label, source: 'https://github.com/acme/base' }, 'ambiguous']
  ])('an ambiguous tag says more than %s', async (_, said, cause) => {
    const scene = { ambiguous: ['abababa'], labels: { abababa: said } }
    expect(await guardedOrder(scene).order(ours, entry('abababa'))).toMatchObject({ cause })
  })

  test('a tag that nobody knows says more than no label, and less than a registry that is silent', async () => {
    const scene = { labels: { abababa: { revision: undefined, source: undefined }, fefefef: 'status 500' } }
    expect(await guardedOrder(scene).order(ours, entry('abababa'))).toMatchObject({ cause: 'absent' })
    expect(await guardedOrder(scene).order(ours, entry('fefefef'))).toMatchObject({ cause: 'registry' })
  })
})

describe('each question is asked once', () => {
  test('about an image: its label, whoever asks and however often', async () => {
    const { order, commitOf, labels } = guardedOrder({ relations, labels: { v1: label } })
    await Promise.all([order(ours, entry('v1')), order(ours, entry('v1')), commitOf(entry('v1'))])
    await order(ours, { ...entry('v1') })
    await order(other, entry('v1'))
    expect(labels).toEqual([`${image} v1`])
    await order(ours, entry('v2'))
    await order(ours, { ...entry('v1'), name: 'ghcr.io/acme/other' })
    await order(ours, entry('v1', digest))
    expect(labels).toEqual([`${image} v1`, `${image} v2`, 'ghcr.io/acme/other v1', `${image} ${digest}`])
  })

  test.each<[string, Said]>([
    ['it failed', 'status 503'],
    ['it could not be asked', new ActionError('CREDENTIAL_HELPER_FAILED', 'no')],
    ['there is none', { revision: undefined, source: undefined }]
  ])('also when %s', async (_, said) => {
    const { order, commitOf, labels } = guardedOrder({ labels: { v1: said, [digest]: said } })
    for (const each of [entry('v1'), entry('v1'), entry('v1', digest), entry('v2', digest)]) {
      await order(ours, each)
      await commitOf(each)
      await order(other, each)
    }
    expect(labels).toEqual([`${image} v1`, `${image} ${digest}`])
  })
})

test('a run that is cancelled ends', async () => {
  const { order, commitOf } = guardedOrder({ labels: { v1: cancellation(), [digest]: cancellation() } })
  for (const each of [entry('v1'), entry('v1', digest)]) {
    await expect(order(ours, each)).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(commitOf(each)).rejects.toMatchObject({ code: 'CANCELLED' })
  }
})
