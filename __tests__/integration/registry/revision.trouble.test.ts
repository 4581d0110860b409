import { createServer, type RequestListener, type Server } from 'node:http'

import { afterEach, describe, expect, test } from '@jest/globals'

import { failure, success } from '../../../src/errors/result.ts'
import type { Credential } from '../../../src/registry/login/credential.ts'
import { parseRepository } from '../../../src/registry/reference.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { type Clock, createClock } from '../../../src/system/clock.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import { close, listen } from '../../../testbed/ports.ts'
import { testSystem } from '../../support/system/test-system.ts'

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(close))
})

async function serve(handler: RequestListener) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`)
    handler(request, response)
  })
  servers.push(server)
  return { host: `127.0.0.1:${await listen(server)}`, seen }
}

const commit = '0123456789abcdef0123456789abcdef01234567'
const labels = { 'org.opencontainers.image.revision': commit }
const manifest = JSON.stringify({ schemaVersion: 2, annotations: labels })
const found = success({ revision: commit, source: undefined })
const digest = `sha256:${'0'.repeat(64)}`

interface ClientOptions {
  readonly clock?: Clock
  readonly credential?: Credential
  readonly cancelled?: AbortSignal
}

function client({ clock, credential, cancelled }: ClientOptions = {}) {
  const system = testSystem({
    secrets: createSecrets(() => undefined),
    ...(clock === undefined ? {} : { clock }),
    ...(cancelled === undefined ? {} : { cancelled })
  })
  const registry = createRegistry(system, { lookup: () => Promise.resolve(credential) })
  return async (host: string, reference: string, path = 'acme/shop') => {
    const parsed = parseRepository(`${host}/${path}`)
    if (!parsed.ok) throw new Error(parsed.problem)
    return await registry.findRevision(parsed.value, reference)
  }
}

/** Time that goes on when the test says so; a sleep ends when its time has come. */
function heldClock() {
  let now = 0
  const sleepers: { readonly until: number; readonly wake: () => void }[] = []
  const pass = (ms: number) => {
    now += ms
    for (const { until, wake } of sleepers) if (until <= now) wake()
  }
  const clock: Clock = {
    now: () => now,
    random: () => 0,
    sleep: ms =>
      new Promise(wake => {
        sleepers.push({ until: now + ms, wake })
      })
  }
  return { clock, pass, sleeps: () => sleepers.length }
}

describe('a registry that hangs', () => {
  test('costs its limit once: it is not asked again, and others are', async () => {
    const { promise: asked, resolve: arrive } = Promise.withResolvers<undefined>()
    const hanging = await serve(() => {
      arrive(undefined)
    })
    const other = await serve((_, response) => response.end(manifest))
    const { clock, pass, sleeps } = heldClock()
    const find = client({ clock })
    const first = find(hanging.host, 'v1')
    await asked
    pass(29_999)
    expect(await find(other.host, 'v1')).toEqual(found)
    pass(1)
    const late = failure(`${hanging.host} gave no complete answer within 30 s`)
    expect(await first).toEqual(late)
    const before = [hanging.seen.length, sleeps()]
    expect(await find(hanging.host, 'v2')).toEqual(late)
    expect(await find(hanging.host, digest, 'acme/other')).toEqual(late)
    expect([hanging.seen.length, sleeps()]).toEqual(before)
    expect(await find(other.host, 'v2')).toEqual(found)
  })

  test('is waited for by many at the same time', async () => {
    let count = 0
    const { promise: asked, resolve: arrive } = Promise.withResolvers<undefined>()
    const hanging = await serve(() => {
      count += 1
      if (count === 5) arrive(undefined)
    })
    const { clock, pass } = heldClock()
    const find = client({ clock })
    const answers = ['a', 'b', 'c', 'd', 'e'].map(tag => find(hanging.host, tag))
    await asked
    pass(30_000)
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ ok: false })
  })

  test('with the second half of its answer hangs as well', async () => {
    const { promise: asked, resolve: arrive } = Promise.withResolvers<undefined>()
    const { host } = await serve((_, response) => {
      response.write(manifest.slice(0, 20))
      arrive(undefined)
    })
    const { clock, pass } = heldClock()
    const answer = client({ clock })(host, 'v1')
    await asked
    pass(30_000)
    expect(await answer).toMatchObject({ problem: expect.stringContaining('within 30 s') })
  })

  test('does not hide that the run was cancelled', async () => {
    const controller = new AbortController()
    const { host } = await serve(() => {
      controller.abort()
    })
    const { signal } = controller
    // Its sleeps end with the run.
    const find = client({ clock: createClock(signal), cancelled: signal })
    await expect(find(host, 'v1')).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('a registry that refuses', () => {
  test.each([
    [418, /^127\.0\.0\.1:\d+ answered with status 418$/],
    [429, /^127\.0\.0\.1:\d+ answered with status 429$/],
    [500, /^127\.0\.0\.1:\d+ answered with status 500$/],
    [403, /^127\.0\.0\.1:\d+: DENIED: not yours \*\*\*$/],
    [401, /^127\.0\.0\.1:\d+ asks for a login but offers neither Basic nor Bearer$/]
  ])('with status %i says so, without secrets', async (status, problem) => {
    const body = JSON.stringify({ errors: [{ code: 'DENIED', message: 'not\nyours s3cret-passw0rd' }] })
    const { host, seen } = await serve((request, response) => {
      const isLogin = request.headers.authorization === undefined && status !== 401
      const challenge = { 'www-authenticate': 'Basic realm="x"' }
      if (isLogin) response.writeHead(401, challenge).end()
      else response.writeHead(status).end(body)
    })
    const find = client({ credential: { kind: 'basic', username: 'ci', password: 's3cret-passw0rd' } })
    for (const reference of ['v1', digest])
      expect(await find(host, reference)).toEqual(
        failure(expect.stringMatching(problem) as unknown as string)
      )
    // A refusal is no silence: it is asked about the next image.
    expect(seen.some(request => request.endsWith(digest))).toBe(true)
  })

  test('its configuration alone says so, too', async () => {
    const index = JSON.stringify({ schemaVersion: 2, config: { digest } })
    const { host } = await serve((request, response) => {
      const isBlob = request.url?.includes('/blobs/') === true
      response.writeHead(isBlob ? 403 : 200).end(isBlob ? '' : index)
    })
    expect(await client()(host, 'v1')).toEqual(failure(`${host} answered with status 403`))
  })
})
