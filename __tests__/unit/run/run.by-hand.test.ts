import { describe, expect, test } from '@jest/globals'

import { runIn } from '../../support/run/run-in.ts'
import { c2, c4, createWorld, kustomization, prod, shop } from '../../support/run/world.ts'

const byPerson = { sender: { login: 'ada', type: 'User' } }
const byBot = { sender: { login: 'acme-deploy[bot]', type: 'Bot' } }
const byToken = { GITHUB_ACTOR: 'github-actions[bot]', GITHUB_TRIGGERING_ACTOR: 'github-actions[bot]' }

describe('a workflow_dispatch run of an older commit', () => {
  test.each<
    readonly [string, string, { readonly env?: Readonly<Record<string, string>>; readonly payload?: object }]
  >([
    ['deployed', 'the first attempt of a person', { env: { GITHUB_RUN_ATTEMPT: '1' }, payload: byPerson }],
    ['deployed', 'nothing is known of who started it', {}],
    ['superseded', 'a re-run', { env: { GITHUB_RUN_ATTEMPT: '2' }, payload: byPerson }],
    ['superseded', 'the attempt cannot be read', { env: { GITHUB_RUN_ATTEMPT: 'two' }, payload: byPerson }],
    ['superseded', 'a bot', { payload: byBot }],
    ['superseded', 'GITHUB_TOKEN', { env: byToken }]
  ])('is %s: %s', async (outcome, _, details) => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c4 }))
    const result = await runIn(world, { image: shop }, { event: 'workflow_dispatch', ...details })
    const running = outcome === 'deployed' ? c2 : c4
    expect(result).toMatchObject({ outcome, failure: undefined })
    expect(result.branch[prod]).toBe(kustomization({ name: 'shop', newName: shop, newTag: running }))
  })

  test.each([
    ['a re-run', { env: { GITHUB_RUN_ATTEMPT: '3' } }],
    ['a bot', { payload: byBot }]
  ])('goes back when allow-older says so: %s', async (_, details) => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c4 }))
    const inputs = { image: shop, 'allow-older': 'true' }
    const result = await runIn(world, inputs, { event: 'workflow_dispatch', ...details })
    expect(result.outcome).toBe('deployed')
    expect(result.branch[prod]).toContain(`newTag: ${c2}\n`)
  })
})

test('a re-run of a run by hand with a fixed tag still builds nothing', async () => {
  const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: 'v1' }))
  const details = { event: 'workflow_dispatch', env: { GITHUB_RUN_ATTEMPT: '2' } }
  const result = await runIn(world, { image: shop, tag: 'v2' }, details)
  expect(result).toMatchObject({ outcome: 'failed', builds: [], failure: { code: 'IMAGE_NOT_FOUND' } })
})
