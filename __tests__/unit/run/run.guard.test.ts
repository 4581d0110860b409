import { describe, expect, test } from '@jest/globals'

import { runIn } from '../../support/run/run-in.ts'
import {
  c1,
  c2,
  c3,
  c4,
  createWorld,
  kustomization,
  prod,
  shop,
  web,
  type World
} from '../../support/run/world.ts'

const own = { source: 'https://github.com/acme/shop' }
const orderUnknown = (because: string) =>
  `${prod}:4: the order of this deploy could not be checked, because ${because}.`

/** A world in which the shop runs with this tag. */
function running(newTag: string): World {
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag }))
}

/** One in which it runs with this tag beside the digest of an image that is made from a commit. */
function pinned(newTag: string, revision: string | undefined): World {
  const world = createWorld('')
  const digest = world.registries.push(shop, `built-${revision ?? 'without'}`, { ...own, revision })
  world.branch.edit(prod, () => kustomization({ name: 'shop', newName: shop, newTag, digest }))
  return world
}

describe('a tag and a digest in one entry: the digest is what runs', () => {
  test('a newer one beside our own tag is not replaced', async () => {
    const world = pinned(c2, c3)
    world.registries.push(shop, c2, { ...own, revision: c2 })
    expect(await runIn(world, { image: shop })).toMatchObject({ outcome: 'superseded', notices: [] })
  })

  test('a newer one beside a tag on another line of history is not replaced', async () => {
    const world = pinned(c1, c3)
    world.source.commits.set(c1, { parents: [], changes: [] })
    expect(await runIn(world, { image: shop })).toMatchObject({ outcome: 'superseded', notices: [] })
  })

  test('an older one beside a newer tag is replaced', async () => {
    const result = await runIn(pinned(c4, c1), { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(result.branch[prod]).toContain(`newTag: ${c2}\n`)
  })

  test.each([
    ['has no label', undefined, {}],
    ['has a label that cannot be read', c1, { labels: 'unavailable' as const }]
  ])('the tag beside it is believed where it %s', async (_, revision, trouble) => {
    const world = pinned(c4, revision)
    world.registries.trouble.set(shop, trouble)
    expect(await runIn(world, { image: shop })).toMatchObject({ outcome: 'superseded', notices: [] })
  })

  test('a digest that is to come is judged by its label, too', async () => {
    const world = running(c3)
    const digest = world.registries.push(shop, c4, { ...own, revision: c1 })
    const result = await runIn(world, { images: `shop=*:${c4}@${digest}` })
    expect(result.outcome).toBe('superseded')
    const given = await runIn(world, { image: shop, digest, pin: 'digest' }, { commit: c4 })
    expect(given.outcome).toBe('superseded')
  })
})

describe('the commit of the image that is to come', () => {
  test.each([
    ['image', { image: shop, tag: 'v1' }],
    ['a line of images', { images: `${shop}:v1` }]
  ])('is not known: deployed, with a notice (%s)', async (_, inputs) => {
    const world = running(c3)
    world.registries.push(shop, 'v1', { ...own, revision: c1 })
    world.registries.trouble.set(shop, { labels: 'unavailable' })
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ outcome: 'deployed' })
    expect(result.notices).toEqual([
      orderUnknown('the registry did not say what v1 was built from (ghcr.io answered with status 429)')
    ])
  })

  test('is not known, and neither is that of what runs: an image of somebody else needs no notice', async () => {
    const redis = 'docker.io/library/redis'
    const world = createWorld(kustomization({ name: 'redis', newName: redis, newTag: '7.4.0' }))
    for (const tag of ['7.4.0', '7.4.1']) world.registries.push(redis, tag)
    expect(await runIn(world, { images: `${redis}:7.4.1` })).toMatchObject({
      outcome: 'deployed',
      notices: []
    })
  })

  test('is not known, and what runs may be one of ours: told', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: web, newTag: 'v7' }))
    world.registries.push(shop, 'v8')
    world.registries.trouble.set(web, { labels: 'unavailable' })
    const result = await runIn(world, { images: `shop=${shop}:v8` })
    expect(result).toMatchObject({ outcome: 'deployed', notices: [expect.stringContaining('order')] })
  })

  test('is shortened in a tag that somebody wrote, and is looked up', async () => {
    const tag = `sha-${c1.slice(0, 7)}`
    for (const inputs of [{ image: shop, tag }, { images: `${shop}:${tag}` }]) {
      const world = running(c3)
      world.registries.push(shop, tag)
      expect(await runIn(world, inputs, { commit: c4 })).toMatchObject({ outcome: 'superseded', notices: [] })
    }
    const world = running(c1)
    world.registries.push(shop, `sha-${c3.slice(0, 7)}`)
    const forward = await runIn(world, { images: `${shop}:sha-${c3.slice(0, 7)}` })
    expect(forward).toMatchObject({ outcome: 'deployed', notices: [] })
  })
})

describe('two commits that begin alike', () => {
  const alike = `${c3.slice(0, 9)}${'0'.repeat(31)}`
  /** One of them is older than what is to come, one newer. */
  function ambiguous(newTag: string): World {
    const world = running(newTag)
    world.source.commits.set(alike, { parents: [c4], changes: [] })
    world.source.branches.set('main', alike)
    return world
  }

  test('are not known by their beginning: deployed, with a warning that says what to do', async () => {
    const name = c3.slice(0, 7)
    const world = ambiguous(`sha-${name}`)
    const result = await runIn(world, { image: shop, tag: 'sha-{sha:7}' }, { commit: c4 })
    expect(result.outcome).toBe('deployed')
    expect(result.notices).toEqual([
      orderUnknown(`${name} is the beginning of several commits: use the whole one, \`{sha}\``)
    ])
    expect((await runIn(ambiguous(name), { image: shop }, { commit: c4 })).notices).toEqual([
      orderUnknown(`${name} is the beginning of several commits`)
    ])
  })

  test('are known by the label of the image', async () => {
    const world = ambiguous(`sha-${c3.slice(0, 7)}`)
    world.registries.push(shop, `sha-${c3.slice(0, 7)}`, { ...own, revision: alike })
    const result = await runIn(world, { image: shop }, { commit: c4 })
    expect(result).toMatchObject({ outcome: 'superseded', notices: [] })
  })

  test.each([
    ['image', { image: shop, tag: '{sha:7}' }],
    ['build: never', { image: shop, tag: 'main-{sha:7}', build: 'never' }],
    ['a line', { images: `${shop}:{sha:7}` }]
  ])('have one tag: that of the other one is SOURCE_MISMATCH (%s)', async (_, inputs) => {
    const world = ambiguous(c1)
    for (const tag of [c3.slice(0, 7), `main-${c3.slice(0, 7)}`])
      world.registries.push(shop, tag, { ...own, revision: alike })
    const result = await runIn(world, inputs, { commit: c3 })
    expect(result).toMatchObject({ failure: { code: 'SOURCE_MISMATCH' }, commits: [], builds: [] })
    expect(result.failure?.message).toContain(alike)
  })

  test('a label of a commit that does not begin alike says nothing about the tag', async () => {
    const world = running(c1)
    world.registries.push(shop, c3.slice(0, 7), { ...own, revision: c1 })
    const result = await runIn(world, { image: shop, tag: '{sha:7}' }, { commit: c3 })
    expect(result.outcome).toBe('deployed')
  })
})

describe('a commit that was taken back by a push by force', () => {
  test('does not stay, when the branch was reset to an older one', async () => {
    const world = running(c4)
    world.source.branches.set('main', c2)
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`] })
    expect(result.notices).toEqual([
      `${prod}:4: ${shop} had ${c4} of commit ${c4.slice(0, 12)}, which was taken back or is of another branch: main does not lead to it.`
    ])
  })

  test('does not stay, when it was amended, and nothing is doubtful about that', async () => {
    const world = running(c3)
    world.source.commits.set(c4, { parents: [c2], changes: [] })
    const result = await runIn(world, { image: shop }, { commit: c4 })
    expect(result.outcome).toBe('deployed')
    expect(result.notices).toEqual([expect.stringContaining('was taken back')])
  })

  test('stays as long as the default branch leads to it', async () => {
    const world = running(c4)
    world.source.branches.set('release', c2)
    const env = { GITHUB_REF: 'refs/heads/release', GITHUB_REF_NAME: 'release' }
    expect(await runIn(world, { image: shop }, { env })).toMatchObject({ outcome: 'superseded' })
  })

  test('a tag takes nothing back', async () => {
    const world = running(c4)
    world.source.branches.set('main', c2)
    const env = { GITHUB_REF: 'refs/tags/v2', GITHUB_REF_NAME: 'v2' }
    expect(await runIn(world, { image: shop }, { env })).toMatchObject({ outcome: 'superseded' })
  })
})

describe('what is not known', () => {
  test('because the token may not read is a warning that says what to do, once for a run', async () => {
    const files = Object.fromEntries(
      ['a', 'b', 'c'].map(name => [
        `apps/${name}/kustomization.yaml`,
        kustomization({ name: 'shop', newName: shop, newTag: c1 })
      ])
    )
    const world = createWorld(files)
    world.source.trouble = 'access'
    const inputs = { image: shop, kustomization: 'apps/*', 'github-token': 'x' }
    const result = await runIn(world, inputs)
    expect(result.notices).toEqual([
      'apps/a/kustomization.yaml:4: the order of this deploy could not be checked, because `github-token` may not read ' +
        'acme/shop: give the job `contents: read`; the same goes for 2 more entries.'
    ])
    const without = createWorld(files)
    without.source.trouble = 'access'
    expect((await runIn(without, { ...inputs, 'github-token': '' })).notices).toEqual([
      expect.stringContaining(
        'because there is no `github-token` that may read acme/shop: set it; the same goes for 2 more'
      )
    ])
  })

  test('is told in one line, whatever the registry says', async () => {
    const world = running('"v9\\n::error::x"')
    const result = await runIn(world, { image: shop })
    for (const text of result.notices) expect(text).not.toMatch(/\n/)
  })
})

describe('questions', () => {
  test('are asked once for each image, however many files and attempts there are', async () => {
    const count = async (files: number, races: number) => {
      const names = Array.from({ length: files }, (_, index) => `apps/${index}/kustomization.yaml`)
      const entry = kustomization(
        { name: 'shop', newName: shop, newTag: 'v1' },
        { name: 'web', newName: web, newTag: 'v1' }
      )
      const world = createWorld(Object.fromEntries(names.map(name => [name, entry])))
      for (const name of [shop, web])
        for (const tag of ['v1', 'v2'])
          world.registries.push(name, tag, { ...own, revision: tag === 'v1' ? c1 : c2 })
      for (let race = 0; race < races; race += 1)
        world.branch.rivals.push(() => {
          world.branch.edit(names[0] ?? '', text => `${text}# ${race}\n`)
        })
      const images = `${shop}:v2\n${web}:v2`
      const result = await runIn(world, { images, kustomization: 'apps/*' })
      expect(result.outcome).toBe('deployed')
      expect(result.outputs.attempts).toBe(String(races + 1))
      return world.registries.labels.length
    }
    expect(await count(1, 0)).toBe(4)
    expect(await count(40, 0)).toBe(4)
    expect(await count(40, 3)).toBe(4)
  })
})
