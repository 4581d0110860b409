import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../src/errors/errors.ts'
import { runIn } from '../../support/run/run-in.ts'
import {
  c1,
  c2,
  c4,
  createWorld,
  kustomization,
  prod,
  shop,
  web,
  type World
} from '../../support/run/world.ts'

const preview = { image: shop, publish: 'none' }

function running(newTag: string): World {
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag }))
}

/** Nothing was changed anywhere. */
const nothing = {
  commits: [],
  builds: [],
  outputs: { built: 'false', 'changed-files': '[]', 'commit-sha': '' }
}

describe('a preview', () => {
  test('shows the difference and builds nothing, although the image is not there yet', async () => {
    const world = running(c1)
    const result = await runIn(world, preview)
    expect(result).toMatchObject({ outcome: 'previewed', failure: undefined, notices: [], ...nothing })
    expect(result.outputs['diff']).toBe(
      `diff --git a/${prod} b/${prod}\n--- a/${prod}\n+++ b/${prod}\n@@ -1,4 +1,4 @@\n images:\n - name: shop\n   newName: ${shop}\n-  newTag: ${c1}\n+  newTag: ${c2}\n`
    )
    expect(result.closing).toEqual([
      'Preview, nothing was built, pushed or committed:',
      `  ${prod}: shop ${c1} -> ${c2}`
    ])
    expect(result.images).toMatchObject([{ image: shop, tag: c2, built: false, deployed: false }])
    expect(result.log.slice(-2)).toEqual([
      'group: Preview',
      'info: There is no kustomize on PATH, so the manifests are not rendered.'
    ])
    expect(result.branch).toEqual({ [prod]: kustomization({ name: 'shop', newName: shop, newTag: c1 }) })
  })

  test('shows nothing where there is nothing to change', async () => {
    const world = running(c2)
    world.registries.push(shop, c2)
    const result = await runIn(world, preview)
    expect(result).toMatchObject({ outcome: 'previewed', outputs: { diff: '' } })
    expect(result.closing).toEqual(['Preview, nothing was built, pushed or committed:'])
  })

  test('says what a deploy would leave out because it is older', async () => {
    const result = await runIn(running(c4), preview)
    expect(result).toMatchObject({ ...nothing, outcome: 'previewed', outputs: { diff: '' } })
    expect(result.closing).toEqual([
      'Preview, nothing was built, pushed or committed:',
      `  ${prod}: ${shop} keeps ${c4}: its commit ${c4.slice(0, 12)} is newer than ${c2.slice(0, 12)} by 2 commit(s)`
    ])
  })

  test('says what a deploy would leave out because it has not changed', async () => {
    const world = running(c1)
    world.source.commits.set(c2, { parents: [c1], changes: [] })
    const result = await runIn(world, { ...preview, 'skip-unchanged': 'true' })
    expect(result.outcome).toBe('previewed')
    expect(result.closing[1]).toContain('its sources have not changed since')
  })

  test('warns when a deploy would fail now', async () => {
    const world = running(c1)
    world.source.files.clear()
    const result = await runIn(world, preview)
    expect(result).toMatchObject({ outcome: 'previewed', failure: undefined, ...nothing })
    expect(result.notices).toEqual([
      expect.stringMatching(/^A deploy would fail now: .* it cannot be built: there is no Dockerfile/)
    ])
    expect(result.outputs['diff']).toContain(`+  newTag: ${c2}`)
  })

  test('warns of all that a deploy would fail of', async () => {
    const world = createWorld(
      kustomization({ name: 'shop', newName: shop, newTag: c1 }, { name: 'web', newName: web, newTag: 'v1' })
    )
    const result = await runIn(world, { ...preview, build: 'never', images: 'web=*:v9' })
    expect(result).toMatchObject({ outcome: 'previewed', failure: undefined, ...nothing })
    expect(result.summary).toContain(`A deploy would fail now: ${shop}:${c2} is not in the registry`)
    expect(result.summary).toContain(`${web}:v9 is not in the registry: a deploy would fail now`)
    expect(result.summary).not.toContain('already in the registry')
  })

  test('warns of a line that the registry does not have', async () => {
    const result = await runIn(running('v1'), { publish: 'none', images: `${shop}:v2` })
    expect(result).toMatchObject({ outcome: 'previewed' })
    expect(result.notices).toContain(`${shop}:v2 is not in the registry: a deploy would fail now.`)
  })

  test('warns of a registry that does not answer', async () => {
    const world = running('v1')
    world.registries.trouble.set(web, { reading: 'unavailable' })
    world.branch.edit(prod, text => text.replaceAll('shop', 'web'))
    const result = await runIn(world, { publish: 'none', images: `${web}:v2` })
    expect(result.notices).toEqual([
      `Could not check whether ${web}:v2 exists (ghcr.io: no answer).`,
      `${prod}:4: the order of this deploy could not be checked, because the registry did not say what v2 was built from (ghcr.io answered with status 429).`
    ])
  })

  test('says that the digest comes with the build', async () => {
    const result = await runIn(running(c1), { ...preview, pin: 'tag+digest' })
    expect(result.notices).toEqual([
      `${prod}:4: the digest of ${shop} is not known yet: a deploy writes it where this preview shows the tag alone.`
    ])
    const alone = await runIn(running(c1), { ...preview, pin: 'digest' })
    expect(alone).toMatchObject({ outcome: 'previewed', ...nothing })
    expect(alone.summary).toContain('a deploy writes it where this preview shows the tag alone')
    expect(alone.outputs['diff']).toContain(`+  newTag: ${c2}`)
  })

  test('shows the digest of an image that is there', async () => {
    const world = running(c1)
    const digest = world.registries.push(shop, c2)
    const result = await runIn(world, { ...preview, pin: 'tag+digest' })
    expect(result).toMatchObject({ notices: [], outputs: { digest } })
    expect(result.outputs['diff']).toContain(`+  digest: ${digest}\n`)
  })

  test('gives advice, too', async () => {
    const world = running(c1)
    world.advise = () => Promise.resolve(['Nothing uses it.'])
    expect((await runIn(world, preview)).notices).toEqual(['Nothing uses it.'])
  })

  test('has what kustomize makes of it in the summary', async () => {
    const world = running(c1)
    const images = [{ resource: 'Deployment/shop', from: `${shop}:${c1}`, to: `${shop}:${c2}` }]
    world.render = () => Promise.resolve([{ path: prod, images, skipped: undefined }])
    const result = await runIn(world, preview)
    expect(result.summary).toContain('Deployment/shop')
  })

  test('is red when more than the images would change', async () => {
    const world = running(c1)
    world.render = () => Promise.reject(new ActionError('RENDER_UNEXPECTED', 'A name changes.'))
    const result = await runIn(world, preview)
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'RENDER_UNEXPECTED' }, ...nothing })
    expect(result.outputs['diff']).toContain(`+  newTag: ${c2}`)
  })

  test('needs nobody who may write or push, and no builder', async () => {
    const world = running(c1)
    world.branch.unwritable = new ActionError('PUSH_DENIED', 'No.')
    world.engine.unusable = new ActionError('DOCKER_MISSING', 'No.')
    world.registries.trouble.set(shop, { pushing: 'denied' })
    expect(await runIn(world, { ...preview, 'extra-tags': 'latest' })).toMatchObject({ outcome: 'previewed' })
  })
})
