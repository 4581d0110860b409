import { describe, expect, test } from '@jest/globals'

import type { Relation } from '../../../src/source/relation.ts'
import { guardedOrder, image, ours, type Said, sourceUrl } from '../../support/source/guarded-order.ts'

const [older, newer, aside, nobody] = ['1a', '2b', '3c', '4d'].map(pair => pair.repeat(20)) as [
  string,
  string,
  string,
  string
]
const digest = `sha256:${'cd'.repeat(32)}`
const relations: Readonly<Record<string, Relation>> = {
  [ours]: 'same',
  [older]: 'ancestor',
  [newer]: 'descendant',
  [aside]: 'diverged'
}
const of = (revision: string | undefined, source: string | undefined = sourceUrl): Said => ({
  revision,
  source
})
const base = 'https://github.com/acme/base'

/** What the entry has, what the label of the digest says, and what comes of it. */
const cases: readonly [string, { tag: string; label: Said }, Relation | 'unknown', string | undefined][] = [
  ['a newer digest beside our own tag', { tag: ours, label: of(newer) }, 'descendant', newer],
  ['a newer digest beside a tag aside', { tag: aside, label: of(newer) }, 'descendant', newer],
  ['an older digest beside a newer tag', { tag: newer, label: of(older) }, 'ancestor', older],
  ['our own digest beside a newer tag', { tag: newer, label: of(ours) }, 'same', ours],
  ['a newer digest beside a tag that is no commit', { tag: 'v1', label: of(newer) }, 'descendant', newer],
  [
    'a label that names no source',
    { tag: older, label: { revision: newer, source: undefined } },
    'descendant',
    newer
  ],
  ['an abbreviation in the label', { tag: older, label: of(newer.slice(0, 8)) }, 'descendant', newer],
  ['a silent registry', { tag: newer, label: 'status 429' }, 'descendant', newer],
  ['an image that is gone', { tag: newer, label: 'status 404' }, 'descendant', newer],
  ['no label', { tag: newer, label: of(undefined) }, 'descendant', newer],
  ['a label that is no commit', { tag: newer, label: of('main') }, 'descendant', newer],
  ['a label of another repository', { tag: newer, label: of(older, base) }, 'descendant', newer],
  [
    'the label of a base image',
    { tag: newer, label: { revision: nobody, source: undefined } },
    'descendant',
    newer
  ],
  ['our label with a commit that nobody knows', { tag: newer, label: of(nobody) }, 'unknown', undefined],
  ['our label with the beginning of two', { tag: newer, label: of('5e5e5e5') }, 'unknown', undefined],
  ['a silent registry, and a tag that is none', { tag: 'v1', label: 'status 429' }, 'unknown', undefined]
]

describe('tag and digest in one entry', () => {
  test.each(cases)('%s', async (_, { tag, label }, relation, commit) => {
    const scene = { relations, ambiguous: ['5e5e5e5'], labels: { [digest]: label } }
    const { order, commitOf, labels } = guardedOrder(scene)
    const running = { name: image, tag, digest }
    const expected = relation === 'unknown' ? { kind: 'unknown' } : { kind: 'known', value: { relation } }
    expect(await order(ours, running)).toMatchObject({ ...expected, commit })
    expect(await commitOf(running)).toMatchObject(
      relation === 'unknown' ? expected : { kind: 'commit', commit }
    )
    // The label of the tag is not that of what runs.
    expect(labels).toEqual([`${image} ${digest}`])
  })

  test.each([
    [nobody, of(undefined), 'absent'],
    ['v1', of(undefined), 'unnamed'],
    [nobody, 'status 429', 'registry'],
    ['v1', of(older, base), 'foreign'],
    ['5e5e5e5', of(older, base), 'ambiguous']
  ])('that lead nowhere: what helps most is said, of %s and %j', async (tag, label, cause) => {
    const { order } = guardedOrder({ relations, ambiguous: ['5e5e5e5'], labels: { [digest]: label } })
    expect(await order(ours, { name: image, tag, digest })).toMatchObject({ kind: 'unknown', cause })
  })
})
