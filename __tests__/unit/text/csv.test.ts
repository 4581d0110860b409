import { describe, expect, test } from '@jest/globals'

import { csvAttributes, csvFields, csvLine } from '../../../src/text/csv.ts'

const lines: [readonly string[], string][] = [
  [['id=token', 'src=/tmp/0'], 'id=token,src=/tmp/0'],
  [['id=a,b', 'src=/tmp/x'], '"id=a,b",src=/tmp/x'],
  [['id=t', 'src=/tmp/a "b"/c,d'], 'id=t,"src=/tmp/a ""b""/c,d"'],
  [[' id=t', 'b'], '" id=t",b'],
  [['a\nb', 'c'], '"a\nb",c'],
  [['one'], 'one'],
  [['a', '', 'b'], 'a,,b']
]

describe('csv', () => {
  test.each(lines)('writes %j', (fields, line) => {
    expect(csvLine(fields)).toBe(line)
  })

  test.each(lines)('reads %j back', (fields, line) => {
    expect(csvFields(line)).toEqual(fields)
  })

  test('takes a quote inside of a field for what it is', () => {
    expect(csvFields('a"b,c')).toEqual(['a"b', 'c'])
  })

  test('reads attributes by name, whatever their case', () => {
    const attributes = csvAttributes('Type=registry,"ref=ghcr.io/a/b:c=d,e",flag')
    expect([...attributes]).toEqual([
      ['type', 'registry'],
      ['ref', 'ghcr.io/a/b:c=d,e']
    ])
  })
})
