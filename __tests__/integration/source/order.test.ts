import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { parseRepository } from '../../../src/registry/reference.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { createOrder, type Order } from '../../../src/source/order.ts'
import { createHistory, type History } from '../../../src/source/history.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { skipReason } from '../../../testbed/tools.ts'
import { gitSystem } from '../../support/git/git-system.ts'
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
  const context = {
    ...{ workspace, repository, serverUrl: options.serverUrl ?? server.url, apiUrl: options.apiUrl },
    ...{
      historyRef: 'refs/heads/main',
      defaultBranch: 'main',
      takenBack: undefined,
      sourceCommit: commit('a80')
    }
  }
  const history = createHistory(gitSystem(directory, { cancelled: signal, log }), { context, token })
  /** Which place has given the last answer, as the log says. */
  const knownBy = () => / (\w+): (?:same|older|newer|diverged)$/.exec(log.lines.at(-1) ?? '')?.[1]
  return { history, log, knownBy }
}

/** A server that nobody listens at. */
const dead = 'http://127.0.0.1:1'

describe('the places that know the history, one after the other', () => {
  test.each<[string, OpenOptions, string]>([
    ['a whole checkout', { clone: [], serverUrl: dead }, 'checkout'],
    ['a partial clone', { clone: ['--filter=blob:none', '--no-checkout'], serverUrl: dead }, 'checkout'],
    ['a checkout of depth 1', { clone: ['--depth=1'] }, 'fetch'],
    ['no checkout', {}, 'fetch'],
    ['no checkout, no server', { serverUrl: dead, apiUrl: 'api' }, 'api'],
    ['a checkout of depth 1, no server', { clone: ['--depth=1'], serverUrl: dead, apiUrl: 'api' }, 'api']
  ])('%s', async (_, options, found) => {
    const { history, knownBy } = await open({
      ...options,
      ...(options.apiUrl === undefined ? {} : { apiUrl: api.apiUrl })
    })
    const ours = commit('a75')
    const expected = { kind: 'known', commit: commit('a80'), value: { relation: 'descendant', ahead: 5 } }
    expect(await history.compare(ours, [commit('a80')])).toEqual(expected)
    expect(knownBy()).toBe(found)
    expect(await history.compare(ours, [commit('a80').slice(0, 9)])).toEqual(expected)
    expect(knownBy()).toBe(found)
    expect(await history.compare(ours, [commit('a74')])).toMatchObject({ value: { relation: 'ancestor' } })
    expect(knownBy()).toBe(found)
  })

  test('a checkout deep enough knows whole names; what it lacks may begin like an abbreviation', async () => {
    const { history, knownBy } = await open({ clone: ['--depth=20'], apiUrl: api.apiUrl, serverUrl: dead })
    const ours = commit('a75')
    const expected = { kind: 'known', commit: commit('a80'), value: { relation: 'descendant', ahead: 5 } }
    expect(await history.compare(ours, [commit('a80')])).toEqual(expected)
    expect(knownBy()).toBe('checkout')
    expect(await history.compare(ours, [commit('a80').slice(0, 9)])).toEqual(expected)
    expect(knownBy()).toBe('api')
    expect(await history.compare(ours, [commit('a74')])).toMatchObject({ value: { relation: 'ancestor' } })
    expect(knownBy()).toBe('checkout')
  })

  test('a whole name that the checkout knows is fetched by that name', async () => {
    // No branch leads to it, so an abbreviation alone leads nowhere.
    const { history, knownBy } = await open({ clone: ['--single-branch'] })
    const workspace = path.join(temporary.path, `run-${count}`, 'workspace')
    const environment = await gitEnvironment(path.join(temporary.path, 'home'))
    await runGit(['-C', workspace, 'fetch', '--quiet', 'origin', commit('old3')], environment)
    const name = commit('old3').slice(0, 9)
    // The checkout has all of it, and not our commit.
    const lone = await bare.git('commit-tree', `${commit('a80')}^{tree}`, '-p', commit('a80'), '-m', 'lone')
    expect(await history.compare(lone, [name])).toMatchObject({
      commit: commit('old3'),
      value: { relation: 'diverged' }
    })
    expect(knownBy()).toBe('fetch')
    // A part of it is not enough.
    const part = await open({ clone: ['--depth=1'] })
    const shallow = path.join(temporary.path, `run-${count}`, 'workspace')
    await runGit(['-C', shallow, 'fetch', '--quiet', '--depth=1', 'origin', commit('old3')], environment)
    expect(await part.history.compare(commit('a80'), [name])).toMatchObject({
      ...{ kind: 'unknown', cause: 'absent', commit: undefined }
    })
  })

  test('the API finds an abbreviation that no branch leads to', async () => {
    const ours = commit('old1')
    const name = commit('old3').slice(0, 9)
    expect(await (await open()).history.compare(ours, [name])).toMatchObject({ kind: 'unknown' })
    const expected = { kind: 'known', commit: commit('old3'), value: { relation: 'descendant', ahead: 2 } }
    const { history, knownBy } = await open({ apiUrl: api.apiUrl })
    expect(await history.compare(ours, [name])).toEqual(expected)
    expect(knownBy()).toBe('api')
  })

  test('nobody knows: what knows best says why, and the log has what each one said', async () => {
    const { history, log } = await open({ clone: ['--depth=1'], serverUrl: dead, apiUrl: dead })
    const answer = await history.compare(commit('a80'), [commit('a79')])
    expect(answer).toMatchObject({ kind: 'unknown', cause: 'other', commit: undefined })
    const { reason: why } = answer as { readonly reason: string }
    expect(why).toMatch(/^the source repository could not be read: .+$/)
    const asked = `Order of ${commit('a80')} and ${commit('a79')}`
    const said = log.lines.flatMap(each => each.split(`debug: ${asked}, `).slice(1))
    expect(said).toEqual([
      expect.stringMatching(/^checkout: it does not hold \w{12}$/),
      `fetch: ${why}`,
      expect.stringMatching(/^api: 127\.0\.0\.1:1: .+$/)
    ])
    expect(`${why}${log.lines.join('\n')}`).not.toContain(token)
  })

  test('a cancelled run ends', async () => {
    const controller = new AbortController()
    controller.abort()
    const { history } = await open({ cancelled: controller.signal })
    await expect(history.compare(commit('a80'), [commit('a79')])).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

const suite = reason === undefined ? describe : describe.skip
suite('the order with a real registry', () => {
  let registry: TestRegistry
  let history: History
  let order: Order
  let image: string
  const asked: string[] = []

  beforeAll(async () => {
    registry = await startRegistry({ auth: 'none' })
    image = `${registry.host}/${repository}`
    history = (await open()).history
    const client = createRegistry(testSystem(), { lookup: () => Promise.resolve(undefined) })
    order = createOrder({
      history,
      findRevision: async (name, reference) => {
        asked.push(reference)
        const parsed = parseRepository(name)
        return parsed.ok ? await client.findRevision(parsed.value, reference) : parsed
      },
      sourceCommit: commit('a75'),
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
    ['%', 'descendant'],
    ['sha-%', 'descendant'],
    ['main-%-123', 'descendant'],
    ['v1.2.3-7-g%', 'descendant'],
    ['%_dirty', 'descendant']
  ])('tag %s', async (template, relation) => {
    for (const name of [commit('a80'), commit('a80').slice(0, 7)]) {
      const tag = template.replace('%', name)
      const before = asked.length
      expect(await order.order(ours(), { name: image, tag, digest: undefined })).toEqual({
        kind: 'known',
        commit: commit('a80'),
        value: { relation, ahead: 5, isTakenBack: false }
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
    const expected = { commit: commit('a78'), value: { relation: 'descendant', ahead: 3 } }
    expect(await order.order(ours(), { name: image, tag, digest: undefined })).toMatchObject(expected)
    expect(await order.order(ours(), { name: image, tag: undefined, digest })).toMatchObject(expected)
  })

  test('annotation, of an older commit', async () => {
    await pushImage(registry.url, repository, 'v3', { annotations: labels(commit('a70')) })
    expect(await order.order(ours(), { name: image, tag: 'v3', digest: undefined })).toMatchObject({
      value: { relation: 'ancestor' }
    })
  })

  test('the digest is what runs, also when its tag has moved on', async () => {
    const digest = await pushImage(registry.url, repository, 'stable', { labels: labels(commit('a80')) })
    await pushImage(registry.url, repository, 'stable', { labels: labels(commit('a60')) })
    expect(await order.order(ours(), { name: image, tag: 'stable', digest })).toMatchObject({
      value: { relation: 'descendant' }
    })
    expect(await order.order(ours(), { name: image, tag: 'stable', digest: undefined })).toMatchObject({
      value: { relation: 'ancestor' }
    })
  })

  test.each([
    ['newer', 'a80', 'beside our own tag', 'a75', 'descendant'],
    ['newer', 'a80', 'beside a tag that was taken back', 'old3', 'descendant'],
    ['older', 'a60', 'beside a newer tag', 'a80', 'ancestor'],
    ['taken back', 'old3', 'beside an older tag', 'a60', 'diverged']
  ])('the digest decides, %s (%s), %s (%s): %s', async (_, label, _beside, tag, relation) => {
    const digest = await pushImage(registry.url, repository, `pinned-${label}-${tag}`, {
      labels: labels(commit(label))
    })
    const running = { name: image, tag: commit(tag), digest }
    const before = registry.requests().length
    for (let times = 0; times < 3; times += 1)
      expect(await order.order(ours(), { ...running })).toMatchObject({
        ...{ kind: 'known', commit: commit(label) },
        value: { relation, isTakenBack: label === 'old3' }
      })
    expect(await order.commitOf(running)).toMatchObject({ commit: commit(label) })
    // The manifest and the configuration, once.
    expect(registry.requests().slice(before)).toHaveLength(2)
  })

  test('the tag decides beside a digest that the registry does not have', async () => {
    const running = { name: image, tag: commit('a80'), digest: `sha256:${'0'.repeat(64)}` }
    expect(await order.order(ours(), running)).toMatchObject({ value: { relation: 'descendant' } })
  })

  test('a tag that looks like a commit and is none leads on to the label', async () => {
    await pushImage(registry.url, repository, '20240101', { labels: labels(commit('a80')) })
    expect(await order.order(ours(), { name: image, tag: '20240101', digest: undefined })).toMatchObject({
      value: { relation: 'descendant' }
    })
  })

  test.each([
    ['an option', '--upload-pack=touch x'],
    ['two lines', 'main\nmain'],
    ['a commit of another repository', 'f'.repeat(40)]
  ])('a label that is %s is unknown', async (_, revision) => {
    const tag = `odd-${asked.length}`
    await pushImage(registry.url, repository, tag, { labels: labels(revision) })
    expect(await order.order(ours(), { name: image, tag, digest: undefined })).toMatchObject({
      kind: 'unknown',
      commit: undefined
    })
  })

  test('a label of another source is unknown, although the commit is ours', async () => {
    await pushImage(registry.url, repository, 'base', {
      labels: labels(commit('a80'), 'https://github.com/acme/base')
    })
    expect(await order.order(ours(), { name: image, tag: 'base', digest: undefined })).toMatchObject({
      ...{ kind: 'unknown', cause: 'foreign' },
      reason: 'base says that it was made from https://github.com/acme/base'
    })
  })

  test('an image that is not there, and a name that no registry has, are unknown', async () => {
    for (const name of [image, 'shop:latest', '../shop', 'SHOP']) {
      expect(await order.order(ours(), { name, tag: 'gone', digest: undefined })).toMatchObject({
        kind: 'unknown'
      })
    }
  })
})
