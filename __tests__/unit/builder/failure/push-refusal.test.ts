import { describe, expect, test } from '@jest/globals'

import { refusalOf } from '../../../../src/builder/failure/push-refusal.ts'

describe('refusalOf', () => {
  const denied = { kind: 'denied', status: 403, detail: 'registry.example: DENIED' } as const

  test.each([
    ['ghcr.io/acme/shop:1', '`permissions: packages: write`'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1', 'aws-actions/amazon-ecr-login'],
    ['acme/shop:1', '`registry-username`']
  ])('says how to log in for %s', (reference, advice) => {
    const refusal = refusalOf(denied, reference)
    expect(refusal?.code).toBe('IMAGE_PUSH_DENIED')
    expect(refusal?.message).toContain(`${reference} cannot be pushed: the registry refused it (HTTP 403: `)
    expect(refusal?.message).toContain(advice)
  })

  test('names a repository that is missing', () => {
    expect(refusalOf({ kind: 'missing', detail: 'NAME_UNKNOWN' }, 'registry.example/a:1')).toMatchObject({
      code: 'IMAGE_REPOSITORY_MISSING',
      message: expect.stringContaining('registry.example/a:1 cannot be pushed')
    })
  })

  test.each([{ kind: 'allowed' }, { kind: 'unclear', detail: 'status 500' }] as const)(
    'is none: %j',
    check => {
      expect(refusalOf(check, 'registry.example/a:1')).toBeUndefined()
    }
  )
})
