import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { createCompareApi } from '../../../src/source/github-compare.ts'
import type { BareRepository } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { line, writeGraph } from '../../support/source/commit-graph.ts'
import { type CompareServer, startCompareServer } from '../../support/source/compare-server.ts'
import { testSystem } from '../../support/system/test-system.ts'

const repository = 'acme/shop'
const token = 'api-t0ken'
/** Names that a branch may have, and a path may not. */
const odd = [
  'feature/a/b',
  'a#b',
  'a%2Fb',
  'a&b=c',
  'ä ö'.replace(' ', '-'),
  'x@y',
  "it's",
  'a+b',
  '100%',
  'a;b,c'
]

let git: GitServer
let bare: BareRepository
let api: CompareServer
let commit: (name: string) => string

// Each branch ends at `side3`; `old3` was on the branch once.
beforeAll(async () => {
  git = await startGitServer()
  bare = await git.createRepository(repository)
  const plans = [...line('a', 30), ...line('side', 3, 'a20'), ...line('old', 3, 'a25'), { name: 'lone' }]
  const branches = Object.fromEntries(odd.map(name => [name, 'side3']))
  commit = await writeGraph(bare, plans, { main: 'a30', lone: 'lone', ...branches })
  api = await startCompareServer(bare, { repository, token })
})
afterAll(async () => {
  await api.close()
  await git.close()
})

interface Where {
  readonly historyRef?: string | undefined
  readonly defaultBranch?: string | undefined
  readonly token?: string
}

function open(where: Where = {}) {
  const before = api.requests.length
  const { reach } = createCompareApi(testSystem().http, {
    ...{ apiUrl: api.apiUrl, repository, token },
    ...{ historyRef: 'refs/heads/main', defaultBranch: 'main', ...where }
  })
  const ask = (name: string) => reach.ask({ ours: commit('a10'), candidates: [commit(name)] })
  return { ask, requests: () => api.requests.length - before }
}

const value = (name: string, reached: string) => ({ kind: 'known', commit: commit(name), value: reached })

describe("what GitHub's comparison says of a branch", () => {
  test.each([
    ['a30', 'there'],
    ['a20', 'there'],
    ['old3', 'taken back'],
    ['side3', 'taken back'],
    ['lone', 'taken back']
  ])('%s is %s, in one request', async (name, reached) => {
    const { ask, requests } = open()
    expect(await ask(name)).toEqual(value(name, reached))
    expect(requests()).toBe(1)
  })

  test.each(odd)('of a branch with an odd name: %s', async name => {
    const { ask } = open({ historyRef: `refs/heads/${name}` })
    expect(await ask('side2')).toEqual(value('side2', 'there'))
    // The default branch counts as well.
    expect(await ask('a30')).toEqual(value('a30', 'there'))
    expect(await ask('old3')).toEqual(value('old3', 'taken back'))
    expect(api.requests.at(-2)?.path).toBe(
      `/api/v3/repos/${repository}/compare/${commit('old3')}...${encodeURIComponent(name)}?per_page=1&page=2`
    )
  })

  test('the default branch counts, also when the event does not say which it is', async () => {
    const { ask } = open({ historyRef: 'refs/heads/feature/a/b', defaultBranch: undefined })
    expect(await ask('a30')).toEqual(value('a30', 'there'))
    expect(await ask('old3')).toEqual(value('old3', 'taken back'))
  })

  test('a branch that is gone leaves it open, unless the default branch leads to it', async () => {
    const { ask } = open({ historyRef: 'refs/heads/gone' })
    expect(await ask('a30')).toEqual(value('a30', 'there'))
    expect(await ask('old3')).toMatchObject({ kind: 'unknown', cause: 'absent', commit: commit('old3') })
  })

  test('a commit that it does not have leaves it open', async () => {
    const { reach } = createCompareApi(testSystem().http, {
      ...{ apiUrl: api.apiUrl, repository, token, historyRef: 'refs/heads/main', defaultBranch: 'main' }
    })
    const absent = 'f'.repeat(40)
    expect(await reach.ask({ ours: commit('a10'), candidates: [absent] })).toMatchObject({
      ...{ kind: 'unknown', cause: 'absent', commit: absent }
    })
  })

  test.each(['refs/pull/7/head', 'refs/tags/v1', undefined])('is not asked about %s', async historyRef => {
    const { ask, requests } = open({ historyRef })
    expect(await ask('a30')).toMatchObject({ kind: 'unknown', cause: 'partial' })
    expect(requests()).toBe(0)
  })

  test('needs the right token, and is asked once', async () => {
    const { ask, requests } = open({ token: 'wr0ng', historyRef: 'refs/heads/gone' })
    expect(await ask('a30')).toMatchObject({ kind: 'unknown', cause: 'access', commit: commit('a30') })
    expect(requests()).toBe(1)
  })
})
