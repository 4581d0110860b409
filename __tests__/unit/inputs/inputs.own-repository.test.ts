import { describe, expect, test } from '@jest/globals'

import type { RunContext } from '../../../src/context/context.ts'
import { type Inputs, isOwnRepository, parseInputs } from '../../../src/inputs/inputs.ts'
import { toRawInputs } from '../../../src/inputs/table.ts'

const serverUrl = 'https://github.com'
const context = {
  ...{ repository: 'acme/shop', serverUrl, branch: 'release/2', defaultBranch: 'trunk' },
  ...{ refName: 'release/2', isTag: false, sourceCommit: 'a'.repeat(40), runNumber: '7' }
} as RunContext

function parse(repository: string, token = ''): Inputs {
  const given: Readonly<Record<string, string>> = {
    ...{ image: 'ghcr.io/acme/shop', kustomization: 'apps/shop', repository, token }
  }
  return parseInputs(
    toRawInputs(name => given[name] ?? ''),
    context,
    { now: new Date() }
  )
}

/** Every way to write the own repository, and where a token goes with it: nowhere over SSH. */
const own: readonly (readonly [string, string | undefined])[] = [
  ['', serverUrl],
  ['acme/shop', serverUrl],
  ['Acme/Shop', serverUrl],
  ['acme/shop.git', serverUrl],
  ['https://github.com/acme/shop', serverUrl],
  ['https://github.com/acme/shop/', serverUrl],
  ['https://GitHub.com/Acme/Shop.git', serverUrl],
  ['https://github.com/acme/shop.git/', serverUrl],
  ['https://github.com:443/acme/shop', serverUrl],
  ['https://github.com:8443/acme/shop', 'https://github.com:8443'],
  ['git@github.com:acme/shop.git', undefined],
  ['git@github.com:/Acme/Shop', undefined],
  ['org-42@github.com:acme/shop.git', undefined],
  ['git@GitHub.com:acme/shop', undefined],
  ['git@ssh.github.com:acme/shop.git', undefined],
  ['ssh://git@github.com/acme/shop.git', undefined],
  ['ssh://git@github.com:22/acme/shop/', undefined],
  ['ssh://git@ssh.github.com:443/acme/shop.git', undefined],
  ['git://github.com/acme/shop.git', undefined]
]

const others: readonly (readonly [string, string | undefined])[] = [
  ['acme/deploy', serverUrl],
  ['acme/shop-api', serverUrl],
  ['someone/shop', serverUrl],
  ['https://www.github.com/acme/shop', 'https://www.github.com'],
  ['https://github.com.evil.example/acme/shop', 'https://github.com.evil.example'],
  ['https://gitlab.com/acme/shop', 'https://gitlab.com'],
  ['git@gitlab.com:acme/shop.git', undefined],
  ['git@github-work:acme/shop.git', undefined],
  ['git@github.com-work:acme/shop.git', undefined],
  ['ssh://git@github-work/acme/shop', undefined],
  ['file:///srv/acme/shop', undefined]
]

describe('the own repository', () => {
  test.each(own)('is %j: its branch, its annotations, and the token to %s', (repository, origin) => {
    const inputs = parse(repository, 'github_pat_1')
    expect(inputs.branch).toBe('release/2')
    expect(isOwnRepository(inputs.remote, context)).toBe(true)
    expect(inputs.remote.origin).toBe(origin)
  })

  test.each(others)('is not %j', (repository, origin) => {
    const inputs = parse(repository, 'github_pat_1')
    expect(inputs.branch).toBeUndefined()
    expect(isOwnRepository(inputs.remote, context)).toBe(false)
    expect(inputs.remote.origin).toBe(origin)
  })
})

describe("the job's token", () => {
  const written = [...own, ...others]
  const elsewhere = written.filter(([, origin]) => origin !== undefined && origin !== serverUrl)
  const here = written.filter(([, origin]) => origin === serverUrl)

  test.each(['http://github.com/acme/shop', ...elsewhere.map(([repository]) => repository)])(
    'is not sent to %s',
    repository => {
      expect(() => parse(repository, 'ghs_1')).toThrow(/`token`: is a token of https:\/\/github\.com/)
    }
  )

  test.each(here.map(([repository]) => repository))('may be sent to %j', repository => {
    expect(parse(repository, 'ghs_1').token).toBe('ghs_1')
  })
})
