import { describe, expect, test } from '@jest/globals'

import { listItems } from '../../../src/inputs/lists.ts'

describe('listItems', () => {
  test.each([
    ['a\nb\r\nc', ['a', 'b', 'c']],
    ['  a  \n\n\n b\t\n', ['a', 'b']],
    ['a,b\nc', ['a,b', 'c']],
    ['"A=1\n2"\nB', ['A=1\n2', 'B']],
    ['"say ""hi"""', ['say "hi"']],
    ['A="b c"', ['A="b c"']],
    ['"b" c', ['"b" c']],
    ['', []]
  ])('%j, one item per line', (text, items) => {
    expect(listItems(text, { commas: false })).toEqual({ ok: true, items })
  })

  test.each([
    ['a,b\nc', ['a', 'b', 'c']],
    ['a, b ,,c', ['a', 'b', 'c']],
    ['"a,b",c', ['a,b', 'c']]
  ])('%j, also at commas', (text, items) => {
    expect(listItems(text, { commas: true })).toEqual({ ok: true, items })
  })

  test('says when a quote is never closed', () => {
    expect(listItems('a\n"b\nc', { commas: false })).toMatchObject({ ok: false })
  })
})
