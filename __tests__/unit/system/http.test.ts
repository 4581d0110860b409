import { describe, expect, test } from '@jest/globals'

import { redirectTarget } from '../../../src/system/http.ts'

describe('a redirect', () => {
  test.each([
    ['https://a.example/x', 'https://b.example/y', 'https://b.example/y'],
    ['https://a.example/x', '/y', 'https://a.example/y'],
    ['https://a.example/x', 'http://a.example/y', undefined],
    ['https://a.example/x', 'http://127.0.0.1/y', undefined],
    ['http://127.0.0.1/x', 'http://localhost:1/y', 'http://localhost:1/y'],
    ['http://127.0.0.1/x', 'http://a.example/y', undefined],
    ['http://127.0.0.1/x', 'https://a.example/y', 'https://a.example/y'],
    ['https://a.example/x', 'ftp://a.example/y', undefined],
    ['https://a.example/x', 'http://[', undefined]
  ])('from %s to %s leads to %s', (from, location, expected) => {
    expect(redirectTarget(new URL(from), location)?.href).toBe(expected)
  })
})
