import { describe, expect, test } from '@jest/globals'

import { runIn } from '../../support/run/run-in.ts'
import { c1, c2, c3, createWorld, kustomization, prod, shop, type World } from '../../support/run/world.ts'

const own = { source: 'https://github.com/acme/shop' }

function running(newTag = c1): World {
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag }))
}

describe('a build', () => {
  test('labels the image with its source, and lets the inputs have the last word', async () => {
    const world = running()
    await runIn(world, { image: shop, labels: 'org.opencontainers.image.title=Till\nteam=shop' })
    expect(world.engine.builds[0]?.labels).toEqual({
      'org.opencontainers.image.revision': c2,
      'org.opencontainers.image.source': own.source,
      'org.opencontainers.image.url': own.source,
      'org.opencontainers.image.created': '2026-01-01T00:00:00Z',
      'org.opencontainers.image.version': c2,
      'org.opencontainers.image.title': 'Till',
      team: 'shop'
    })
  })

  test('tells its size, its time and its steps', async () => {
    const world = running()
    const result = await runIn(world, { image: shop })
    const digest = world.registries.find(shop, c2)?.digest ?? ''
    expect(result.log).toContain(`info: Pushed ${shop}:${c2}@${digest}, 5.0 MB, 2.0 s, 3 of 4 steps cached`)
    expect(result.outputs['duration-ms']).toBe('2000')
    expect(world.engine.isPrepared).toBe(true)
  })

  test('may use the cache of the image that runs, by its digest where there is one', async () => {
    const world = running()
    const digest = world.registries.push(shop, c1)
    await runIn(world, { image: shop })
    expect(world.engine.builds).toMatchObject([{ previous: `${shop}:${c1}`, importsOnly: false }])
    const pinned = createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1, digest }))
    pinned.registries.push(shop, c1)
    await runIn(pinned, { image: shop })
    expect(pinned.engine.builds).toMatchObject([{ previous: `${shop}@${digest}` }])
  })

  test('is not told of an image that is not there, or is another one', async () => {
    const world = running()
    await runIn(world, { image: shop })
    expect(world.engine.builds).toMatchObject([{ previous: undefined }])
    const other = createWorld(kustomization({ name: 'shop', newName: 'ghcr.io/acme/till', newTag: c1 }))
    other.registries.push(shop, c1)
    await runIn(other, { image: shop, 'image-name': 'shop' })
    expect(other.engine.builds).toMatchObject([{ previous: undefined }])
  })

  test('of a pull request is of its head commit, and keeps no cache for others', async () => {
    const world = running()
    const details = {
      ...{ commit: c3, event: 'pull_request', env: { GITHUB_REF: 'refs/pull/1/merge' } },
      payload: { pull_request: { head: { sha: c2, ref: 'topic' } } }
    }
    const result = await runIn(world, { image: shop }, details)
    // The merge commit is checked out, which nobody wrote.
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`] })
    expect(world.engine.builds).toMatchObject([{ importsOnly: true }])
    const again = running()
    again.registries.push(shop, '7', { ...own, revision: c3 })
    again.source.checkouts.set('.', undefined)
    const there = await runIn(again, { image: shop, tag: '{run-number}' }, details)
    expect(there).toMatchObject({ outcome: 'deployed', builds: [] })
  })

  test('of another commit that is checked out is known by that commit, when its answer was lost', async () => {
    const world = running()
    world.source.checkouts.set('.', c3)
    const lost = { kind: 'transient', code: 'IMAGE_PUSH_FAILED', message: 'Busy.', arrives: true } as const
    world.engine.failing.set(shop, [lost])
    const result = await runIn(world, { image: shop, tag: 'v5' })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:v5`] })
  })

  test('under a tag that moves has the label of what is checked out', async () => {
    const world = running()
    world.registries.push(shop, 'latest')
    world.source.checkouts.set('.', c3)
    await runIn(world, { image: shop, tag: 'latest', pin: 'tag+digest' })
    expect(world.engine.builds[0]?.labels).toMatchObject({ 'org.opencontainers.image.revision': c3 })
  })

  test('is made again of what is there, with skip-existing: false', async () => {
    const world = running()
    world.registries.push(shop, c2)
    const result = await runIn(world, { image: shop, 'skip-existing': 'false' })
    expect(result).toMatchObject({
      outcome: 'deployed',
      builds: [`${shop}:${c2}`],
      outputs: { built: 'true' }
    })
  })

  test('of a tag that cannot be moved deploys what the registry has of the same commit', async () => {
    const world = running()
    const digest = world.registries.push(shop, c2)
    world.engine.failing.set(shop, [{ kind: 'tag-exists', code: 'IMAGE_TAG_IMMUTABLE', message: 'No.' }])
    const result = await runIn(world, { image: shop, build: 'always', pin: 'tag+digest' })
    expect(result).toMatchObject({ outcome: 'deployed', outputs: { built: 'false', digest } })
    expect(result.log).toContain(`info: In the registry ${shop}:${c2}@${digest}`)
    expect(result.notices).toEqual([
      `${shop}:${c2} was pushed before and cannot be replaced; what the registry holds is deployed, ${digest}.`
    ])
  })

  test('whose tag somebody else pushes meanwhile from another commit deploys nothing', async () => {
    const world = running()
    world.engine.failing.set(shop, [{ kind: 'transient', code: 'IMAGE_PUSH_FAILED', message: 'Busy.' }])
    world.engine.during.set(shop, () => {
      world.registries.push(shop, '7', { ...own, revision: c3 })
    })
    const result = await runIn(world, { image: shop, tag: '{run-number}' })
    expect(result).toMatchObject({ failure: { code: 'DIGEST_MISMATCH' }, commits: [] })
  })

  test('is no build of nothing: build: always needs a Dockerfile', async () => {
    const world = running()
    world.source.files.clear()
    const result = await runIn(world, { image: shop, build: 'always' })
    expect(result).toMatchObject({ failure: { code: 'DOCKERFILE_NOT_FOUND' }, builds: [], commits: [] })
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'commit-sha': '', 'changed-files': '[]' })
  })
})

describe('an image that is there', () => {
  test('of another commit under a tag that does not name one is neither deployed nor replaced', async () => {
    const world = running('v1')
    world.registries.push(shop, '7', { ...own, revision: c1 })
    const result = await runIn(world, { image: shop, tag: '{run-number}' })
    expect(result).toMatchObject({ failure: { code: 'SOURCE_MISMATCH' }, builds: [], commits: [] })
    expect(result.failure?.message).toContain(`was built from ${c1}`)
  })

  test('of another commit is taken where nothing would be built, or the label is not ours', async () => {
    const of = () => {
      const world = running('v1')
      world.registries.push(shop, '7', { ...own, revision: c3 })
      return world
    }
    const inputs = { image: shop, tag: '{run-number}' }
    expect(await runIn(of(), { ...inputs, build: 'never' })).toMatchObject({
      builds: [],
      outcome: 'deployed'
    })
    const labels = 'org.opencontainers.image.revision=release'
    expect(await runIn(of(), { ...inputs, labels })).toMatchObject({ builds: [], failure: undefined })
    const checkedOut = of()
    checkedOut.source.checkouts.set('.', c3)
    expect(await runIn(checkedOut, inputs)).toMatchObject({ builds: [], failure: undefined })
  })

  test('of a base image of another repository is no such thing', async () => {
    const world = running('v1')
    world.registries.push(shop, '7', { revision: c1, source: 'https://github.com/acme/base' })
    expect(await runIn(world, { image: shop, tag: '{run-number}' })).toMatchObject({ outcome: 'deployed' })
  })

  test('needs no Dockerfile, no builder and no leave to push', async () => {
    const world = running()
    world.registries.push(shop, c2)
    world.source.files.clear()
    world.engine.unusable = new Error('The builder was asked.')
    world.registries.trouble.set(shop, { pushing: 'denied' })
    expect(await runIn(world, { image: shop })).toMatchObject({ outcome: 'deployed', builds: [] })
    expect(world.engine.isPrepared).toBe(false)
  })

  test('is demanded by build: never', async () => {
    const result = await runIn(running(), { image: shop, build: 'never' })
    expect(result).toMatchObject({ failure: { code: 'IMAGE_NOT_FOUND' }, builds: [], commits: [] })
    expect(result.outputs).toMatchObject({ outcome: 'failed', attempts: '0', built: 'false' })
    expect(result.outputs).toMatchObject({ 'commit-sha': '', 'changed-files': '[]' })
  })

  test('is needed where there is nothing to build it from', async () => {
    const result = await runIn(running(), { image: shop, context: 'nowhere' })
    expect(result).toMatchObject({ failure: { code: 'IMAGE_NOT_FOUND' }, builds: [], commits: [] })
    expect(result.failure?.message).toContain('there is no Dockerfile at nowhere/Dockerfile')
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'commit-sha': '', 'changed-files': '[]' })
  })
})

describe('skip-unchanged', () => {
  /** A world in which our commit has changed this file since what runs. */
  function changed(file: string, newTag = c1): World {
    const world = running(newTag)
    world.source.commits.set(c2, { parents: [c1], changes: [file] })
    world.source.files.add('docker/Dockerfile').add('docker/Dockerfile.dockerignore')
    return world
  }
  const inputs = { image: shop, context: 'shop', file: 'docker/Dockerfile', 'skip-unchanged': 'true' }
  const kept = { outcome: 'unchanged', builds: [], commits: [], notices: [] }
  const built = { outcome: 'deployed', builds: [`${shop}:${c2}`] }

  test.each([
    ['README.md', kept],
    ['shop/main.go', built],
    ['docker/Dockerfile', built],
    ['docker/Dockerfile.dockerignore', built],
    ['.github/workflows/deploy.yml', built]
  ])('after a change of %s', async (file, expected) => {
    expect(await runIn(changed(file), inputs)).toMatchObject(expected)
  })

  test('deploys where it cannot be known, and says why', async () => {
    const unknown = await runIn(changed('README.md', 'v1'), inputs)
    expect(unknown).toMatchObject(built)
    expect(unknown.notices).toContain(
      `${prod}:4: whether the sources of ${shop} have changed since v1 is not known (its tag names no commit); it is deployed.`
    )
    const elsewhere = changed('README.md', 'f'.repeat(40))
    const lost = await runIn(elsewhere, inputs)
    expect(lost.notices[0]).toContain('is not known (checkout: no such commit); it is deployed.')
  })

  test('deploys where the token may not read, and says once what to do', async () => {
    const world = changed('README.md')
    world.source.trouble = 'access'
    const unread = '`github-token` may not read acme/shop: give the job `contents: read`'
    const closed = await runIn(world, { ...inputs, 'github-token': 'x' })
    expect(closed).toMatchObject(built)
    expect(closed.warnings).toEqual(closed.notices)
    expect(closed.notices).toEqual([
      `${prod}:4: the order of this deploy could not be checked, because ${unread}.`
    ])
    const goesBack = changed('README.md')
    goesBack.source.trouble = 'access'
    const alone = await runIn(goesBack, { ...inputs, 'github-token': 'x', 'allow-older': 'true' })
    expect(alone.warnings).toEqual([
      `${prod}:4: whether the sources of ${shop} have changed since ${c1} is not known (${unread}); it is deployed.`
    ])
  })

  test('deploys what a step before has changed in the checkout', async () => {
    const world = changed('README.md')
    world.source.dirty = ['shop/version.txt']
    const result = await runIn(world, inputs)
    expect(result).toMatchObject(built)
    expect(result.notices[0]).toContain('shop/version.txt is in the build context and not in the commit')
    const other = changed('README.md')
    other.source.dirty = undefined
    expect((await runIn(other, inputs)).notices[0]).toContain('the checkout is not that of the source commit')
  })

  test('deploys a version that somebody chose, and a digest that is to be added', async () => {
    const world = changed('README.md')
    world.registries.push(shop, 'v1')
    expect(await runIn(world, { ...inputs, tag: 'v1' })).toMatchObject({ outcome: 'deployed', builds: [] })
    expect(await runIn(changed('README.md'), { ...inputs, pin: 'tag+digest' })).toMatchObject(built)
  })

  test('is judged again on the tip that a race has left', async () => {
    const world = changed('shop/main.go')
    world.source.commits.set(c3, { parents: [c2], changes: ['README.md'] })
    world.branch.rivals.push(() => {
      world.branch.edit(prod, text => text.replace(c1, c2))
    })
    const result = await runIn(world, inputs, { commit: c3 })
    // It was built before; what another run has deployed meanwhile is the same.
    expect(result).toMatchObject({ outcome: 'unchanged', builds: [`${shop}:${c3}`] })
    expect(result.branch[prod]).toContain(`newTag: ${c2}\n`)
  })
})

describe('the files of another repository', () => {
  const fork = (folder = '.') => {
    const world = createWorld(kustomization({ name: 'shop', newName: shop, newTag: 'v0' }))
    world.source.checkouts.set(folder, 'e'.repeat(40))
    world.source.forks.set(folder, 'https://github.com/eve/shop.git')
    return world
  }

  test.each(['{sha}', '{sha:7}', 'main-{sha:12}'])('are not built as our commit: %s', async tag => {
    const result = await runIn(fork(), { image: shop, tag }, { event: 'workflow_run' })
    expect(result).toMatchObject({ failure: { code: 'SOURCE_MISMATCH' }, builds: [], commits: [] })
    expect(result.failure?.message).toContain(
      `${'e'.repeat(40)} of https://github.com/eve/shop.git, which is checked out there and is not acme/shop`
    )
  })

  test('are built under a tag of their own, with the labels of what they are', async () => {
    const world = fork()
    const result = await runIn(world, { image: shop, tag: 'e'.repeat(40) }, { event: 'workflow_run' })
    expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${'e'.repeat(40)}`] })
    expect(world.engine.builds[0]?.labels).toMatchObject({
      'org.opencontainers.image.revision': 'e'.repeat(40),
      'org.opencontainers.image.source': 'https://github.com/eve/shop.git',
      'org.opencontainers.image.title': 'shop'
    })
    // The trailers do not say that it is a commit of ours.
    expect(result.commits[0]?.message).not.toContain('Source-Commit')
  })
})
