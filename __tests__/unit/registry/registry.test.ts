import { afterEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import type { Credential } from '../../../src/registry/login/credential.ts'
import { parseRepository, type ImageRepository } from '../../../src/registry/reference.ts'
import type { TagLookup } from '../../../src/registry/answers.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { createHttp } from '../../../src/system/http.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import { close, listen } from '../../../testbed/ports.ts'
import { silentLog } from '../../support/log/silent-log.ts'
import { testSystem } from '../../support/system/test-system.ts'

const digest = `sha256:${'ab'.repeat(32)}`
const basic: Credential = { kind: 'basic', username: 'ci', password: 's3cret' }
const basicHeader = `Basic ${Buffer.from('ci:s3cret').toString('base64')}`

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(close))
})

interface Seen {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly body: string
}

type Handler = (request: Seen, response: ServerResponse, index: number) => void

async function serve(handler: Handler): Promise<{ host: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void read(request).then(body => {
      const { method = '', url = '', headers } = request
      const one = { method, url, authorization: headers.authorization, body }
      seen.push(one)
      handler(one, response, seen.length - 1)
    })
  })
  servers.push(server)
  return { host: `127.0.0.1:${await listen(server)}`, seen }
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

function reply(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body = ''
): void {
  response.writeHead(status, headers)
  response.end(body)
}

const present = { 'docker-content-digest': digest }

function repository(name: string): ImageRepository {
  const parsed = parseRepository(name)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

function client(credential?: Credential, { timeoutMs = 10_000 } = {}) {
  const secrets: string[] = []
  const sleeps: number[] = []
  const lines: string[] = []
  let lookups = 0
  const log = { ...silentLog(), debug: (line: string) => void lines.push(line) }
  const sleep = async (ms: number) => {
    sleeps.push(ms)
    await Promise.resolve()
  }
  const clock = { now: () => Date.now(), sleep, random: () => 0.5 }
  const system = testSystem({
    ...{ log, clock, secrets: createSecrets(secret => secrets.push(secret)) },
    http: createHttp({ log, clock, cancelled: undefined, timeoutMs })
  })
  const registry = createRegistry(system, {
    lookup: async () => {
      lookups += 1
      return await Promise.resolve(credential)
    }
  })
  const findTag = async (host: string, tag = '1', path = 'acme/shop'): Promise<TagLookup> =>
    await registry.findTag(repository(`${host}/${path}`), tag)
  return { findTag, registry, secrets, sleeps, lines, lookups: () => lookups }
}

describe('a tag', () => {
  test('that is there takes one request, which accepts every manifest type and asks for no credentials', async () => {
    let accept: string | undefined
    const server = createServer((request, response) => {
      accept = request.headers.accept
      reply(response, 200, present)
    })
    servers.push(server)
    const { findTag, lookups } = client(basic)
    expect(await findTag(`127.0.0.1:${await listen(server)}`)).toEqual({ kind: 'present', digest })
    expect(accept?.split(', ')).toEqual([
      'application/vnd.oci.image.index.v1+json',
      'application/vnd.docker.distribution.manifest.list.v2+json',
      'application/vnd.oci.image.manifest.v1+json',
      'application/vnd.docker.distribution.manifest.v2+json'
    ])
    expect(lookups()).toBe(0)
  })

  test('that is not there is absent', async () => {
    const { host, seen } = await serve((_, response) => {
      reply(response, 404)
    })
    expect(await client().findTag(host)).toEqual({ kind: 'absent' })
    expect(seen).toEqual([
      { method: 'HEAD', url: '/v2/acme/shop/manifests/1', authorization: undefined, body: '' }
    ])
  })

  test('whose digest the registry does not name has it computed from the manifest', async () => {
    const manifest = '{"schemaVersion":2}'
    const { host, seen } = await serve(({ method }, response) => {
      const type = { 'content-type': 'application/vnd.oci.image.manifest.v1+json; charset=utf-8' }
      reply(response, 200, type, method === 'GET' ? manifest : '')
    })
    const expected = `sha256:${createHash('sha256').update(manifest).digest('hex')}`
    expect(await client().findTag(host)).toEqual({ kind: 'present', digest: expected })
    expect(seen.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
  })

  test.each([
    ['text/html', '<html>Please log in</html>', 'answered with text/html, which is no image manifest'],
    ['', 'x', 'answered with no type, which is no image manifest'],
    [
      'application/vnd.oci.image.manifest.v1+json',
      'x'.repeat(4 * 1024 * 1024 + 1),
      'answered with a manifest over 4 MiB'
    ]
  ])('is not there because something answered 200 with %s', async (type, body, detail) => {
    const { host } = await serve(({ method }, response) => {
      reply(response, 200, type === '' ? {} : { 'content-type': type }, method === 'GET' ? body : '')
    })
    expect(await client().findTag(host)).toEqual({ kind: 'unavailable', detail: `${host} ${detail}` })
  })

  test.each(['', 'latest', `${digest}0`, 'sha256:../../x', `${digest}, ${digest}`, `md5:${'0'.repeat(32)}`])(
    'is not believed to have the digest %j',
    async value => {
      const { host } = await serve((_, response) => {
        reply(response, 200, { 'docker-content-digest': value })
      })
      const detail = `${host} answered with a digest that is none`
      expect(await client().findTag(host)).toEqual({ kind: 'unavailable', detail })
    }
  )
})

describe('a registry in trouble', () => {
  test.each([429, 500, 502, 503, 504])(
    'that answers %i is asked three times, with jitter between',
    async status => {
      const { host, seen } = await serve((_, response) => {
        reply(response, status)
      })
      const { findTag, sleeps } = client()
      const detail = `${host} answered with status ${status}`
      expect(await findTag(host)).toEqual({ kind: 'unavailable', detail })
      expect(seen).toHaveLength(3)
      expect(sleeps).toEqual([250, 500])
    }
  )

  test('that recovers is believed', async () => {
    const { host } = await serve((_, response, index) => {
      if (index === 0) reply(response, 503)
      else if (index === 1) response.destroy()
      else reply(response, 200, present)
    })
    expect(await client().findTag(host)).toEqual({ kind: 'present', digest })
  })

  test('that cuts every connection is unavailable', async () => {
    const { host, seen } = await serve((_, response) => response.destroy())
    expect(await client().findTag(host)).toEqual({ kind: 'unavailable', detail: `${host}: socket hang up` })
    expect(seen).toHaveLength(3)
  })

  test('that is not there at all is unavailable, named with the reason', async () => {
    const { host } = await serve(() => undefined)
    await Promise.all(servers.splice(0).map(close))
    const found = await client().findTag(host)
    expect(found).toEqual({ kind: 'unavailable', detail: `${host}: connect ECONNREFUSED ${host}` })
  })

  test('that never answers is given up', async () => {
    const { host } = await serve(() => undefined)
    const found = await client(undefined, { timeoutMs: 50 }).findTag(host)
    expect(found).toEqual({ kind: 'unavailable', detail: `${host}: no complete answer within 0.05 s` })
  })

  test('that never ends its answer is given up', async () => {
    const { host } = await serve(({ method }, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' })
      if (method === 'HEAD') response.end()
      else {
        response.write('{')
        const drip = setInterval(() => response.write(' '), 10)
        response.on('close', () => {
          clearInterval(drip)
        })
      }
    })
    const found = await client(undefined, { timeoutMs: 100 }).findTag(host)
    expect(found).toEqual({ kind: 'unavailable', detail: `${host}: no complete answer within 0.1 s` })
  })

  test.each([204, 400, 418])('that answers %i says nothing about the tag', async status => {
    const { host, seen } = await serve((_, response) => {
      reply(response, status)
    })
    const detail = `${host} answered with status ${status}`
    expect(await client().findTag(host)).toEqual({ kind: 'unavailable', detail })
    expect(seen).toHaveLength(1)
  })
})

describe('a login', () => {
  test('by Basic sends the credentials to the registry and is kept for the next look', async () => {
    const { host, seen } = await serve(({ authorization }, response) => {
      if (authorization === basicHeader) reply(response, 200, present)
      else reply(response, 401, { 'www-authenticate': 'Basic realm="lab"' })
    })
    const { findTag, secrets, lookups } = client(basic)
    expect(await findTag(host)).toEqual({ kind: 'present', digest })
    expect(await findTag(host, '2')).toEqual({ kind: 'present', digest })
    expect(seen.map(one => one.authorization)).toEqual([undefined, basicHeader, basicHeader])
    expect(lookups()).toBe(1)
    expect(secrets).toEqual(expect.arrayContaining(['s3cret', basicHeader.slice('Basic '.length)]))
  })

  test('is not carried over to another repository of the registry', async () => {
    const { host, seen } = await serve(({ authorization }, response) => {
      reply(response, authorization === undefined ? 401 : 404, { 'www-authenticate': 'Basic realm="lab"' })
    })
    const { findTag } = client(basic)
    await findTag(host)
    await findTag(host, '1', 'other/shop')
    expect(seen.map(one => one.authorization)).toEqual([undefined, basicHeader, undefined, basicHeader])
  })

  test('that has run out is made again', async () => {
    let valid = 'first'
    const auth = await serve((_, response) => {
      reply(response, 200, {}, JSON.stringify({ access_token: valid }))
    })
    const { host, seen } = await serve(({ authorization }, response) => {
      if (authorization === `Bearer ${valid}`) reply(response, 200, present)
      else reply(response, 401, { 'www-authenticate': `Bearer realm="http://${auth.host}/token"` })
    })
    const { findTag } = client()
    await findTag(host)
    valid = 'second'
    expect(await findTag(host)).toEqual({ kind: 'present', digest })
    const sent = [undefined, 'Bearer first', 'Bearer first', 'Bearer second']
    expect(seen.map(one => one.authorization)).toEqual(sent)
  })

  test('by Bearer asks the realm, wherever it is, for what the registry asks, with the credentials', async () => {
    const auth = await serve((_, response) => {
      reply(response, 200, {}, '{"token":"t0ken"}')
    })
    const { host, seen } = await serve(({ authorization }, response) => {
      const realm = `Bearer realm="http://${auth.host}/token?a=b",service="reg",scope="repository:x/y:pull repository:z:pull"`
      if (authorization === 'Bearer t0ken') reply(response, 200, present)
      else reply(response, 401, { 'www-authenticate': `Basic realm="lab", ${realm}` })
    })
    const { findTag, secrets } = client(basic)
    expect(await findTag(host)).toEqual({ kind: 'present', digest })
    const url = '/token?a=b&service=reg&scope=repository%3Ax%2Fy%3Apull&scope=repository%3Az%3Apull'
    expect(auth.seen).toEqual([{ method: 'GET', url, authorization: basicHeader, body: '' }])
    expect(seen).toHaveLength(2)
    expect(secrets).toContain('t0ken')
  })

  test('by Bearer without credentials asks for a token for anyone, to pull this repository', async () => {
    const auth = await serve((_, response) => {
      reply(response, 200, {}, '{"token":"","access_token":"anyone"}')
    })
    const { host } = await serve(({ authorization }, response) => {
      if (authorization === 'Bearer anyone') reply(response, 200, present)
      else reply(response, 401, { 'www-authenticate': `Bearer realm="http://${auth.host}/token"` })
    })
    expect(await client().findTag(host)).toEqual({ kind: 'present', digest })
    const url = '/token?scope=repository%3Aacme%2Fshop%3Apull'
    expect(auth.seen).toEqual([{ method: 'GET', url, authorization: undefined, body: '' }])
  })

  test('with an identity token exchanges it by POST', async () => {
    const auth = await serve((_, response) => {
      reply(response, 200, {}, '{"access_token":"t0ken"}')
    })
    const { host } = await serve(({ authorization }, response) => {
      if (authorization === 'Bearer t0ken') reply(response, 200, present)
      else
        reply(response, 401, { 'www-authenticate': `Bearer realm="http://${auth.host}/token",service="reg"` })
    })
    const { findTag, secrets } = client({ kind: 'identity-token', token: 'refresh+me' })
    expect(await findTag(host)).toEqual({ kind: 'present', digest })
    const [asked] = auth.seen
    expect(asked).toMatchObject({ method: 'POST', url: '/token', authorization: undefined })
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'newtag',
      refresh_token: 'refresh+me',
      service: 'reg',
      scope: 'repository:acme/shop:pull'
    })
    expect(secrets).toEqual(expect.arrayContaining(['refresh+me', 't0ken']))
  })

  test('that fails says whether there were credentials, and why', async () => {
    const { host } = await serve(({ method }, response) => {
      const body = method === 'GET' ? '{"errors":[{"code":"UNAUTHORIZED","message":"s3cret is wrong"}]}' : ''
      reply(response, 401, { 'www-authenticate': 'Basic realm="lab"' }, body)
    })
    expect(await client(basic).findTag(host)).toEqual({
      kind: 'denied',
      status: 401,
      detail: `the credentials for ${host} were refused: UNAUTHORIZED: *** is wrong`
    })
    expect(await client().findTag(host)).toEqual({
      kind: 'denied',
      status: 401,
      detail: `${host} asks for a user name and a password, and none were found`
    })
    expect(await client({ kind: 'identity-token', token: 't' }).findTag(host)).toEqual({
      kind: 'denied',
      status: 401,
      detail: `${host} asks for a user name and a password, and only an identity token was found`
    })
  })

  test('that lets in but not to this repository is denied with the words of the registry', async () => {
    const { host } = await serve(({ method }, response) => {
      reply(
        response,
        403,
        {},
        method === 'GET' ? '{"errors":[{"code":"DENIED","message":"no\\u001b way"}]}' : ''
      )
    })
    const found = { kind: 'denied', status: 403, detail: `${host}: DENIED: no way` }
    expect(await client().findTag(host)).toEqual(found)
  })

  test('that is refused without a reason, or with trouble on the way to it, stays denied', async () => {
    const { host } = await serve(({ method }, response) => {
      if (method === 'HEAD') reply(response, 403)
      else response.destroy()
    })
    expect(await client().findTag(host)).toEqual({
      kind: 'denied',
      status: 403,
      detail: `${host}: no reason given`
    })
  })

  test.each([400, 401, 403])('that the realm answers with %i is denied', async status => {
    const auth = await serve((_, response) => {
      reply(response, status, {}, '{"details":"incorrect username or password"}')
    })
    const { host, seen } = await serve((_, response) => {
      reply(response, 401, { 'www-authenticate': `Bearer realm="http://${auth.host}/token"` })
    })
    const said = 'incorrect username or password'
    const refused = `${auth.host} refused the credentials for ${host}: ${said}`
    expect(await client(basic).findTag(host)).toEqual({ kind: 'denied', status, detail: refused })
    const none = `no credentials for ${host} were found, and ${auth.host} gives no token without: ${said}`
    expect(await client().findTag(host)).toEqual({ kind: 'denied', status, detail: none })
    expect(seen).toHaveLength(2)
  })

  test.each([
    [500, '', 'gave no token (status 500): status 500'],
    [404, 'no such page', 'gave no token (status 404): no such page'],
    [200, 'not JSON', 'answered without a token'],
    [200, '{"token":5}', 'answered without a token'],
    [200, '{"token":"a\\r\\nX-Evil: 1"}', 'answered without a token'],
    [200, `{"token":"${'x'.repeat(300_000)}"}`, 'answered without a token']
  ])('whose realm answers %i with %.30s is unavailable', async (status, body, detail) => {
    const auth = await serve((_, response) => {
      reply(response, status, {}, body)
    })
    const { host } = await serve((_, response) => {
      reply(response, 401, { 'www-authenticate': `Bearer realm="http://${auth.host}/token"` })
    })
    expect(await client(basic).findTag(host)).toEqual({
      kind: 'unavailable',
      detail: `${auth.host} ${detail}`
    })
  })

  test.each([
    ['Bearer realm="http://auth.example/token"', 'it is plain http (auth.example)'],
    ['Bearer realm="ftp://127.0.0.1/token"', 'it is neither https nor http'],
    ['Bearer realm="file:///etc/passwd"', 'it is neither https nor http'],
    ['Bearer realm="/token"', 'it is no URL'],
    ['Bearer service="x"', 'it is no URL'],
    ['Bearer realm="https://a:b@auth.example/token"', 'it has a user in it']
  ])('at an address that is not safe is not made: %s', async (challenge, why) => {
    const { host, seen } = await serve((_, response) => {
      reply(response, 401, { 'www-authenticate': challenge })
    })
    const detail = `${host} sends its users to a login address that is not safe, so no credentials were sent: ${why}`
    expect(await client(basic).findTag(host)).toEqual({ kind: 'denied', status: 401, detail })
    expect(seen.map(one => one.authorization)).toEqual([undefined])
  })

  test('is made by Basic when the realm beside it is not safe', async () => {
    const { host } = await serve(({ authorization }, response) => {
      if (authorization === basicHeader) reply(response, 200, present)
      else
        reply(response, 401, { 'www-authenticate': 'Bearer realm="http://auth.example/", Basic realm="lab"' })
    })
    expect(await client(basic).findTag(host)).toEqual({ kind: 'present', digest })
  })

  test.each(['', 'Negotiate', '"garbage'])('of no kind that we know is denied: %j', async challenge => {
    const { host } = await serve((_, response) => {
      reply(response, 401, challenge === '' ? {} : { 'www-authenticate': challenge })
    })
    const detail = `${host} asks for a login but offers neither Basic nor Bearer`
    expect(await client(basic).findTag(host)).toEqual({ kind: 'denied', status: 401, detail })
  })

  test('leaves no secret in the debug log', async () => {
    const auth = await serve((_, response) => {
      reply(response, 200, {}, '{"token":"t0ken"}')
    })
    const { host } = await serve(({ authorization }, response) => {
      if (authorization === undefined)
        reply(response, 401, { 'www-authenticate': `Bearer realm="http://${auth.host}/token"` })
      else reply(response, 200, present)
    })
    const { findTag, lines, secrets } = client(basic)
    await findTag(host)
    expect(lines).toEqual([
      `HEAD http://${host}/v2/acme/shop/manifests/1: 401`,
      `GET http://${auth.host}/token: 200`,
      `HEAD http://${host}/v2/acme/shop/manifests/1: 200`
    ])
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret)
  })

  test('that fails in a helper fails the look', async () => {
    const { host } = await serve((_, response) => {
      reply(response, 401, { 'www-authenticate': 'Basic realm="lab"' })
    })
    const registry = createRegistry(testSystem(), {
      lookup: () => Promise.reject(new Error('the helper is broken'))
    })
    await expect(registry.findTag(repository(`${host}/acme/shop`), '1')).rejects.toThrow(
      'the helper is broken'
    )
  })
})

describe('a redirect', () => {
  test('to another origin is followed without the credentials, even if only the port differs', async () => {
    const other = await serve((_, response) => {
      reply(response, 200, present)
    })
    const { host } = await serve(({ authorization }, response) => {
      if (authorization === basicHeader) reply(response, 307, { location: `http://${other.host}/elsewhere` })
      else reply(response, 401, { 'www-authenticate': 'Basic realm="lab"' })
    })
    expect(await client(basic).findTag(host)).toEqual({ kind: 'present', digest })
    expect(other.seen).toEqual([{ method: 'HEAD', url: '/elsewhere', authorization: undefined, body: '' }])
  })

  test('to an origin that asks for a login gets none', async () => {
    const other = await serve((_, response) => {
      reply(response, 401, { 'www-authenticate': 'Basic realm="lab"' })
    })
    const { host } = await serve((_, response) => {
      reply(response, 307, { location: `http://${other.host}/elsewhere` })
    })
    const { findTag, lookups } = client(basic)
    const found = { kind: 'denied', status: 401, detail: `${other.host}: no reason given` }
    expect(await findTag(host)).toEqual(found)
    expect(lookups()).toBe(0)
    expect(other.seen.every(one => one.authorization === undefined)).toBe(true)
  })

  test('within the registry keeps the credentials and may be relative', async () => {
    const { host, seen } = await serve(({ url, authorization }, response) => {
      if (authorization === undefined) reply(response, 401, { 'www-authenticate': 'Basic realm="lab"' })
      else if (url === '/moved') reply(response, 200, present)
      else reply(response, 302, { location: '/moved' })
    })
    expect(await client(basic).findTag(host)).toEqual({ kind: 'present', digest })
    expect(seen.at(-1)).toMatchObject({ url: '/moved', authorization: basicHeader })
  })

  test('in a circle ends', async () => {
    const { host, seen } = await serve((_, response) => {
      reply(response, 301, { location: '/again' })
    })
    expect(await client().findTag(host)).toEqual({
      kind: 'unavailable',
      detail: `${host} redirects too often`
    })
    expect(seen).toHaveLength(6)
  })

  test('to plain http on another machine is not followed', async () => {
    const { host, seen } = await serve((_, response) => {
      reply(response, 301, { location: 'http://registry.example/v2/' })
    })
    const detail = `${host} redirects to an address that must not be followed`
    expect(await client().findTag(host)).toEqual({ kind: 'unavailable', detail })
    expect(seen).toHaveLength(1)
  })

  test('of a token request by POST is not followed: the identity token is in its body', async () => {
    const other = await serve((_, response) => {
      reply(response, 200, {}, '{"access_token":"t0ken"}')
    })
    const auth = await serve((_, response) => {
      reply(response, 307, { location: `http://${other.host}/token` })
    })
    const { host } = await serve((_, response) => {
      reply(response, 401, { 'www-authenticate': `Bearer realm="http://${auth.host}/token"` })
    })
    const found = await client({ kind: 'identity-token', token: 'refresh' }).findTag(host)
    expect(found).toEqual({
      kind: 'unavailable',
      detail: `${auth.host} gave no token (status 307): status 307`
    })
    expect(other.seen).toEqual([])
  })
})

describe('a registry elsewhere', () => {
  test('is spoken to by https, through the proxy of the environment, and never by http', async () => {
    const connects: string[] = []
    const proxy = createServer((_, response) => {
      reply(response, 200, present)
    })
    proxy.on('connect', (request, socket) => {
      connects.push(request.url ?? '')
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    })
    servers.push(proxy)
    const before = { ...process.env }
    process.env['https_proxy'] = `http://127.0.0.1:${await listen(proxy)}`
    // Wins over NO_PROXY of the machine.
    process.env['no_proxy'] = 'unrelated.example'
    try {
      const found = await client().findTag('registry.example')
      expect(found.kind).toBe('unavailable')
      expect(connects).toEqual(Array.from({ length: 3 }, () => 'registry.example:443'))
    } finally {
      process.env = before
    }
  })
})
