import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { createTemporary } from '../../../testbed/temporary.ts'
import { line } from '../../support/source/commit-graph.ts'
import {
  dead,
  type HistoryBed,
  type RunOptions,
  type SourceScene,
  startHistoryBed
} from '../../support/source/history-scene.ts'

let bed: HistoryBed
let source: SourceScene

// The branch was at old2 once.
beforeAll(async () => {
  bed = await startHistoryBed()
  source = await bed.createSource([...line('a', 20), ...line('old', 2, 'a15')], { main: 'a20' })
})
afterAll(async () => {
  await bed.close()
})

const known = (name: string, value: boolean) => ({ kind: 'known', commit: source.commit(name), value })

async function ask(name: string, options: RunOptions, ours = 'a15') {
  const scene = await source.run(options)
  const answer = await scene.history.isTakenBack(source.commit(ours), source.commit(name))
  return { ...scene, answer }
}

describe('who is asked, one after the other', () => {
  test('the repository itself knows', async () => {
    for (const [name, isTakenBack] of [
      ['a20', false],
      ['old2', true]
    ] as const) {
      const { answer, fetches, apiRequests } = await ask(name, { hasApi: true, clone: [] })
      expect(answer).toEqual(known(name, isTakenBack))
      expect([fetches(), apiRequests()]).toEqual([1, 0])
    }
  })

  test('the API knows where it cannot be fetched from', async () => {
    for (const [name, isTakenBack] of [
      ['a20', false],
      ['old2', true]
    ] as const) {
      const { answer, apiRequests } = await ask(name, { hasApi: true, serverUrl: dead, clone: [] })
      expect(answer).toEqual(known(name, isTakenBack))
      expect(apiRequests()).toBe(1)
    }
  })

  test('the checkout knows what its branch led to when it was made, and nothing else', async () => {
    for (const apiUrl of [undefined, dead]) {
      const options = { serverUrl: dead, clone: [], ...(apiUrl === undefined ? {} : { apiUrl }) }
      expect((await ask('a20', options)).answer).toEqual(known('a20', false))
      expect((await ask('a20', { ...options, historyRef: 'refs/heads/other' })).answer).toEqual(
        known('a20', false)
      )
    }
    // A branch may have got it since, so that it does not lead there proves nothing.
    const { answer, workspace, history } = await ask('a20', { serverUrl: dead, clone: [] })
    expect(answer).toMatchObject({ kind: 'known' })
    const temporary = await createTemporary('newtag-taken-back')
    const environment = await gitEnvironment(temporary.path)
    const from = `file://${source.bare.directory}`
    await runGit(['-C', workspace, 'fetch', '--quiet', from, source.commit('old2')], environment)
    await temporary.remove()
    expect(await history.isTakenBack(source.commit('a15'), source.commit('old2'))).toEqual({
      ...{ kind: 'unknown', cause: 'other', commit: source.commit('old2') },
      reason: expect.stringMatching(/^the source repository could not be read: .+$/)
    })
  })

  test('the event knows what its push replaced', async () => {
    const takenBack = source.commit('old2')
    for (const options of [{ serverUrl: dead }, { serverUrl: dead, apiUrl: dead, clone: ['--depth=1'] }]) {
      expect((await ask('old2', { ...options, takenBack })).answer).toEqual(known('old2', true))
      expect((await ask('old1', { ...options, takenBack })).answer).toMatchObject({ kind: 'unknown' })
    }
    // Who knows where the branch is now comes first.
    expect((await ask('a20', { takenBack: source.commit('a20') })).answer).toEqual(known('a20', false))
    const gone = await ask('old2', { takenBack, historyRef: 'refs/heads/gone' })
    expect(gone.answer).toEqual(known('old2', true))
  })

  test('nobody knows: the reason is that of the repository, with the commit', async () => {
    const { answer, log } = await ask('old2', { serverUrl: dead, apiUrl: dead })
    expect(answer).toMatchObject({ kind: 'unknown', cause: 'other', commit: source.commit('old2') })
    expect(log.filter(each => each.includes('Whether refs/heads/main leads to'))).toHaveLength(3)
  })
})

describe('a token that may not read', () => {
  test('is the cause, with and without the API', async () => {
    for (const hasApi of [true, false])
      for (const token of ['wr0ng', '']) {
        const { answer, history } = await ask('old2', { token, hasApi })
        expect(answer).toMatchObject({ kind: 'unknown', cause: 'access', commit: source.commit('old2') })
        expect(await history.compare(source.commit('a15'), [source.commit('old2')])).toMatchObject({
          ...{ kind: 'unknown', cause: 'access' }
        })
        expect(JSON.stringify(answer)).not.toContain('wr0ng')
      }
  })

  test.each([
    [403, 'access'],
    [404, 'access'],
    [503, 'other']
  ])('status %i', async (status, cause) => {
    const undo = bed.server.onRequest(() => ({ status, body: 'No.\n' }))
    try {
      expect((await ask('old2', {})).answer).toMatchObject({ kind: 'unknown', cause })
    } finally {
      undo()
    }
  })
})

describe('the ordinary path', () => {
  const ordinary: RunOptions = { clone: ['--depth=1'], hasApi: true }

  test('takes one fetch in advance, and nothing for an older commit', async () => {
    const { history, fetches, apiRequests } = await source.run(ordinary)
    await history.prepare(source.commit('a20'))
    expect([fetches(), apiRequests()]).toEqual([1, 0])
    for (const name of ['a19', 'a18', 'a1'])
      expect(await history.compare(source.commit('a20'), [source.commit(name)])).toMatchObject({
        value: { relation: 'ancestor' }
      })
    expect([fetches(), apiRequests()]).toEqual([1, 0])
  })

  test('takes no more for an abbreviation, or for what is newer', async () => {
    const { history, fetches, apiRequests } = await source.run(ordinary)
    await history.prepare(source.commit('a18'))
    const [ours, newer] = [source.commit('a18'), source.commit('a20')]
    expect(await history.compare(ours, [source.commit('a17').slice(0, 7)])).toMatchObject({
      value: { relation: 'ancestor' }
    })
    expect(await history.compare(ours, [newer])).toMatchObject({ value: { relation: 'descendant' } })
    expect(await history.isTakenBack(ours, newer)).toEqual(known('a20', false))
    expect([fetches(), apiRequests()]).toEqual([1, 0])
  })
})
