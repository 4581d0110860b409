import { describe, expect, test } from '@jest/globals'

import { parseRepository } from '../../../src/registry/reference.ts'
import type { BuildableImage } from '../../../src/inputs/images.ts'
import type { Inputs } from '../../../src/inputs/inputs.ts'
import { registryLogins } from '../../../src/wiring/registry-logins.ts'

const job = { serverUrl: 'https://github.com', actor: 'octocat' }

function inputs(images: readonly string[], changes: { login?: object; githubToken?: string } = {}) {
  return {
    images: images.map(name => {
      const repository = parseRepository(name)
      if (!repository.ok) throw new Error(repository.problem)
      return { kind: 'buildable', repository: repository.value } as BuildableImage
    }),
    building: { login: changes.login } as Inputs['building'],
    githubToken: changes.githubToken ?? 'ghs_job'
  }
}

describe('registryLogins', () => {
  test("the job's token is the login of ghcr.io where there is no other", () => {
    expect(registryLogins(inputs(['ghcr.io/acme/shop']), job)).toEqual({
      given: undefined,
      fallback: { configKey: 'ghcr.io', username: 'octocat', password: 'ghs_job' }
    })
  })

  test('the job’s token is shown to no other registry, nor from another server, nor when it is empty', () => {
    for (const [images, context, githubToken] of [
      [['quay.io/acme/shop', 'acme/shop', 'ghcr.io.example.com/a/b'], job, 'ghs_job'],
      [['ghcr.io/acme/shop'], { ...job, serverUrl: 'https://git.example.com' }, 'ghs_job'],
      [['ghcr.io/acme/shop'], job, '']
    ] as const)
      expect(registryLogins(inputs(images, { githubToken }), context).fallback).toBeUndefined()
  })

  test('the login of the inputs is for the registry of the images', () => {
    const login = { username: 'ci', password: 's3cret' }
    expect(registryLogins(inputs(['acme/shop'], { login }), job).given).toEqual({
      configKey: 'https://index.docker.io/v1/',
      ...login
    })
    expect(registryLogins(inputs([], { login }), job).given).toBeUndefined()
  })

  test('takes a name for the token where the runner gives no actor', () => {
    const { fallback } = registryLogins(inputs(['ghcr.io/a/b']), { ...job, actor: '' })
    expect(fallback?.username).not.toBe('')
  })
})
