import { expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import { runIn } from '../../support/run/run-in.ts'
import { c1, createWorld, kustomization, prod, shop, type World } from '../../support/run/world.ts'

function running(): World {
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
}

test('a folder that is not there is told with those that are, and nothing is built', async () => {
  const result = await runIn(running(), { image: shop, kustomization: 'apps/prd' })
  expect(result).toMatchObject({ failure: { code: 'KUSTOMIZATION_NOT_FOUND' }, builds: [], commits: [] })
  expect(result.failure?.message).toContain('apps/prod')
  expect(result.outputs).toMatchObject({ outcome: 'failed', 'commit-sha': '', 'changed-files': '[]' })
})

test.each(['[]', '{}', '{,}', 'null', '~', '""', 'false', '---', '# apps/prod', 'apps/{}'])(
  'a `kustomization` that an expression found empty is a place that is not there, never one without work: %j',
  async given => {
    const result = await runIn(running(), { image: shop, kustomization: given })
    expect(result).toMatchObject({ failure: { code: 'KUSTOMIZATION_NOT_FOUND' }, builds: [], commits: [] })
    expect(result.failure?.message).toContain(given)
  }
)

test('a file that is no YAML is told with its line, and nothing is built', async () => {
  const world = createWorld('images:\n- name: [\n')
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ failure: { code: 'YAML_INVALID' }, builds: [], commits: [] })
  expect(result.failure?.place).toMatch(`${prod}:`)
  expect(result.closing).toEqual([])
})

test('a failure of the branch and one of the registry are told together, before the build', async () => {
  const world = running()
  world.branch.unwritable = new ActionError('PUSH_DENIED', 'No.')
  world.registries.trouble.set(shop, { pushing: 'denied' })
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ builds: [], failure: { parts: ['PUSH_DENIED', 'IMAGE_PUSH_DENIED'] } })
})

test('a bug of ours is told as one, with what was done before it', async () => {
  const world = running()
  world.branch.answers.push(new TypeError('x is not a function'))
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({
    outcome: 'failed',
    failure: { code: 'UNEXPECTED' },
    outputs: { built: 'true' }
  })
  expect(result.failure?.message).toMatch(/^x is not a function\. This is a bug in newtag/)
})
