import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { createCheckout } from '../../../src/source/git/checkout.ts'
import { createCommitFetch } from '../../../src/source/git/fetch.ts'
import { comparison, createCompare } from '../../../src/source/history.ts'
import { lookupAt } from '../../../src/source/question.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { gitSystem } from '../../support/git/git-system.ts'
import { silentLog } from '../../support/log/silent-log.ts'
import { line, writeGraph } from '../../support/source/commit-graph.ts'
import { commitsOn, twinLength, writeTwins } from '../../support/source/twins.ts'

const repository = 'acme/shop'
let server: GitServer
let temporary: Temporary
let source: BareRepository
let commit: (name: string) => string
let twins: [string, string]
let count = 0

// The branch ends with a merge of two commits that begin alike, on top of a70.
beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-fetch-twins')
  source = await server.createRepository(repository)
  commit = await writeGraph(source, line('a', 70), { main: 'a70' })
  const tree = await source.git('rev-parse', 'main^{tree}')
  const on = (subject: string) => commitsOn(commit('a70'), tree, subject)
  twins = await writeTwins(source.directory, on('one'), on('other'))
  const environment = {
    ...(await gitEnvironment(path.join(temporary.path, 'home'))),
    ...{ GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@x', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@x' }
  }
  const merge = ['commit-tree', tree, '-p', twins[0], '-p', twins[1], '-m', 'merge']
  const tip = (await runGit(['--git-dir', source.directory, ...merge], environment)).toString().trim()
  await source.git('update-ref', 'refs/heads/main', tip)
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function open() {
  count += 1
  const directory = path.join(temporary.path, `run-${count}`)
  await mkdir(directory)
  const system = gitSystem(directory)
  const fetch = createCommitFetch(system, {
    ...{ repository, serverUrl: server.url, historyRef: 'refs/heads/main', token: '' }
  })
  const checkout = createCheckout(system, path.join(directory, 'checkout'))
  const find = (ours: string, ...candidates: string[]) => fetch.answer({ ours, candidates }, comparison)
  return { directory, fetch, checkout, find }
}

/** How many packs were asked for from now on; each fetch asks for the refs and for the commits. */
function countFetches(): () => number {
  const before = server.requests.length
  return () => server.requests.slice(before).filter(({ method }) => method === 'POST').length / 2
}

describe('two commits of the source repository that begin alike', () => {
  test('are ambiguous by that beginning, in one fetch, and known by their whole names', async () => {
    const { find } = await open()
    const fetches = countFetches()
    const name = twins[0].slice(0, twinLength)
    const ambiguous = {
      ...{ kind: 'unknown', cause: 'ambiguous', commit: undefined },
      reason: `${name} is the beginning of several commits`
    }
    expect(await find(commit('a70'), name)).toEqual(ambiguous)
    expect(fetches()).toBe(1)
    for (const twin of twins)
      expect(await find(commit('a70'), twin)).toMatchObject({
        commit: twin,
        value: { relation: 'descendant' }
      })
    expect(await find(commit('a70'), twins[1].slice(0, 12))).toMatchObject({ commit: twins[1] })
    expect(await find(commit('a70'), twins[1], name)).toMatchObject({ commit: twins[1] })
    // What was ambiguous once stays it, whatever has been pushed since.
    expect(await find(commit('a69'), name)).toEqual(ambiguous)
    expect(fetches()).toBe(1)
  })

  test('are not asked about elsewhere', async () => {
    const { find, fetch, checkout } = await open()
    const later: string[] = []
    const never = { name: 'api', ask: () => Promise.reject(new Error(String(later.push('api')))) }
    const lookups = [...[checkout, fetch].map(place => lookupAt(place, comparison)), never]
    const compare = createCompare(lookups, silentLog())
    const name = twins[1].slice(0, twinLength)
    expect(await compare(commit('a70'), [name])).toMatchObject({ cause: 'ambiguous' })
    expect(later).toEqual([])
    // Of one that is missing, everybody is asked.
    expect(await compare(commit('a70'), ['7654321'])).toMatchObject({ cause: 'absent' })
    expect(later).toEqual(['api'])
    expect(await find(commit('a70'), twins[0])).toMatchObject({ kind: 'known' })
  })
})

describe('names that nobody knows', () => {
  test('are looked for in one fetch when they are asked about together', async () => {
    const { find, fetch } = await open()
    await fetch.prepare(commit('a70'))
    const fetches = countFetches()
    const names = ['7654321', '7654322', '7654323', '7654324', '7654325']
    const answers = await Promise.all(names.map(name => find(commit('a70'), name)))
    expect(answers.map(({ kind }) => kind)).toEqual(names.map(() => 'unknown'))
    expect(fetches()).toBe(1)
  })

  test('are looked for again when they are asked about later: they may have been pushed since', async () => {
    const { find } = await open()
    const tree = await source.git('rev-parse', 'main^{tree}')
    const environment = {
      ...(await gitEnvironment(path.join(temporary.path, 'home'))),
      ...{
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@x',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@x'
      }
    }
    const later = ['commit-tree', tree, '-p', 'refs/heads/main', '-m', 'later']
    const pushed = (await runGit(['--git-dir', source.directory, ...later], environment)).toString().trim()
    const name = pushed.slice(0, 9)
    expect(await find(commit('a70'), name)).toMatchObject({ kind: 'unknown', cause: 'absent' })
    await source.git('update-ref', 'refs/heads/main', pushed)
    expect(await find(commit('a70'), name)).toMatchObject({
      commit: pushed,
      value: { relation: 'descendant' }
    })
  })
})
