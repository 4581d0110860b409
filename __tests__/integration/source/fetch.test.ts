import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { createGit } from '../../../src/git/git.ts'
import { createAncestry } from '../../../src/source/git/ancestry.ts'
import { createCommitFetch } from '../../../src/source/git/fetch.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import { comparison } from '../../../src/source/history.ts'
import { gitSystem } from '../../support/git/git-system.ts'
import {
  type BareRepository,
  gitEnvironment,
  type RepositoryOptions,
  runGit
} from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createRandom } from '../../../testbed/random.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { type CommitPlan, line, writeGraph } from '../../support/source/commit-graph.ts'
import { createRecorder } from '../../support/builder/recorder.ts'
import { createReader } from '../../../src/source/git/reader.ts'
import { testSystem } from '../../support/system/test-system.ts'

const token = 'source-t0ken'
let server: GitServer
let temporary: Temporary
let count = 0
const undo: (() => void)[] = []

beforeAll(async () => {
  server = await startGitServer({ token })
  temporary = await createTemporary('newtag-order-fetch')
})
afterEach(() => {
  for (const remove of undo.splice(0)) remove()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

interface Source {
  readonly name: string
  readonly bare: BareRepository
  readonly commit: (name: string) => string
}

async function createSource(
  plans: readonly CommitPlan[],
  branches?: Readonly<Record<string, string>>,
  options: RepositoryOptions = {}
): Promise<Source> {
  count += 1
  const name = `acme/shop-${count}`
  const bare = await server.createRepository(name, options)
  return { name, bare, commit: await writeGraph(bare, plans, branches) }
}

interface OpenOptions {
  readonly historyRef?: string | undefined
  readonly token?: string
  readonly timeoutMs?: number
  readonly serverUrl?: string
  readonly env?: Readonly<Record<string, string>>
  readonly cancelled?: AbortSignal
}

async function open(repository: string, options: OpenOptions = {}) {
  count += 1
  const directory = path.join(temporary.path, `run-${count}`)
  await mkdir(directory)
  const signal = options.cancelled ?? new AbortController().signal
  const secrets: string[] = []
  const system = gitSystem(directory, {
    cancelled: signal,
    secrets: createSecrets(secret => secrets.push(secret)),
    env: options.env ?? {}
  })
  const fetch = createCommitFetch(system, {
    repository,
    serverUrl: options.serverUrl ?? server.url,
    historyRef: 'historyRef' in options ? options.historyRef : 'refs/heads/main',
    token: options.token ?? token,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs })
  })
  const find = (ours: string, ...candidates: string[]) => fetch.answer({ ours, candidates }, comparison)
  return { find, directory, secrets }
}

/** How many packs were asked for from now on. */
function countPacks(): () => number {
  const before = server.requests.length
  return () => server.requests.slice(before).filter(({ method }) => method === 'POST').length
}

/** Each fetch is a request for the refs and one for the commits, with protocol version 2. */
const fetches = (packs: () => number) => packs() / 2

describe('commits on the branch', () => {
  let source: Source
  beforeAll(async () => {
    source = await createSource(
      [...line('a', 40), ...line('b', 3, 'a30'), { name: 'm', parents: ['a40', 'b3'] }, ...line('d', 5, 'm')],
      { main: 'd5' }
    )
  })

  test.each([
    ['d5', 'descendant', 'd2', 3],
    ['d2', 'ancestor', 'd5', undefined],
    ['b1', 'ancestor', 'd5', undefined],
    ['d5', 'descendant', 'b3', 16],
    ['b3', 'diverged', 'a40', undefined],
    ['a1', 'ancestor', 'd5', undefined]
  ])('%s is %s of %s, in one fetch', async (other, relation, ours, ahead) => {
    const expected = { kind: 'known', commit: source.commit(other), value: { relation, ahead } }
    for (const name of [source.commit(other), source.commit(other).slice(0, 8)]) {
      const packs = countPacks()
      const { find } = await open(source.name)
      expect(await find(source.commit(ours), name)).toMatchObject(expected)
      expect(fetches(packs)).toBe(1)
    }
  })

  test('are fetched alone, without trees and files', async () => {
    const { find, directory } = await open(source.name)
    await find(source.commit('d2'), source.commit('d5'))
    const git = createGit(gitSystem(directory), path.join(directory, 'source.git'))
    const types = (
      await git.run(['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'])
    ).toString()
    expect(new Set(types.trim().split('\n'))).toEqual(new Set(['commit']))
  })

  test('are fetched once for several questions', async () => {
    const packs = countPacks()
    const { find } = await open(source.name)
    const ours = source.commit('d2')
    const names = ['d5', 'a40', 'b3', 'd1']
    const found = await Promise.all(names.map(name => find(ours, source.commit(name).slice(0, 10))))
    expect(found.map(each => each.kind === 'known' && each.value.relation)).toEqual([
      'descendant',
      'ancestor',
      'ancestor',
      'ancestor'
    ])
    expect(await find(source.commit('d3'), source.commit('a7').slice(0, 10))).toMatchObject({
      value: { relation: 'ancestor' }
    })
    expect(fetches(packs)).toBe(1)
  })

  test('several whole names that are not on it come together', async () => {
    const spread = await createSource(
      [...line('a', 5), ...[1, 2, 3, 4, 5].flatMap(index => line(`x${index}-`, 2, `a${index}`))],
      { main: 'a5' }
    )
    const packs = countPacks()
    const { find } = await open(spread.name)
    const found = await Promise.all(
      [1, 2, 3, 4, 5].map(index => find(spread.commit('a5'), spread.commit(`x${index}-2`)))
    )
    expect(found.map(each => each.kind === 'known' && each.value.relation)).toEqual([
      ...Array<string>(4).fill('diverged'),
      'descendant'
    ])
    expect(fetches(packs)).toBeLessThanOrEqual(2)
  })

  test('the default branch counts as well, and a branch that is gone is done without', async () => {
    const two = await createSource([...line('a', 10), ...line('r', 3, 'a5')], { main: 'a10', release: 'r3' })
    const short = two.commit('a10').slice(0, 8)
    const odd = ['refs/heads/bad..name', 'refs/heads/*', 'refs/heads/a:b', '--upload-pack=x', 'release', '']
    const refs = ['refs/heads/release', 'refs/heads/gone', 'refs/pull/7/head', undefined, ...odd]
    for (const historyRef of refs) {
      const { find } = await open(two.name, { historyRef })
      expect(await find(two.commit('a5'), short)).toMatchObject({
        value: { relation: 'descendant', ahead: 5 }
      })
    }
  })
})

describe('commits on no branch', () => {
  test('of a history that was pushed over by force are fetched by their names', async () => {
    const source = await createSource(
      [...line('a', 20), ...line('old', 5, 'a15'), ...line('new', 5, 'a17')],
      {
        main: 'new5'
      }
    )
    const { find } = await open(source.name)
    expect(await find(source.commit('old5'), source.commit('new5'))).toMatchObject({
      value: { relation: 'diverged' }
    })
    expect(await find(source.commit('old2'), source.commit('old5'))).toMatchObject({
      value: { relation: 'descendant', ahead: 3 }
    })
    expect(await find(source.commit('new5'), source.commit('old5'))).toMatchObject({
      value: { relation: 'diverged' }
    })
    // Nothing leads to it, so an abbreviation of it leads nowhere.
    const hidden = await createSource([...line('a', 20), ...line('old', 5, 'a15')], { main: 'a20' })
    const blind = await open(hidden.name)
    expect(await blind.find(hidden.commit('a20'), hidden.commit('old5').slice(0, 8))).toMatchObject({
      kind: 'unknown',
      commit: undefined,
      cause: 'absent',
      reason: `the source repository has no commit ${hidden.commit('old5').slice(0, 8)}`
    })
  })

  test('that the server does not have do not spoil the rest', async () => {
    const source = await createSource(line('a', 20))
    const absent = 'f'.repeat(40)
    const { find } = await open(source.name)
    const packs = countPacks()
    expect(await find(source.commit('a10'), absent)).toMatchObject({ kind: 'unknown', commit: undefined })
    expect(await find(source.commit('a10'), absent, source.commit('a12'))).toMatchObject({
      value: { relation: 'descendant' }
    })
    // The first fetch fails, and is made again without; what came with it serves the second question.
    expect(packs()).toBe(4)
    expect(await find(absent, source.commit('a12'))).toMatchObject({
      kind: 'unknown',
      commit: source.commit('a12')
    })
  })

  test('that only the server withholds are looked for on the branch', async () => {
    // Version 0 of the protocol gives commits by name only where the server allows it.
    const config = { 'uploadpack.allowAnySHA1InWant': 'false' }
    const source = await createSource(
      [...line('a', 700), ...line('x', 2, 'a690')],
      { main: 'a700' },
      { config }
    )
    const env = { GIT_CONFIG_GLOBAL: path.join(temporary.path, 'version-0') }
    await writeFile(env.GIT_CONFIG_GLOBAL, '[protocol]\n\tversion = 0\n')
    const near = await open(source.name, { env })
    expect(await near.find(source.commit('a690'), source.commit('a695'))).toMatchObject({
      value: { relation: 'descendant', ahead: 5 }
    })
    const far = await open(source.name, { env })
    expect(await far.find(source.commit('a3'), source.commit('a695'))).toMatchObject({
      value: { relation: 'descendant' }
    })
    const hidden = await open(source.name, { env })
    expect(await hidden.find(source.commit('a690'), source.commit('x2'))).toMatchObject({ kind: 'unknown' })
  })
})

describe('a long history', () => {
  let source: Source
  beforeAll(async () => {
    source = await createSource(
      [
        ...line('a', 3_000),
        ...line('b', 200, 'a2000'),
        { name: 'root' },
        { name: 'graft', parents: ['root'] }
      ],
      { main: 'a3000', side: 'b200', lone: 'graft' }
    )
  })

  test.each([
    ['a3000', 'descendant', 'a2990', 10, 1],
    ['a3000', 'descendant', 'a2700', 300, 2],
    ['a2700', 'ancestor', 'a3000', undefined, 2],
    ['a3000', 'descendant', 'a1', 2999, 3],
    ['a1', 'ancestor', 'a3000', undefined, 3],
    ['b200', 'diverged', 'a2100', undefined, 2],
    ['b200', 'diverged', 'a3000', undefined, 3],
    ['graft', 'diverged', 'a3000', undefined, 3]
  ])('is fetched as far as it takes: %s is %s of %s', async (other, relation, ours, ahead, steps) => {
    const packs = countPacks()
    const { find } = await open(source.name)
    expect(await find(source.commit(ours), source.commit(other))).toEqual(
      expect.objectContaining({ kind: 'known', commit: source.commit(other), value: { relation, ahead } })
    )
    expect(fetches(packs)).toBe(steps)
  })

  test('is not fetched again for what is here', async () => {
    const { find } = await open(source.name)
    await find(source.commit('a3000'), source.commit('a1'))
    const packs = countPacks()
    expect(await find(source.commit('a3000'), source.commit('a2'))).toMatchObject({
      value: { relation: 'ancestor' }
    })
    expect(packs()).toBe(0)
    // What is asked for later does not cut off what is here.
    expect(await find(source.commit('b200'), source.commit('a3000'))).toMatchObject({
      value: { relation: 'diverged' }
    })
    expect(await find(source.commit('a3000'), source.commit('a1'))).toMatchObject({
      value: { relation: 'ancestor' }
    })
  })

  test('is looked through for an abbreviation while something newer may be in it', async () => {
    const abbreviation = (name: string) => source.commit(name).slice(0, 12)
    const near = await open(source.name)
    expect(await near.find(source.commit('a2990'), abbreviation('a2600'))).toMatchObject({
      value: { relation: 'ancestor' }
    })
    const far = await open(source.name)
    expect(await far.find(source.commit('a100'), abbreviation('a1500'))).toMatchObject({
      value: { relation: 'descendant', ahead: 1400 }
    })
  })

  test.each([
    ['20240101', 1],
    ['0123abc', 2]
  ])('is not looked through for what cannot be newer: %s', async (name, steps) => {
    const packs = countPacks()
    const { find } = await open(source.name)
    expect(await find(source.commit('a2990'), name)).toMatchObject({ kind: 'unknown', commit: undefined })
    expect(fetches(packs)).toBe(steps)
  })
})

describe('what the fetched part of a history proves', () => {
  test('criss-cross merges, roots of their own and clocks that go wrong', async () => {
    const skew = (index: number) => 1_700_000_000 + ((index * 7_919) % 13) * 1_000_000
    const crossed = await createSource(
      [
        { name: 'r', parents: [], time: skew(0) },
        ...line('x', 60, 'r').map((plan, index) => ({ ...plan, time: skew(index) })),
        ...line('y', 60, 'r').map((plan, index) => ({ ...plan, time: skew(index + 5) })),
        { name: 'm1', parents: ['x60', 'y60'], time: 1_000_000_000 },
        { name: 'm2', parents: ['y60', 'x60'], time: 1_900_000_000 },
        { name: 'p', parents: ['m1', 'm2'], time: 1_100_000_000 },
        { name: 'q', parents: ['m2', 'm1'], time: 1_200_000_000 }
      ],
      { main: 'p', other: 'q' }
    )
    const { find } = await open(crossed.name)
    const relate = async (other: string, ours: string) => {
      const finding = await find(crossed.commit(ours), crossed.commit(other))
      return finding.kind === 'known' ? finding.value.relation : finding.reason
    }
    expect(await relate('q', 'p')).toBe('diverged')
    expect(await relate('m1', 'm2')).toBe('diverged')
    expect(await relate('p', 'm2')).toBe('descendant')
    expect(await relate('x1', 'q')).toBe('ancestor')
    expect(await relate('q', 'y3')).toBe('descendant')
    expect(await relate('x60', 'y60')).toBe('diverged')
  })

  test('is never wrong, whatever the graph and the depth', async () => {
    const random = createRandom(20261121)
    const environment = await gitEnvironment(path.join(temporary.path, 'home'))
    let proven = 0
    let unproven = 0
    for (let round = 0; round < 6; round += 1) {
      const size = 30
      const plans: CommitPlan[] = Array.from({ length: size }, (_, index) => {
        const near = () => `n${Math.max(0, index - 1 - random.below(5))}`
        const parents =
          index === 0 || random.chance(0.05) ? [] : random.chance(0.3) ? [near(), near()] : [near()]
        return {
          name: `n${index}`,
          parents: [...new Set(parents)],
          time: 1_700_000_000 + random.below(1_000_000)
        }
      })
      const { bare, commit } = await createSource(plans, { main: `n${size - 1}` })
      const ancestors = new Map<string, Set<string>>()
      for (const { name, parents = [] } of plans)
        ancestors.set(name, new Set([name, ...parents.flatMap(parent => [...(ancestors.get(parent) ?? [])])]))
      const truth = (other: string, ours: string) =>
        ancestors.get(other)?.has(ours) === true
          ? 'descendant'
          : ancestors.get(ours)?.has(other) === true
            ? 'ancestor'
            : 'diverged'

      for (const depth of [1, 2, 3, 5, 8, 100]) {
        const [ours = '', other = ''] = [size - 1 - random.below(12), size - 1 - random.below(12)].map(
          at => `n${at}`
        )
        if (ours === other) continue
        count += 1
        const directory = path.join(temporary.path, `part-${count}.git`)
        await runGit(['init', '--quiet', '--bare', directory], environment)
        const wants = [commit(ours), commit(other)]
        await runGit(
          ['-C', directory, 'fetch', '--quiet', `--depth=${depth}`, `file://${bare.directory}`, ...wants],
          environment
        )
        const git = createGit(testSystem({ env: environment }), directory)
        const related = await createAncestry(createReader(git, 60_000)).compare(commit(ours), commit(other))
        if (related === undefined) unproven += 1
        else {
          proven += 1
          expect({ round, depth, ours, other, relation: related.relation }).toEqual({
            round,
            depth,
            ours,
            other,
            relation: truth(other, ours)
          })
        }
        if (depth === 100) expect(related).toBeDefined()
      }
    }
    expect(proven).toBeGreaterThan(5)
    expect(unproven).toBeGreaterThan(2)
  })
})

describe('other servers', () => {
  test('with SHA-256 objects', async () => {
    const source = await createSource(
      [...line('a', 80), ...line('b', 2, 'a70')],
      { main: 'a80', side: 'b2' },
      { objectFormat: 'sha256' }
    )
    expect(source.commit('a80')).toHaveLength(64)
    const { find } = await open(source.name)
    expect(await find(source.commit('a10'), source.commit('a80'))).toMatchObject({
      value: { relation: 'descendant', ahead: 70 }
    })
    expect(await find(source.commit('a10'), source.commit('a75').slice(0, 40))).toMatchObject({
      value: { relation: 'descendant' }
    })
    expect(await find(source.commit('b2'), source.commit('a80'))).toMatchObject({
      value: { relation: 'diverged' }
    })
    expect(await find('a'.repeat(40), source.commit('a80'))).toMatchObject({ kind: 'unknown' })
  })

  test('that do not leave out files are not asked for more than once', async () => {
    const source = await createSource(line('a', 300), undefined, { partialClone: false })
    const { find } = await open(source.name)
    expect(await find(source.commit('a290'), source.commit('a300'))).toMatchObject({
      value: { relation: 'descendant', ahead: 10 }
    })
    const packs = countPacks()
    expect(await find(source.commit('a290'), source.commit('a5'))).toMatchObject({
      kind: 'unknown',
      reason: 'the server does not give commits alone'
    })
    expect(packs()).toBe(0)
  })

  test('that are shallow themselves', async () => {
    const full = await createSource([...line('a', 300), ...line('b', 100, 'a100')], {
      main: 'a300',
      side: 'b100'
    })
    count += 1
    const name = `acme/mirror-${count}`
    const mirror = await server.createRepository(name)
    const environment = await gitEnvironment(path.join(temporary.path, 'home'))
    const fetch = [
      'fetch',
      '--quiet',
      '--depth=60',
      `file://${full.bare.directory}`,
      '+refs/heads/*:refs/heads/*'
    ]
    await runGit(['--git-dir', mirror.directory, ...fetch], environment)
    const { find } = await open(name)
    expect(await find(full.commit('a280'), full.commit('a300'))).toMatchObject({
      value: { relation: 'descendant', ahead: 20 }
    })
    expect(await find(full.commit('a300'), full.commit('b100'))).toMatchObject({
      kind: 'unknown',
      commit: full.commit('b100'),
      reason: 'their histories do not meet in what was fetched'
    })
  })
})

describe('a server that gives trouble', () => {
  let source: Source
  beforeAll(async () => {
    source = await createSource(line('a', 20))
  })

  test('asks for a token that is wrong or missing: no more is asked', async () => {
    for (const wrong of ['wr0ng', '']) {
      const { find } = await open(source.name, { token: wrong })
      const finding = await find(source.commit('a1'), source.commit('a2'))
      expect(finding).toMatchObject({
        ...{ kind: 'unknown', cause: 'access' },
        reason: expect.not.stringContaining('wr0ng')
      })
      const requests = server.requests.length
      expect(await find(source.commit('a1'), source.commit('a3'))).toMatchObject({ kind: 'unknown' })
      expect(server.requests).toHaveLength(requests)
    }
  })

  test('does not have the repository', async () => {
    const { find } = await open('acme/nothing')
    expect(await find(source.commit('a1'), source.commit('a2'))).toMatchObject({
      ...{ kind: 'unknown', cause: 'access' }
    })
  })

  test.each([
    [401, 'access'],
    [402, 'access'],
    [403, 'access'],
    [404, 'access'],
    [451, 'access'],
    [418, 'other'],
    [429, 'other'],
    [500, 'other']
  ])('answers with status %i: the cause is %s', async (status, cause) => {
    undo.push(server.onRequest(() => ({ status, body: 'No.\n' })))
    const { find } = await open(source.name)
    expect(await find(source.commit('a1'), source.commit('a2'))).toMatchObject({
      ...{ kind: 'unknown', cause },
      reason: expect.stringMatching(/^the source repository could not be read: .+$/)
    })
  })

  test('has an empty repository', async () => {
    count += 1
    await server.createRepository(`acme/empty-${count}`)
    const { find } = await open(`acme/empty-${count}`)
    expect(await find(source.commit('a1'), source.commit('a2'))).toMatchObject({
      kind: 'unknown',
      reason: 'the source repository could not be read: it has none of the commits'
    })
  })

  test('fails for a moment: it is asked again', async () => {
    let left = 2
    undo.push(server.onRequest(() => ((left -= 1) >= 0 ? { status: 503 } : undefined)))
    const { find } = await open(source.name)
    expect(await find(source.commit('a1'), source.commit('a2'))).toMatchObject({
      value: { relation: 'descendant' }
    })
  })

  test('fails for one question, and answers the next one', async () => {
    const stop = server.onRequest(() => 'cut')
    const { find } = await open(source.name)
    expect(await find(source.commit('a1'), source.commit('a2'))).toMatchObject({ kind: 'unknown' })
    stop()
    expect(await find(source.commit('a1'), source.commit('a3'))).toMatchObject({
      value: { relation: 'descendant' }
    })
  })

  test('does not answer: after the limit it is not asked any more', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    undo.push(server.onRequest(() => promise))
    const { find } = await open(source.name, { timeoutMs: 1_000 })
    const findings = await Promise.all(
      ['a2', 'a3', 'a4'].map(name => find(source.commit('a1'), source.commit(name)))
    )
    for (const finding of findings)
      expect(finding).toEqual({
        ...{ kind: 'unknown', cause: 'other' },
        reason: 'to read the source repository took longer than 1 s'
      })
    resolve(undefined)
  })

  test('is left at once when the run is cancelled', async () => {
    const controller = new AbortController()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    undo.push(
      server.onRequest(() => {
        controller.abort()
        return promise
      })
    )
    const { find } = await open(source.name, { cancelled: controller.signal })
    await expect(find(source.commit('a1'), source.commit('a2'))).rejects.toMatchObject({ code: 'CANCELLED' })
    resolve(undefined)
  })

  test('redirects to another one: the token does not go there', async () => {
    const other = await startGitServer()
    try {
      undo.push(
        server.onRequest(({ path: target }) => ({
          status: 302,
          headers: { location: `${other.url}${target}` }
        }))
      )
      const { find } = await open(source.name)
      expect(await find(source.commit('a1'), source.commit('a2'))).toMatchObject({ kind: 'unknown' })
      expect(other.requests).toEqual([])
    } finally {
      await other.close()
    }
  })

  test.each(['..', '../..', 'a b/c', 'acme/shop?x', 'acme'])(
    'is not asked for a name that is none: %s',
    async name => {
      const { find } = await open(name)
      expect(await find(source.commit('a1'), source.commit('a2'))).toMatchObject({ kind: 'unknown' })
    }
  )
})

describe('the token', () => {
  test('is in no argument and in no file, and told before it is used', async () => {
    const source = await createSource(line('a', 100))
    count += 1
    const recorded = path.join(temporary.path, `recorded-${count}`)
    const recorder = await createRecorder(recorded, ['git'])
    const { find, directory, secrets } = await open(source.name, { env: { PATH: recorder.path } })
    expect(await find(source.commit('a1'), source.commit('a100'))).toMatchObject({
      value: { relation: 'descendant' }
    })
    const forms = [token, Buffer.from(`x-access-token:${token}`).toString('base64')]
    expect(secrets).toEqual(forms)
    const calls = await recorder.calls()
    expect(calls.some(({ argv }) => argv.includes('fetch'))).toBe(true)
    for (const { argv, env } of calls) {
      for (const form of forms) expect(argv.join(' ')).not.toContain(form)
      // Only what goes over the wire is given it.
      if (!argv.includes('fetch')) for (const form of forms) expect(JSON.stringify(env)).not.toContain(form)
    }
    const files = await readdir(directory, { recursive: true, withFileTypes: true })
    for (const file of files.filter(each => each.isFile())) {
      const text = await readFile(path.join(file.parentPath, file.name), 'latin1')
      for (const form of forms) expect(text).not.toContain(form)
    }
  })

  test('of GitHub is not sent by plain http to another machine', async () => {
    const { find, secrets } = await open('acme/shop', { serverUrl: 'http://source.invalid' })
    expect(await find('1'.repeat(40), '2'.repeat(40))).toMatchObject({ kind: 'unknown' })
    expect(secrets).toEqual([])
  })
})

test('nothing that comes from outside reaches Git but object names', async () => {
  const source = await createSource(line('a', 3))
  count += 1
  const recorder = await createRecorder(path.join(temporary.path, `recorded-${count}`), ['git'])
  const { find } = await open(source.name, {
    env: { PATH: recorder.path },
    historyRef: 'refs/heads/--upload-pack=touch x'
  })
  await find(source.commit('a1'), source.commit('a2'))
  const calls = await recorder.calls()
  expect(calls.flatMap(({ argv }) => argv).join('\n')).not.toContain('upload-pack')
})
