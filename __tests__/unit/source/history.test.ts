import { describe, expect, test } from '@jest/globals'

import { cancellation } from '../../../src/errors/errors.ts'
import { joinPlaces } from '../../../src/source/history.ts'
import { type Finding, type HistoryPlace, open, type Question } from '../../../src/source/relation.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const ours = '0'.repeat(39) + '1'
const other = 'ab'.repeat(20)
const newer: Finding = { kind: 'known', commit: other, relation: 'newer', ahead: 3 }

function place(name: HistoryPlace['name'], answer: () => Promise<Finding> | Finding) {
  const questions: Question[] = []
  return {
    name,
    questions,
    find: async (question: Question) => {
      questions.push(question)
      return await answer()
    }
  }
}

describe('joinPlaces', () => {
  test('asks one place after the other, until one knows', async () => {
    const checkout = place('checkout', () => open('too short'))
    const fetch = place('fetch', () => newer)
    const api = place('api', () => newer)
    const compare = joinPlaces([checkout, fetch, api], silentLog())
    expect(await compare(ours, ['abababa'])).toEqual({
      relation: 'newer',
      commit: other,
      ahead: 3,
      found: 'fetch',
      reason: ''
    })
    expect([checkout, fetch, api].map(({ questions }) => questions.length)).toEqual([1, 1, 0])
  })

  test('gives the whole name to the next place, once one place knows it', async () => {
    const checkout = place('checkout', () => open('too short', other))
    const fetch = place('fetch', () => open('no'))
    const compare = joinPlaces([checkout, fetch], silentLog())
    expect(await compare(ours, ['1234567', 'abababa'])).toEqual({
      relation: 'unknown',
      commit: other,
      ahead: undefined,
      found: undefined,
      reason: 'checkout: too short; fetch: no'
    })
    expect(fetch.questions).toEqual([{ ours, candidates: [other] }])
  })

  test('goes on after a place that fails, and ends only when the run is cancelled', async () => {
    const broken = place('checkout', () => Promise.reject(new Error('disk\nfull')))
    const fetch = place('fetch', () => newer)
    const log = silentLog()
    expect(await joinPlaces([broken, fetch], log)(ours, [other])).toMatchObject({ relation: 'newer' })
    expect(log.lines.join('|')).toContain('disk full')
    const cancelled = place('checkout', () => Promise.reject(cancellation()))
    await expect(joinPlaces([cancelled, fetch], log)(ours, [other])).rejects.toMatchObject({
      code: 'CANCELLED'
    })
  })

  test('asks each question once, also when it is asked twice at the same time', async () => {
    const checkout = place('checkout', () => newer)
    const compare = joinPlaces([checkout], silentLog())
    await Promise.all([compare(ours, [other]), compare(ours, [other])])
    await compare(ours, [other])
    await compare(other, [ours])
    expect(checkout.questions).toHaveLength(2)
  })

  test('needs no place for our own commit, or when there is nothing to ask', async () => {
    const checkout = place('checkout', () => newer)
    const compare = joinPlaces([checkout], silentLog())
    const same = { relation: 'same', commit: ours, found: undefined }
    expect(await compare(ours, [ours])).toMatchObject(same)
    expect(await compare(ours, [ours.slice(0, 9)])).toMatchObject(same)
    expect(await compare(ours, [])).toMatchObject({ relation: 'unknown', commit: undefined })
    expect(await compare('main', [other])).toMatchObject({ relation: 'unknown' })
    expect(checkout.questions).toHaveLength(0)
  })

  test('lets nothing but object names through', async () => {
    const checkout = place('checkout', () => newer)
    const compare = joinPlaces([checkout], silentLog())
    await compare(ours, ['--upload-pack=x', 'HEAD', 'a\nb', '-abcdef0', 'ABABABA', '0123abc\n', 'x'])
    expect(checkout.questions).toEqual([{ ours, candidates: ['abababa'] }])
  })
})
