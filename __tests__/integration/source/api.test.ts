import { createServer, type RequestListener, type Server } from 'node:http'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { createHttp } from '../../../src/system/http.ts'
import { createCompareApi } from '../../../src/source/github-compare.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { close, listen } from '../../../testbed/ports.ts'
import { line, writeGraph } from '../../support/source/commit-graph.ts'
import { type CompareServer, startCompareServer } from '../../support/source/compare-server.ts'

const repository = 'acme/shop'
const token = 'api-t0ken'
const ours = '1'.repeat(40)
const other = 'ab'.repeat(20)

function open(
  apiUrl: string,
  options: { token?: string; repository?: string; cancelled?: AbortSignal } = {}
) {
  const http = createHttp({
    log: { debug: () => undefined },
    timeoutMs: 10_000,
    cancelled: options.cancelled,
    clock: { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 }
  })
  const branches = { historyRef: 'refs/heads/main', defaultBranch: 'main' }
  const api = createCompareApi(http, { apiUrl, repository, token, ...branches, ...options })
  return (own: string, ...candidates: string[]) => api.compare.ask({ ours: own, candidates })
}

describe("GitHub's comparison", () => {
  let git: GitServer
  let api: CompareServer
  let commit: (name: string) => string
  beforeAll(async () => {
    git = await startGitServer()
    const bare = await git.createRepository(repository)
    const plans = [...line('a', 30), ...line('b', 3, 'a20'), { name: 'lone' }]
    commit = await writeGraph(bare, plans, { main: 'a30', side: 'b3', lone: 'lone' })
    // A branch that is called like an abbreviation of something else.
    await bare.git('update-ref', `refs/heads/${commit('a25').slice(0, 8)}`, commit('a1'))
    api = await startCompareServer(bare, { repository, token })
  })
  afterAll(async () => {
    await api.close()
    await git.close()
  })

  test.each([
    ['a30', 'descendant', 'a10', 20],
    ['a10', 'ancestor', 'a30', undefined],
    ['a10', 'same', 'a10', undefined],
    ['b3', 'diverged', 'a30', undefined],
    ['lone', 'diverged', 'a30', undefined]
  ])('%s is %s of %s', async (name, relation, own, ahead) => {
    const expected = { kind: 'known', commit: commit(name), value: { relation, ahead } }
    const find = open(api.apiUrl)
    expect(await find(commit(own), commit(name))).toEqual(expected)
    expect(await find(commit(own), commit(name).slice(0, 10))).toEqual(expected)
  })

  test('is one request for a whole name, two for an abbreviation, and never brings files along', async () => {
    const before = api.requests.length
    const find = open(`${api.apiUrl}/`)
    await find(commit('a10'), commit('a30'))
    await find(commit('a10'), commit('a30').slice(0, 7))
    const base = `/api/v3/repos/${repository}`
    const comparison = `${base}/compare/${commit('a10')}...${commit('a30')}?per_page=1&page=2`
    expect(api.requests.slice(before)).toEqual([
      { path: comparison, authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
      {
        path: `${base}/commits/${commit('a30').slice(0, 7)}`,
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github.sha'
      },
      { path: comparison, authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' }
    ])
  })

  test('takes the first name that is a commit', async () => {
    const find = open(api.apiUrl)
    expect(await find(commit('a10'), 'f'.repeat(40), '7654321', commit('a11').slice(0, 9))).toMatchObject({
      value: { relation: 'descendant', ahead: 1 }
    })
    expect(await find(commit('a10'), '7654321')).toEqual({
      ...{ kind: 'unknown', cause: 'absent' },
      reason: 'it has no commit 7654321'
    })
    expect(await find(ours, commit('a11'))).toMatchObject({ kind: 'unknown' })
  })

  test('is not misled by a branch that is called like an abbreviation', async () => {
    expect(await open(api.apiUrl)(commit('a10'), commit('a25').slice(0, 8))).toMatchObject({
      kind: 'unknown',
      commit: undefined
    })
  })

  test.each(['wr0ng', ''])('needs the right token: %j', async wrong => {
    expect(await open(api.apiUrl, { token: wrong })(commit('a10'), commit('a11'))).toEqual({
      ...{ kind: 'unknown', cause: 'access' },
      reason: "GitHub's API answered with status 401"
    })
  })
})

describe('an API that answers as it likes', () => {
  const servers: Server[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(close))
  })
  async function serve(handler: RequestListener) {
    const server = createServer(handler)
    servers.push(server)
    return `http://127.0.0.1:${await listen(server)}`
  }
  const good = { base_commit: { sha: ours }, status: 'ahead', ahead_by: 1 }

  test.each<[string, unknown]>([
    ['no JSON', '<html>'],
    ['a list', '[]'],
    ['a comparison of another server', { total_commits: 1, commits: [] }],
    ['another base', { ...good, base_commit: { sha: other } }],
    ['no base', { status: 'ahead' }],
    ['a status that we do not know', { ...good, status: 'constructor' }],
    ['more than is read', { ...good, padding: 'x'.repeat(1024 * 1024) }]
  ])('leaves the question open: %s', async (_, body) => {
    const url = await serve((_request, response) => {
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
    expect(await open(url)(ours, other)).toEqual({
      ...{ kind: 'unknown', cause: 'other' },
      reason: 'GitHub gave no comparison'
    })
  })

  test.each([
    ['a number that is a text', 'many'],
    ['no number', undefined]
  ])('is not asked by how many: %s', async (_, ahead) => {
    const url = await serve((_request, response) =>
      response.end(JSON.stringify({ ...good, ahead_by: ahead }))
    )
    expect(await open(url)(ours, other)).toMatchObject({
      value: { relation: 'descendant', ahead: undefined }
    })
  })

  test.each(['', other.slice(0, 12), `${other}\n${other}`, '--upload-pack=x', ours, `${'ab'.repeat(19)}zz`])(
    'does not give something else for a commit: %j',
    async text => {
      const seen: (string | undefined)[] = []
      const url = await serve((request, response) => {
        seen.push(request.url)
        response.end(text)
      })
      expect(await open(url)(ours, 'abababab')).toMatchObject({ kind: 'unknown', commit: undefined })
      expect(seen).toHaveLength(1)
    }
  )

  test('is asked again when it is busy, and left alone in the end', async () => {
    let count = 0
    const url = await serve((_request, response) => {
      count += 1
      response.writeHead(503).end()
    })
    expect(await open(url)(ours, other)).toEqual({
      ...{ kind: 'unknown', cause: 'other' },
      reason: "GitHub's API answered with status 503"
    })
    expect(count).toBe(3)
  })

  test.each<[number, Readonly<Record<string, string>>, string]>([
    [401, {}, 'access'],
    [403, {}, 'access'],
    [403, { 'x-ratelimit-remaining': '17' }, 'access'],
    // It is busy, and the token has nothing to do with it.
    [403, { 'x-ratelimit-remaining': '0' }, 'other'],
    [403, { 'retry-after': '60' }, 'other'],
    [429, { 'retry-after': '60' }, 'other'],
    [301, {}, 'other'],
    [451, {}, 'other']
  ])('says why with status %i, %j: %s', async (status, headers, cause) => {
    const url = await serve((_request, response) => {
      response.writeHead(status, headers).end('{"message":"no"}')
    })
    const expected = { kind: 'unknown', cause, reason: `GitHub's API answered with status ${status}` }
    expect(await open(url)(ours, other)).toEqual(expected)
    expect(await open(url)(ours, 'abababab')).toEqual(expected)
  })

  test('that hangs is asked once, whatever the question', async () => {
    let count = 0
    const url = await serve(() => {
      count += 1
    })
    const http = createHttp({
      ...{ log: { debug: () => undefined }, timeoutMs: 50 },
      clock: { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 }
    })
    const where = { historyRef: 'refs/heads/main', defaultBranch: 'main' }
    const api = createCompareApi(http, { apiUrl: url, repository, token, ...where })
    await expect(api.compare.ask({ ours, candidates: [other] })).rejects.toThrow('no complete answer within')
    const before = count
    for (const lookup of [api.compare, api.reach])
      expect(await lookup.ask({ ours, candidates: ['f'.repeat(40)] })).toMatchObject({
        ...{ kind: 'unknown', cause: 'other' },
        reason: expect.stringContaining('no complete answer within')
      })
    expect(count).toBe(before)
  })

  test('does not get the token to another origin', async () => {
    const seen: (string | undefined)[] = []
    const elsewhere = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.end(JSON.stringify(good))
    })
    const url = await serve((request, response) => {
      response.writeHead(302, { location: `${elsewhere}${request.url ?? ''}` }).end()
    })
    expect(await open(url)(ours, other)).toMatchObject({ value: { relation: 'descendant' } })
    expect(seen).toEqual([undefined])
  })

  test.each([
    ['http://api.invalid', repository],
    ['ftp://127.0.0.1', repository],
    ['api.github.com', repository],
    ['http://127.0.0.1:1', 'acme/..'],
    ['http://127.0.0.1:1', '../..'],
    ['http://127.0.0.1:1', 'acme/shop/x'],
    ['http://127.0.0.1:1', 'acme/shop?x']
  ])('is not asked at such an address: %s %s', async (apiUrl, name) => {
    expect(await open(apiUrl, { repository: name })(ours, other)).toEqual({
      ...{ kind: 'unknown', cause: 'other' },
      reason: 'its address cannot be used'
    })
  })

  test('is left at once when the run is cancelled', async () => {
    const controller = new AbortController()
    const url = await serve(() => {
      controller.abort()
    })
    await expect(open(url, { cancelled: controller.signal })(ours, other)).rejects.toMatchObject({
      code: 'CANCELLED'
    })
  })
})
