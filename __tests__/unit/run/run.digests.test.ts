import { describe, expect, test } from '@jest/globals'

import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, c3, createWorld, kustomization, prod, shop, web } from '../../support/run/world.ts'

const old = `sha256:${'0'.repeat(64)}`
const other = 'mirror.example.com/shop'

describe('pin', () => {
  test('tag+digest: both are written, the digest of what was built', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
    const result = await runIn(world, { image: shop, pin: 'tag+digest' })
    const digest = world.registries.find(shop, c2)?.digest ?? ''
    expect(result.branch[prod]).toBe(kustomization({ name: 'shop', newName: shop, newTag: c2, digest }))
    expect(result.outputs).toMatchObject({ digest, 'image-ref': `${shop}:${c2}@${digest}` })
  })

  test('digest: the tag goes', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
    const result = await runIn(world, { image: shop, pin: 'digest' })
    const digest = world.registries.find(shop, c2)?.digest ?? ''
    expect(result.branch[prod]).toBe(kustomization({ name: 'shop', newName: shop, digest }))
    expect(result.closing[1]).toBe(`  ${prod}: shop ${c1} -> ${digest.slice(0, 19)}`)
    expect(result.outputs['digest']).toBe(digest)
    expect(result.summary).toContain(`<code>${c1}</code> → <code>sha256:`)
  })

  test('tag: an entry without a digest gets none', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
    const result = await runIn(world, { image: shop, pin: 'tag' })
    expect(result.branch[prod]).not.toContain('digest')
  })

  test('of a line whose registry says nothing: red, before anything is built', async () => {
    const text = kustomization(
      { name: 'shop', newName: shop, newTag: c1 },
      { name: 'web', newName: web, newTag: 'v1' }
    )
    const world = createWorld(text)
    world.registries.trouble.set(web, { reading: 'unavailable' })
    const result = await runIn(world, { image: shop, images: 'web=*:v2', pin: 'digest' })
    expect(result).toMatchObject({ failure: { code: 'DIGEST_UNKNOWN' }, builds: [], commits: [] })
    expect(result.failure?.message).toMatch(
      /: `pin` requires a digest for the entry web, .*set `pin: tag`\.$/
    )
  })
})

describe('the digest that a registry names in a header', () => {
  const untagged = kustomization({ name: 'shop', newName: shop, newTag: c1 })
  const pinned = kustomization({ name: 'shop', newName: shop, newTag: c1, digest: old })

  test.each([
    ['an image of this run', untagged, { image: shop, pin: 'tag+digest' }],
    ['an image of this run, by its digest alone', untagged, { image: shop, pin: 'digest' }],
    ['an image of this run, for an entry with a digest', pinned, { image: shop }],
    ['a line of `images`', untagged, { images: `shop=*:${c2}`, pin: 'tag+digest' }],
    ['a line of `images`, for an entry with a digest', pinned, { images: `shop=*:${c2}` }]
  ])('is not written where the manifest has another one: %s', async (_, text, inputs) => {
    const world = createWorld(text)
    world.registries.push(shop, c2)
    world.registries.trouble.set(shop, { manifest: old })
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ failure: { code: 'DIGEST_MISMATCH' }, builds: [], commits: [] })
    world.registries.trouble.clear()
    world.registries.read.length = 0
    expect(await runIn(world, inputs)).toMatchObject({ outcome: 'deployed' })
    // Once, although the plan is made for each attempt.
    expect(world.registries.read).toEqual([`${shop}:${c2}`])
  })

  test.each([
    ['nothing is pinned', untagged, { image: shop }],
    ['it was built here', untagged, { image: shop, pin: 'tag+digest', 'skip-existing': 'false' }],
    ['a person wrote the digest', pinned, { image: shop, tag: c2, digest: 'given' }],
    ['nothing is written', untagged, { image: shop, pin: 'tag+digest', publish: 'none' }]
  ])('costs no request where %s', async (_, text, inputs) => {
    const world = createWorld(text)
    const digest = world.registries.push(shop, c2)
    const given = { ...inputs, ...('digest' in inputs ? { digest } : {}) }
    expect((await runIn(world, given)).failure).toBeUndefined()
    expect(world.registries.read).toEqual([])
  })
})

describe('a race after which the entry deploys from another repository', () => {
  const start = kustomization({ name: 'shop', newName: shop, newTag: 'v1', digest: old })

  test.each([
    ['that it had', start, 'tag'],
    ['that is to be pinned', kustomization({ name: 'shop', newName: shop, newTag: 'v1' }), 'tag+digest']
  ])('asks there for the digest %s', async (_, text, pin) => {
    const world = createWorld(text)
    world.registries.push(shop, 'v2')
    const digest = world.registries.push(other, 'v2')
    world.branch.rivals.push(() => {
      world.branch.edit(prod, before => before.replace(shop, other))
    })
    const result = await runIn(world, { images: 'shop=*:v2', pin })
    expect(result).toMatchObject({ outcome: 'deployed', outputs: { attempts: '2' } })
    expect(result.branch[prod]).toBe(kustomization({ name: 'shop', newName: other, newTag: 'v2', digest }))
    expect(result.images).toMatchObject([{ image: other, tag: 'v2', digest }])
    expect(world.registries.asked).toEqual([`${shop}:v2`, `${other}:v2`])
  })

  test('is red when that is not known, with the entry as it is now', async () => {
    const world = createWorld(start)
    world.registries.trouble.set(other, { reading: 'denied' })
    world.branch.rivals.push(() => {
      world.branch.edit(prod, text => text.replace(shop, other))
    })
    const result = await runIn(world, { image: shop, 'image-name': 'shop' })
    expect(result).toMatchObject({ failure: { code: 'DIGEST_UNKNOWN' }, builds: [`${shop}:${c2}`] })
    expect(result.failure?.message).toContain(`from ${other}. Log in`)
    expect(result.commits).toMatchObject([{ author: 'Somebody' }])
  })

  test('is red when a digest was pinned meanwhile, and nobody says the one of the new tag', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1 }))
    world.registries.trouble.set(shop, { reading: 'unavailable' })
    world.branch.rivals.push(() => {
      world.branch.edit(prod, text => `${text}  digest: ${old}\n`)
    })
    const result = await runIn(world, { image: shop, build: 'never' })
    expect(result.failure).toMatchObject({ code: 'DIGEST_UNKNOWN' })
    expect(result.failure?.message).toContain('is pinned by a digest')
    expect(result.commits).toMatchObject([{ author: 'Somebody' }])
  })
})

describe('the digest', () => {
  test('is never that of another repository than the entry deploys, and a warning says so', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: other, newTag: 'v1' }))
    world.registries.push(shop, 'v2')
    const digest = world.registries.push(other, 'v2')
    const result = await runIn(world, {
      ...{ image: shop, tag: 'v2', 'image-name': 'shop' },
      pin: 'tag+digest'
    })
    expect(result.branch[prod]).toContain(`newTag: v2\n  digest: ${digest}\n`)
    expect(result.notices).toEqual([
      expect.stringMatching(/the order of this deploy could not be checked, because .* no revision label\.$/),
      expect.stringMatching(`^${prod}:4: the entry shop deploys ${other}, and \`image\` is ${shop}`)
    ])
  })

  test('of that other repository must be known before anything is built', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: other, newTag: 'v1' }))
    world.registries.trouble.set(other, { reading: 'unavailable' })
    const result = await runIn(world, { image: shop, 'image-name': 'shop', pin: 'tag+digest' })
    expect(result).toMatchObject({ failure: { code: 'DIGEST_UNKNOWN' }, builds: [], commits: [] })
  })

  test('is that of each file where files deploy from different repositories', async () => {
    const stage = 'apps/stage/kustomization.yaml'
    const of = (newName: string) => kustomization({ name: 'shop', newName, newTag: 'v1' })
    const world = createWorld({ [prod]: of(shop), [stage]: of(other) })
    const digests = [shop, other].map(name => world.registries.push(name, 'v2'))
    const result = await runIn(world, { images: 'shop=*:v2', pin: 'digest', kustomization: 'apps/*' })
    expect([result.branch[prod], result.branch[stage]]).toEqual(
      [shop, other].map((newName, index) =>
        kustomization({ name: 'shop', newName, digest: digests[index] ?? '' })
      )
    )
  })

  test('is the same for an entry that is named twice, which is told once', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: 'v1' }))
    const digest = world.registries.push(shop, 'v2')
    const inputs = { image: shop, tag: 'v2', images: `shop=*:v2\n${shop}:v2`, pin: 'tag+digest' }
    const result = await runIn(world, inputs)
    expect(result.outcome).toBe('deployed')
    expect(result.images).toMatchObject([{ image: shop, tag: 'v2', digest }])
    expect(result.images).toHaveLength(1)
  })

  test('that is given is that of the tag, or red', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: 'v1' }))
    const digest = world.registries.push(shop, 'v2')
    const wrong = await runIn(world, { image: shop, tag: 'v2', digest: old })
    expect(wrong).toMatchObject({ failure: { code: 'DIGEST_MISMATCH' }, commits: [] })
    const right = await runIn(world, { image: shop, tag: 'v2', digest, pin: 'tag+digest' })
    expect(right).toMatchObject({ outcome: 'deployed', outputs: { digest, built: 'false' } })
    expect(right.branch[prod]).toContain(`newTag: v2\n  digest: ${digest}\n`)
  })

  test('that is given alone is asked for by itself', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: 'v1' }))
    const digest = world.registries.push(shop, 'other')
    const result = await runIn(world, { image: shop, digest, pin: 'digest' })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [] })
    expect(world.registries.asked).toEqual([`${shop}@${digest}`])
    expect(result.branch[prod]).toBe(kustomization({ name: 'shop', newName: shop, digest }))
  })

  test('that is given alone is what messages are about, not the tag', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: 'v1' }))
    const inputs = { image: shop, digest: old, pin: 'digest' }
    const missing = await runIn(world, inputs)
    expect(missing.failure).toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      message: expect.stringMatching(`^${shop}@${old} is not in the registry, and `)
    })
    world.registries.trouble.set(shop, { reading: 'unavailable' })
    const down = await runIn(world, inputs)
    expect(down.outcome).toBe('deployed')
    expect(down.log).toContain(
      `warning: Could not check whether ${shop}@${old} exists (ghcr.io: no answer). Deploying it anyway.`
    )
  })

  test('tells apart what a tag that moves stands for: it is built each time', async () => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: 'latest', digest: old }))
    world.registries.push(shop, 'latest')
    const result = await runIn(world, { image: shop, tag: 'latest', pin: 'tag+digest' })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:latest`] })
    const digest = world.registries.find(shop, 'latest')?.digest ?? ''
    expect(result.branch[prod]).toContain(`newTag: latest\n  digest: ${digest}\n`)
    const inputs = { image: shop, tag: 'latest', pin: 'digest' }
    const first = await runIn(world, inputs)
    const second = await runIn(world, inputs, { commit: c3 })
    expect(second).toMatchObject({ outcome: 'deployed', outputs: { built: 'true' } })
    expect(second.builds).toHaveLength(3)
    expect(second.outputs['digest']).not.toBe(first.outputs['digest'])
    expect(second.branch[prod]).toContain(`digest: ${second.outputs['digest'] ?? ''}\n`)
  })
})
