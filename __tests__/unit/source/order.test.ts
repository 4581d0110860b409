import { describe, expect, test } from '@jest/globals'

import { ActionError, cancellation } from '../../../src/errors/errors.ts'
import { createOrder, type SourceLabels } from '../../../src/source/order.ts'
import { type Answer, type Comparison, known, unknown } from '../../../src/source/relation.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const ours = '0'.repeat(39) + '1'
const other = 'ab'.repeat(20)
const digest = `sha256:${'cd'.repeat(32)}`
const image = 'ghcr.io/acme/shop'
const none: Answer<Comparison> = unknown('gone')
const newer: Answer<Comparison> = known(other, { relation: 'descendant', ahead: 2 })

/** Knows one commit, and what one image says. */
function orderOf(said?: SourceLabels | Error) {
  const compared: (readonly string[])[] = []
  const asked: string[] = []
  const made = createOrder({
    history: {
      compare: (_, candidates) => {
        compared.push(candidates)
        return Promise.resolve(candidates.some(name => other.startsWith(name)) ? newer : none)
      }
    },
    findRevision: (name, reference) => {
      asked.push(`${name} ${reference}`)
      return said instanceof Error ? Promise.reject(said) : Promise.resolve(said)
    },
    sourceUrl: 'https://github.com/acme/shop',
    log: silentLog()
  })
  return { order: made.order.bind(made), compared, asked }
}

const label = { revision: other, source: 'https://github.com/acme/shop' }

describe('createOrder', () => {
  test('takes the tag first, and then does not ask the registry', async () => {
    const { order, asked } = orderOf(label)
    expect(await order(ours, { name: image, tag: 'main-abababa', digest })).toEqual(newer)
    expect(asked).toEqual([])
  })

  test.each([
    ['v1.2.3', digest, digest],
    ['v1.2.3', undefined, 'v1.2.3'],
    [undefined, digest, digest],
    ['20240101', undefined, '20240101']
  ])('takes the label when the tag leads to no commit: %s %s', async (tag, pinned, reference) => {
    const { order, asked } = orderOf(label)
    expect(await order(ours, { name: image, tag, digest: pinned })).toEqual(newer)
    expect(asked).toEqual([`${image} ${reference}`])
  })

  test.each<[string, SourceLabels | Error | undefined, RegExp]>([
    ['the registry is silent', undefined, /the registry does not tell/],
    ['there is no label', { revision: undefined, source: label.source }, /no label/],
    [
      'the registry cannot be asked',
      new ActionError('CREDENTIAL_HELPER_FAILED', 'x'),
      /the registry does not tell/
    ],
    ['the source is another', { ...label, source: 'https://github.com/acme/base' }, /made from .*acme\/base/],
    ['it is an option', { ...label, revision: '--upload-pack=x' }, /is no commit/],
    ['it has two lines', { ...label, revision: `${other}\n${other}` }, /is no commit/],
    ['it is a branch', { ...label, revision: 'main' }, /is no commit/],
    ['it is a commit with more', { ...label, revision: `${other}-dirty` }, /is no commit/],
    ['nobody knows the commit', { ...label, revision: 'f'.repeat(40) }, /by the label of the image: gone/]
  ])('does not know when %s', async (_, said, reason) => {
    const { order } = orderOf(said)
    const answer = await order(ours, { name: image, tag: 'v1', digest: undefined })
    expect(answer).toMatchObject({
      kind: 'unknown',
      commit: undefined,
      reason: expect.stringMatching(reason)
    })
    expect(answer).toMatchObject({ reason: expect.not.stringContaining('\n') })
  })

  test('does not compare what is no commit', async () => {
    const { order, compared } = orderOf({ ...label, revision: '--upload-pack=x' })
    await order(ours, { name: image, tag: 'v1', digest: undefined })
    expect(compared).toEqual([])
  })

  test.each([
    ['no source', undefined],
    ['a source that is no address', 'acme/shop'],
    ['an address of another form', 'git@github.com:acme/shop.git']
  ])('takes a label with %s', async (_, source) => {
    expect(
      await orderOf({ revision: other.toUpperCase(), source }).order(ours, { name: image, tag: 'v1', digest })
    ).toEqual(newer)
  })

  test('does not know an entry with nothing in it, and asks nobody', async () => {
    const { order, asked, compared } = orderOf(label)
    expect(await order(ours, { name: image, tag: undefined, digest: undefined })).toMatchObject({
      kind: 'unknown'
    })
    expect(await order(ours, { name: image, tag: '', digest: undefined })).toMatchObject({ kind: 'unknown' })
    expect([asked, compared]).toEqual([[], []])
  })

  test('judges the same twice in one go, and another image or commit anew', async () => {
    const { order, asked } = orderOf(label)
    const current = { name: image, tag: 'v1', digest: undefined }
    await Promise.all([order(ours, current), order(ours, { ...current })])
    await order(ours, { ...current, tag: 'v2' })
    await order(other, current)
    expect(asked).toHaveLength(3)
  })

  test('ends when the run is cancelled', async () => {
    const { order } = orderOf(cancellation())
    await expect(order(ours, { name: image, tag: 'v1', digest })).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
