import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { createClock } from '../../../src/system/clock.ts'
import { gitEnvironment as environmentOfAction } from '../../../src/system/environment.ts'
import { createHttp } from '../../../src/system/http.ts'
import { parseRepository } from '../../../src/registry/reference.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { createOrderGuard, type OrderGuard } from '../../../src/source/order.ts'
import { createSourceHistory, type SourceHistory } from '../../../src/source/history.ts'
import { createProcesses } from '../../../src/system/process.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { skipReason } from '../../../testbed/tools.ts'
import { line, writeGraph } from '../../support/source/commit-graph.ts'
import { type CompareServer, startCompareServer } from '../../support/source/compare-server.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const token = 'source-t0ken'
const repository = 'acme/shop'
const reason = skipReason('docker-registry')
if (reason !== undefined) console.warn(`skipped: ${reason}`)

let server: GitServer
let temporary: Temporary
let bare: BareRepository
let commit: (name: string) => string
let api: CompareServer
let count = 0

// The branch was at `old3` once, and then pushed over by force.
beforeAll(async () => {
  server = await startGitServer({ token })
  temporary = await createTemporary('newtag-order')
  bare = await server.createRepository(repository)
  commit = await writeGraph(bare, [...line('a', 80), ...line('old', 3, 'a70')], { main: 'a80' })
  api = await startCompareServer(bare, { repository, token })
})
afterAll(async () => {
  await api.close()
  await server.close()
  await temporary.remove()
})

interface OpenOptions {
  /** How the source is checked out; none at all without. */
  readonly clone?: readonly string[]
  readonly serverUrl?: string
  readonly apiUrl?: string
  readonly cancelled?: AbortSignal
}

async function open(options: OpenOptions = {}) {
  count += 1
  const directory = path.join(temporary.path, `run-${count}`)
  const workspace = path.join(directory, 'workspace')
  await mkdir(workspace, { recursive: true })
  if (options.clone !== undefined) {
    const environment = await gitEnvironment(path.join(temporary.path, 'home'))
    const from = `file://${bare.directory}`
    await runGit(['clone', '--quiet', ...options.clone, from, workspace], environment)
  }
  const signal = options.cancelled ?? new AbortController().signal
  const log = silentLog()
  const clock = { ...createClock(signal), sleep: () => Promise.resolve() }
  const history = createSourceHistory({
    workspace,
    repository,
    serverUrl: options.serverUrl ?? server.url,
    apiUrl: options.apiUrl,
    branch: 'main',
    token,
    processes: createProcesses(signal),
    env: environmentOfAction({ PATH: process.env['PATH'], HOME: directory, GIT_CONFIG_NOSYSTEM: '1' }),
    directory,
    clock,
    http: createHttp({ log, timeoutMs: 10_000, cancelled: signal, clock }),
    log,
    onSecret: () => undefined
  })
  return { history, log }
}

/** A server that nobody listens at. */
const dead = 'http://127.0.0.1:1'

describe('the places that know the history, one after the other', () => {
  test.each<[string, OpenOptions, string]>([
    ['a whole checkout', { clone: [], serverUrl: dead }, 'checkout'],
    ['a partial clone', { clone: ['--filter=blob:none', '--no-checkout'], serverUrl: dead }, 'checkout'],
    ['a checkout deep enough', { clone: ['--depth=20'], serverUrl: dead }, 'checkout'],
    ['a checkout of depth 1', { clone: ['--depth=1'] }, 'fetch'],
    ['no checkout', {}, 'fetch'],
    ['no checkout, no server', { serverUrl: dead, apiUrl: 'api' }, 'api'],
    ['a checkout of depth 1, no server', { clone: ['--depth=1'], serverUrl: dead, apiUrl: 'api' }, 'api']
  ])('%s', async (_, options, found) => {
    const { history } = await open({
      ...options,
      ...(options.apiUrl === undefined ? {} : { apiUrl: api.apiUrl })
    })
    const ours = commit('a75')
    const expected = { relation: 'newer', commit: commit('a80'), ahead: 5, found, reason: '' }
    expect(await history.compare(ours, [commit('a80')])).toEqual(expected)
    expect(await history.compare(ours, [commit('a80').slice(0, 9)])).toEqual(expected)
    expect(await history.compare(ours, [commit('a74')])).toMatchObject({ relation: 'older', found })
  })

  test('a whole name that the checkout knows is fetched by that name', async () => {
    const { history } = await open({ clone: ['--depth=1'] })
    // No branch leads to it, so an abbreviation alone would lead nowhere.
    const workspace = path.join(temporary.path, `run-${count}`, 'workspace')
    const environment = await gitEnvironment(path.join(temporary.path, 'home'))
    await runGit(['-C', workspace, 'fetch', '--quiet', '--depth=1', 'origin', commit('old3')], environment)
    expect(await history.compare(commit('a80'), [commit('old3').slice(0, 9)])).toMatchObject({
      relation: 'diverged',
      commit: commit('old3'),
      found: 'fetch'
    })
  })

  test('the API finds an abbreviation that no branch leads to', async () => {
    const ours = commit('old1')
    const name = commit('old3').slice(0, 9)
    expect(await (await open()).history.compare(ours, [name])).toMatchObject({ relation: 'unknown' })
    const expected = { relation: 'newer', commit: commit('old3'), ahead: 2, found: 'api', reason: '' }
    expect(await (await open({ apiUrl: api.apiUrl })).history.compare(ours, [name])).toEqual(expected)
  })

  test('nobody knows: the reasons of all are given on one line', async () => {
    const { history, log } = await open({ clone: ['--depth=1'], serverUrl: dead, apiUrl: dead })
    const standing = await history.compare(commit('a80'), [commit('a79')])
    expect(standing).toMatchObject({ relation: 'unknown', commit: undefined, found: undefined })
    expect(standing.reason).toMatch(/^checkout: it does not hold \w{12}; fetch: .+; api: .+$/)
    expect(`${standing.reason}${log.lines.join('\n')}`).not.toContain(token)
  })

  test('a cancelled run ends', async () => {
    const controller = new AbortController()
    controller.abort()
    const { history } = await open({ cancelled: controller.signal })
    await expect(history.compare(commit('a80'), [commit('a79')])).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

const suite = reason === undefined ? describe : describe.skip
suite('the guard with a real registry', () => {
  let registry: TestRegistry
  let history: SourceHistory
  let guard: OrderGuard
  let image: string
  const asked: string[] = []

  beforeAll(async () => {
    registry = await startRegistry({ auth: 'none' })
    image = `${registry.host}/${repository}`
    history = (await open()).history
    const client = createRegistry(testSystem(), { lookup: () => Promise.resolve(undefined) })
    guard = createOrderGuard({
      history,
      findRevision: async (name, reference) => {
        asked.push(reference)
        const parsed = parseRepository(name)
        return parsed.ok ? await client.findRevision(parsed.value, reference) : undefined
      },
      sourceUrl: `${server.url}/${repository}`,
      log: silentLog()
    })
  })
  afterAll(async () => {
    await registry.close()
  })

  const labels = (revision: string, source = `${server.url}/${repository}.git`) => ({
    'org.opencontainers.image.revision': revision,
    'org.opencontainers.image.source': source
  })
  const ours = () => commit('a75')

  test.each([
    ['%', 'newer'],
    ['sha-%', 'newer'],
    ['main-%-123', 'newer'],
    ['v1.2.3-7-g%', 'newer'],
    ['%_dirty', 'newer']
  ])('tag %s', async (template, relation) => {
    for (const name of [commit('a80'), commit('a80').slice(0, 7)]) {
      const tag = template.replace('%', name)
      const before = asked.length
      expect(await guard.judge(ours(), { image, tag, digest: undefined })).toEqual({
        relation,
        commit: commit('a80'),
        ahead: 5,
        found: 'fetch',
        reason: '',
        via: 'tag'
      })
      expect(asked).toHaveLength(before)
    }
  })

  test.each<[string, string, Parameters<typeof pushImage>[3]]>([
    ['in the configuration', 'v1', {}],
    ['in the configuration of the first platform', 'v2', { kind: 'index', attestation: true }]
  ])('label %s', async (_, tag, options) => {
    const digest = await pushImage(registry.url, repository, tag, {
      ...options,
      labels: labels(commit('a78'))
    })
    const expected = { relation: 'newer', commit: commit('a78'), ahead: 3, via: 'label' }
    expect(await guard.judge(ours(), { image, tag, digest: undefined })).toMatchObject(expected)
    expect(await guard.judge(ours(), { image, tag: undefined, digest })).toMatchObject(expected)
  })

  test('annotation, of an older commit', async () => {
    await pushImage(registry.url, repository, 'v3', { annotations: labels(commit('a70')) })
    expect(await guard.judge(ours(), { image, tag: 'v3', digest: undefined })).toMatchObject({
      relation: 'older',
      via: 'label'
    })
  })

  test('the digest is what runs, also when its tag has moved on', async () => {
    const digest = await pushImage(registry.url, repository, 'stable', { labels: labels(commit('a80')) })
    await pushImage(registry.url, repository, 'stable', { labels: labels(commit('a60')) })
    expect(await guard.judge(ours(), { image, tag: 'stable', digest })).toMatchObject({ relation: 'newer' })
    expect(await guard.judge(ours(), { image, tag: 'stable', digest: undefined })).toMatchObject({
      relation: 'older'
    })
  })

  test('a tag that looks like a commit and is none leads on to the label', async () => {
    await pushImage(registry.url, repository, '20240101', { labels: labels(commit('a80')) })
    expect(await guard.judge(ours(), { image, tag: '20240101', digest: undefined })).toMatchObject({
      relation: 'newer',
      via: 'label'
    })
  })

  test.each([
    ['an option', '--upload-pack=touch x'],
    ['two lines', 'main\nmain'],
    ['a commit of another repository', 'f'.repeat(40)]
  ])('a label that is %s is unknown', async (_, revision) => {
    const tag = `odd-${asked.length}`
    await pushImage(registry.url, repository, tag, { labels: labels(revision) })
    expect(await guard.judge(ours(), { image, tag, digest: undefined })).toMatchObject({
      relation: 'unknown',
      commit: undefined,
      via: undefined
    })
  })

  test('a label of another source is unknown, although the commit is ours', async () => {
    await pushImage(registry.url, repository, 'base', {
      labels: labels(commit('a80'), 'https://github.com/acme/base')
    })
    expect(await guard.judge(ours(), { image, tag: 'base', digest: undefined })).toMatchObject({
      relation: 'unknown',
      reason: expect.stringContaining('is made from https://github.com/acme/base')
    })
  })

  test('an image that is not there, and a name that no registry has, are unknown', async () => {
    for (const name of [image, 'shop:latest', '../shop', 'SHOP']) {
      expect(await guard.judge(ours(), { image: name, tag: 'gone', digest: undefined })).toMatchObject({
        relation: 'unknown'
      })
    }
  })
})
