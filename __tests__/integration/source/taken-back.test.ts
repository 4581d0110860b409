import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { createRandom } from '../../../testbed/random.ts'
import { type CommitPlan, line } from '../../support/source/commit-graph.ts'
import { type HistoryBed, type SourceScene, startHistoryBed } from '../../support/source/history-scene.ts'

let bed: HistoryBed
beforeAll(async () => {
  bed = await startHistoryBed()
})
afterAll(async () => {
  await bed.close()
})

const main = 'refs/heads/main'
const known = (commit: string, value: boolean) => ({ kind: 'known', commit, value })

/** A line of ten commits, and what a push by force made of the branch at some of them. */
function shop(tip: string, branches: Readonly<Record<string, string>> = {}): Promise<SourceScene> {
  const plans = [...line('a', 10), ...line('amended', 1, 'a9'), ...line('f', 3, 'a8'), { name: 'lone' }]
  return bed.createSource(plans, { main: tip, ...branches })
}

describe('whether a commit was taken back', () => {
  test.each([
    ['the branch is at it', 'a10', 'a10', false],
    ['the branch leads to it', 'a10', 'a9', false],
    ['the branch was set back', 'a7', 'a10', true],
    ['the branch was set back to ours', 'a5', 'a10', true],
    ['the branch was set back behind ours', 'a3', 'a10', true],
    ['what is left of a branch that was set back', 'a7', 'a7', false],
    ['it was amended', 'amended1', 'a10', true],
    ['what it stood on is still there', 'amended1', 'a9', false],
    ['the branch is something else altogether', 'lone', 'a10', true]
  ])('%s', async (_, tip, name, isTakenBack) => {
    const { commit, run } = await shop(tip)
    for (const options of [{}, { serverUrl: 'http://127.0.0.1:1', hasApi: true }]) {
      const { history } = await run(options)
      expect(await history.isTakenBack(commit('a5'), commit(name))).toEqual(known(commit(name), isTakenBack))
    }
  })

  test('is known by one fetch, and after a comparison by one more only if it seems to be', async () => {
    const { commit, run } = await shop('a7', { other: 'a10' })
    const { history, fetches } = await run()
    await history.prepare(commit('a5'))
    expect(fetches()).toBe(1)
    expect(await history.compare(commit('a5'), [commit('a7')])).toMatchObject({ kind: 'known' })
    expect(await history.isTakenBack(commit('a5'), commit('a7'))).toEqual(known(commit('a7'), false))
    expect(fetches()).toBe(1)
    expect(await history.isTakenBack(commit('a5'), commit('a10'))).toEqual(known(commit('a10'), true))
    expect(await history.isTakenBack(commit('a5'), commit('a10'))).toEqual(known(commit('a10'), true))
    expect(fetches()).toBe(2)
  })

  test('is asked again of the server, as it may have been pushed again', async () => {
    const { commit, move, run } = await shop('a7')
    const { history } = await run()
    expect(await history.isTakenBack(commit('a5'), commit('a10'))).toEqual(known(commit('a10'), true))
    await move(main, 'a10')
    expect(await history.isTakenBack(commit('a5'), commit('a9'))).toEqual(known(commit('a9'), false))
    // What was there when it was asked first holds for the run.
    await move(main, 'a7')
    expect(await history.isTakenBack(commit('a5'), commit('a9'))).toEqual(known(commit('a9'), false))
    expect(await history.isTakenBack(commit('a6'), commit('a10'))).toMatchObject({ kind: 'known' })
  })

  test('the default branch counts, whatever the branch of the run is', async () => {
    const { commit, run } = await shop('a10', { feature: 'f1' })
    for (const options of [{}, { serverUrl: 'http://127.0.0.1:1', hasApi: true }]) {
      const { history } = await run({ historyRef: 'refs/heads/feature', ...options })
      expect(await history.isTakenBack(commit('a5'), commit('a10'))).toEqual(known(commit('a10'), false))
      expect(await history.isTakenBack(commit('a8'), commit('f1'))).toEqual(known(commit('f1'), false))
      expect(await history.isTakenBack(commit('f1'), commit('f3'))).toEqual(known(commit('f3'), true))
    }
  })

  test('is open when the branch is gone, and the default branch does not lead to it', async () => {
    const { commit, run } = await shop('a10', { feature: 'f3' })
    const { history, fetches } = await run({ historyRef: 'refs/heads/gone' })
    expect(await history.isTakenBack(commit('a5'), commit('a10'))).toEqual(known(commit('a10'), false))
    expect(await history.isTakenBack(commit('a8'), commit('f3'))).toEqual({
      ...{ kind: 'unknown', cause: 'other', commit: commit('f3') },
      reason: 'refs/heads/gone is gone, and the default branch does not lead to it'
    })
    expect(fetches()).toBeLessThanOrEqual(4)
  })

  test('a branch that is removed while the run goes on', async () => {
    const { commit, move, run } = await shop('a10', { feature: 'f1' })
    const { history } = await run({ historyRef: 'refs/heads/feature' })
    expect(await history.isTakenBack(commit('a8'), commit('f1'))).toEqual(known(commit('f1'), false))
    await move('refs/heads/feature')
    expect(await history.isTakenBack(commit('a8'), commit('f2'))).toMatchObject({ kind: 'unknown' })
  })

  test('a pull request has a ref of its own', async () => {
    const { commit, move, run } = await shop('a10')
    await move('refs/pull/7/head', 'f2')
    const { history } = await run({ historyRef: 'refs/pull/7/head' })
    expect(await history.isTakenBack(commit('f1'), commit('f2'))).toEqual(known(commit('f2'), false))
    expect(await history.isTakenBack(commit('f1'), commit('f3'))).toEqual(known(commit('f3'), true))
    expect(await history.isTakenBack(commit('f1'), commit('a10'))).toEqual(known(commit('a10'), false))
    const gone = await run({ historyRef: 'refs/pull/8/head' })
    expect(await gone.history.isTakenBack(commit('f1'), commit('f3'))).toMatchObject({ kind: 'unknown' })
  })

  test("GitHub's merge of a pull request stands for the head that it was made of", async () => {
    const plans = [
      ...line('a', 5),
      ...line('f', 3, 'a3'),
      ...['f1', 'f2', 'f3'].map(head => ({ name: `merge-${head}`, parents: ['a5', head] })),
      // What somebody has pushed, and taken back: the base merged into the head.
      { name: 'pushed', parents: ['f2', 'a4'] },
      { name: 'rebased', parents: ['a5'] }
    ]
    const { commit, move, run } = await bed.createSource(plans, { main: 'a5' })
    await move('refs/pull/7/head', 'f2')
    const { history } = await run({ historyRef: 'refs/pull/7/head' })
    const relation = async (ours: string, other: string) =>
      await history.compare(commit(ours), [commit(other)])
    expect(await relation('f1', 'merge-f2')).toMatchObject({ value: { relation: 'descendant' } })
    expect(await relation('f2', 'merge-f1')).toMatchObject({ value: { relation: 'ancestor' } })
    expect(await relation('f2', 'merge-f2')).toMatchObject({ value: { relation: 'same' } })
    const isGone = async (ours: string, other: string) =>
      await history.isTakenBack(commit(ours), commit(other))
    expect(await isGone('f1', 'merge-f2')).toEqual(known(commit('merge-f2'), false))
    expect(await isGone('f1', 'merge-f3')).toEqual(known(commit('merge-f3'), true))
    expect(await isGone('f2', 'pushed')).toEqual(known(commit('pushed'), true))
    await move('refs/pull/7/head', 'rebased')
    const later = await run({ historyRef: 'refs/pull/7/head' })
    expect(await later.history.isTakenBack(commit('rebased'), commit('merge-f2'))).toEqual(
      known(commit('merge-f2'), true)
    )
    const ofBranch = await run({ historyRef: main })
    expect(await ofBranch.history.isTakenBack(commit('a5'), commit('merge-f2'))).toEqual(
      known(commit('merge-f2'), true)
    )
  })

  test('is never so on a tag, and nobody is asked', async () => {
    const { commit, run } = await shop('a7')
    const { history, fetches, apiRequests } = await run({ historyRef: undefined, hasApi: true })
    expect(await history.isTakenBack(commit('a5'), commit('a10'))).toEqual(known(commit('a10'), false))
    expect([fetches(), apiRequests()]).toEqual([0, 0])
  })

  test('is open when there is no such commit, or it is none', async () => {
    const { commit, run } = await shop('a7')
    const { history } = await run({ hasApi: true })
    for (const name of ['f'.repeat(40), 'main', '--all', ''])
      expect(await history.isTakenBack(commit('a5'), name)).toMatchObject({ kind: 'unknown' })
  })
})

describe('a long history', () => {
  // The branch goes on for 700 commits after a10; `old5` left it at a10.
  let source: SourceScene
  beforeAll(async () => {
    source = await bed.createSource([...line('a', 710), ...line('old', 5, 'a10')], { main: 'a710' })
  })

  test.each([
    ['a700', false, 1],
    ['a500', false, 2],
    ['a10', false, 3],
    ['old5', true, 3]
  ])('is fetched as far as it takes: %s', async (name, isTakenBack, fetches) => {
    const { commit, run } = source
    const scene = await run()
    const found = await scene.history.isTakenBack(commit('a5'), commit(name))
    expect(found).toEqual(known(commit(name), isTakenBack))
    expect(scene.fetches()).toBe(fetches)
  })

  test('of a branch that was set back to long ago', async () => {
    const { commit, move, run } = source
    await move('refs/heads/release', 'a20')
    const { history, fetches } = await run({ historyRef: 'refs/heads/release' })
    // The default branch leads to it.
    expect(await history.isTakenBack(commit('a15'), commit('a600'))).toEqual(known(commit('a600'), false))
    expect(await history.isTakenBack(commit('a10'), commit('old1'))).toEqual(known(commit('old1'), true))
    expect(fetches()).toBeLessThanOrEqual(5)
  })
})

test('is as the whole history has it, whatever the graph', async () => {
  const random = createRandom(20261201)
  const size = 24
  const plans: CommitPlan[] = Array.from({ length: size }, (_, index) => {
    const near = () => `n${Math.max(0, index - 1 - random.below(5))}`
    const parents = index === 0 || random.chance(0.05) ? [] : random.chance(0.3) ? [near(), near()] : [near()]
    return { name: `n${index}`, parents: [...new Set(parents)] }
  })
  const ancestors = new Map<string, ReadonlySet<string>>()
  for (const { name, parents = [] } of plans)
    ancestors.set(name, new Set([name, ...parents.flatMap(parent => [...(ancestors.get(parent) ?? [])])]))
  const { commit, run } = await bed.createSource(plans, { main: 'n12', feature: 'n18' })
  const isOn = (tip: string, name: string) => ancestors.get(tip)?.has(name) === true
  for (const options of [{}, { serverUrl: 'http://127.0.0.1:1', hasApi: true }]) {
    const { history } = await run({ historyRef: 'refs/heads/feature', ...options })
    for (const { name } of plans) {
      const isTakenBack = !isOn('n12', name) && !isOn('n18', name)
      const found = await history.isTakenBack(commit('n2'), commit(name))
      expect({ name, options, found }).toEqual({ name, options, found: known(commit(name), isTakenBack) })
    }
  }
})
