import { describe, expect, test } from '@jest/globals'

import { parseDuration, renderBytes, renderDuration } from '../../../src/text/units.ts'

describe('parseDuration', () => {
  test.each([
    ['10m', 600_000],
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['500ms', 500]
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test.each(['', '10', 'm', '-1m', '1.5h', '0s', '10 m', '1d', '99999999999999m'])('refuses %j', text => {
    expect(parseDuration(text)).toBeUndefined()
  })
})

describe('renderDuration', () => {
  test.each([
    [12.4, '12 ms'],
    [3_400, '3.4 s'],
    [125_000, '2 min 5 s']
  ])('renders %d ms', (ms, text) => {
    expect(renderDuration(ms)).toBe(text)
  })
})

describe('renderBytes', () => {
  test.each([
    [0, '0 B'],
    [812, '812 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345, '12.3 kB'],
    [99_960, '100 kB'],
    [999_600, '1.0 MB'],
    [3_400_000, '3.4 MB'],
    [5e15, '5000 TB']
  ])('%d bytes are %s', (bytes, text) => {
    expect(renderBytes(bytes)).toBe(text)
  })
})
