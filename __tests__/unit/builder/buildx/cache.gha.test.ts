import { describe, expect, test } from '@jest/globals'

import { hasGhaCache } from '../../../../src/builder/buildx/cache.ts'

const claims = { ac: '[{"Scope":"refs/heads/main","Permission":3}]', exp: 4_102_444_800, nbf: 1_700_000_000 }

function token(payload: object): string {
  const parts = [{ alg: 'RS256' }, payload].map(part =>
    Buffer.from(JSON.stringify(part)).toString('base64url')
  )
  return [...parts, 'c2ln'].join('.')
}

describe('hasGhaCache', () => {
  test.each([
    ['ACTIONS_RESULTS_URL', 'https://results-receiver.actions.githubusercontent.com/'],
    ['ACTIONS_CACHE_URL', 'https://ghe.example/_apis/artifactcache/']
  ])('with a token and %s', (name, url) => {
    expect(hasGhaCache({ ACTIONS_RUNTIME_TOKEN: token(claims), [name]: url })).toBe(true)
  })

  test.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['the token of act', 'token'],
    ['a token without claims', 'a.b.c'],
    ['a token in other parts', `${token(claims)}.x`],
    ['a token without rights', token({ ...claims, ac: undefined })],
    ['a token without an end', token({ ...claims, exp: undefined })],
    ['a token without a beginning', token({ ...claims, nbf: undefined })]
  ])('not with %s', (_, value) => {
    expect(hasGhaCache({ ACTIONS_RUNTIME_TOKEN: value, ACTIONS_RESULTS_URL: 'https://x/' })).toBe(false)
  })

  test('not without a place', () => {
    expect(hasGhaCache({ ACTIONS_RUNTIME_TOKEN: token(claims), ACTIONS_RESULTS_URL: '' })).toBe(false)
  })
})
