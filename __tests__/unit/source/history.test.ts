import { describe, expect, test } from '@jest/globals'

import { cancellation } from '../../../src/errors/errors.ts'
import { createCompare } from '../../../src/source/history.ts'
import { askInTurn, type CommitPair } from '../../../src/source/question.ts'
import { type Answer, type Cause, type Comparison, known, unknown } from '../../../src/source/relation.ts'
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
    const checkout = place('checkout', () => unknown('partial', 'too short'))
    const fetch = place('fetch', () => newer)
    const api = place('api', () => newer)
    const compare = createCompare([checkout, fetch, api], silentLog())
    expect(await compare(ours, ['abababa'])).toEqual(newer)
    expect([checkout, fetch, api].map(({ questions }) => questions.length)).toEqual([1, 1, 0])
  })

  test('gives the whole name to the next place, once one place knows it', async () => {
    const checkout = place('checkout', () => unknown('partial', 'too short', other))
    const fetch = place('fetch', () => unknown('other', 'no'))
    const compare = createCompare([checkout, fetch], silentLog())
    expect(await compare(ours, ['1234567', 'abababa'])).toEqual(unknown('other', 'no', other))
    expect(fetch.questions).toEqual([{ ours, candidates: [other] }])
  })

  test('asks no other place about a name that several commits begin with', async () => {
    const checkout = place('checkout', () =>
      unknown('ambiguous', 'abababa is the beginning of several commits')
    )
    const fetch = place('fetch', () => newer)
    const answer = await createCompare([checkout, fetch], silentLog())(ours, ['abababa'])
    expect(answer).toMatchObject({ kind: 'unknown', cause: 'ambiguous', commit: undefined })
    expect(fetch.questions).toEqual([])
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

  test('asks each question once, also when it is asked twice at the same time, or nobody knew', async () => {
    for (const answer of [newer, unknown('other', 'no')]) {
      const checkout = place('checkout', () => answer)
      const compare = createCompare([checkout], silentLog())
      await Promise.all([compare(ours, [other]), compare(ours, [other])])
      await compare(ours, [other])
      await compare(other, [ours])
      expect(checkout.questions).toHaveLength(2)
    }
  })

  test('needs no place for our own commit by its whole name, or when there is nothing to ask', async () => {
    const checkout = place('checkout', () => newer)
    const compare = createCompare([checkout], silentLog())
    expect(await compare(ours, [ours])).toEqual(known(ours, { relation: 'same', ahead: undefined }))
    expect(await compare(ours, [ours.toUpperCase()])).toMatchObject({ value: { relation: 'same' } })
    expect(await compare(ours, [])).toMatchObject({ kind: 'unknown', commit: undefined })
    expect(await compare('main', [other])).toMatchObject({ kind: 'unknown' })
    expect(checkout.questions).toHaveLength(0)
  })

  test('asks about an abbreviation of our own commit: another one may begin alike', async () => {
    const checkout = place('checkout', () => newer)
    const compare = createCompare([checkout], silentLog())
    expect(await compare(ours, [ours.slice(0, 39)])).toEqual(newer)
    expect(await compare(ours, [ours.slice(0, 7)])).toEqual(newer)
    expect(checkout.questions).toHaveLength(2)
  })

  test('lets nothing but object names through', async () => {
    const checkout = place('checkout', () => newer)
    const compare = createCompare([checkout], silentLog())
    await compare(ours, ['--upload-pack=x', 'HEAD', 'a\nb', '-abcdef0', 'ABABABA', '0123abc\n', 'x'])
    expect(checkout.questions).toEqual([{ ours, candidates: ['abababa'] }])
  })
})

describe('why nobody knows', () => {
  const describeAll = { pair: () => 'Order', value: () => 'known' }

  test.each<[readonly [Cause, string][], Cause, string]>([
    [[], 'other', 'nobody could be asked'],
    [[['partial', 'cut off']], 'partial', 'cut off'],
    [
      [
        ['partial', 'one'],
        ['partial', 'two']
      ],
      'partial',
      'one'
    ],
    [
      [
        ['partial', 'cut off'],
        ['absent', 'it has none'],
        ['other', 'status 500']
      ],
      'absent',
      'it has none'
    ],
    [
      [
        ['partial', 'cut off'],
        ['access', 'two\nlines'],
        ['absent', 'none']
      ],
      'access',
      'two lines'
    ]
  ])('%j', async (places, cause, reason) => {
    const log = silentLog()
    const lookups = places.map(([why, text], index) => place(`place${index}`, () => unknown(why, text)))
    const answer = await askInTurn(lookups, { ours, candidates: [other] }, log, describeAll)
    expect(answer).toEqual({ kind: 'unknown', cause, reason, commit: undefined })
    // Each place has its own line for debugging.
    expect(log.lines).toEqual(
      places.map(([, text], index) => `debug: Order, place${index}: ${text.replace('\n', ' ')}`)
    )
  })
})
