import { describe, expect, test } from '@jest/globals'
import { parseDocument } from 'yaml'

import { isSafePlain, readsAsNull, readsAsString, renderScalar } from '../../../src/yaml/scalar.ts'

const list = (text: string) => text.split(' ')

// What the kustomize CLI did with each of these as an unquoted newTag.
const broken = [
  ...list('1 12 007 08 0777 00000000 12345678 4200077 20240101 99999999999999999999'),
  ...list('1.0 1.10 2.50 0.10 010.5 1. 1e3 1E3 01e3 1.e3 3.2e2 12e34 0e12345 553640e6 706798e8 5e-7 1e-400'),
  ...list('0x1f 0x1e3 0b101 0o17 0x_1f 0b_1 0o_1 0b-1 1_ 1_0 1_000 1_000.5 1.0_1 1e_3 1_e3 0_7'),
  ...list('y Y yes Yes YES n N no No NO on On ON off Off OFF true True TRUE false False FALSE null Null NULL')
]
const strings = [
  ...list('1.2.3 0.0.0 1.2.3-rc.1 2024.01.01 v1 v1.0 1.0-rc1 1-alpha 1-2 1.0e 1e 1f 1n e1 _1 __1 a_1'),
  ...list(
    '1234e567 1e309 9e999 0xg 0b2 0o9 0x 0b 0o 0x1p4 1p4 yEs oN tRue nUll nil none None nan inf NaN Infinity'
  ),
  ...list(
    '2024-01-02 2024-1-1 20240101T000000Z 20240607-1530 latest sha-0a1b2c3 main-12345678 deadbeef 12:30'
  )
]

describe('readsAsString', () => {
  test.each(broken)('says that kustomize fails on, or loses, %s without quotes', tag => {
    expect(readsAsString(tag)).toBe(false)
  })

  test.each(strings)('says that kustomize reads %s without quotes', tag => {
    expect(readsAsString(tag)).toBe(true)
  })

  test.each(list('-1 +1 .5 -.5e3 +0x1f .inf -.Inf .NAN ~'))('knows %s, which is no tag', text => {
    expect(readsAsString(text)).toBe(false)
  })

  test('knows the texts that are no value', () => {
    expect(['', '~', 'null', 'Null', 'NULL'].every(readsAsNull)).toBe(true)
    expect(['nUll', 'none', '0'].some(readsAsNull)).toBe(false)
  })
})

describe('isSafePlain', () => {
  test.each(broken)('quotes %s', tag => {
    expect(isSafePlain(tag)).toBe(false)
  })

  test.each(
    list(
      '1.2.3 v1 v1.0 1.0-rc1 1n latest sha-0a1b2c3 main-12345678 deadbeef _1 a_1 nan 20240101T000000Z 3f2 0a1b2c3'
    )
  )('leaves %s plain', tag => {
    expect(isSafePlain(tag)).toBe(true)
  })

  test.each(['1e309', '9e999', '1-2', '2024-01-02', '12:30', 'yEs', 'tRue', 'nUll'])(
    'quotes %s, which kustomize reads well but other readers may not',
    tag => {
      expect(isSafePlain(tag)).toBe(false)
    }
  )

  test.each([
    '',
    'a b',
    'a: b',
    'a:',
    'a #b',
    '-a',
    '.a',
    '[a',
    "a'b",
    'a\nb',
    '*a',
    '&a',
    '!a',
    '@a',
    '`a',
    'ä',
    '<<',
    '='
  ])('quotes %j, which means something else in YAML', text => {
    expect(isSafePlain(text)).toBe(false)
  })

  test('leaves digests and image names plain', () => {
    expect(isSafePlain(`sha256:${'0'.repeat(64)}`)).toBe(true)
    expect(isSafePlain('registry.local:5000/acme/shop')).toBe(true)
  })

  test('lets no tag through that kustomize would not read as that string', () => {
    const random = createRandom(20240607)
    const alphabet = 'abcdefoxyEXYnNuUlL0123456789_.-'
    let plain = 0
    for (let i = 0; i < 100_000; i++) {
      const length = 1 + Math.floor(random() * 8)
      const tag = Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join(
        ''
      )
      if (!/^[A-Za-z0-9_]/.test(tag) || !isSafePlain(tag)) continue
      plain++
      if (!readsAsString(tag)) throw new Error(`${tag} was let through`)
      if (parseDocument(tag).toJS() !== tag) throw new Error(`${tag} is not a string in YAML 1.2`)
    }
    expect(plain).toBeGreaterThan(10_000)
  })
})

describe('renderScalar', () => {
  test.each([
    ['v1', 'plain', 'v1'],
    ['1.0', 'plain', '"1.0"'],
    ['on', 'plain', '"on"'],
    ['1.0', 'single', "'1.0'"],
    ['1.0', 'double', '"1.0"'],
    ["it's", 'single', "'it''s'"],
    ['a"b\\', 'double', '"a\\"b\\\\"'],
    ['a\nb', 'single', '"a\\nb"'],
    ['', 'plain', '""']
  ] as const)('writes %j in %s style as %s', (value, style, expected) => {
    expect(renderScalar(value, style)).toBe(expected)
    expect(parseDocument(expected, { schema: 'failsafe' }).toJS()).toBe(value)
  })
})

/** A small generator with a seed (mulberry32), so that a failure can be repeated. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
