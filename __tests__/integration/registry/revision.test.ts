import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { ActionError } from '../../../src/errors/errors.ts'
import type { Credential, Credentials } from '../../../src/registry/login/credential.ts'
import { failure, success } from '../../../src/errors/result.ts'
import { parseRepository } from '../../../src/registry/reference.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { close, listen } from '../../../testbed/ports.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { skipReason } from '../../../testbed/tools.ts'

const reason = skipReason('docker-registry', 'openssl')
const suite = reason === undefined ? describe : describe.skip
if (reason !== undefined) console.warn(`skipped: ${reason}`)

const path = 'acme/shop'
const commit = '0123456789abcdef0123456789abcdef01234567'
const source = 'https://github.com/acme/shop'
const found = success({ revision: commit, source })
const revision = { 'org.opencontainers.image.revision': commit, 'org.opencontainers.image.source': source }

function client(
  options: { credential?: Credential; credentials?: Credentials; cancelled?: AbortSignal } = {}
) {
  const system = testSystem(options.cancelled === undefined ? {} : { cancelled: options.cancelled })
  const credentials = options.credentials ?? { lookup: () => Promise.resolve(options.credential) }
  const registry = createRegistry(system, credentials)
  const find = (host: string, reference: string) => {
    const parsed = parseRepository(`${host}/${path}`)
    if (!parsed.ok) throw new Error(parsed.problem)
    return registry.findRevision(parsed.value, reference)
  }
  return { find }
}

suite('a registry that lets everyone in', () => {
  let registry: TestRegistry
  beforeAll(async () => {
    registry = await startRegistry({ auth: 'none' })
  })
  afterAll(async () => {
    await registry.close()
  })

  test.each(['oci', 'docker', 'index'] as const)('gives the label in the configuration: %s', async kind => {
    await pushImage(registry.url, path, `label-${kind}`, { kind, labels: revision })
    expect(await client().find(registry.host, `label-${kind}`)).toEqual(found)
  })

  test.each(['oci', 'index'] as const)(
    'gives the annotation of the manifest, before the label: %s',
    async kind => {
      const labels = { 'org.opencontainers.image.revision': 'f'.repeat(40) }
      const tag = `annotation-${kind}`
      await pushImage(registry.url, path, tag, { kind, labels, annotations: revision })
      expect(await client().find(registry.host, tag)).toEqual(found)
    }
  )

  test('gives the annotation of the index, in one request', async () => {
    const annotations = { 'org.opencontainers.image.revision': 'f'.repeat(40) }
    await pushImage(registry.url, path, 'top', { kind: 'index', annotations, indexAnnotations: revision })
    const before = registry.requests().length
    expect(await client().find(registry.host, 'top')).toEqual(found)
    expect(registry.requests().slice(before)).toHaveLength(1)
  })

  test('does not take an attestation for the image', async () => {
    await pushImage(registry.url, path, 'attested', { kind: 'index', attestation: true, labels: revision })
    expect(await client().find(registry.host, 'attested')).toEqual(found)
  })

  test('is asked by digest, whatever the tag has become', async () => {
    const digest = await pushImage(registry.url, path, 'moving', { labels: revision })
    await pushImage(registry.url, path, 'moving', { label: 'other' })
    expect(await client().find(registry.host, digest)).toEqual(found)
    expect(await client().find(registry.host, 'moving')).toEqual(
      success({ revision: undefined, source: undefined })
    )
  })

  test('gives nothing for what is not there, or cannot be a tag', async () => {
    const { find } = client()
    const missing = success({ revision: undefined, source: undefined, isAbsent: true })
    expect(await find(registry.host, 'missing')).toEqual(missing)
    expect(await find(registry.host, `sha256:${'0'.repeat(64)}`)).toEqual(missing)
    const before = registry.requests().length
    for (const text of ['../../blobs/uploads', 'a\nb', '', '-x', 'x'.repeat(129), 'sha256:0', 'md5:00'])
      expect(await find(registry.host, text)).toEqual(failure('it is neither a tag nor a digest'))
    expect(registry.requests()).toHaveLength(before)
  })

  test('that is gone gives nothing', async () => {
    const gone = await startRegistry({ auth: 'none' })
    await gone.close()
    expect(await client().find(gone.host, 'x')).toEqual(
      failure(expect.stringMatching(/^127\.0\.0\.1:\d+: .*ECONNREFUSED/) as unknown as string)
    )
  })
})

suite.each(['htpasswd', 'bearer'] as const)('a registry with authentication: %s', auth => {
  let registry: TestRegistry
  beforeAll(async () => {
    registry = await startRegistry({ auth })
    const authorization = registry.pushAuthorization(path)
    await pushImage(registry.url, path, '1', { kind: 'index', labels: revision, authorization })
  })
  afterAll(async () => {
    await registry.close()
  })

  test('is shown one login for manifests and configuration', async () => {
    const before = registry.requests().length
    const { find } = client({ credential: { kind: 'basic', ...registry } })
    expect(await find(registry.host, '1')).toEqual(found)
    const statuses = registry.requests().slice(before)
    expect(statuses.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'GET 401',
      'GET 200',
      'GET 200',
      'GET 200'
    ])
  })

  test('that lets nobody in gives nothing, also when the credentials cannot be read', async () => {
    expect(await client().find(registry.host, '1')).toMatchObject({
      ...{ ok: false, problem: expect.stringContaining(registry.host) }
    })
    const broken = () => Promise.reject(new ActionError('CREDENTIAL_HELPER_FAILED', 'no helper'))
    expect(await client({ credentials: { lookup: broken } }).find(registry.host, '1')).toEqual(
      failure('no helper')
    )
    const wrong = { kind: 'basic', username: registry.username, password: 'wr0ng-passw0rd' } as const
    const refused = await client({ credential: wrong }).find(registry.host, '1')
    expect(refused).toMatchObject({ ok: false, problem: expect.not.stringContaining('wr0ng-passw0rd') })
  })
})

describe('a registry that answers as it likes', () => {
  const servers: Server[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(close))
  })

  async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void) {
    const server = createServer(handler)
    servers.push(server)
    return `127.0.0.1:${await listen(server)}`
  }

  /** Answers with these texts by the end of the path; a missing one is a 404. */
  function serveTexts(texts: Readonly<Record<string, string>>) {
    return serve((request, response) => {
      const text =
        texts[
          decodeURIComponent(request.url ?? '')
            .split('/')
            .at(-1) ?? ''
        ]
      response.writeHead(text === undefined ? 404 : 200, {
        'content-type': 'application/vnd.oci.image.manifest.v1+json'
      })
      response.end(text)
    })
  }

  const digestOf = (text: string, algorithm = 'sha256') =>
    `${algorithm}:${createHash(algorithm).update(text).digest('hex')}`
  const config = JSON.stringify({ config: { Labels: revision } })
  const manifestFor = (digest: string) => JSON.stringify({ schemaVersion: 2, config: { digest } })

  test.each(['sha256', 'sha384', 'sha512'])(
    'is believed when the bytes have the digest: %s',
    async algorithm => {
      const digest = digestOf(config, algorithm)
      const host = await serveTexts({ '1': manifestFor(digest), [digest]: config })
      expect(await client().find(host, '1')).toEqual(found)
    }
  )

  test('is not believed when the bytes have another digest', async () => {
    const digest = digestOf('something else')
    const host = await serveTexts({ '1': manifestFor(digest), [digest]: config })
    expect(await client().find(host, '1')).toEqual(
      failure(`${host} answered with something else than ${digest}`)
    )
    const lying = await serveTexts({ [digest]: JSON.stringify({ annotations: revision }) })
    expect(await client().find(lying, digest)).toMatchObject({ ok: false })
  })

  test('does not send its login on to where it keeps its blobs', async () => {
    const seen: (string | undefined)[] = []
    const storage = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.end(config)
    })
    const host = await serve((request, response) => {
      if (request.headers.authorization === undefined) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      } else if (request.url?.includes('/blobs/') === true) {
        response.writeHead(307, { location: `http://${storage}/somewhere?signature=x` }).end()
      } else response.end(manifestFor(digestOf(config)))
    })
    const credential: Credential = { kind: 'basic', username: 'ci', password: 's3cret' }
    expect(await client({ credential }).find(host, '1')).toEqual(found)
    expect(seen).toEqual([undefined])
  })

  test('a login that its storage asks for gets nothing', async () => {
    const seen: (string | undefined)[] = []
    const storage = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
    })
    const host = await serve((_, response) => {
      response.writeHead(307, { location: `http://${storage}/` }).end()
    })
    const credential: Credential = { kind: 'basic', username: 'ci', password: 's3cret' }
    expect(await client({ credential }).find(host, '1')).toMatchObject({ ok: false })
    expect(seen).toEqual([undefined])
  })

  const big = 4 * 1024 * 1024 + 1
  const nested = JSON.stringify({ manifests: [] })
  test.each([
    ['text', 'hello', /no object of JSON/],
    ['a list', '[]', /no object of JSON/],
    ['null', 'null', /no object of JSON/],
    ['no configuration', '{}', /names no configuration/],
    [
      'a configuration that is no digest',
      JSON.stringify({ config: { digest: '--upload-pack=x' } }),
      /names no configuration/
    ],
    [
      'a digest of another kind',
      JSON.stringify({ config: { digest: `md5:${'0'.repeat(32)}` } }),
      /names no configuration/
    ],
    ['an index without images', nested, /names no image/],
    [
      'an index of rubbish',
      JSON.stringify({ manifests: [null, 1, 'x', {}, { digest: 5 }, { digest: '../x' }] }),
      /names no image/
    ],
    ['an index in an index', JSON.stringify({ manifests: [{ digest: digestOf(nested) }] }), /another index/],
    [
      'an index that is an image too',
      JSON.stringify({ manifests: [], config: {}, annotations: revision }),
      /an index and an image at once/
    ],
    ['too much', JSON.stringify({ annotations: revision, padding: 'x'.repeat(big) }), /over 4 MiB/],
    [
      'labels that are no object',
      JSON.stringify({ config: { digest: digestOf('{"config":{"Labels":[]}}') } }),
      /^$/
    ]
  ])('gives nothing: %s', async (_, text, problem) => {
    const labels = '{"config":{"Labels":[]}}'
    const host = await serveTexts({ '1': text, [digestOf(nested)]: nested, [digestOf(labels)]: labels })
    const answer = await client().find(host, '1')
    expect(answer.ok ? answer.value.revision : answer.problem).not.toBe(commit)
    expect(answer.ok ? '' : answer.problem).toMatch(problem)
  })

  test('does not read a configuration without end', async () => {
    const { promise: gone, resolve: leave } = Promise.withResolvers<undefined>()
    const host = await serve((request, response) => {
      if (request.url?.includes('/manifests/') === true) {
        response.end(manifestFor(digestOf(config)))
        return
      }
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      response.on('close', () => {
        leave(undefined)
      })
      more()
    })
    expect(await client().find(host, '1')).toMatchObject({ ok: false })
    await gone
  })

  test.each([
    ['a number', 5],
    ['an object', {}],
    ['nothing but space', ' \n '],
    ['a very long text', 'a'.repeat(100_000)]
  ])('a revision that is %s is none', async (_, value) => {
    const host = await serveTexts({
      '1': JSON.stringify({
        annotations: { 'org.opencontainers.image.revision': value },
        config: { digest: digestOf('{}') }
      }),
      [digestOf('{}')]: '{}'
    })
    expect(await client().find(host, '1')).toMatchObject({ ok: true, value: { revision: undefined } })
  })

  test('is not waited for after a cancellation', async () => {
    const controller = new AbortController()
    const host = await serve(() => {
      controller.abort()
    })
    const answer = client({ cancelled: controller.signal }).find(host, '1')
    await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
