import { describe, expect, test } from '@jest/globals'

import { ActionError, cancellation } from '../../../src/errors/errors.ts'
import { createOrderGuard, type ImageSource } from '../../../src/source/order.ts'
import type { Standing } from '../../../src/source/relation.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const ours = '0'.repeat(39) + '1'
const other = 'ab'.repeat(20)
const digest = `sha256:${'cd'.repeat(32)}`
const image = 'ghcr.io/acme/shop'
const none: Standing = {
  relation: 'unknown',
  commit: undefined,
  ahead: undefined,
  found: undefined,
  reason: 'gone'
}
const newer: Standing = { relation: 'newer', commit: other, ahead: 2, found: 'fetch', reason: '' }

/** Knows one commit, and what one image says. */
function guard(said?: ImageSource | Error) {
  const compared: (readonly string[])[] = []
  const asked: string[] = []
  const made = createOrderGuard({
    history: {
      prepare: () => Promise.resolve(),
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
  return { judge: made.judge.bind(made), compared, asked }
}

const label = { revision: other, source: 'https://github.com/acme/shop' }

describe('createOrderGuard', () => {
  test('takes the tag first, and then does not ask the registry', async () => {
    const { judge, asked } = guard(label)
    expect(await judge(ours, { image, tag: 'main-abababa', digest })).toEqual({ ...newer, via: 'tag' })
    expect(asked).toEqual([])
  })

  test.each([
    ['v1.2.3', digest, digest],
    ['v1.2.3', undefined, 'v1.2.3'],
    [undefined, digest, digest],
    ['20240101', undefined, '20240101']
  ])('takes the label when the tag leads to no commit: %s %s', async (tag, pinned, reference) => {
    const { judge, asked } = guard(label)
    expect(await judge(ours, { image, tag, digest: pinned })).toEqual({ ...newer, via: 'label' })
    expect(asked).toEqual([`${image} ${reference}`])
  })

  test.each<[string, ImageSource | Error | undefined, RegExp]>([
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
    const { judge } = guard(said)
    const verdict = await judge(ours, { image, tag: 'v1', digest: undefined })
    expect(verdict).toMatchObject({ relation: 'unknown', commit: undefined, via: undefined })
    expect(verdict.reason).toMatch(reason)
    expect(verdict.reason).not.toContain('\n')
  })

  test('does not compare what is no commit', async () => {
    const { judge, compared } = guard({ ...label, revision: '--upload-pack=x' })
    await judge(ours, { image, tag: 'v1', digest: undefined })
    expect(compared).toEqual([])
  })

  test.each([
    ['no source', undefined],
    ['a source that is no address', 'acme/shop'],
    ['an address of another form', 'git@github.com:acme/shop.git']
  ])('takes a label with %s', async (_, source) => {
    expect(
      await guard({ revision: other.toUpperCase(), source }).judge(ours, { image, tag: 'v1', digest })
    ).toMatchObject({
      relation: 'newer',
      via: 'label'
    })
  })

  test('does not know an entry with nothing in it, and asks nobody', async () => {
    const { judge, asked, compared } = guard(label)
    expect(await judge(ours, { image, tag: undefined, digest: undefined })).toMatchObject({
      relation: 'unknown'
    })
    expect(await judge(ours, { image, tag: '', digest: undefined })).toMatchObject({ relation: 'unknown' })
    expect([asked, compared]).toEqual([[], []])
  })

  test('judges the same twice in one go, and another image or commit anew', async () => {
    const { judge, asked } = guard(label)
    const current = { image, tag: 'v1', digest: undefined }
    await Promise.all([judge(ours, current), judge(ours, { ...current })])
    await judge(ours, { ...current, tag: 'v2' })
    await judge(other, current)
    expect(asked).toHaveLength(3)
  })

  test('ends when the run is cancelled', async () => {
    const { judge } = guard(cancellation())
    await expect(judge(ours, { image, tag: 'v1', digest })).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
