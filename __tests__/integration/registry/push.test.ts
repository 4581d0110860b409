import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'

import type { Credential } from '../../../src/registry/login/credential.ts'
import { parseRepository, type ImageRepository } from '../../../src/registry/reference.ts'
import { createRegistry, type Registry } from '../../../src/registry/registry.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { startRegistry, type TestRegistry, type TestRegistryOptions } from '../../../testbed/registry.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { skipReason } from '../../../testbed/tools.ts'

const reason = skipReason('docker-registry', 'openssl')
const suite = reason === undefined ? describe : describe.skip
if (reason !== undefined) console.warn(`skipped: ${reason}`)

const auths = ['none', 'htpasswd', 'bearer'] as const
const path = 'acme/shop'
const registries = new Map<string, Promise<TestRegistry>>()

/** One registry for each set of options. */
async function registryWith(options: TestRegistryOptions): Promise<TestRegistry> {
  const key = JSON.stringify(options)
  const started = registries.get(key) ?? startRegistry(options)
  registries.set(key, started)
  return await started
}

afterAll(async () => {
  for (const registry of registries.values()) await (await registry).close()
})

function client(credential?: Credential) {
  const secrets: string[] = []
  const cancel = new AbortController()
  const system = testSystem({
    cancelled: cancel.signal,
    secrets: createSecrets(secret => secrets.push(secret))
  })
  const registry = createRegistry(system, { lookup: () => Promise.resolve(credential) })
  type Arguments<Name extends keyof Registry> = Parameters<Registry[Name]>
  return {
    findTag: (...given: Arguments<'findTag'>) => registry.findTag(...given),
    checkPush: (...given: Arguments<'checkPush'>) => registry.checkPush(...given),
    copyTag: (...given: Arguments<'copyTag'>) => registry.copyTag(...given),
    sizeOf: async (...given: Arguments<'inspect'>) => (await registry.inspect(...given)).size,
    secrets,
    cancel
  }
}

function userOf({ username, password }: { username: string; password: string }): Credential {
  return { kind: 'basic', username, password }
}

function repositoryAt(host: string, name = path): ImageRepository {
  const parsed = parseRepository(`${host}/${name}`)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

/** Does something and says what the registry was asked meanwhile. */
async function asked<T>(registry: TestRegistry, work: () => Promise<T>) {
  const [before, tokens] = [registry.requests().length, registry.tokenRequests().length]
  const result = await work()
  const requests = registry
    .requests()
    .slice(before)
    .map(({ method, status }) => `${method} ${status}`)
  return { result, requests, tokens: registry.tokenRequests().length - tokens }
}

async function push(
  registry: TestRegistry,
  tag: string,
  kind: 'oci' | 'docker' | 'index' = 'oci',
  name = path
) {
  return await pushImage(registry.url, name, tag, { authorization: registry.pushAuthorization(name), kind })
}

suite('the check of a push', () => {
  test.each([
    ['none', ['POST 202', 'DELETE 204'], 0],
    ['htpasswd', ['POST 401', 'POST 202', 'DELETE 204'], 0],
    // Giving up the upload takes a right of its own there, which is not asked for.
    ['bearer', ['POST 401', 'POST 202', 'DELETE 401'], 1]
  ] as const)('is allowed by authentication %s, and gives up the upload', async (auth, requests, tokens) => {
    const registry = await registryWith({ auth })
    const { checkPush } = client(auth === 'none' ? undefined : userOf(registry))
    const seen = await asked(registry, () => checkPush(repositoryAt(registry.host)))
    expect(seen).toEqual({ result: { kind: 'allowed' }, requests, tokens })
  })

  test('is refused to nobody and to a wrong password, in the words of the registry', async () => {
    const registry = await registryWith({ auth: 'htpasswd' })
    const repository = repositoryAt(registry.host)
    expect(await client().checkPush(repository)).toEqual({
      kind: 'denied',
      status: 401,
      detail: `${registry.host} asks for a user name and a password, and none were found`
    })
    const wrong = client({ kind: 'basic', username: 'ci', password: 'wr0ng' })
    expect(await wrong.checkPush(repository)).toEqual({
      kind: 'denied',
      status: 401,
      detail: `the credentials for ${registry.host} were refused: UNAUTHORIZED: authentication required`
    })
  })

  test('is refused to one who may only read, and to anyone where anyone may read', async () => {
    const registry = await registryWith({ auth: 'bearer', anonymousPull: true })
    const repository = repositoryAt(registry.host)
    const said = 'UNAUTHORIZED: authentication required'
    expect(await client(userOf(registry.reader)).checkPush(repository)).toEqual({
      kind: 'denied',
      status: 401,
      detail: `the credentials for ${registry.host} were refused: ${said}`
    })
    expect(await client().checkPush(repository)).toEqual({
      kind: 'denied',
      status: 401,
      detail: `no credentials for ${registry.host} were found: ${said}`
    })
  })

  test('tells a repository that is missing from one that is refused, as ECR and GHCR say it', async () => {
    const registry = await registryWith({
      auth: 'bearer',
      missingRepositories: ['acme/missing'],
      deniedRepositories: ['acme/denied']
    })
    const { checkPush } = client(userOf(registry))
    expect(await checkPush(repositoryAt(registry.host, 'acme/missing'))).toEqual({
      kind: 'missing',
      detail: expect.stringContaining(
        "NAME_UNKNOWN: The repository with name 'acme/missing' does not exist in the registry"
      )
    })
    expect(await checkPush(repositoryAt(registry.host, 'acme/denied'))).toEqual({
      kind: 'denied',
      status: 403,
      detail: `${registry.host}: DENIED: permission_denied: write_package`
    })
  })

  test.each([
    [{ status: 404, body: '<html>not found</html>' }, 'no reason given (status 404)', 1],
    [
      { status: 400, body: '{"errors":[{"code":"NAME_INVALID","message":"no"}]}' },
      'NAME_INVALID: no (status 400)',
      1
    ],
    [{ status: 307, headers: { location: 'http://127.0.0.1:1/' } }, 'no reason given (status 307)', 1],
    [{ status: 200, body: 'Welcome to the hotel' }, 'Welcome to the hotel (status 200)', 1],
    [{ status: 503 }, 'no reason given (status 503)', 3]
  ])('is unclear after the answer %j', async (answer, detail, times) => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      const fault = registry.addFault({ ...answer, method: 'POST' })
      expect(await client().checkPush(repositoryAt(registry.host))).toEqual({
        kind: 'unclear',
        detail: `${registry.host}: ${detail}`
      })
      expect(fault.count()).toBe(times)
    } finally {
      await registry.close()
    }
  })

  test('is unclear when the registry is gone', async () => {
    const gone = await startRegistry({ auth: 'none' })
    await gone.close()
    const repository = repositoryAt(gone.host)
    expect(await client().checkPush(repository)).toMatchObject({ kind: 'unclear' })
    expect(await client().copyTag(repository, 'a', 'b')).toMatchObject({ kind: 'unavailable' })
    expect(await client().sizeOf(repository, `sha256:${'a'.repeat(64)}`)).toBeUndefined()
  })

  test.each([
    ['is at another origin', { location: 'http://127.0.0.1:1/v2/acme/shop/blobs/uploads/x' }],
    ['is not named', {}],
    ['is no address', { location: 'http://[' }]
  ])('leaves an upload alone that %s', async (_, headers) => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      registry.addFault({ method: 'POST', status: 202, headers })
      const seen = await asked(registry, () => client().checkPush(repositoryAt(registry.host)))
      expect(seen).toMatchObject({ result: { kind: 'allowed' }, requests: ['POST 202'] })
    } finally {
      await registry.close()
    }
  })

  test('is allowed although the upload cannot be given up', async () => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      const fault = registry.addFault({ method: 'DELETE', reset: 'before' })
      expect(await client().checkPush(repositoryAt(registry.host))).toEqual({ kind: 'allowed' })
      expect(fault.count()).toBe(1)
    } finally {
      await registry.close()
    }
  })

  test('has a token of its own, and neither it nor the one of a look costs the other a request', async () => {
    const registry = await registryWith({ auth: 'bearer' })
    const repository = repositoryAt(registry.host)
    await push(registry, 'kept')
    const { checkPush, findTag } = client(userOf(registry))
    const look = () => asked(registry, () => findTag(repository, 'kept'))
    const check = () => asked(registry, () => checkPush(repository))
    expect(await look()).toMatchObject({ requests: ['HEAD 401', 'HEAD 200'], tokens: 1 })
    expect(await check()).toMatchObject({ requests: ['POST 401', 'POST 202', 'DELETE 401'], tokens: 1 })
    expect(await look()).toMatchObject({ requests: ['HEAD 200'], tokens: 0 })
    expect(await check()).toMatchObject({ requests: ['POST 202', 'DELETE 401'], tokens: 0 })
  })

  test('that is refused leaves the token of a look in use', async () => {
    const registry = await registryWith({ auth: 'bearer' })
    const repository = repositoryAt(registry.host)
    await push(registry, 'kept')
    const { checkPush, findTag } = client(userOf(registry.reader))
    await findTag(repository, 'kept')
    expect(await checkPush(repository)).toMatchObject({ kind: 'denied' })
    const again = await asked(registry, () => findTag(repository, 'kept'))
    expect(again).toMatchObject({ requests: ['HEAD 200'], tokens: 0 })
  })

  test('by Basic takes the login of a look, and a look the token of a check', async () => {
    const basic = await registryWith({ auth: 'htpasswd' })
    const one = client(userOf(basic))
    await one.findTag(repositoryAt(basic.host), 'missing')
    const check = await asked(basic, () => one.checkPush(repositoryAt(basic.host)))
    expect(check.requests).toEqual(['POST 202', 'DELETE 204'])
    const bearer = await registryWith({ auth: 'bearer' })
    const other = client(userOf(bearer))
    await other.checkPush(repositoryAt(bearer.host))
    const look = await asked(bearer, () => other.findTag(repositoryAt(bearer.host), 'missing'))
    expect(look).toMatchObject({ requests: ['HEAD 404'], tokens: 0 })
  })

  test('ends when the run is cancelled', async () => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      registry.addFault({ delayMs: 2_000, times: 1 })
      const { checkPush, cancel } = client()
      const check = checkPush(repositoryAt(registry.host))
      setTimeout(() => {
        cancel.abort()
      }, 50)
      await expect(check).rejects.toMatchObject({ code: 'CANCELLED' })
    } finally {
      await registry.close()
    }
  })
})

suite('a login that nobody asked for', () => {
  const fallback = (password: string): Credential => ({
    kind: 'basic',
    username: 'ci',
    password,
    isFallback: true
  })

  test('that is refused does not keep anyone from what is public, and lets nobody push', async () => {
    const registry = await registryWith({ auth: 'bearer', anonymousPull: true })
    const digest = await push(registry, 'public')
    const repository = repositoryAt(registry.host)
    const { findTag, checkPush } = client(fallback('wr0ng'))
    expect(await findTag(repository, 'public')).toEqual({ kind: 'present', digest })
    expect(await checkPush(repository)).toMatchObject({ kind: 'denied' })
    const own = client({ kind: 'basic', username: 'ci', password: 'wr0ng' })
    expect(await own.findTag(repository, 'public')).toMatchObject({ kind: 'denied' })
  })

  test('that is good is used, and refused where nothing is public', async () => {
    const registry = await registryWith({ auth: 'bearer' })
    const digest = await push(registry, 'private')
    const repository = repositoryAt(registry.host)
    expect(await client(fallback('s3cret')).findTag(repository, 'private')).toEqual({
      kind: 'present',
      digest
    })
    expect(await client(fallback('wr0ng')).findTag(repository, 'private')).toMatchObject({
      kind: 'denied',
      detail: expect.stringContaining('refused the credentials')
    })
  })
})

suite('the copy of a tag', () => {
  test.each(auths.flatMap(auth => (['oci', 'docker', 'index'] as const).map(kind => [auth, kind] as const)))(
    'keeps the digest: authentication %s, %s',
    async (auth, kind) => {
      const registry = await registryWith({ auth })
      const digest = await push(registry, `from-${kind}`, kind)
      const repository = repositoryAt(registry.host)
      const { copyTag, findTag } = client(auth === 'none' ? undefined : userOf(registry))
      const copied = { kind: 'copied', digest }
      expect(await copyTag(repository, `from-${kind}`, `by-tag-${kind}`)).toEqual(copied)
      expect(await copyTag(repository, digest, `by-digest-${kind}`)).toEqual(copied)
      expect(await findTag(repository, `by-tag-${kind}`)).toEqual({ kind: 'present', digest })
      expect(await findTag(repository, `by-digest-${kind}`)).toEqual({ kind: 'present', digest })
    }
  )

  test('takes two requests and one login', async () => {
    const registry = await registryWith({ auth: 'bearer' })
    await push(registry, 'few')
    const { copyTag } = client(userOf(registry))
    const seen = await asked(registry, () => copyTag(repositoryAt(registry.host), 'few', 'fewer'))
    expect(seen).toMatchObject({ requests: ['GET 401', 'GET 200', 'PUT 201'], tokens: 1 })
  })

  test('of what is not there is absent', async () => {
    const registry = await registryWith({ auth: 'none' })
    expect(await client().copyTag(repositoryAt(registry.host), 'no-such', 'x')).toEqual({ kind: 'absent' })
  })

  test('is refused to one who may only read', async () => {
    const registry = await registryWith({ auth: 'bearer' })
    await push(registry, 'read-only')
    const repository = repositoryAt(registry.host)
    expect(await client(userOf(registry.reader)).copyTag(repository, 'read-only', 'x')).toMatchObject({
      kind: 'denied',
      status: 401
    })
    expect(await client(userOf(registry)).findTag(repository, 'x')).toEqual({ kind: 'absent' })
  })

  test('to a tag that cannot be moved is done when it stands there, and refused when another does', async () => {
    const registry = await registryWith({ auth: 'none', immutableTags: true })
    const digest = await push(registry, 'first')
    const other = await push(registry, 'second')
    const repository = repositoryAt(registry.host)
    const { copyTag, findTag } = client()
    expect(await copyTag(repository, 'first', 'fixed')).toEqual({ kind: 'copied', digest })
    expect(await copyTag(repository, 'first', 'fixed')).toEqual({ kind: 'copied', digest })
    expect(await copyTag(repository, other, 'fixed')).toEqual({
      kind: 'denied',
      status: 400,
      detail: expect.stringContaining("TAG_INVALID: The image tag 'fixed' already exists")
    })
    expect(await findTag(repository, 'fixed')).toEqual({ kind: 'present', digest })
  })

  test('whose answers are all lost is found to be done', async () => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      const digest = await push(registry, 'from')
      const fault = registry.addFault({ method: 'PUT', reset: 'after' })
      const { copyTag } = client()
      expect(await copyTag(repositoryAt(registry.host), 'from', 'to')).toEqual({ kind: 'copied', digest })
      expect(fault.count()).toBe(3)
    } finally {
      await registry.close()
    }
  })

  test.each([
    [409, 'denied'],
    [412, 'denied'],
    [403, 'denied'],
    [307, 'unavailable'],
    [413, 'unavailable'],
    [503, 'unavailable']
  ])('that is answered with %i is %s', async (status, kind) => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      await push(registry, 'from')
      const elsewhere = { location: '/v2/acme/other/manifests/to' }
      const body = '{"errors":[{"code":"X","message":"because"}]}'
      registry.addFault({ method: 'PUT', url: /shop/, status, body, headers: elsewhere })
      expect(await client().copyTag(repositoryAt(registry.host), 'from', 'to')).toMatchObject({
        kind,
        detail: expect.stringContaining('X: because')
      })
      expect(registry.requests().filter(({ url }) => url.includes('acme/other'))).toEqual([])
    } finally {
      await registry.close()
    }
  })

  test.each([
    [
      { headers: { 'content-type': 'application/vnd.oci.image.manifest.v1+json' } },
      'does not have its digest'
    ],
    [{ headers: { 'content-type': 'text/html' } }, 'text/html, which is no image manifest']
  ])('of bytes that are not what was asked for puts nothing: %j', async (answer, detail) => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      const digest = await push(registry, 'from')
      registry.addFault({ method: 'GET', status: 200, body: '{"schemaVersion":2}', ...answer })
      const { copyTag } = client()
      const seen = await asked(registry, () => copyTag(repositoryAt(registry.host), digest, 'to'))
      expect(seen.result).toMatchObject({ kind: 'unavailable', detail: expect.stringContaining(detail) })
      expect(seen.requests).toEqual(['GET 200'])
    } finally {
      await registry.close()
    }
  })

  test('of a tag whose named digest is not that of its bytes puts nothing', async () => {
    const registry = await startRegistry({ auth: 'none' })
    try {
      const headers = {
        'content-type': 'application/vnd.oci.image.manifest.v1+json',
        'docker-content-digest': `sha256:${'a'.repeat(64)}`
      }
      registry.addFault({ method: 'GET', status: 200, body: '{}', headers })
      const seen = await asked(registry, () => client().copyTag(repositoryAt(registry.host), 'from', 'to'))
      expect(seen).toMatchObject({ result: { kind: 'unavailable' }, requests: ['GET 200'] })
    } finally {
      await registry.close()
    }
  })
})

suite('the size of an image', () => {
  let registry: TestRegistry
  beforeAll(async () => {
    registry = await registryWith({ auth: 'bearer' })
  })

  interface Described {
    readonly size: number
  }

  /** Adds up by hand what a manifest names. */
  async function describedSize(reference: string): Promise<number> {
    const authorization = registry.pushAuthorization(path) ?? ''
    const accept = ['oci.image.manifest.v1', 'docker.distribution.manifest.v2']
    const answer = await fetch(`${registry.url}/v2/${path}/manifests/${reference}`, {
      headers: { authorization, accept: accept.map(type => `application/vnd.${type}+json`).join(', ') }
    })
    const { config, layers } = (await answer.json()) as { config: Described; layers: Described[] }
    return [config, ...layers].reduce((sum, { size }) => sum + size, 0)
  }

  test.each(['oci', 'docker'] as const)('is its configuration and its layers: %s', async kind => {
    const digest = await push(registry, `size-${kind}`, kind)
    const { sizeOf } = client(userOf(registry))
    const size = await sizeOf(repositoryAt(registry.host), digest)
    expect(size).toBe(await describedSize(`size-${kind}`))
    expect(size).toBeGreaterThan(100)
  })

  test('of an index is that of its images, without attestations', async () => {
    const authorization = registry.pushAuthorization(path)
    const single = await push(registry, 'size-index-one')
    const options = { authorization, label: 'size-index-one', kind: 'index' } as const
    const digest = await pushImage(registry.url, path, 'size-index', { ...options, attestation: true })
    const { sizeOf } = client(userOf(registry))
    const seen = await asked(registry, () => sizeOf(repositoryAt(registry.host), digest))
    expect(seen.result).toBe(await describedSize(single))
    expect(seen.requests).toEqual(['GET 401', 'GET 200', 'GET 200'])
  })

  test('of many platforms is asked for eight at a time', async () => {
    const open = await registryWith({ auth: 'none' })
    const type = 'application/vnd.oci.image.manifest.v1+json'
    const image = (index: number) => {
      const bytes = JSON.stringify({
        config: { size: 1 },
        layers: [{ size: 1_000 }, { size: index * 10_000 }]
      })
      return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` }
    }
    const images = [...Array(19).keys()].map(image)
    const index = JSON.stringify({ manifests: images.map(({ digest }) => ({ digest })) })
    const digest = `sha256:${createHash('sha256').update(index).digest('hex')}`
    const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' }
    const faults = [
      open.addFault({ url: new RegExp(digest), status: 200, body: index, headers }),
      ...images.map(({ digest: child, bytes }) =>
        open.addFault({ url: new RegExp(child), status: 200, body: bytes, headers: { 'content-type': type } })
      )
    ]
    const { sizeOf } = client()
    expect(await sizeOf(repositoryAt(open.host), digest)).toBe(19 * 1_001 + 171 * 10_000)
    for (const fault of faults) {
      expect(fault.count()).toBe(1)
      fault.remove()
    }
  })

  test.each([
    '{"config":{"size":1}}',
    '{"config":{"size":-1},"layers":[]}',
    '{"config":{"size":"1"},"layers":[]}',
    '{"config":{"size":1},"layers":[{"size":1e99}]}',
    '{"config":{"size":1},"layers":[null]}',
    '{"manifests":[]}',
    '{"manifests":[{"digest":"sha256:x"}]}',
    '[]',
    'x'
  ])('cannot be known from %s', async body => {
    const open = await registryWith({ auth: 'none' })
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
    const headers = { 'content-type': 'application/vnd.oci.image.manifest.v1+json' }
    const fault = open.addFault({ status: 200, body, headers })
    expect(await client().sizeOf(repositoryAt(open.host), digest)).toBeUndefined()
    fault.remove()
  })

  test('cannot be known without a login, of what is missing, or when one image is', async () => {
    const digest = await push(registry, 'size-missing', 'index')
    expect(await client().sizeOf(repositoryAt(registry.host), digest)).toBeUndefined()
    const { sizeOf } = client(userOf(registry))
    expect(await sizeOf(repositoryAt(registry.host), `sha256:${'0'.repeat(64)}`)).toBeUndefined()
    const fault = registry.addFault({ url: /manifests\/sha256:/, status: 404, times: 1 })
    expect(await sizeOf(repositoryAt(registry.host), digest)).toBeUndefined()
    fault.remove()
  })

  test('is not waited for when a helper fails, and a cancelled run stays cancelled', async () => {
    const { ActionError, cancellation } = await import('../../../src/errors/errors.ts')
    const failing = (error: Error) =>
      createRegistry(testSystem(), { lookup: () => Promise.reject(error) }).inspect(
        repositoryAt(registry.host),
        `sha256:${'0'.repeat(64)}`
      )
    expect(await failing(new ActionError('CREDENTIAL_HELPER_FAILED', 'broken'))).toEqual({
      size: undefined,
      config: undefined
    })
    await expect(failing(cancellation())).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
