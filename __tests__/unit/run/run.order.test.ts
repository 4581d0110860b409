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

/** A world in which the shop runs with this tag. */
function running(newTag: string, digest?: string): World {
  const pin = digest === undefined ? {} : { digest }
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag, ...pin }))
}

const own = { source: 'https://github.com/acme/shop' }

/** Another run lands its tag while ours is being pushed. */
function overtake(world: World, from: string, to: string): void {
  world.branch.rivals.push(() => {
    world.branch.edit(prod, text => text.replace(from, to))
  })
}

describe('a race', () => {
  test('after which the branch has a newer commit: superseded, although the image was built', async () => {
    const world = running(c1)
    overtake(world, c1, c3)
    const result = await runIn(world, { image: shop, 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'superseded', failure: undefined, builds: [`${shop}:${c2}`] })
    expect(result.commits).toMatchObject([{ author: 'Somebody' }])
    expect(result.outputs).toMatchObject({ image: shop, tag: c2, built: 'true', attempts: '2' })
    expect(result.outputs).toMatchObject({ 'commit-sha': '', 'changed-files': '[]', diff: '' })
    expect(result.branch[prod]).toContain(`newTag: ${c3}\n`)
    expect(result.images).toMatchObject([{ built: true, deployed: false }])
    expect(world.registries.find(shop, 'latest')).toBeUndefined()
  })

  test('after which the branch has our tag: unchanged', async () => {
    const world = running(c1)
    overtake(world, c1, c2)
    const result = await runIn(world, { image: shop, 'extra-tags': 'latest' })
    expect(result).toMatchObject({
      outcome: 'unchanged',
      outputs: { attempts: '2', built: 'true', diff: '' }
    })
    expect(result.commits).toMatchObject([{ author: 'Somebody' }])
    expect(result.log).toContain('info: Nothing to change on main')
    // It is what is deployed.
    expect(world.registries.find(shop, 'latest')).toEqual(world.registries.find(shop, c2))
  })

  test('after which a tag without a commit runs: its image says what it is made from', async () => {
    const world = running(c1)
    world.registries.push(shop, 'v9', { ...own, revision: c3 })
    overtake(world, c1, 'v9')
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'superseded', outputs: { attempts: '2' }, notices: [] })
  })

  test('after which the branch went back to something older: deployed', async () => {
    const world = running(c2)
    world.registries.push(shop, c3)
    overtake(world, c2, c1)
    const result = await runIn(world, { image: shop }, { commit: c3 })
    expect(result).toMatchObject({ outcome: 'deployed', outputs: { attempts: '2', 'previous-tag': c1 } })
  })

  test('does not deploy what was not built, when the branch goes back while something else lands', async () => {
    const world = createWorld(
      kustomization({ name: 'shop', newName: shop, newTag: c4 }, { name: 'web', newName: web, newTag: 'v1' })
    )
    world.registries.push(web, 'v9')
    overtake(world, c4, c1)
    const result = await runIn(world, { image: shop, images: `${web}:v9` })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [] })
    expect(result.outputs).toMatchObject({ attempts: '2', built: 'false' })
    expect(result.branch[prod]).toContain(`newTag: ${c1}\n`)
    expect(result.branch[prod]).not.toContain(c2)
    expect(result.branch[prod]).toContain('newTag: v9\n')
    // Why it was left out is still told.
    expect(result.closing.join()).toContain(`keeps ${c4}`)
  })
})

describe('what runs now', () => {
  test('is older: it is replaced, without a word', async () => {
    const result = await runIn(running(c1), { image: shop })
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(result.log.join('\n')).not.toMatch(/^(?:notice|warning): /m)
    expect(result.branch[prod]).toContain(`newTag: ${c2}\n`)
  })

  test('is newer: nothing is built, also with build: always', async () => {
    const result = await runIn(running(c4), { image: shop, build: 'always' })
    expect(result).toMatchObject({ outcome: 'superseded', builds: [], outputs: { built: 'false' } })
    expect(result.log.join('\n')).not.toContain('Build and push')
  })

  test('is known by the label of its image, where the tag says nothing', async () => {
    const world = running('v9')
    world.registries.push(shop, 'v9', { ...own, revision: c3 })
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ outcome: 'superseded', builds: [], notices: [] })
    const older = running('v9')
    older.registries.push(shop, 'v9', { ...own, revision: c1 })
    expect(await runIn(older, { image: shop })).toMatchObject({ outcome: 'deployed', notices: [] })
  })

  test('is not judged by the label of an image that is made from another repository', async () => {
    const world = running('v9')
    world.registries.push(shop, 'v9', { revision: c3, source: 'https://github.com/acme/base' })
    const result = await runIn(world, { image: shop })
    expect(result.outcome).toBe('deployed')
    expect(result.notices).toEqual([
      `${prod}:4: the order of this first deploy could not be checked, because v9 says that it was made from https://github.com/acme/base; from the next one on it is.`
    ])
  })

  test('is what the digest names, where an older tag was kept beside it', async () => {
    const world = running(c1)
    const digest = world.registries.push(shop, 'v9', { ...own, revision: c3 })
    world.branch.edit(prod, text => `${text}  digest: ${digest}\n`)
    expect(await runIn(world, { image: shop })).toMatchObject({ outcome: 'superseded', builds: [] })
  })

  test('is newer by the tag, whatever its label says', async () => {
    const world = running(c3)
    world.registries.push(shop, c3, { ...own, revision: c1 })
    expect(await runIn(world, { image: shop })).toMatchObject({ outcome: 'superseded', builds: [] })
  })

  test.each([
    ['nothing else', c3.slice(0, 12), '{sha:12}'],
    ['a prefix', `sha-${c3.slice(0, 12)}`, 'sha-{sha:12}'],
    ['a branch and a number around it', `main-${c3.slice(0, 7)}-123`, 'main-{sha:7}-7']
  ])('is known by a shortened commit in the tag, with %s', async (_, newTag, tag) => {
    const result = await runIn(running(newTag), { image: shop, tag })
    expect(result).toMatchObject({ outcome: 'superseded', builds: [] })
    expect(result.branch[prod]).toContain(`newTag: ${newTag}\n`)
  })

  test('is on another line of history: deployed, with a notice', async () => {
    const world = running(c3)
    world.source.commits.set(c3, { parents: [c1], changes: [] })
    world.source.commits.set(c4, { parents: [c2, c3], changes: [] })
    const result = await runIn(world, { image: shop })
    expect(result.outcome).toBe('deployed')
    expect(result.branch[prod]).toContain(`newTag: ${c2}\n`)
    expect(result.notices).toEqual([
      `${prod}:4: neither of the two is newer: ${c3.slice(0, 12)}, which was deployed, and ${c2.slice(0, 12)}, which is now, are on different lines of history.`
    ])
  })

  test('is a commit that nobody knows: deployed, with a notice', async () => {
    const result = await runIn(running('f'.repeat(40)), { image: shop })
    expect(result.outcome).toBe('deployed')
    expect(result.notices).toEqual([
      `${prod}:4: the order of this deploy could not be checked, because the registry does not have ${'f'.repeat(12)}.`
    ])
  })

  test('is not judged where it stays', async () => {
    const world = running('v7')
    world.registries.push(shop, 'v7')
    const result = await runIn(world, { image: shop, tag: 'v{run-number}' })
    expect(result).toMatchObject({ outcome: 'unchanged', notices: [] })
  })

  test('is newer than the commit that is checked out, and would be built under a tag of its own', async () => {
    const world = running(c3)
    world.source.checkouts.set('.', c1)
    const result = await runIn(world, { image: shop, tag: 'v5' })
    expect(result).toMatchObject({ outcome: 'superseded', builds: [] })
    expect(result.closing[1]).toContain(`is newer than ${c1.slice(0, 12)}`)
  })

  test.each([
    ['the number of the run', { tag: 'v{run-number}' }, {}, 'superseded'],
    [
      'the release that runs',
      { tag: '2' },
      { GITHUB_REF: 'refs/tags/v2', GITHUB_REF_NAME: 'v2' },
      'superseded'
    ],
    ['anything else', { tag: 'v5' }, {}, 'deployed']
  ] as const)(
    'is newer than an image without a label whose tag is %s, or not',
    async (_, input, env, outcome) => {
      const world = running(c3)
      for (const tag of ['v7', '2', 'v5']) world.registries.push(shop, tag)
      expect(await runIn(world, { image: shop, ...input }, { env })).toMatchObject({ outcome, builds: [] })
    }
  )

  test('is newer than an image that is to replace it and says by its label that it is older', async () => {
    const world = running(c3)
    world.registries.push(shop, 'v1', { ...own, revision: c1 })
    const older = await runIn(world, { image: shop, tag: 'v1' }, { commit: c4 })
    expect(older).toMatchObject({ outcome: 'superseded' })
    expect(older.closing[1]).toContain(`is newer than ${c1.slice(0, 12)} by 2 commit(s)`)
    const labelled = running('1.0.2')
    labelled.registries.push(shop, '1.0.2', { ...own, revision: c3 })
    labelled.registries.push(shop, '1.0.1', { ...own, revision: c2 })
    const result = await runIn(labelled, { image: shop, tag: '1.0.1' })
    expect(result.outcome).toBe('superseded')
    expect(result.branch[prod]).toContain('newTag: 1.0.2\n')
  })

  test('is newer than a shortened commit that was written out', async () => {
    const world = running(c3)
    const tag = `sha-${c2.slice(0, 7)}`
    world.registries.push(shop, tag)
    const result = await runIn(world, { image: shop, tag })
    expect(result).toMatchObject({ outcome: 'superseded', notices: [] })
    expect(result.branch[prod]).toContain(`newTag: ${c3}\n`)
  })

  test('is newer than a digest whose image has the commit in its label', async () => {
    const world = running(c4)
    const digest = world.registries.push(shop, 'by-digest', { ...own, revision: c3 })
    const result = await runIn(world, { images: `shop=*@${digest}` })
    expect(result).toMatchObject({ outcome: 'superseded', notices: [] })
    expect(result.branch[prod]).toBe(kustomization({ name: 'shop', newName: shop, newTag: c4 }))
  })
})

describe('going back', () => {
  test('is refused by hand, too, when allow-older says so', async () => {
    const inputs = { image: shop, 'allow-older': 'false' }
    const result = await runIn(running(c4), inputs, { event: 'workflow_dispatch' })
    expect(result.outcome).toBe('superseded')
  })

  test('in one file only leaves the newer one in the other file, and the extra tag where it is', async () => {
    const stage = 'apps/stage/kustomization.yaml'
    const of = (newTag: string) => kustomization({ name: 'shop', newName: shop, newTag })
    const world = createWorld({ [prod]: of(c1), [stage]: of(c3) })
    const inputs = { image: shop, kustomization: 'apps/*', 'extra-tags': 'latest' }
    const result = await runIn(world, inputs)
    expect(result.outcome).toBe('deployed')
    expect(result.branch).toEqual({ [prod]: of(c2), [stage]: of(c3) })
    expect(result.closing).toEqual([
      `Deployed with commit ${result.outputs['commit-url'] ?? ''} on main of acme/gitops (1 newer left as it is)`,
      `  ${prod}: shop ${c1} -> ${c2}`,
      `  ${stage}: ${shop} keeps ${c3}: its commit ${c3.slice(0, 12)} is newer than ${c2.slice(0, 12)} by 1 commit(s)`
    ])
    expect(world.registries.find(shop, 'latest')).toBeUndefined()
  })
})

describe('two that mean the same entry', () => {
  test('keep what is newer for both', async () => {
    const result = await runIn(running(c4), { image: shop, images: 'shop=*:{sha}' })
    expect(result).toMatchObject({ outcome: 'superseded', outputs: { image: shop }, builds: [] })
    expect(result.branch[prod]).toContain(`newTag: ${c4}\n`)
    expect(result.closing.filter(line => line.includes('keeps'))).toHaveLength(1)
  })

  test('are judged by the same: what the first may not, the second may not either', async () => {
    const world = running('v4')
    world.registries.push(shop, 'v4', { ...own, revision: c4 })
    world.registries.push(shop, 'v5', { ...own, revision: c1 })
    expect(await runIn(world, { image: shop, tag: 'v5' })).toMatchObject({ outcome: 'superseded' })
    const result = await runIn(world, { image: shop, tag: 'v5', images: 'shop=*:v5' })
    expect(result.outcome).toBe('superseded')
    expect(result.branch[prod]).toContain('newTag: v4\n')
  })

  test('and want different tags are a mistake', async () => {
    const world = running(c1)
    world.registries.push(shop, 'v5')
    const result = await runIn(world, { image: shop, images: 'shop=*:v5' })
    expect(result).toMatchObject({ failure: { code: 'INPUT_INVALID' }, builds: [], commits: [] })
    expect(result.failure?.message).toContain('the inputs ask for two values of the entry shop')
  })
})

describe('lines of images', () => {
  test('are judged by tag or by label, whatever the entry has', async () => {
    const third = running('v6')
    third.registries.push(shop, 'v7', { ...own, revision: c1 })
    third.registries.push(shop, 'v6', { ...own, revision: c4 })
    const result = await runIn(third, { images: `${shop}:v7` })
    expect(result).toMatchObject({ outcome: 'superseded', notices: [] })
    const world = running(c3)
    world.registries.push(shop, 'v7', { ...own, revision: c1 })
    expect(await runIn(world, { images: `${shop}:v7` })).toMatchObject({ outcome: 'superseded' })
  })

  test('are judged by the label where a digest alone is pinned, before and after', async () => {
    const world = running('x')
    const [older, newer] = [c1, c4].map(revision =>
      world.registries.push(shop, revision, { ...own, revision })
    )
    const pinned = (digest = '') => kustomization({ name: 'shop', newName: shop, digest })
    world.branch.edit(prod, () => pinned(newer))
    const result = await runIn(world, { images: `shop=*@${older ?? ''}` })
    expect(result).toMatchObject({ outcome: 'superseded', notices: [] })
    world.branch.edit(prod, () => pinned(older))
    const forward = await runIn(world, { images: `shop=*@${newer ?? ''}` })
    expect(forward).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(forward.branch[prod]).toBe(pinned(newer))
  })

  test('without a commit are told only where they take the place of an image of ours', async () => {
    const world = running(c3)
    world.registries.push(shop, 'v8')
    const notices = [
      `${prod}:4: the order of this deploy could not be checked, because v8 names no commit, and its image has no revision label.`
    ]
    const result = await runIn(world, { images: `${shop}:v8` })
    expect(result).toMatchObject({ outcome: 'deployed', notices })
    world.registries.push(shop, 'v9')
    expect(await runIn(world, { images: `${shop}:v9` })).toMatchObject({ outcome: 'deployed', notices: [] })
  })

  test.each([
    ['a line', { images: `${shop}:v8` }],
    ['image', { image: shop, tag: 'v8' }]
  ])(
    'whose labels came along with a base image are told where they take the place of an image of ours (%s)',
    async (_, inputs) => {
      const world = running(c3)
      const base = { revision: 'f'.repeat(40), source: 'https://github.com/acme/base' }
      world.registries.push(shop, 'v8', base)
      const result = await runIn(world, inputs)
      expect(result).toMatchObject({ outcome: 'deployed' })
      expect(result.notices).toEqual([
        `${prod}:4: the order of this deploy could not be checked, because v8 says that it was made from ${base.source}.`
      ])
    }
  )

  test('of which one is older are left out, and the others land', async () => {
    const world = createWorld(
      kustomization({ name: 'shop', newName: shop, newTag: c3 }, { name: 'web', newName: web, newTag: c1 })
    )
    for (const name of [shop, web]) world.registries.push(name, c2)
    const result = await runIn(world, { images: `${shop}:{sha}\n${web}:{sha}` })
    expect(result.outcome).toBe('deployed')
    expect(result.branch[prod]).toBe(
      kustomization({ name: 'shop', newName: shop, newTag: c3 }, { name: 'web', newName: web, newTag: c2 })
    )
    expect(result.summary).toContain('kept: commit')
    expect(result.commits[0]?.message).toContain(`Image: ${web}:${c2}`)
    expect(result.commits[0]?.message).not.toContain(`Image: ${shop}`)
  })

  test('with the tag of the commit are kept older than what runs', async () => {
    const world = running(c3)
    world.registries.push(shop, c2)
    expect(await runIn(world, { images: `${shop}:{sha}` })).toMatchObject({ outcome: 'superseded' })
    world.registries.push(shop, c4)
    const newer = await runIn(world, { images: `${shop}:{sha}` }, { commit: c4 })
    expect(newer.outcome).toBe('deployed')
    expect(newer.commits[0]?.message).toContain(`Source-Commit: ${c4}\n`)
  })
})
