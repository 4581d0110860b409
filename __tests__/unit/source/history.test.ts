import { describe, expect, test } from '@jest/globals'

import { cancellation } from '../../../src/errors/errors.ts'
import { createCompare } from '../../../src/source/history.ts'
import type { CommitPair } from '../../../src/source/question.ts'
import { type Answer, type Comparison, known, unknown } from '../../../src/source/relation.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const ours = '0'.repeat(39) + '1'
const other = 'ab'.repeat(20)
const newer: Answer<Comparison> = known(other, { relation: 'descendant', ahead: 3 })

function place(name: string, answer: () => Promise<Answer<Comparison>> | Answer<Comparison>) {
  const questions: CommitPair[] = []
  return {
    name,
    questions,
    ask: async (question: CommitPair) => {
      questions.push(question)
      return await answer()
    }
  }
}

describe('createCompare', () => {
  test('asks one place after the other, until one knows', async () => {
    const checkout = place('checkout', () => unknown('too short'))
    const fetch = place('fetch', () => newer)
    const api = place('api', () => newer)
    const compare = createCompare([checkout, fetch, api], silentLog())
    expect(await compare(ours, ['abababa'])).toEqual(newer)
    expect([checkout, fetch, api].map(({ questions }) => questions.length)).toEqual([1, 1, 0])
  })

  test('gives the whole name to the next place, once one place knows it', async () => {
    const checkout = place('checkout', () => unknown('too short', other))
    const fetch = place('fetch', () => unknown('no'))
    const compare = createCompare([checkout, fetch], silentLog())
    expect(await compare(ours, ['1234567', 'abababa'])).toEqual(
      unknown('checkout: too short; fetch: no', other)
    )
    expect(fetch.questions).toEqual([{ ours, candidates: [other] }])
  })

  test('goes on after a place that fails, and ends only when the run is cancelled', async () => {
    const broken = place('checkout', () => Promise.reject(new Error('disk\nfull')))
    const fetch = place('fetch', () => newer)
    const log = silentLog()
    expect(await createCompare([broken, fetch], log)(ours, [other])).toEqual(newer)
    expect(log.lines.join('|')).toContain('disk full')
    const cancelled = place('checkout', () => Promise.reject(cancellation()))
    await expect(createCompare([cancelled, fetch], log)(ours, [other])).rejects.toMatchObject({
      code: 'CANCELLED'
    })
  })

  test('asks each question once, also when it is asked twice at the same time', async () => {
    const checkout = place('checkout', () => newer)
    const compare = createCompare([checkout], silentLog())
    await Promise.all([compare(ours, [other]), compare(ours, [other])])
    await compare(ours, [other])
    await compare(other, [ours])
    expect(checkout.questions).toHaveLength(2)
  })

  test('needs no place for our own commit, or when there is nothing to ask', async () => {
    const checkout = place('checkout', () => newer)
    const compare = createCompare([checkout], silentLog())
    const same = { commit: ours, value: { relation: 'same' } }
    expect(await compare(ours, [ours])).toMatchObject(same)
    expect(await compare(ours, [ours.slice(0, 9)])).toMatchObject(same)
    expect(await compare(ours, [])).toMatchObject({ kind: 'unknown', commit: undefined })
    expect(await compare('main', [other])).toMatchObject({ kind: 'unknown' })
    expect(checkout.questions).toHaveLength(0)
  })

  test('lets nothing but object names through', async () => {
    const checkout = place('checkout', () => newer)
    const compare = createCompare([checkout], silentLog())
    await compare(ours, ['--upload-pack=x', 'HEAD', 'a\nb', '-abcdef0', 'ABABABA', '0123abc\n', 'x'])
    expect(checkout.questions).toEqual([{ ours, candidates: ['abababa'] }])
  })
})
