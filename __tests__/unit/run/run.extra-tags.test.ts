import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, c4, createWorld, kustomization, prod, shop, web } from '../../support/run/world.ts'

function running(newTag: string) {
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag }))
}

const inputs = { image: shop, 'extra-tags': 'latest, {ref}' }

describe('extra tags', () => {
  test('are set after the commit has landed, with the digest of the image', async () => {
    const world = running(c1)
    const result = await runIn(world, inputs)
    const digest = world.registries.find(shop, c2)?.digest ?? ''
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(['latest', 'main'].map(tag => world.registries.find(shop, tag)?.digest)).toEqual([digest, digest])
    const group = result.log.indexOf('group: Set the extra tags')
    expect(result.log.slice(group)).toEqual([
      'group: Set the extra tags',
      `info: ${shop}:latest is ${digest} now`,
      `info: ${shop}:main is ${digest} now`
    ])
    expect(result.log[group - 1]).toBe('info: Pushed to main in one attempt')
  })

  test('are set to what was deployed, wherever its tag has gone meanwhile', async () => {
    const world = running(c1)
    world.branch.followers.push(() => {
      world.registries.push(shop, c2)
    })
    const result = await runIn(world, inputs)
    expect(world.registries.find(shop, 'latest')?.digest).toBe(result.outputs['digest'])
    expect(world.registries.find(shop, c2)?.digest).not.toBe(result.outputs['digest'])
  })

  test('that are there already are left', async () => {
    const world = running(c2)
    const digest = world.registries.push(shop, c2)
    world.registries.tag(shop, 'latest', digest)
    world.registries.trouble.set(shop, { tagging: 'denied' })
    const result = await runIn(world, { image: shop, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'unchanged', notices: [] })
    expect(result.log).toContain(`info: ${shop}:latest is ${digest} already`)
  })

  test('that cannot be set are a warning: the deploy is done', async () => {
    const world = running(c1)
    world.registries.trouble.set(shop, { tagging: 'denied' })
    const result = await runIn(world, { ...inputs, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'deployed', failure: undefined })
    expect(result.notices).toEqual([
      `The tag ${shop}:latest could not be set (ghcr.io: denied); the deploy itself is done.`
    ])
  })

  test('of an image that is gone are a warning', async () => {
    const world = running(c1)
    world.registries.trouble.set(shop, { reading: 'unavailable' })
    const result = await runIn(world, { ...inputs, build: 'never', 'extra-tags': 'latest' })
    expect(result.outcome).toBe('deployed')
    expect(result.notices).toEqual([
      `The tag ${shop}:latest could not be set (the image is not in the registry any more); the deploy itself is done.`
    ])
  })

  test('are not set for what was not deployed', async () => {
    const world = running(c1)
    world.branch.answers.push(new ActionError('PUSH_REJECTED', 'No.'))
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ failure: { code: 'PUSH_REJECTED' }, builds: [`${shop}:${c2}`] })
    expect(world.registries.find(shop, 'latest')).toBeUndefined()
    const older = running(c4)
    older.registries.push(shop, c2)
    expect(await runIn(older, inputs)).toMatchObject({ outcome: 'superseded' })
    expect(older.registries.find(shop, 'latest')).toBeUndefined()
  })

  test('are set for an image that was there already', async () => {
    const world = running(c2)
    const digest = world.registries.push(shop, c2)
    const result = await runIn(world, { image: shop, 'extra-tags': 'v1.2.3\nlatest' })
    expect(result).toMatchObject({ outcome: 'unchanged', failure: undefined, notices: [] })
    expect(['v1.2.3', 'latest'].map(tag => world.registries.find(shop, tag)?.digest)).toEqual([
      digest,
      digest
    ])
  })

  test('are not taken back by an older run', async () => {
    const world = running(c1)
    const newer = await runIn(world, inputs, { commit: c4 })
    expect(await runIn(world, inputs)).toMatchObject({ outcome: 'superseded' })
    expect(world.registries.find(shop, 'latest')?.digest).toBe(newer.outputs['digest'])
  })

  test('are set for those of several images that are deployed', async () => {
    const world = createWorld(
      kustomization({ name: 'shop', newName: shop, newTag: c1 }, { name: 'web', newName: web, newTag: c1 })
    )
    world.branch.rivals.push(() => {
      world.branch.edit(prod, text => text.replace(c1, c4))
    })
    const images = `- image: ${shop}\n- image: ${web}\n`
    const result = await runIn(world, { images, 'extra-tags': 'latest' })
    expect(result.outcome).toBe('deployed')
    expect([shop, web].map(name => world.registries.find(name, 'latest') !== undefined)).toEqual([
      false,
      true
    ])
  })
})
