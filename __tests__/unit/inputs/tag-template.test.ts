import { describe, expect, test } from '@jest/globals'

import { renderTag } from '../../../src/inputs/tag-template.ts'

const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'
const values = {
  sha,
  ref: 'feature/größe+1',
  refMoves: true,
  runNumber: '42',
  now: new Date('2026-11-21T09:30:05.123Z')
}

describe('renderTag', () => {
  test.each([
    ['{sha}', sha],
    ['{sha:7}', '0a1b2c3'],
    ['sha-{sha:12}', 'sha-0a1b2c3d4e5f'],
    ['{ref}-{run-number}', 'feature-gr-e-1-42'],
    ['{timestamp}', '20261121093005'],
    ['v1.2.3', 'v1.2.3'],
    ['{sha:40}', sha]
  ])('renders %s as %s', (template, tag) => {
    expect(renderTag(template, values)).toMatchObject({ ok: true, value: { text: tag } })
  })

  test('has no {ref} where the event names none', () => {
    expect(renderTag('{ref}-{sha:12}', { ...values, ref: '' })).toEqual({
      ok: false,
      problem: 'has {ref}, and the event of this run names neither a branch nor a tag; use {sha}'
    })
    expect(renderTag('{sha}', { ...values, ref: '' })).toMatchObject({ ok: true })
  })

  test.each([
    ['{sha}', false],
    ['v1-{sha}', false],
    [`v1-${sha}`, false],
    ['{sha:40}', false],
    ['{sha:7}', true],
    ['{ref}-{sha:12}', true],
    ['{run-number}', false],
    ['v1', false]
  ])('knows that %s has only the beginning of the commit in it: %s', (template, isShortened) => {
    expect(renderTag(template, { ...values, refMoves: false })).toMatchObject({ value: { isShortened } })
  })

  test('tells a tag that somebody wrote from one made of placeholders', () => {
    expect(renderTag('v1', values)).toMatchObject({ value: { isLiteral: true } })
    expect(renderTag('{sha}', values)).toMatchObject({ value: { isLiteral: false } })
  })

  test('knows which tags have the commit in them', () => {
    const named = (template: string) => renderTag(template, { ...values, refMoves: false })
    expect(['{sha}', 'v1-{sha:7}', sha].map(named)).toEqual(
      [1, 2, 3].map(() => expect.objectContaining({ value: expect.objectContaining({ namesCommit: true }) }))
    )
    expect(['{ref}', '{run-number}', 'v1'].map(named)).toEqual(
      [1, 2, 3].map(() => expect.objectContaining({ value: expect.objectContaining({ namesCommit: false }) }))
    )
  })

  test.each([
    ['{sha:6}', /from 7 to 40/],
    ['{sha:41}', /from 7 to 40/],
    ['{sha:x}', /from 7 to 40/],
    ['{sha:12:x}', /from 7 to 40/],
    ['{SHA}', /not one of \{sha\}/],
    ['{date}', /not one of/],
    ['a b', /contains/],
    ['{ref', /contains/],
    ['-{sha}', /begin/],
    [`${'x'.repeat(100)}{sha}`, /128/]
  ])('refuses %j', (template, problem) => {
    const result = renderTag(template, values)
    expect(result.ok ? result.value.text : result.problem).toMatch(problem)
  })

  test.each([
    ['latest', /every build moves.*pin/],
    ['main', /every build moves/],
    ['feature-gr-e-1', /every build moves/],
    ['{ref}', /for every commit of this branch/],
    ['x-{ref}', /for every commit/]
  ])('says that %j moves', (template, why) => {
    const result = renderTag(template, values)
    expect(result.ok && result.value.moves).toMatch(why)
  })

  test.each(['{sha}', '{ref}-{sha:12}', 'v1.2.3', '{run-number}', '{timestamp}'])(
    'says that %j stays',
    template => {
      expect(renderTag(template, values)).toMatchObject({ ok: true, value: { moves: undefined } })
    }
  )

  test('keeps a branch name from starting a tag with a dot or a dash', () => {
    expect(renderTag('{ref}', { ...values, ref: '.-/x', refMoves: false })).toMatchObject({
      ok: true,
      value: { text: 'x' }
    })
  })
})
