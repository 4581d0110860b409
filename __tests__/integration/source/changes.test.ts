import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { createGit } from '../../../src/git/git.ts'
import { createAncestry } from '../../../src/source/git/ancestry.ts'
import { type PathChange, pathChange } from '../../../src/source/changes/paths.ts'
import { createReader } from '../../../src/source/git/reader.ts'
import { createChanges } from '../../../src/source/changes/changes.ts'
import type { Answer } from '../../../src/source/relation.ts'
import type { Result } from '../../../src/errors/result.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { gitSystem } from '../../support/git/git-system.ts'
import {
  type BareRepository,
  type FileContent,
  gitEnvironment,
  type RepositoryOptions,
  runGit
} from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createRandom } from '../../../testbed/random.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { type CommitPlan, line, writeGraph } from '../../support/source/commit-graph.ts'
import { createRecorder } from '../../support/builder/recorder.ts'

const token = 'source-t0ken'
let server: GitServer
let temporary: Temporary
let environment: Readonly<Record<string, string>>
let count = 0
const undo: (() => void)[] = []

beforeAll(async () => {
  server = await startGitServer({ token })
  temporary = await createTemporary('newtag-source-changes')
  environment = await gitEnvironment(path.join(temporary.path, 'home'))
})
afterEach(() => {
  for (const remove of undo.splice(0)) remove()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

function newPath(kind: string): string {
  count += 1
  return path.join(temporary.path, `${kind}-${count}`)
}

interface Source {
  readonly name: string
  readonly bare: BareRepository
  readonly commit: (name: string) => string
}

async function createSource(
  plans: readonly CommitPlan[],
  options: RepositoryOptions & { branches?: Readonly<Record<string, string>> } = {}
): Promise<Source> {
  count += 1
  const name = `acme/shop-${count}`
  const bare = await server.createRepository(name, options)
  return { name, bare, commit: await writeGraph(bare, plans, options.branches) }
}

/** Clones as actions/checkout does, from the disk; a path with `file://` has the server's side of it. */
async function clone({ bare }: Source, ...options: string[]): Promise<string> {
  const workspace = newPath('checkout')
  await runGit(['clone', '--quiet', ...options, `file://${bare.directory}`, workspace], environment)
  return workspace
}

interface OpenOptions {
  readonly workspace?: string
  readonly timeoutMs?: number
  readonly token?: string
  readonly path?: string
  readonly cancelled?: AbortSignal
}

async function open(source: Pick<Source, 'name'>, options: OpenOptions = {}) {
  const directory = newPath('run')
  await mkdir(directory)
  const signal = options.cancelled ?? new AbortController().signal
  const system = gitSystem(directory, {
    cancelled: signal,
    env: options.path === undefined ? {} : { PATH: options.path }
  })
  const changes = createChanges(system, {
    repository: source.name,
    serverUrl: server.url,
    historyRef: 'refs/heads/main',
    token: options.token ?? token,
    workspace: options.workspace ?? path.join(directory, 'nothing'),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs })
  })
  return { ...changes, directory }
}

/** How many packs were asked for from now on: with protocol version 2, one request for the refs, one for the rest. */
function countFetches(): () => number {
  const before = server.requests.length
  return () => server.requests.slice(before).filter(({ method }) => method === 'POST').length / 2
}

type Changes = Readonly<Record<string, FileContent | null>>

const on = (name: string, parents: string | readonly string[], files: Changes): CommitPlan => ({
  name,
  parents: [parents].flat(),
  files
})
/** The commit whose image runs. */
const r = (parents: string | readonly string[] = [], files: Changes = { 'a/f': '1', 'b/f': '1' }) =>
  on('r', parents, files)
const submodule = (digit: string): FileContent => ({ mode: '160000', commit: digit.repeat(40) })
const link = (target: string): FileContent => ({ mode: '120000', content: target })

interface Case {
  readonly what: string
  readonly plans: readonly CommitPlan[]
  readonly paths?: readonly string[]
  /** The commit that touched the paths, or why that is not known. */
  readonly by?: string
  readonly unknown?: string
}

/** What is asked is whether anything from `r` to the last commit touches `a`. */
const cases: readonly Case[] = [
  { what: 'other files alone', plans: [r(), on('x', 'r', { 'b/f': '2' }), on('d', 'x', { 'ab/f': '2' })] },
  { what: 'a file of it', plans: [r(), on('x', 'r', { 'a/f': '2' }), on('d', 'x', { 'b/f': '2' })], by: 'x' },
  { what: 'a file deep in it', plans: [r(), on('d', 'r', { 'a/b/c/d/e': '2' })], by: 'd' },
  {
    what: 'a file that was changed back since',
    plans: [r(), on('x', 'r', { 'a/f': '2' }), on('y', 'x', { 'a/f': '1' }), on('d', 'y', { 'b/f': '2' })],
    by: 'y'
  },
  {
    what: 'a file on a branch that was merged',
    plans: [
      r(),
      on('s', 'r', { 'a/f': '2' }),
      on('x', 'r', { 'b/f': '2' }),
      on('d', ['x', 's'], { 'a/f': '2' })
    ],
    by: 'd'
  },
  {
    what: 'a file on a branch, which changed it back before it was merged',
    plans: [
      r(),
      on('s', 'r', { 'a/f': '2' }),
      on('t', 's', { 'a/f': '1' }),
      on('x', 'r', { 'b/f': '2' }),
      on('d', ['x', 't'], {})
    ],
    by: 't'
  },
  {
    what: 'a file on a branch of which the merge took nothing',
    plans: [
      on('o', [], { 'a/f': '0', 'b/f': '0' }),
      on('s', 'o', { 'a/f': '2' }),
      r('o', { 'a/f': '1' }),
      on('d', ['r', 's'], {})
    ],
    by: 's'
  },
  {
    what: 'nothing, on a branch that began before the image and has older files',
    plans: [
      on('o', [], { 'a/f': '0', 'b/f': '0' }),
      on('s', 'o', { 'b/f': '1' }),
      r('o', { 'a/f': '1' }),
      on('d', ['r', 's'], { 'b/f': '1' })
    ]
  },
  {
    what: 'nothing, on such a branch into which the main one had been merged',
    plans: [
      on('o', [], { 'a/f': '0', 'b/f': '0' }),
      on('s', 'o', { 'b/f': '1' }),
      on('p', 'o', { 'a/f': '0.5' }),
      on('t', ['s', 'p'], { 'a/f': '0.5' }),
      r('p', { 'a/f': '1' }),
      on('u', ['t', 'r'], { 'a/f': '1' }),
      on('d', ['r', 'u'], { 'b/f': '1' })
    ]
  },
  {
    what: 'a file, in a merge that took the older one from a branch',
    plans: [
      on('o', [], { 'a/f': '0', 'b/f': '0' }),
      on('s', 'o', { 'b/f': '1' }),
      r('o', { 'a/f': '1' }),
      on('m', ['r', 's'], { 'a/f': '0' }),
      on('d', 'm', { 'b/f': '2' })
    ],
    by: 'm'
  },
  {
    what: 'a file, in a merge of a branch that did so by itself',
    plans: [
      on('o', [], { 'a/f': '0', 'b/f': '0' }),
      on('s', 'o', { 'b/f': '1' }),
      on('t', 'o', { 'b/f': '2' }),
      on('u', ['s', 't'], { 'a/f': 'mine' }),
      on('v', ['u', 's'], { 'a/f': '0' }),
      r('o', { 'a/f': '1' }),
      on('d', ['r', 'v'], {})
    ],
    by: 'u'
  },
  {
    what: 'a file that was moved into it',
    plans: [r(), on('d', 'r', { 'b/f': null, 'a/g': '1' })],
    by: 'd'
  },
  { what: 'a file that was moved out of it', plans: [r(), on('d', 'r', { 'a/f': null, c: '1' })], by: 'd' },
  {
    what: 'a file that was deleted',
    plans: [r([], { 'a/f': '1', 'a/g': '1' }), on('d', 'r', { 'a/g': null })],
    by: 'd'
  },
  { what: 'all of it, deleted', plans: [r(), on('d', 'r', { 'a/f': null })], by: 'd' },
  {
    what: 'a file that may be run now',
    plans: [r(), on('d', 'r', { 'a/f': { mode: '100755', content: '1' } })],
    by: 'd'
  },
  {
    what: 'a file that is a link with the same bytes now',
    plans: [r([], { 'a/f': 'x' }), on('d', 'r', { 'a/f': link('x') })],
    by: 'd'
  },
  {
    what: 'a submodule, which .gitmodules says to ignore',
    plans: [
      r([], {
        '.gitmodules': '[submodule "x"]\n\tpath = a/x\n\turl = ./x\n\tignore = all\n',
        'a/x': submodule('1')
      }),
      on('d', 'r', { 'a/x': submodule('2') })
    ],
    by: 'd'
  },
  {
    what: 'a submodule that has the path in it',
    plans: [r([], { x: submodule('1'), f: '1' }), on('d', 'r', { x: submodule('2') })],
    paths: ['x/services/a'],
    by: 'd'
  },
  {
    what: 'other files than the submodule that has the path in it',
    plans: [r([], { x: submodule('1'), f: '1' }), on('d', 'r', { f: '2' })],
    paths: ['x/services/a']
  },
  {
    what: 'files of another history that was merged',
    plans: [r(), on('o', [], { 'a/f': '1', 'o/f': '1' }), on('d', ['r', 'o'], { 'o/f': '1' })],
    by: 'o'
  },
  {
    what: 'none, in another history that was merged',
    plans: [r(), on('o', [], { 'o/f': '1' }), on('d', ['r', 'o'], { 'o/f': '1' })]
  },
  { what: 'one file that is asked for', plans: [r(), on('d', 'r', { 'a/f': '2' })], paths: ['a/f'], by: 'd' },
  {
    what: 'a neighbour of the file that is asked for',
    plans: [r(), on('d', 'r', { 'a/g': '2', 'a/fg': '2' })],
    paths: ['a/f']
  },
  {
    what: 'the second of two paths',
    plans: [r(), on('d', 'r', { 'b/f': '2' })],
    paths: ['./a/', 'c/../b//f'],
    by: 'd'
  },
  { what: 'anything, for the whole', plans: [r(), on('d', 'r', { c: '2' })], paths: ['a', './'], by: 'd' },
  { what: 'nothing, for the whole', plans: [r(), on('d', 'r', {})], paths: ['.'] },
  { what: 'anything, for no path', plans: [r(), on('d', 'r', { c: '2' })], paths: [], by: 'd' },
  {
    what: 'a path that never existed',
    plans: [r(), on('d', 'r', { 'b/f': '2' })],
    paths: ['a', 'dist'],
    unknown: 'dist is not in the commit'
  },
  {
    what: 'a path below a file',
    plans: [r(), on('d', 'r', { 'b/f': '2' })],
    paths: ['a/f/g'],
    unknown: 'a/f/g is not in the commit'
  },
  {
    what: 'what a link leads to',
    plans: [r([], { 'a/f': '1', l: link('a') }), on('d', 'r', { 'a/f': '2' })],
    paths: ['l'],
    unknown: 'l leads through a symbolic link'
  },
  {
    what: 'what is behind a link',
    plans: [r([], { 'a/b/f': '1', l: link('a') }), on('d', 'r', { 'a/b/f': '2' })],
    paths: ['l/b'],
    unknown: 'l/b leads through a symbolic link'
  },
  {
    what: 'a folder that has become a link',
    plans: [r([], { 'a/f': '1', 'c/f': '1' }), on('d', 'r', { 'c/f': null, c: link('a') })],
    paths: ['c'],
    by: 'd'
  },
  ...['/a', '..', '../a', 'a/../../b', ''].map(each => ({
    what: `no path of the repository, ${JSON.stringify(each)}`,
    plans: [r(), on('d', 'r', { 'b/f': '2' })],
    paths: [each],
    ...(each === '' ? { by: 'd' } : { unknown: `${each} is not a path in the source repository` })
  })),
  {
    what: 'a commit on another line of history',
    plans: [on('o', [], { 'a/f': '1' }), r('o', { 'b/f': '1' }), on('d', 'o', { 'b/f': '2' })],
    unknown: '{r} is not an ancestor of {d}'
  },
  {
    what: 'a commit that is newer than ours',
    plans: [on('d', [], { 'a/f': '1' }), r('d', { 'b/f': '1' })],
    unknown: '{r} is not an ancestor of {d}'
  }
]

function expected({ by, unknown }: Case, commit: (name: string) => string): Answer<PathChange> {
  const named = (text: string) => text.replace(/\{(\w)\}/g, (_, name: string) => commit(name).slice(0, 12))
  if (unknown !== undefined) return { kind: 'unknown', cause: 'other', reason: named(unknown) }
  return { kind: 'known', commit: commit('r'), value: by === undefined ? 'unchanged' : { by: commit(by) } }
}

describe('what is touched between two commits', () => {
  test.each(cases)('$what', async each => {
    const { plans, paths = ['a'] } = each
    const source = await createSource(plans, { branches: { main: 'd', running: 'r' } })
    const { commit } = source
    const fetched = await open(source)
    const whole = expected(each, commit)
    expect(await fetched.changedSince(commit('d'), [commit('r')], paths)).toEqual(whole)

    const fetches = countFetches()
    const checkout = await open(source, { workspace: await clone(source, '--no-checkout') })
    expect(await checkout.changedSince(commit('d'), [commit('r')], paths)).toEqual(whole)
    expect(fetches()).toBe(0)
  })

  test.each([
    'with space',
    'ü/ñ',
    '*',
    '[a]',
    '?',
    ':(top)x',
    ':!x',
    '-x',
    'quo"te',
    'back\\slash',
    'li\nne',
    '#',
    '~'
  ])('a path with an odd name: %j', async name => {
    const source = await createSource([
      r([], { [`${name}/f`]: '1', 'a/f': '1', 'b/f': '1' }),
      on('x', 'r', { 'a/f': '2', 'b/f': '2' }),
      on('y', 'x', { [`${name}/f`]: '2' })
    ])
    const { commit } = source
    for (const workspace of [undefined, await clone(source, '--no-checkout')]) {
      const { changedSince } = await open(source, workspace === undefined ? {} : { workspace })
      expect(await changedSince(commit('x'), [commit('r')], [name])).toEqual({
        kind: 'known',
        commit: commit('r'),
        value: 'unchanged'
      })
      expect(await changedSince(commit('y'), [commit('r')], [`${name}/f`])).toEqual({
        kind: 'known',
        commit: commit('r'),
        value: { by: commit('y') }
      })
    }
  })

  test('is never wrong, whatever the graph and the depth', async () => {
    const random = createRandom(20261122)
    const kindOf = (found: Result<PathChange> | undefined) => {
      if (found === undefined) return 'open'
      return !found.ok ? 'unknown' : found.value === 'unchanged' ? 'unchanged' : 'changed'
    }
    const seen = { unchanged: 0, changed: 0, unknown: 0, open: 0 }
    for (let round = 0; round < 8; round += 1) {
      const { plans, judge } = randomHistory(random, 24)
      const { bare, commit } = await createSource(plans)
      for (const depth of [3, 6, 100]) {
        const directory = newPath('part')
        await runGit(['init', '--quiet', '--bare', directory], environment)
        const ours = `n${23 - random.below(4)}`
        const fetch = [
          'fetch',
          '--quiet',
          `--depth=${depth}`,
          `file://${bare.directory}`,
          commit(ours),
          commit('n23')
        ]
        await runGit(['-C', directory, ...fetch], environment)
        const git = createGit(testSystem({ env: environment }), directory)
        const read = createReader(git, 60_000)
        const tips = () => Promise.reject(new Error('nobody asks for branches'))
        const local = { ancestry: createAncestry(read), read, tips }
        const { commits: held } = await local.ancestry.find(plans.map(({ name }) => commit(name)))
        for (const { name } of plans.filter(each => held.has(commit(each.name)) && each.name !== ours)) {
          const found = await pathChange(['a']).prove(local, commit(ours), commit(name))
          const kind = kindOf(found)
          seen[kind] += 1
          const touching = judge(ours, name)
          const where = { round, depth, ours, name }
          if (found === undefined)
            expect({ ...where, isWhole: depth === 100 }).toEqual({ ...where, isWhole: false })
          else if (touching === undefined) expect({ ...where, kind }).toEqual({ ...where, kind: 'unknown' })
          else if (touching.length === 0) expect({ ...where, kind }).toEqual({ ...where, kind: 'unchanged' })
          else
            expect({ ...where, by: touching.map(commit) }).toEqual({
              ...where,
              by: expect.arrayContaining([
                found.ok && typeof found.value === 'object' ? found.value.by : kind
              ])
            })
        }
      }
    }
    for (const number of Object.values(seen)) expect(number).toBeGreaterThan(10)
  })
})

/** A graph in which some commits write `a`, and what touches it between two of them by the definition, not by Git. */
function randomHistory(random: ReturnType<typeof createRandom>, size: number) {
  const contents: string[] = []
  const parentsOf: number[][] = []
  const ancestors: Set<number>[] = []
  for (let index = 0; index < size; index += 1) {
    const near = () => Math.max(0, index - 1 - random.below(4))
    const isRoot = index === 0 || random.chance(0.03)
    const parents = isRoot ? [] : [...new Set(random.chance(0.3) ? [near(), near()] : [near()])]
    parentsOf.push(parents)
    ancestors.push(new Set([index, ...parents.flatMap(parent => [...(ancestors[parent] ?? [])])]))
    const [first = -1] = parents
    const inherited = contents[parents[random.below(Math.max(1, parents.length))] ?? first] ?? 'v0'
    contents.push(random.chance(0.12) ? `v${random.below(3)}` : inherited)
  }
  const plans = contents.map((content, index) =>
    on(
      `n${index}`,
      (parentsOf[index] ?? []).map(parent => `n${parent}`),
      { 'a/f': content, 'b/f': String(index) }
    )
  )
  const judge = (ours: string, name: string): readonly string[] | undefined => {
    const [top, base] = [Number(ours.slice(1)), Number(name.slice(1))]
    if (ancestors[top]?.has(base) !== true) return undefined
    const isBetween = (at: number) => ancestors[top]?.has(at) === true && ancestors[base]?.has(at) !== true
    const touches = (at: number) => {
      const parents = parentsOf[at] ?? []
      const differs = (parent: number) => contents[parent] !== contents[at]
      if (parents.length === 0) return true
      if (parents.length === 1) return parents.some(differs)
      const after = parents.filter(parent => ancestors[parent]?.has(base) === true)
      return after.length > 0 ? after.some(differs) : parents.every(differs)
    }
    return contents.flatMap((_, at) => (isBetween(at) && touches(at) ? [`n${at}`] : []))
  }
  return { plans, judge }
}

describe('the commit that runs', () => {
  let source: Source
  beforeAll(async () => {
    source = await createSource([r(), on('x', 'r', { 'b/f': '2' }), on('d', 'x', { 'b/f': '3' })])
  })

  test.each([7, 8, 12, 39, 40])('is found by %i characters of its name', async length => {
    const { commit } = source
    for (const workspace of [undefined, await clone(source, '--no-checkout')]) {
      const { changedSince } = await open(source, workspace === undefined ? {} : { workspace })
      const name = commit('r').slice(0, length)
      expect(await changedSince(commit('d'), ['7654321', name.toUpperCase()], ['a'])).toEqual({
        kind: 'known',
        commit: commit('r'),
        value: 'unchanged'
      })
    }
  })

  test('is ours', async () => {
    const { commit } = source
    const fetches = countFetches()
    const { changedSince } = await open(source)
    const unchanged = { kind: 'known', commit: commit('d'), value: 'unchanged' }
    expect(await changedSince(commit('d'), [commit('d')], ['a'])).toEqual(unchanged)
    expect(fetches()).toBe(0)
    expect(await changedSince(commit('d'), ['7654321', commit('d')], ['a'])).toEqual(unchanged)
    // Another commit may begin alike, so an abbreviation is looked up.
    const other = await open(source)
    expect(await other.changedSince(commit('d'), [commit('d').slice(0, 7)], ['a'])).toEqual(unchanged)
    expect(fetches()).toBeGreaterThan(0)
  })

  test('is none', async () => {
    const { commit } = source
    const { changedSince } = await open(source, { workspace: await clone(source) })
    const fetches = countFetches()
    expect(await changedSince(commit('d'), [], ['a'])).toMatchObject({ kind: 'unknown' })
    expect(await changedSince(commit('d'), ['v1.2', '--all', ''], ['a'])).toMatchObject({ kind: 'unknown' })
    expect(await changedSince('main', [commit('r')], ['a'])).toMatchObject({ kind: 'unknown' })
    expect(fetches()).toBe(0)
    for (const name of ['f'.repeat(40), '7654321'])
      expect(await changedSince(commit('d'), [name], ['a'])).toEqual({
        kind: 'unknown',
        cause: 'absent',
        reason: expect.stringMatching(/^the source repository has no commit (?:f{12}|7654321)$/)
      })
  })
})

describe('a checkout that has only a part', () => {
  let source: Source
  // At m, 12 commits before the last one, a branch comes in that began long before.
  beforeAll(async () => {
    const write = (plans: CommitPlan[], file: string) =>
      plans.map(({ name, parents = [] }) => on(name, parents, { [file]: name }))
    source = await createSource([
      on('o', [], { 'a/f': '1', 'b/f': '1', 's/f': '1' }),
      ...write(line('p', 150, 'o'), 'b/f'),
      ...write(line('s', 5, 'p10'), 's/f'),
      on('m', ['p150', 's5'], { 's/f': 's5' }),
      ...write(line('q', 12, 'm'), 'b/f')
    ])
  })

  test.each([
    ['q12', 'q9', 5, 0],
    ['q12', 'q8', 5, 0],
    ['q12', 'q7', 5, 1],
    ['q12', 'q11', 1, 1],
    ['q12', 'm', 13, 0],
    // The branch is cut off, and what it has before is not known to be in the history of the other commit.
    ['q12', 'p150', 15, 2],
    ['q12', 'p140', 100, 2],
    ['q12', 'p5', 1, 2]
  ])('of %s since %s, with depth %i: %i fetch(es)', async (ours, other, depth, times) => {
    const { commit } = source
    const workspace = await clone(source, '--no-checkout', `--depth=${depth}`)
    const fetches = countFetches()
    const { changedSince } = await open(source, { workspace })
    const unchanged = { kind: 'known', commit: commit(other), value: 'unchanged' }
    expect(await changedSince(commit(ours), [commit(other)], ['a'])).toEqual(unchanged)
    expect(fetches()).toBe(times)
    expect(await changedSince(commit(ours), [commit(other)], ['b'])).toMatchObject({
      value: { by: expect.any(String) }
    })
    expect(fetches()).toBe(times)
    // What it does not hold may begin alike, so an abbreviation is looked up where all of it is.
    expect(await changedSince(commit(ours), [commit(other).slice(0, 10)], ['a'])).toEqual(unchanged)
    expect(fetches()).toBeGreaterThan(0)
  })

  test('holds both commits, and not what is between them', async () => {
    const { commit } = source
    const workspace = await clone(source, '--no-checkout', '--depth=5')
    const fetch = ['fetch', '--quiet', '--depth=1', 'origin', commit('p150'), commit('s1')]
    await runGit(['-C', workspace, ...fetch], environment)
    const { changedSince } = await open(source, { workspace })
    expect(await changedSince(commit('q12'), [commit('p150')], ['a'])).toMatchObject({ value: 'unchanged' })
    expect(await changedSince(commit('q12'), [commit('s1')], ['s'])).toMatchObject({
      value: { by: expect.any(String) }
    })
  })

  test.each([
    ['blob:none', 0],
    ['tree:0', 1]
  ])('is a partial clone without %s, which is not completed: %i fetch(es)', async (filter, times) => {
    const { commit } = source
    const workspace = await clone(source, '--no-checkout', `--filter=${filter}`)
    const objects = () => runGit(['-C', workspace, 'count-objects', '-v'], environment)
    const before = await objects()
    const fetches = countFetches()
    const { changedSince } = await open(source, { workspace })
    expect(await changedSince(commit('q12'), [commit('q3')], ['a'])).toMatchObject({ value: 'unchanged' })
    expect(await changedSince(commit('q12'), [commit('q3')], ['b'])).toMatchObject({
      value: { by: expect.any(String) }
    })
    expect(fetches()).toBe(times)
    expect((await objects()).toString()).toBe(before.toString())
  })

  test('is that of a merge for a pull request: the head is fetched', async () => {
    const { commit } = source
    const workspace = await clone(source, '--depth=1')
    const { changedSince } = await open(source, { workspace })
    expect(await changedSince(commit('s5'), [commit('p10')], ['a'])).toMatchObject({ value: 'unchanged' })
  })
})

describe('the source repository', () => {
  const plans = line('n', 120).map(({ name, parents = [] }) =>
    on(name, parents, name === 'n1' ? { 'a/f': '1', 'b/f': '1' } : { 'b/f': name })
  )

  const build = (...paths: [string, ...string[]]) => ({
    paths,
    context: paths[0],
    ignoreFile: path.posix.join(paths[0], '.dockerignore')
  })

  test('is read when something is asked, without the contents of files, and once for several images', async () => {
    const source = await createSource(plans)
    const { commit } = source
    const fetches = countFetches()
    const { changedSince, directory } = await open(source)
    expect([fetches(), await readdir(directory)]).toEqual([0, []])
    const asked = await Promise.all(
      ['n119', 'n110', 'n100'].map(name => changedSince(commit('n120'), [commit(name)], ['a']))
    )
    expect(asked).toMatchObject([{ value: 'unchanged' }, { value: 'unchanged' }, { value: 'unchanged' }])
    expect(fetches()).toBe(1)
    const git = ['--git-dir', path.join(directory, 'source-trees.git')]
    const types = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)']
    const listed = (await runGit([...git, ...types], environment)).toString()
    expect(new Set(listed.trim().split('\n'))).toEqual(new Set(['commit', 'tree']))
  })

  test('is asked once for many entries with one question', async () => {
    const source = await createSource(plans)
    const recorder = await createRecorder(newPath('recorded'), ['git'])
    const { changedSince, dirty } = await open(source, {
      path: recorder.path,
      workspace: await clone(source)
    })
    const ours = source.commit('n120')
    const ask = async () => [
      await changedSince(ours, [source.commit('n100')], ['a']),
      await dirty(ours, build('a'))
    ]
    expect(await ask()).toEqual([{ kind: 'known', commit: source.commit('n100'), value: 'unchanged' }, []])
    const calls = (await recorder.calls()).length
    await Promise.all([ask(), ask(), ask()])
    expect(await recorder.calls()).toHaveLength(calls)
  })

  test('has the commit that runs on no branch', async () => {
    const source = await createSource([r(), on('x', 'r', { 'b/f': '2' }), on('d', 'r', { 'b/f': '3' })])
    const { commit } = source
    const { changedSince } = await open(source)
    expect(await changedSince(commit('d'), [commit('x')], ['a'])).toMatchObject({
      reason: expect.stringContaining('is not an ancestor of')
    })
  })

  test('has SHA-256 objects', async () => {
    const source = await createSource(plans, { objectFormat: 'sha256' })
    const { commit } = source
    const { changedSince } = await open(source)
    expect(await changedSince(commit('n120'), [commit('n2').slice(0, 12)], ['a'])).toEqual({
      kind: 'known',
      commit: commit('n2'),
      value: 'unchanged'
    })
    expect(await changedSince(commit('n120'), [commit('n2')], ['b'])).toEqual({
      kind: 'known',
      commit: commit('n2'),
      value: { by: commit('n120') }
    })
  })

  test('is on a server that does not leave out files: what came at once counts, and no more is fetched', async () => {
    const source = await createSource(plans, { partialClone: false })
    const { commit } = source
    const { changedSince } = await open(source)
    expect(await changedSince(commit('n120'), [commit('n100')], ['a'])).toMatchObject({ value: 'unchanged' })
    const fetches = countFetches()
    expect(await changedSince(commit('n120'), [commit('n2')], ['a'])).toEqual({
      kind: 'unknown',
      cause: 'other',
      reason: 'the server does not leave out the contents of files'
    })
    expect(fetches()).toBe(0)
  })

  test('does not answer in time', async () => {
    const source = await createSource(plans)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    undo.push(server.onRequest(() => promise))
    const { changedSince } = await open(source, { timeoutMs: 1_000 })
    const asked = ['n119', 'n110'].map(name =>
      changedSince(source.commit('n120'), [source.commit(name)], ['a'])
    )
    for (const answer of await Promise.all(asked))
      expect(answer).toEqual({
        kind: 'unknown',
        cause: 'other',
        reason: 'to read the source repository took longer than 1 s'
      })
    resolve(undefined)
  })

  test('is left at once when the run is cancelled', async () => {
    const source = await createSource(plans)
    const controller = new AbortController()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    undo.push(
      server.onRequest(() => {
        controller.abort()
        return promise
      })
    )
    const { changedSince } = await open(source, { cancelled: controller.signal })
    await expect(changedSince(source.commit('n2'), [source.commit('n1')], ['a'])).rejects.toMatchObject({
      code: 'CANCELLED'
    })
    resolve(undefined)
  })

  test('does not let us in', async () => {
    const source = await createSource(plans)
    const { changedSince } = await open(source, { token: 'wr0ng' })
    const answer = await changedSince(source.commit('n2'), [source.commit('n1')], ['a'])
    expect(answer).toEqual({
      kind: 'unknown',
      cause: 'access',
      reason: expect.not.stringContaining('wr0ng')
    })
  })

  test('is not read for what is in the checkout', async () => {
    const source = await createSource(plans)
    const ours = source.commit('n120')
    const workspace = await clone(source)
    const { dirty } = await open(source, { workspace })
    const fetches = countFetches()
    expect(await dirty(ours, build('a/', './b'))).toEqual([])
    await writeFile(path.join(workspace, 'b/new'), 'x')
    // What was found first holds for the whole run.
    expect(await dirty(ours, build('a/', './b'))).toEqual([])
    expect(await dirty(ours, build('a', 'b/'))).toEqual(['b/new'])
    for (const stray of ['../a', '/a']) {
      expect(await dirty(ours, build(stray))).toBeUndefined()
      expect(await dirty(ours, { ...build('a'), context: stray })).toBeUndefined()
      expect(await dirty(ours, { ...build('a'), ignoreFile: stray })).toBeUndefined()
    }
    expect(await dirty('HEAD', build('a'))).toBeUndefined()
    expect(await dirty(source.commit('n119'), build('a'))).toBeUndefined()
    expect(fetches()).toBe(0)
  })

  test('cannot be read without Git', async () => {
    const source = await createSource(plans)
    const { changedSince, dirty } = await open(source, { path: '/nowhere', workspace: await clone(source) })
    expect(await changedSince(source.commit('n2'), [source.commit('n1')], ['a'])).toEqual({
      kind: 'unknown',
      cause: 'other',
      reason: expect.stringContaining('git was not found on PATH')
    })
    expect(await dirty(source.commit('n120'), build('a'))).toBeUndefined()
  })
})
