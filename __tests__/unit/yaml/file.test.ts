import { describe, expect, test } from '@jest/globals'

import { failureOf } from '../../support/errors/failure.ts'
import { decodeUtf8 } from '../../../src/yaml/file.ts'

describe('decodeUtf8', () => {
  test.each(['', 'images: []\n', 'näme: 店舗 🚀\r\n', '\uFEFFimages: []', 'a: \uFFFD\n'])(
    'gives back the bytes of %j when encoded again',
    text => {
      const bytes = new TextEncoder().encode(text)
      expect(decodeUtf8(bytes, 'k.yaml')).toBe(text)
    }
  )

  test('names the line that holds other bytes', () => {
    const bytes = Uint8Array.from([...Buffer.from('a: 1\nb: '), 0xe9, ...Buffer.from('\n')])
    const failure = failureOf(() => decodeUtf8(bytes, 'apps/k.yaml'))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.message).toContain('apps/k.yaml:2: this line holds bytes that are not UTF-8')
    expect(failure.location).toEqual({ path: 'apps/k.yaml', line: 2 })
  })

  test('does not name a line with a replacement character that was written', () => {
    const bytes = Uint8Array.from([...Buffer.from('a: \uFFFD\nb: ü\nc: '), 0xef, 0xbf, 0x0a, 0xff])
    expect(failureOf(() => decodeUtf8(bytes, 'k.yaml')).location?.line).toBe(3)
  })

  test('names the last line when the text ends within a character', () => {
    const bytes = Uint8Array.from([...Buffer.from('a: 1\n\n'), 0xe2, 0x82])
    expect(failureOf(() => decodeUtf8(bytes, 'k.yaml')).location?.line).toBe(3)
  })

  test('recognises UTF-16', () => {
    const bytes = Uint8Array.from([0xff, 0xfe, ...Buffer.from('images: []', 'utf16le')])
    expect(failureOf(() => decodeUtf8(bytes, 'k.yaml')).message).toContain('k.yaml is UTF-16 text')
  })
})
