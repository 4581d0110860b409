import { describe, expect, test } from '@jest/globals'

import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, createWorld, kustomization, prod, shop, type World } from '../../support/run/world.ts'

function running(): World {
  const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
  world.registries.push(shop, c2)
  return world
}

describe('notices', () => {
  test('are twenty at most, each once; the last one says how many are left out', async () => {
    const world = running()
    const texts = Array.from({ length: 25 }, (_, index) => `Notice ${index}.`)
    world.advise = () => Promise.resolve([...texts, ...texts])
    const result = await runIn(world, { image: shop })
    expect(result.notices).toEqual([...texts.slice(0, 19), '6 more like these.'])
    world.advise = () => Promise.resolve(texts.slice(0, 20))
    expect((await runIn(world, { image: shop })).notices).toEqual(texts.slice(0, 20))
  })

  test('are one line each, and those that say what to do are not among the ones left out', async () => {
    const world = running()
    world.branch.edit(prod, text => text.replace(c1, 'v9'))
    world.advise = () => Promise.resolve(Array.from({ length: 25 }, (_, index) => `Look\nat ${index}.`))
    const result = await runIn(world, { image: shop })
    expect(result.notices).toHaveLength(20)
    expect(result.notices.at(-1)).toBe('7 more like these.')
    for (const text of result.notices) expect(text).toMatch(/^(?:Look at \d+\.|7 more.*)$/)
  })

  test('tell first what the inputs are taken for, then what the builder says, then what the plan does, then the advice', async () => {
    const world = running()
    world.branch.edit(prod, text => text.replace(c1, 'v9'))
    world.engine.limits.push('Provenance is left out.')
    world.engine.remarks.push('Use a JSON array for CMD.')
    world.advise = () => Promise.resolve(['Nothing uses it.'])
    const result = await runIn(world, { image: 'ghcr.io/Acme/shop', build: 'always' })
    expect(result.notices).toEqual([
      `\`image\`: "ghcr.io/Acme/shop" is taken as ${shop}; registries take lower case only.`,
      'Provenance is left out.',
      'Use a JSON array for CMD.',
      expect.stringMatching(/the order of this first deploy could not be checked/),
      'Nothing uses it.'
    ])
  })

  test('have what is odd about a file', async () => {
    const entry = { name: 'shop', newName: shop, newTag: c1 }
    const world = createWorld(kustomization(entry, entry))
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', branch: { [prod]: expect.not.stringContaining(c1) } })
    expect(result.notices).toContainEqual(
      expect.stringMatching(`^${prod}:2: 2 entries have the name shop \\(lines 2 and 5\\)`)
    )
  })

  test('of the builder come in the order of the inputs', async () => {
    const world = createWorld(
      kustomization(
        { name: 'a', newName: 'ghcr.io/acme/a', newTag: c1 },
        { name: 'b', newName: 'ghcr.io/acme/b', newTag: c1 }
      )
    )
    const busy = { kind: 'transient', code: 'IMAGE_PUSH_FAILED', message: 'Busy.' } as const
    const exists = { kind: 'tag-exists', code: 'IMAGE_TAG_IMMUTABLE', message: 'No.', arrives: true } as const
    for (const name of ['ghcr.io/acme/a', 'ghcr.io/acme/b']) world.registries.push(name, c2)
    // The first of them is ready last.
    world.engine.failing.set('ghcr.io/acme/a', [busy, exists]).set('ghcr.io/acme/b', [exists])
    const images = '- image: ghcr.io/acme/a\n- image: ghcr.io/acme/b\n'
    const result = await runIn(world, { images, build: 'always' })
    expect(result.notices.map(text => /\/(\w):/.exec(text)?.[1])).toEqual(['a', 'b'])
  })
})

describe('advice', () => {
  test('that comes late is waited for', async () => {
    const world = running()
    world.advise = async () => {
      await world.clock.sleep(9_000)
      return ['Late.']
    }
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', notices: ['Late.'] })
    // What the run took is not what its advice took.
    expect(result.outputs['duration-ms']).toBe('0')
  })

  test('that comes too late is done without', async () => {
    const world = running()
    world.advise = async () => {
      await world.clock.sleep(11_000)
      return ['Too late.']
    }
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
  })

  test('has the time of a build beside its own', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
    world.engine.failing.set(shop, [
      { kind: 'transient', code: 'IMAGE_PUSH_FAILED', message: 'Busy.' },
      { kind: 'transient', code: 'IMAGE_PUSH_FAILED', message: 'Busy.' }
    ])
    world.advise = async () => {
      // Longer than a run that is done waits for it; three builds of two seconds and their pauses take 16.5 meanwhile.
      await world.clock.sleep(20_000)
      return ['In time.']
    }
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', notices: ['In time.'] })
  })

  test('is asked for once, and not for what is superseded', async () => {
    const world = running()
    let asked = 0
    world.advise = () => {
      asked += 1
      return Promise.resolve([])
    }
    await runIn(world, { image: shop, build: 'always' })
    expect(asked).toBe(1)
    await runIn(world, { image: shop }, { commit: c1 })
    expect(asked).toBe(1)
  })

  test('is given although the run fails in the end', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
    world.advise = () => Promise.resolve(['Nothing uses it.'])
    world.engine.failing.set(shop, [{ kind: 'other', code: 'BUILD_FAILED', message: 'No.' }])
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'failed', notices: ['Nothing uses it.'] })
  })
})
