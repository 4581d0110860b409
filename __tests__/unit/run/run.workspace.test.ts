import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, c3, createWorld, kustomization, prod, shop, type World } from '../../support/run/world.ts'

const inputs = { image: shop, publish: 'workspace', repository: '' }

function running(newTag: string): World {
  return createWorld({ [prod]: kustomization({ name: 'shop', newName: shop, newTag }), 'README.md': 'Hi\n' })
}

describe('publish: workspace', () => {
  test('builds, and writes into the checkout; nothing is read from or sent to a branch', async () => {
    const world = running(c1)
    const result = await runIn(world, { ...inputs, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'written', failure: undefined, builds: [`${shop}:${c2}`] })
    expect(world.workspace.files).toEqual({
      [prod]: kustomization({ name: 'shop', newName: shop, newTag: c2 }),
      'README.md': 'Hi\n'
    })
    expect(result.closing).toEqual([
      'Written into the workspace, nothing was committed:',
      `  ${prod}: shop ${c1} -> ${c2}`
    ])
    expect(result.outputs).toMatchObject({
      'changed-files': JSON.stringify([prod]),
      diff: expect.stringContaining(`+  newTag: ${c2}\n`),
      ...{ 'commit-sha': '', 'commit-url': '', attempts: '0', built: 'true' }
    })
    expect(result.images).toMatchObject([{ deployed: true }])
    expect(world.branch.fetches).toEqual([])
    // They follow what is deployed, and that is not.
    expect(world.registries.find(shop, 'latest')).toBeUndefined()
    expect(result.notices).toEqual([
      '`extra-tags` are not set with `publish: workspace`: they follow what is deployed, and nothing is deployed yet.'
    ])
    expect(result.warnings).toEqual([])
  })

  test('writes nothing where there is nothing to change', async () => {
    const world = running(c2)
    world.registries.push(shop, c2)
    world.workspace.readOnly = new ActionError('WORKSPACE_FAILED', 'Read-only.')
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ outcome: 'unchanged', failure: undefined, outputs: { diff: '' } })
  })

  test('leaves what is newer', async () => {
    const world = running(c3)
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ outcome: 'superseded', builds: [] })
    expect(world.workspace.files[prod]).toContain(c3)
  })

  test('builds nothing for a file that cannot be written', async () => {
    const world = running(c1)
    world.workspace.readOnly = new ActionError('WORKSPACE_FAILED', 'Read-only.')
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ failure: { code: 'WORKSPACE_FAILED' }, builds: [] })
  })

  test('tells what it built when the file cannot be written after it', async () => {
    const world = running(c1)
    world.engine.during.set(shop, () => {
      world.workspace.readOnly = new ActionError('WORKSPACE_FAILED', 'Read-only.')
    })
    const result = await runIn(world, { ...inputs, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ failure: { code: 'WORKSPACE_FAILED' }, outputs: { built: 'true' } })
    expect(result.outputs).toMatchObject({ 'changed-files': '[]', diff: expect.stringContaining('newTag') })
    expect(world.registries.find(shop, 'latest')).toBeUndefined()
  })
})
