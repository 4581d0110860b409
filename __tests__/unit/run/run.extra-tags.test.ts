import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import { createRandom } from '../../../testbed/random.ts'
import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, c3, c4, createWorld, kustomization, prod, shop, web } from '../../support/run/world.ts'

function running(newTag: string) {
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag }))
}

const inputs = { image: shop, 'extra-tags': 'latest, {ref}' }

describe('overlapping runs', () => {
  const seeds = Array.from({ length: 120 }, (_, index) => index + 1)
  const wanted = { image: shop, 'extra-tags': 'latest' }

  test.each([
    ['two', [c2, c3], undefined],
    ['three', [c3, c2, c4], undefined],
    ['three, of which the oldest is by hand', [c3, c4], c2]
  ])(
    'leave `latest` at what the branch deploys, however slow each request is: %s',
    async (_, commits, back) => {
      for (const seed of seeds) {
        const random = createRandom(seed)
        const world = running(c1)
        // A few requests take longer than all others of a run together.
        world.pause = () => world.clock.sleep(random.below(random.chance(0.1) ? 60_000 : 500))
        const start = async (commit: string, event: string) => {
          await world.clock.sleep(random.below(6_000))
          return await runIn(world, wanted, { commit, event })
        }
        const runs = commits.map(commit => start(commit, 'push'))
        if (back !== undefined) runs.push(start(back, 'workflow_dispatch'))
        const results = await Promise.all(runs)
        expect([seed, results.flatMap(({ failure, warnings }) => [failure?.message, ...warnings])]).toEqual([
          seed,
          results.map(() => undefined)
        ])
        const [, tag = ''] = /newTag: (\w+)/.exec(world.branch.tip().files[prod] ?? '') ?? []
        const digests = [tag, 'latest'].map(version => world.registries.find(shop, version)?.digest)
        expect([seed, digests[1]]).toEqual([seed, digests[0]])
      }
    }
  )
})

describe('extra tags', () => {
  test('stay at an image that is made from a newer commit, although the branch deploys ours', async () => {
    const world = running(c1)
    const newer = world.registries.push(shop, 'latest', { revision: c4 })
    const result = await runIn(world, { image: shop, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(world.registries.find(shop, 'latest')?.digest).toBe(newer)
    expect(result.log).toContain(
      `info: ${shop}:latest stays ${newer}: its commit ${c4.slice(0, 12)} is newer than ${c2.slice(0, 12)}`
    )
  })

  test.each([
    ['an older commit', c1],
    ['a commit that was taken back', 'f'.repeat(40)],
    ['nobody knows what', undefined]
  ])('leave an image that is made from %s', async (_, revision) => {
    const world = running(c1)
    world.source.commits.set('f'.repeat(40), { parents: [c4], changes: [] })
    world.registries.push(shop, 'latest', { revision })
    const result = await runIn(world, { image: shop, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(world.registries.find(shop, 'latest')?.digest).toBe(result.outputs['digest'])
  })

  test('go back with a run by hand', async () => {
    const world = running(c4)
    world.registries.push(shop, 'latest', { revision: c4 })
    const result = await runIn(world, { image: shop, 'extra-tags': 'latest' }, { event: 'workflow_dispatch' })
    expect(result.outcome).toBe('deployed')
    expect(world.registries.find(shop, 'latest')?.digest).toBe(result.outputs['digest'])
  })

  test('are not set where the branch does not deploy the image any more', async () => {
    const world = running(c1)
    world.branch.followers.push(() => {
      world.branch.edit(prod, text => text.replace(c2, c3))
    })
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(world.registries.find(shop, 'latest')).toBeUndefined()
    expect(result.log).toContain(
      `info: ${shop}:latest, ${shop}:main: not set, because the branch does not deploy this image any more`
    )
  })

  test('are not set, and a warning, where the branch cannot be looked at', async () => {
    const world = running(c1)
    world.branch.followers.push(() => {
      world.branch.unreadable = new ActionError('GIT_UNREACHABLE', 'No answer.')
    })
    const result = await runIn(world, { image: shop, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'deployed', failure: undefined })
    expect(result.warnings).toEqual([
      `The tag ${shop}:latest could not be set (what the branch deploys now could not be read: No answer.); the deploy itself is done.`
    ])
    expect(world.registries.find(shop, 'latest')).toBeUndefined()
  })

  describe('of an image that stays, because its sources have not changed', () => {
    const unchanged = { image: shop, 'extra-tags': 'latest', 'skip-unchanged': 'true' }
    function quiet() {
      const world = running(c1)
      world.source.commits.set(c2, { parents: [c1], changes: [] })
      return world
    }

    test('are set on that', async () => {
      const world = quiet()
      const digest = world.registries.push(shop, c1)
      expect(await runIn(world, unchanged)).toMatchObject({ outcome: 'unchanged', builds: [], notices: [] })
      expect(world.registries.find(shop, 'latest')?.digest).toBe(digest)
    })

    test.each([
      ['is not there', undefined, `what is deployed, ${shop}:${c1}, is not in the registry`],
      [
        'cannot be asked for',
        'denied',
        `the digest of what is deployed, ${shop}:${c1}, is not known: ghcr.io: denied`
      ]
    ] as const)('are not set where it %s, and the reason is told', async (_, reading, why) => {
      const world = quiet()
      if (reading !== undefined) world.registries.trouble.set(shop, { reading })
      const result = await runIn(world, { ...unchanged, 'skip-existing': 'true' })
      expect(result).toMatchObject({ outcome: 'unchanged', builds: [] })
      expect(result.warnings).toEqual([
        `The tag ${shop}:latest could not be set (${why}); the deploy itself is done.`
      ])
    })
  })

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
