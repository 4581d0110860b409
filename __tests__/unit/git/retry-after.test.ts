import { describe, expect, test } from '@jest/globals'

import { cancellation } from '../../../src/errors/errors.ts'
import { authentication } from '../../../src/git/credentials.ts'
import { parseRemote, type Remote } from '../../../src/git/address.ts'
import { createRetryAfter, parseRetryAfter } from '../../../src/git/retry-after.ts'
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest } from '../../../src/system/http.ts'
import { testSystem } from '../../support/system/test-system.ts'

const longest = 5 * 60_000
/** The moment of the examples in RFC 9110, section 5.6.7. */
const example = Date.UTC(1994, 10, 6, 8, 49, 37)

describe('the header Retry-After', () => {
  test.each([
    ['0', 0],
    ['1', 1_000],
    [' 120 ', 120_000],
    ['300', longest],
    ['301', longest],
    ['99999999999999999999999999', longest]
  ])('in seconds: %s', (value, expected) => {
    expect(parseRetryAfter({ 'retry-after': value }, 0)).toBe(expected)
  })

  test.each([
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
    'Thu, 10 Nov 1994 08:49:37 GMT'
  ])('as a date: %s', value => {
    const days = value.startsWith('Thu') ? 4 : 0
    const date = example + days * 24 * 3_600_000
    expect(parseRetryAfter({ 'retry-after': value }, date - 90_000)).toBe(90_000)
    expect(parseRetryAfter({ 'retry-after': value }, date - 3_600_000)).toBe(longest)
    // What is over is over.
    expect(parseRetryAfter({ 'retry-after': value }, date + 1_000)).toBe(0)
  })

  test("a date is compared with the server's clock, not with ours", () => {
    const headers = { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT', date: 'Sun, 06 Nov 1994 08:49:17 GMT' }
    expect(parseRetryAfter(headers, example + 7_200_000)).toBe(20_000)
    expect(parseRetryAfter({ ...headers, date: 'yesterday' }, example - 5_000)).toBe(5_000)
  })

  test.each([
    '',
    '-5',
    '1.5',
    '5s',
    '0x10',
    '1e3',
    'soon',
    '2030-01-01T00:00:00Z',
    'Sun, 99 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'GMT'
  ])('is not valid as %p', value => {
    expect(parseRetryAfter({ 'retry-after': value }, example)).toBeUndefined()
  })

  test('may be missing', () => {
    expect(parseRetryAfter({}, 0)).toBeUndefined()
  })
})

function remoteAt(url: string): Remote {
  const parsed = parseRemote(url, 'https://github.com')
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

interface Asked {
  readonly result: number | undefined
  readonly requests: readonly HttpRequest[]
}

type Reply = (request: HttpRequest) => Partial<HttpAnswer>

const busyForTen: Reply = () => ({ status: 429, headers: { 'retry-after': '10' } })

/** Asks through a port that answers as told. */
async function ask(reply: Reply, url = 'https://git.example.com/acme/deploy.git', token = 't0ken') {
  const requests: HttpRequest[] = []
  const remote = remoteAt(url)
  const http: Http = {
    send: request => {
      requests.push(request)
      const answer = { status: 200, headers: {}, body: Buffer.alloc(0), truncated: false }
      return Promise.resolve().then(() => ({ url: request.url, ...answer, ...reply(request) }))
    }
  }
  const clock = { now: () => example, sleep: () => Promise.resolve(), random: () => 0 }
  const system = testSystem({ http, clock })
  const retryAfter = createRetryAfter(system, { remote, authentication: authentication(remote, token) })
  const result = await retryAfter.ask('git-receive-pack')
  return { result, requests } satisfies Asked
}

describe('asking a busy server', () => {
  test("sends the first request of Git's exchange, once, with Git's credential", async () => {
    const { result, requests } = await ask(busyForTen)
    expect(result).toBe(10_000)
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      method: 'GET',
      authorization: `Basic ${Buffer.from('x-access-token:t0ken').toString('base64')}`,
      tries: 1
    })
    expect(requests[0]?.headers?.['user-agent']).toMatch(/^git\//)
    expect(requests[0]?.url.href).toBe(
      'https://git.example.com/acme/deploy.git/info/refs?service=git-receive-pack'
    )
  })

  test.each([
    ['https://git.example.com/acme/deploy', 'https://git.example.com/acme/deploy/info/refs'],
    ['https://git.example.com/acme/deploy/', 'https://git.example.com/acme/deploy/info/refs'],
    ['acme/deploy', 'https://github.com/acme/deploy/info/refs']
  ])('of %s', async (url, expected) => {
    const { requests } = await ask(busyForTen, url)
    expect(requests[0]?.url.href).toBe(`${expected}?service=git-receive-pack`)
  })

  test('sends no credential when there is none', async () => {
    const { result, requests } = await ask(busyForTen, undefined, '')
    expect(result).toBe(10_000)
    expect(requests[0]?.authorization).toBeUndefined()
  })

  test.each([429, 503, 403])('listens to an answer %i', async status => {
    expect((await ask(() => ({ status, headers: { 'retry-after': '7' } }))).result).toBe(7_000)
  })

  test.each([200, 301, 401, 404, 500])('but not to an answer %i', async status => {
    expect((await ask(() => ({ status, headers: { 'retry-after': '7' } }))).result).toBeUndefined()
  })

  test('takes the clock that it is given for a date', async () => {
    const date = new Date(example + 42_000).toUTCString()
    expect((await ask(() => ({ status: 503, headers: { 'retry-after': date } }))).result).toBe(42_000)
  })

  test.each([
    'https://evil.example.net/acme/deploy.git/info/refs?service=git-receive-pack',
    'https://git.example.com/login'
  ])('does not listen to %s, to which it was redirected', async elsewhere => {
    const reply = () => ({
      ...busyForTen({ method: 'GET', url: new URL(elsewhere) }),
      url: new URL(elsewhere)
    })
    expect((await ask(reply)).result).toBeUndefined()
  })

  test('knows nothing when the server cannot be reached', async () => {
    const { result } = await ask(() => {
      throw new HttpFailure('git.example.com: connect ECONNREFUSED')
    })
    expect(result).toBeUndefined()
  })

  test('ends when the run is cancelled', async () => {
    const asking = ask(() => {
      throw cancellation()
    })
    await expect(asking).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  test('lets a bug through', async () => {
    const asking = ask(() => {
      throw new TypeError('a bug')
    })
    await expect(asking).rejects.toThrow('a bug')
  })

  test.each(['git@github.com:acme/deploy.git', 'file:///srv/deploy.git', 'git://git.example.com/deploy'])(
    'cannot be done at %s',
    async url => {
      const { result, requests } = await ask(busyForTen, url)
      expect(result).toBeUndefined()
      expect(requests).toEqual([])
    }
  )
})
