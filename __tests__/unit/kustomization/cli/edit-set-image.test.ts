import { describe, expect, test } from '@jest/globals'

import { cliArgument, refuseOldCli } from '../../../../src/kustomization/cli/edit-set-image.ts'
import { failureOf } from '../../../support/errors/failure.ts'
import type { EntryValues } from '../../../../src/kustomization/read/entry.ts'

const digest = `sha256:${'1'.repeat(64)}`
const values = (newTag?: string, newDigest?: string, newName?: string): EntryValues => ({
  newName,
  newTag,
  digest: newDigest
})

describe('cliArgument', () => {
  test.each<[string, EntryValues, EntryValues, string]>([
    ['sets a tag', values('v1'), values('v2'), 'shop=*:v2'],
    ['sets a tag where there was none', values(), values('v2'), 'shop=*:v2'],
    ['sets a digest', values('v1'), values(undefined, digest), `shop=*@${digest}`],
    ['sets both', values('v1'), values('v2', digest), `shop=*:v2@${digest}`],
    [
      'keeps the new name',
      values('v1', undefined, 'r:5000/a'),
      values('v2', undefined, 'r:5000/a'),
      'shop=*:v2'
    ],
    ['sets a new name', values('v1'), values('v2', undefined, 'r:5000/a'), 'shop=r:5000/a:v2'],
    ['replaces the new name', values('v1', undefined, 'a/b'), values('v1', undefined, 'c/d'), 'shop=c/d:v1'],
    ['removes the new name', values('v1', undefined, 'a/b'), values('v1'), 'shop=:v1'],
    ['keeps nothing but the name', values('v1', digest), values(), 'shop=*']
  ])('%s', (_, before, after, argument) => {
    expect(cliArgument({ name: 'shop', before, after })).toBe(argument)
  })

  test('repeats names that look like something else', () => {
    const argument = (name: string) => cliArgument({ name, before: values('v1'), after: values('v2') })
    expect(argument('host:5000/acme/shop')).toBe('host:5000/acme/shop=*:v2')
    expect(argument('-shop')).toBe('-shop=*:v2')
    expect(argument('$(x)')).toBe('$(x)=*:v2')
  })

  test.each(['', 'a=b', '='])('refuses the name %j, which kustomize would split', name => {
    const failure = failureOf(() => cliArgument({ name, before: values(), after: values('v2') }))
    expect(failure.code).toBe('KUSTOMIZE_FAILED')
    expect(failure.message).toContain('editor: yaml')
  })
})

describe('refuseOldCli', () => {
  test.each([
    ['v5.3.0', values('v2', digest), 'v5.4.0 or newer'],
    ['v4.5.7', values('v2', digest), 'v5.4.0 or newer'],
    ['v3.10.0', values('v2', digest), 'v5.4.0 or newer'],
    ['v3.9.2', values('v2'), 'v3.9.3 or newer'],
    ['v3.8.7', values(undefined, digest), 'v3.9.3 or newer']
  ])('refuses %s', (version, after, advice) => {
    const failure = failureOf(() => {
      refuseOldCli(version, after)
    })
    expect(failure.code).toBe('KUSTOMIZE_FAILED')
    expect(failure.message).toContain(`kustomize ${version}`)
    expect(failure.message).toContain(advice)
  })

  test.each([
    ['v5.4.0', values('v2', digest)],
    ['v5.10.0', values('v2', digest)],
    ['v6.0.0', values('v2', digest)],
    ['(devel)', values('v2', digest)],
    ['v5.3.0', values('v2')],
    ['v5.3.0', values(undefined, digest)],
    ['v3.9.3', values('v2')]
  ])('takes %s', (version, after) => {
    expect(() => {
      refuseOldCli(version, after)
    }).not.toThrow()
  })
})
