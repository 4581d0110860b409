import { describe, expect, test } from '@jest/globals'

import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, c3, c4, createWorld, kustomization, prod, shop, web } from '../../support/run/world.ts'

const stage = 'apps/stage/kustomization.yaml'
const both = { images: `- image: ${shop}\n- image: ${web}\n` }

/** The shop and the web with these tags. */
function two(first: string, second: string): string {
  return kustomization(
    { name: 'shop', newName: shop, newTag: first },
    { name: 'web', newName: web, newTag: second }
  )
}

describe('several images', () => {
  test('over several files land in one commit, which says what changed where', async () => {
    const world = createWorld({
      [prod]: two(c1, c1),
      [stage]: kustomization({ name: 'web', newName: web, newTag: 'v1' }, { name: shop, newTag: c2 })
    })
    const result = await runIn(world, { ...both, kustomization: 'apps/prod\napps/stage' })
    const [shopDigest, webDigest] = [shop, web].map(name => world.registries.find(name, c2)?.digest ?? '')
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`, `${web}:${c2}`] })
    expect(result.branch).toEqual({
      [prod]: two(c2, c2),
      [stage]: kustomization({ name: 'web', newName: web, newTag: c2 }, { name: shop, newTag: c2 })
    })
    expect(result.commits).toEqual([
      {
        author: 'github-actions[bot]',
        changed: [prod, stage],
        message: `Deploy 2 images

${prod}: shop ${c1} -> ${c2}
${prod}: web ${c1} -> ${c2}
${stage}: web v1 -> ${c2}

Source-Repository: https://github.com/acme/shop
Source-Commit: ${c2}
Source-Run: https://github.com/acme/shop/actions/runs/42
Image: ${shop}:${c2}@${shopDigest ?? ''}
Image: ${web}:${c2}@${webDigest ?? ''}
Argocd-reference-commit-repourl: https://github.com/acme/shop
Argocd-reference-commit-sha: ${c2}
Argocd-reference-commit-author: Ada <ada@example.com>
Argocd-reference-commit-date: 2026-01-01T00:00:00Z
Argocd-reference-commit-subject: Sell more
`
      }
    ])
    expect(result.closing).toEqual([
      `Deployed with commit https://github.com/acme/gitops/commit/${result.outputs['commit-sha'] ?? ''} on main of acme/gitops`,
      `  ${prod}: shop ${c1} -> ${c2}`,
      `  ${prod}: web ${c1} -> ${c2}`,
      `  ${stage}: web v1 -> ${c2}`
    ])
    expect(result.images).toEqual([
      {
        ...{ image: shop, tag: c2, digest: shopDigest, ref: `${shop}:${c2}@${shopDigest ?? ''}` },
        ...{ built: true, deployed: true }
      },
      {
        ...{ image: web, tag: c2, digest: webDigest, ref: `${web}:${c2}@${webDigest ?? ''}` },
        ...{ built: true, deployed: true }
      }
    ])
    expect(result.outputs).toMatchObject({ image: shop, 'previous-tag': c1, built: 'true', attempts: '1' })
  })

  test('of which one is there are built only where they are missing', async () => {
    const world = createWorld(two(c1, c1))
    world.registries.push(shop, c2)
    const result = await runIn(world, both)
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${web}:${c2}`] })
    expect(result.images).toMatchObject([{ built: false }, { built: true }])
    expect(result.branch[prod]).toBe(two(c2, c2))
  })

  test('are built at once, as many as max-parallel says', async () => {
    const result = await runIn(createWorld(two(c1, c1)), both)
    expect(result.outputs['duration-ms']).toBe('2000')
    const slower = await runIn(createWorld(two(c1, c1)), { ...both, 'max-parallel': '1' })
    expect(slower.outputs['duration-ms']).toBe('4000')
  })

  test('are told one after the other, in the order of the inputs', async () => {
    const world = createWorld(two(c1, c1))
    const result = await runIn(world, both)
    const groups = result.log.filter(line => line.startsWith('group: Build'))
    expect(groups).toEqual([`group: Build and push ${shop}:${c2}`, `group: Build and push ${web}:${c2}`])
    const [first = 0, second = 0] = groups.map(line => result.log.indexOf(line))
    expect(result.log[first + 1]).toContain(`info: Pushed ${shop}`)
    expect(result.log[second + 1]).toContain(`info: Pushed ${web}`)
  })

  test('of which one is unchanged: it keeps its tag, and the other is built', async () => {
    const world = createWorld(two(c1, c1))
    world.source.commits.set(c2, { parents: [c1], changes: ['web/main.go'] })
    world.source.files.add('web/Dockerfile').add('shop/Dockerfile')
    const kept = world.registries.push(shop, c1)
    const images = `- image: ${shop}\n  context: shop\n- image: ${web}\n  context: web\n`
    const result = await runIn(world, { images, 'skip-unchanged': 'true', 'extra-tags': 'latest' })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${web}:${c2}`] })
    expect(result.branch[prod]).toBe(two(c1, c2))
    expect(result.images).toMatchObject([
      { image: shop, tag: c1, built: false, deployed: true },
      { image: web, tag: c2, built: true, deployed: true }
    ])
    expect(result.commits[0]?.message).not.toContain(`Image: ${shop}`)
    // The tags follow what is deployed, whichever run built it.
    expect(result.notices).toEqual([])
    expect(world.registries.find(shop, 'latest')?.digest).toBe(kept)
    expect(world.registries.find(web, 'latest')?.digest).toBe(world.registries.find(web, c2)?.digest)
    expect(result.closing.at(-1)).toBe(
      `  ${prod}: ${shop} keeps ${c1}: its sources have not changed since ${c1.slice(0, 12)}`
    )
  })

  test('of which one is unchanged, one older than what runs and one missing: the last is deployed', async () => {
    const till = 'ghcr.io/acme/till'
    const of = (third: string) => `${two(c1, c4)}- name: till\n  newName: ${till}\n  newTag: ${third}\n`
    const world = createWorld(of(c1))
    world.source.commits.set(c2, { parents: [c1], changes: ['till/main.go'] })
    for (const each of ['shop', 'web', 'till']) world.source.files.add(`${each}/Dockerfile`)
    const images = [shop, web, till].map(each => `- image: ${each}\n  context: ${each.slice(13)}\n`).join('')
    const result = await runIn(world, { images, 'skip-unchanged': 'true' })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${till}:${c2}`] })
    expect(result.branch[prod]).toBe(of(c2))
    expect(result.closing.slice(1).map(line => /keeps|->/.exec(line)?.[0])).toEqual(['->', 'keeps', 'keeps'])
    expect(result.images).toMatchObject([
      { image: shop, tag: c1 },
      { image: till, tag: c2 }
    ])
  })

  test('of which none can be built are told together, and nothing is built', async () => {
    const world = createWorld(two(c1, c1))
    world.source.files.clear()
    const result = await runIn(world, both)
    expect(result).toMatchObject({ builds: [], commits: [] })
    expect(result.failure?.parts).toEqual(['IMAGE_NOT_FOUND', 'IMAGE_NOT_FOUND'])
  })

  test('of which one cannot be pushed: none is built', async () => {
    const world = createWorld(two(c1, c1))
    world.registries.trouble.set(web, { pushing: 'denied' })
    const result = await runIn(world, both)
    expect(result).toMatchObject({ failure: { code: 'IMAGE_PUSH_DENIED' }, builds: [], commits: [] })
    expect(result.failure?.message).toContain(`${web}:${c2} cannot be pushed`)
  })

  test('that nothing can be written for tell all that is in the way at once', async () => {
    const world = createWorld(two(c1, c1))
    world.registries.trouble.set(web, { pushing: 'denied' }).set(shop, { pushing: 'missing' })
    const result = await runIn(world, both)
    expect([...(result.failure?.parts ?? [])].sort()).toEqual([
      'IMAGE_PUSH_DENIED',
      'IMAGE_REPOSITORY_MISSING'
    ])
  })

  test('of which one is superseded and the other as it should be: the first is what the run was about', async () => {
    const world = createWorld(two(c4, 'v9'))
    world.registries.push(web, 'v9')
    const result = await runIn(world, { image: shop, images: `${web}:v9` })
    expect(result).toMatchObject({ outcome: 'superseded', outputs: { image: shop, tag: c2 }, commits: [] })
  })
})

describe('lines of images', () => {
  test('beside an image of the run land with it, and are never built', async () => {
    const world = createWorld(two(c1, 'v1'))
    const digest = world.registries.push(web, 'v2')
    const result = await runIn(world, { image: shop, images: `${web}:v2` })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`] })
    expect(result.outputs).toMatchObject({ image: shop, 'previous-tag': c1 })
    expect(result.commits).toHaveLength(1)
    expect(result.branch[prod]).toBe(two(c2, 'v2'))
    expect(result.summary).toMatch(/v2@sha256:[0-9a-f]{64}<\/code>, already in the registry\n/)
    expect(result.images).toMatchObject([
      { image: shop, tag: c2, built: true, deployed: true },
      { image: web, tag: 'v2', digest, built: false, deployed: true }
    ])
    expect(result.commits[0]?.message).toMatch(/^Deploy 2 images\n/)
  })

  test('are told as the first file has them that changes', async () => {
    const mirror = 'mirror.example.com/web'
    const of = (newName: string, newTag: string) => kustomization({ name: 'web', newName, newTag })
    const world = createWorld({ [prod]: of(web, 'v2'), [stage]: of(mirror, 'v1') })
    for (const name of [web, mirror]) world.registries.push(name, 'v2')
    const result = await runIn(world, { images: 'web=*:v2', kustomization: 'apps/*' })
    expect(result).toMatchObject({ outcome: 'deployed', images: [{ image: mirror, tag: 'v2' }] })
    expect(result.commits).toMatchObject([{ changed: [stage] }])
  })

  test('list only what changed in the commit', async () => {
    const world = createWorld(two(c1, 'v2'))
    world.registries.push(web, 'v2')
    const result = await runIn(world, { image: shop, images: `${web}:v2` })
    expect(result.commits[0]?.message).toMatch(new RegExp(`^Deploy ${shop} ${c2.slice(0, 12)}\n`))
    expect(result.commits[0]?.message).not.toContain(`Image: ${web}`)
    expect(result.images).toHaveLength(2)
  })

  test('that the registry does not have change nothing', async () => {
    const world = createWorld(two(c1, 'v1'))
    const result = await runIn(world, { image: shop, images: `${web}:v2` })
    expect(result).toMatchObject({ failure: { code: 'IMAGE_NOT_FOUND' }, builds: [], commits: [] })
    expect(result.failure?.message).toContain(`${web}:v2 is not in the registry`)
    world.registries.push(shop, 'v2')
    const half = await runIn(world, { images: `shop=*:v2\nweb=*:v3` })
    expect(half).toMatchObject({ outcome: 'failed', failure: { code: 'IMAGE_NOT_FOUND' }, commits: [] })
    expect(half.failure?.message).toMatch(`${web}:v3 is not in the registry`)
  })

  test('set several entries in one commit, with the digests of their registry when pinned', async () => {
    const text = (first: string, second: string) =>
      `resources:\n- ../base\nimages:\n- name: shop\n  newName: ${shop}\n${first}- name: web # the front\n  newName: ${web}\n${second}`
    const world = createWorld(text('  newTag: v1 # by the pipeline\n', '  newTag: v1\n'))
    const [first, second] = [world.registries.push(shop, 'v2'), world.registries.push(web, c2)]
    const inputs = { images: `shop=*:v2\n${web}:{sha}`, pin: 'tag+digest' }
    const result = await runIn(world, inputs)
    expect(result.outcome).toBe('deployed')
    expect(result.closing[0]).toContain('Deployed with commit')
    expect(result.images).toMatchObject([
      { image: shop, tag: 'v2', digest: first, built: false },
      { image: web, tag: c2, digest: second, built: false }
    ])
    expect(result.branch[prod]).toBe(
      text(`  newTag: v2 # by the pipeline\n  digest: ${first}\n`, `  newTag: ${c2}\n  digest: ${second}\n`)
    )
    expect(result.commits).toMatchObject([{ changed: [prod] }])
    const message = result.commits[0]?.message ?? ''
    expect(message).toContain(`Deploy 2 images\n\n${prod}: shop v1 -> v2@sha256:`)
    expect(message).toContain(`\nImage: ${shop}:v2@${first}\nImage: ${web}:${c2}@${second}\n`)
    expect(result.outputs['diff']).toContain(
      '-  newTag: v1 # by the pipeline\n+  newTag: v2 # by the pipeline\n'
    )
    const again = await runIn(world, inputs)
    expect(again.outputs).toMatchObject({ outcome: 'unchanged', 'changed-files': '[]' })
  })

  test('lead to their source commit by a tag that names it, and list only what changed', async () => {
    const world = createWorld(two('v1', 'v1'))
    world.registries.push(shop, 'v1')
    for (const tag of ['v2', c2]) world.registries.push(web, tag)
    const inputs = { images: 'shop=*:v1\nweb=*:{sha}', 'commit-message': 'from {previous-tag}' }
    const [commit] = (await runIn(world, inputs)).commits
    expect(commit?.message).toContain(`\nSource-Commit: ${c2}\n`)
    expect(commit?.message).toMatch(/^from v1\n/)
    const again = await runIn(world, { images: 'shop=*:v1\nweb=*:v2' })
    expect(again.outputs['previous-tag']).toBe(c2)
    expect(again.commits[1]?.message).toMatch(new RegExp(`^Deploy ${web} v2\n\n${prod}: web `))
    expect(again.commits[1]?.message).not.toContain('shop v1 -> v1')
  })

  test('may rename an image, set a digest, and keep the tag beside it', async () => {
    const world = createWorld(two(c1, 'v1'))
    const mirror = 'mirror.example.com/web'
    const digest = world.registries.push(mirror, 'v1')
    const result = await runIn(world, { images: `web=${mirror}:*@${digest}` })
    expect(result.outcome).toBe('deployed')
    expect(result.branch[prod]).toContain(`newName: ${mirror}\n  newTag: v1\n  digest: ${digest}\n`)
    expect(result.commits[0]?.message).toContain(
      `${prod}: web (${web} -> ${mirror}) v1 -> v1@${digest.slice(0, 19)}`
    )
  })

  test('with a tag and a digest write both, and are looked for by the digest', async () => {
    const world = createWorld(two(c1, 'v1'))
    const digest = world.registries.push(web, 'v2')
    const result = await runIn(world, { images: `${web}:v2@${digest}` })
    expect(result.branch[prod]).toContain(`newTag: v2\n  digest: ${digest}\n`)
    expect(world.registries.asked).toEqual([`${web}@${digest}`])
  })

  test('that name an image for kustomize only ask no registry', async () => {
    const world = createWorld(kustomization({ name: 'UPPER', newTag: 'v1' }))
    const result = await runIn(world, { images: 'UPPER=*:v2' })
    expect(result.outcome).toBe('deployed')
    expect(world.registries.asked).toEqual([])
    expect(result.log).toContain('info: UPPER:v2 is a name for kustomize only; no registry was asked.')
  })

  test('claim no source commit unless the tag names it', async () => {
    const world = createWorld(two(c1, 'v1'))
    world.registries.push(web, 'v2')
    const result = await runIn(world, { images: `${web}:v2` })
    expect(result.commits[0]?.message).not.toContain('Source-Commit')
    expect(result.commits[0]?.message).toMatch(new RegExp(`^Deploy ${web} v2\n`))
  })
})

describe('an entry of another name', () => {
  test('is found by image-name', async () => {
    const world = createWorld(kustomization({ name: 'till', newTag: 'v1' }, { name: 'nginx', newTag: '1' }))
    const result = await runIn(world, { image: shop, 'image-name': 'till' })
    expect(result.outcome).toBe('deployed')
    expect(result.branch[prod]).toBe(
      kustomization({ name: 'till', newTag: c2 }, { name: 'nginx', newTag: '1' })
    )
    // What it deploys is another repository, which may be a mistake.
    expect(result.notices).toContain(
      `${prod}:3: the entry till deploys till, and \`image\` is ${shop}. If that is no mirror of it, correct \`image-name\`, or the entry's newName.`
    )
  })

  test('is added where there is none, with if-missing: add', async () => {
    const world = createWorld(kustomization({ name: web, newTag: 'v1' }))
    const result = await runIn(world, { image: shop, 'if-missing': 'add' })
    expect(result.outcome).toBe('deployed')
    expect(result.branch[prod]).toBe(kustomization({ name: web, newTag: 'v1' }, { name: shop, newTag: c2 }))
    // There is nothing that could have been newer.
    expect(result.notices.join()).not.toContain('whether that is newer')
  })
})

describe('the registry', () => {
  test('is asked once for each reference, however many entries and plans need it', async () => {
    const text = two('v1', 'v1')
    const world = createWorld({ [prod]: text, [stage]: text })
    for (const name of [shop, web]) world.registries.push(name, 'v2')
    world.branch.rivals.push(() => {
      world.branch.edit(prod, before => `# theirs\n${before}`)
    })
    const inputs = { image: shop, tag: 'v2', images: `${web}:v2\nshop=*:v2`, pin: 'tag+digest' }
    const result = await runIn(world, { ...inputs, kustomization: 'apps/*' })
    expect(result).toMatchObject({ outcome: 'deployed', outputs: { attempts: '2' } })
    expect([...world.registries.asked].sort()).toEqual([`${shop}:v2`, `${web}:v2`])
  })

  test('is asked once for an image that two entries deploy, also when it does not answer', async () => {
    const world = createWorld(
      kustomization(
        { name: 'shop', newName: shop, newTag: 'v1' },
        { name: 'till', newName: shop, newTag: 'v1' }
      )
    )
    world.registries.trouble.set(shop, { reading: 'unavailable' })
    const inputs = { image: shop, tag: 'v2', 'image-name': 'shop', images: 'till=*:v2', build: 'never' }
    expect(await runIn(world, inputs)).toMatchObject({ outcome: 'deployed' })
    expect(world.registries.asked).toEqual([`${shop}:v2`])
  })

  test('is asked for what a build has pushed, and for the image whose cache may be used', async () => {
    const world = createWorld(two(c1, 'v1'))
    world.registries.push(shop, c1)
    await runIn(world, { image: shop })
    expect(world.registries.asked).toEqual([`${shop}:${c2}`, `${shop}:${c1}`, `${shop}:${c2}`])
    expect(world.engine.builds).toMatchObject([{ previous: `${shop}:${c1}` }])
  })

  test('is asked before a push, too, where the build is made in any case: what it has then is not what is pushed', async () => {
    const world = createWorld(two(c3, 'v1'))
    const inputs = { image: shop, build: 'always', cache: 'none' }
    await runIn(world, inputs, { commit: c4 })
    expect(world.registries.asked).toEqual([`${shop}:${c4}`, `${shop}:${c4}`])
    expect(world.engine.builds).toMatchObject([{ previous: undefined }])
  })
})
