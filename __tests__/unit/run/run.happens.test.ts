import { readFileSync } from 'node:fs'

import { expect, test } from '@jest/globals'

import { ActionError, cancellation } from '../../../src/errors/errors.ts'
import { createGitHub } from '../../support/run/github.ts'
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

/*
 * "What happens when…" of README.md, row by row. What a row says of servers and processes is shown elsewhere; here it is
 * what becomes of their answers.
 */

const rows: string[] = []

/** A test of one row, which has the words of its first cell. */
function row(words: string, work: () => Promise<void>): void {
  rows.push(words)
  test(words, work)
}

/** A world in which the shop runs with this tag. */
function running(newTag: string): World {
  return createWorld(kustomization({ name: 'shop', newName: shop, newTag }))
}

/** A world with the shop and the web of one tag, and both of the commit of the run in the registry. */
function runningTwo(newTag = c1): World {
  const world = createWorld(
    kustomization({ name: 'shop', newName: shop, newTag }, { name: 'web', newName: web, newTag })
  )
  for (const name of [shop, web]) world.registries.push(name, c2)
  return world
}

const both = { images: `- image: ${shop}\n- image: ${web}\n` }

const failing = (code: string) => new ActionError(code as 'GIT_FAILED', `${code} was said.`)

row('the branch already has the tag', async () => {
  const world = running(c2)
  const digest = world.registries.push(shop, c2)
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ outcome: 'unchanged', failure: undefined, commits: [], builds: [] })
  expect(result.images).toMatchObject([{ image: shop, tag: c2, digest, built: false, deployed: true }])
  expect(result.closing).toEqual([
    `Unchanged: all 1 kustomization(s) already have ${shop}:${c2}@${digest}; nothing was written.`
  ])
})

row('the tag is already in the registry', async () => {
  const world = running(c1)
  const digest = world.registries.push(shop, c2)
  const result = await runIn(world, { image: shop, pin: 'tag+digest' })
  expect(result).toMatchObject({ outcome: 'deployed', outputs: { digest, built: 'false' }, builds: [] })
  expect(result.branch[prod]).toContain(`newTag: ${c2}\n  digest: ${digest}\n`)
  expect(result.commits[0]?.message).toContain(`Source-Commit: ${c2}\n`)
})

row('a newer commit is already deployed', async () => {
  const world = running(c4)
  const line = `${prod}: ${shop} keeps ${c4}: its commit ${c4.slice(0, 12)} is newer than ${c2.slice(0, 12)} by 2 commit(s)`
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ outcome: 'superseded', failure: undefined, commits: [], builds: [] })
  expect(result.outputs).toMatchObject({ image: shop, tag: c2, built: 'false' })
  expect(result.closing).toEqual([
    'Superseded: nothing to deploy, because what is deployed is newer:',
    `  ${line}`,
    expect.stringMatching(
      /^To go back on purpose, set `allow-older: true`, .*"Re-run" is not a run by hand\.$/
    )
  ])
  const allowed = await runIn(world, { image: shop, 'allow-older': 'true' })
  const goesBack =
    `${prod}:4: ${shop} goes back by 2 commit(s), from ${c4} of commit ${c4.slice(0, 12)} to ${c2} of commit ` +
    `${c2.slice(0, 12)}, because `
  expect(allowed).toMatchObject({
    outcome: 'deployed',
    notices: [`${goesBack}\`allow-older\` allows it.`]
  })
  expect(allowed.branch[prod]).toContain(`newTag: ${c2}\n`)
  const byHand = await runIn(running(c4), { image: shop }, { event: 'workflow_dispatch' })
  expect(byHand).toMatchObject({
    outcome: 'deployed',
    notices: [`${goesBack}the run was started by hand.`]
  })
  expect(byHand.branch[prod]).toContain(`newTag: ${c2}\n`)
})

row('the deployed commit was taken back by a force-push', async () => {
  const world = running(c4)
  world.source.branches.set('main', c2)
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`] })
  expect(result.branch[prod]).toContain(`newTag: ${c2}\n`)
  expect(result.notices).toEqual([
    `${prod}:4: ${shop} had ${c4} of commit ${c4.slice(0, 12)}, which was taken back or is of another branch: main does not lead to it.`
  ])
  // Its branch, or the default branch, still leads to it.
  for (const [own, head] of [
    [c4, c2],
    [c2, c4]
  ] as const) {
    const there = running(c4)
    there.source.branches.set('release', own).set('main', head)
    const env = { GITHUB_REF: 'refs/heads/release', GITHUB_REF_NAME: 'release' }
    expect(await runIn(there, { image: shop }, { env })).toMatchObject({ outcome: 'superseded', notices: [] })
  }
})

row('newtag cannot find out which commit is newer', async () => {
  const firstDeploy = (because: string) =>
    `${prod}:4: the order of this first deploy could not be checked, because ${because}; from the next one on it is`
  const result = await runIn(running('v9'), { image: shop })
  expect(result).toMatchObject({ outcome: 'deployed', failure: undefined, warnings: [] })
  expect(result.notices).toEqual([`${firstDeploy('v9 names no commit, and the registry does not have it')}.`])
  const labelled = running('v9')
  labelled.registries.push(shop, 'v9')
  expect((await runIn(labelled, { image: shop })).notices).toEqual([
    `${firstDeploy('v9 names no commit, and its image has no revision label')}.`
  ])
  // The same for several entries is said once.
  expect((await runIn(runningTwo('v9'), both)).notices).toEqual([
    `${firstDeploy('v9 names no commit, and the registry does not have it')}; the same goes for 1 more entry.`
  ])
  // A registry that is silent, at the same entry as long as it is.
  const silent = running('v9')
  silent.registries.trouble.set(shop, { labels: 'unavailable' })
  const unread = await runIn(silent, { image: shop, build: 'always' })
  expect(unread).toMatchObject({ outcome: 'deployed', warnings: [] })
  expect(unread.notices).toEqual([
    `${prod}:4: the order of this deploy could not be checked, because the registry did not say what v9 was built from (ghcr.io answered with status 429).`
  ])
  // Somebody can do something about this one.
  const closed = runningTwo()
  closed.source.trouble = 'access'
  const warned = await runIn(closed, { ...both, 'github-token': 'x' })
  expect(warned).toMatchObject({ outcome: 'deployed', failure: undefined })
  expect(warned.notices).toEqual(warned.warnings)
  expect(warned.warnings).toEqual([
    `${prod}:4: the order of this deploy could not be checked, because \`github-token\` may not read acme/shop: give the job \`contents: read\`; the same goes for 1 more entry.`
  ])
})

row('another commit begins with the same characters as a shortened one (`{sha:7}`)', async () => {
  const alike = `${c3.slice(0, 9)}${'0'.repeat(31)}`
  const world = running(`sha-${c3.slice(0, 7)}`)
  world.source.commits.set(alike, { parents: [c4], changes: [] })
  world.source.branches.set('main', alike)
  const unproven = await runIn(world, { image: shop }, { commit: c4 })
  expect(unproven).toMatchObject({
    outcome: 'deployed',
    notices: [expect.stringContaining('several commits')]
  })

  const own = { source: 'https://github.com/acme/shop' }
  world.branch.edit(prod, text => text.replace(c4, `sha-${c3.slice(0, 7)}`))
  world.registries.push(shop, `sha-${c3.slice(0, 7)}`, { ...own, revision: alike })
  const newer = await runIn(world, { image: shop }, { commit: c4 })
  expect(newer).toMatchObject({ outcome: 'superseded', notices: [] })
  world.registries.push(shop, `sha-${c3.slice(0, 7)}`, { ...own, revision: c3 })
  const older = await runIn(world, { image: shop }, { commit: c4 })
  expect(older).toMatchObject({ outcome: 'deployed', notices: [] })

  const labelled = running('v1')
  labelled.registries.push(shop, 'v1', { ...own, revision: c1 })
  labelled.source.commits.set(alike, { parents: [c4], changes: [] })
  labelled.registries.push(shop, `sha-${c3.slice(0, 7)}`, { ...own, revision: alike })
  const result = await runIn(labelled, { image: shop, tag: 'sha-{sha:7}' }, { commit: c3 })
  expect(result).toMatchObject({ failure: { code: 'SOURCE_MISMATCH' }, commits: [], builds: [] })
})

row('some of several images are older', async () => {
  const world = createWorld(
    kustomization({ name: 'shop', newName: shop, newTag: c4 }, { name: 'web', newName: web, newTag: c1 })
  )
  const result = await runIn(world, both)
  expect(result.outcome).toBe('deployed')
  expect(result.branch[prod]).toBe(
    kustomization({ name: 'shop', newName: shop, newTag: c4 }, { name: 'web', newName: web, newTag: c2 })
  )
  expect(result.commits).toHaveLength(1)
  expect(result.commits[0]?.message).not.toContain(shop)
  expect(result.builds).toEqual([`${web}:${c2}`])
  expect(result.images).toMatchObject([{ image: web, built: true, deployed: true }])
  expect(result.images).toHaveLength(1)

  // Both were older when they were built; one is not any more when the commit is made.
  const late = runningTwo()
  late.branch.rivals.push(() => {
    late.branch.edit(prod, text => text.replace(c1, c4))
  })
  const overtaken = await runIn(late, { ...both, build: 'always' })
  expect(overtaken).toMatchObject({ outcome: 'deployed', outputs: { image: web } })
  expect(overtaken.commits.at(-1)?.message).toMatch(new RegExp(`^Deploy ${web} `))
  expect(overtaken.commits.at(-1)?.message).not.toContain(shop)
  expect(overtaken.summary).toContain('not deployed')
  expect(overtaken.images).toMatchObject([
    { image: shop, built: true, deployed: false },
    { image: web, built: true, deployed: true }
  ])
})

row('an old run is started again with "Re-run"', async () => {
  for (const event of ['push', 'workflow_dispatch']) {
    const again = { event, env: { GITHUB_RUN_ATTEMPT: '2' } }
    const result = await runIn(running(c3), { image: shop }, again)
    expect(result).toMatchObject({ outcome: 'superseded', failure: undefined, commits: [] })
  }
})

row("a deploy into the workflow's own repository starts the workflow again", async () => {
  const files = { [prod]: kustomization({ name: 'shop', newName: shop, newTag: 'v1' }) }
  const github = createGitHub(files, [{ image: shop }])
  const results = await github.push({ 'main.go': 'package main\n' })
  expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  expect(results.at(-1)).toMatchObject({
    failure: undefined,
    builds: results[0]?.builds,
    outputs: { 'commit-sha': '' }
  })
  expect(github.world.engine.builds).toHaveLength(1)

  // Another file has changed, though in newtag's own commit.
  const { message } = github.world.branch.tip()
  const amended = await github.push({ 'main.go': 'package main // amended\n' }, message)
  expect(amended.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
})

row('many repositories deploy to one branch at once', async () => {
  const names = ['one', 'two', 'three']
  const world = createWorld(
    kustomization(...names.map(name => ({ name, newName: `ghcr.io/acme/${name}`, newTag: c1 })))
  )
  const results = await Promise.all(
    names.map(name => runIn(world, { image: `ghcr.io/acme/${name}` }, { repository: `acme/${name}` }))
  )
  expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'deployed', 'deployed'])
  const history = world.branch.history().slice(1)
  expect(history.map(({ message }) => message.split(' ')[1]).sort()).toEqual(
    names.map(name => `ghcr.io/acme/${name}`).sort()
  )
  expect(world.branch.tip().files[prod]?.match(new RegExp(c2, 'g'))).toHaveLength(3)
})

row('someone else pushes to the branch meanwhile', async () => {
  const world = running(c1)
  world.branch.rivals.push(() => {
    world.branch.edit(prod, text => `# theirs\n${text}`, 'Rival')
  })
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ outcome: 'deployed', outputs: { attempts: '2' } })
  expect(result.branch[prod]).toMatch(new RegExp(`^# theirs\n[^]*newTag: ${c2}\n$`))
  expect(result.commits.map(({ author }) => author)).toEqual(['Rival', 'github-actions[bot]'])
  expect(result.summary).toMatch(/other writers/)
  expect(result.log).toContainEqual(
    expect.stringMatching(/^info: main has moved on to [0-9a-f]{40} \(Rival: Change apps\/prod/)
  )

  const busy = running(c1)
  busy.branch.rivals.push(
    ...Array.from({ length: 1_000 }, (_, index) => () => {
      busy.branch.edit(prod, text => `# ${index}\n${text}`)
    })
  )
  const lost = await runIn(busy, { image: shop, 'publish-timeout': '30s' })
  expect(lost).toMatchObject({ outcome: 'failed', failure: { code: 'PUSH_CONFLICT' } })
  expect(lost.commits.every(({ author }) => author === 'Somebody')).toBe(true)
  expect(Number(lost.outputs['attempts'])).toBeGreaterThan(3)
})

row('the answer to the push is lost', async () => {
  const world = running(c1)
  world.branch.answers.push('lost after it arrived')
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ outcome: 'deployed', outputs: { attempts: '1' } })
  expect(result.commits).toHaveLength(1)
  expect(result.log).toContain('info: The answer to the push was lost, but the commit is on the branch.')
  expect(result.outputs['commit-sha']).toBe(world.branch.tip().id)

  const silent = running(c1)
  silent.branch.answers.push(...Array.from({ length: 1_000 }, () => 'lost before it arrived' as const))
  const red = await runIn(silent, { image: shop })
  expect(red).toMatchObject({ outcome: 'failed', failure: { code: 'GIT_UNREACHABLE' }, commits: [] })
  expect(red.failure?.message).toMatch(/[0-9a-f]{40}.* may still arrive\. Run the job again: it finds out\.$/)
})

row('`images` is an empty list, because an expression found nothing', async () => {
  const world = running(c1)
  for (const given of [{ image: shop }, {}])
    await expect(runIn(world, { ...given, images: '[]' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('`images`: is an empty list; if it comes from an expression')
    })
  expect(world.branch.fetches).toEqual([])
})

row('the same image is deployed by hand with a fixed tag', async () => {
  const byHand = { event: 'workflow_dispatch' }
  const world = running(c1)
  const byBot = { ...byHand, payload: { sender: { type: 'Bot' } } }
  const again = { ...byHand, env: { GITHUB_RUN_ATTEMPT: '2' } }
  for (const details of [byHand, byBot, again]) {
    const missing = await runIn(world, { image: shop, tag: 'v1' }, details)
    expect(missing).toMatchObject({ outcome: 'failed', failure: { code: 'IMAGE_NOT_FOUND' }, builds: [] })
    expect(missing.commits).toEqual([])
  }
  const digest = world.registries.push(shop, 'v1')
  world.engine.unusable = new Error('The builder was asked.')
  const result = await runIn(world, { image: shop, tag: 'v1' }, byHand)
  expect(result).toMatchObject({ outcome: 'deployed', builds: [] })
  expect(result.outputs).toMatchObject({ tag: 'v1', built: 'false', digest })
  // Nobody knows what it was made from.
  expect(result.commits[0]?.message).not.toContain('Source-Commit')
})

row('the registry is down', async () => {
  const down = () => {
    const world = runningTwo()
    world.registries.trouble.set(shop, { reading: 'unavailable' }).set(web, { reading: 'unavailable' })
    return world
  }
  const result = await runIn(down(), { image: shop })
  expect(result).toMatchObject({ failure: { code: 'REGISTRY_UNAVAILABLE' }, commits: [], builds: [] })
  const never = await runIn(down(), { image: shop, build: 'never' })
  expect(never).toMatchObject({ outcome: 'deployed', builds: [] })
  expect(never.log).toContain(
    `warning: Could not check whether ${shop}:${c2} exists (ghcr.io: no answer). Deploying it anyway.`
  )
  const lines = await runIn(down(), { images: `${web}:v7\n${shop}:v7` })
  expect(lines.outcome).toBe('deployed')
  expect(lines.warnings).toEqual([
    `Could not check whether ${shop}:v7 exists (ghcr.io: no answer). Deploying it anyway; the same goes for 1 more image.`
  ])
  // What needs a digest cannot do without the registry.
  for (const inputs of [{ image: shop, build: 'never' }, { images: `${web}:v7` }]) {
    const pinned = await runIn(down(), { ...inputs, pin: 'tag+digest' })
    expect(pinned).toMatchObject({ failure: { code: 'DIGEST_UNKNOWN' }, commits: [] })
  }
})

row('the registry refuses to say whether the tag exists', async () => {
  const denied = (trouble = {}) => {
    const world = running(c1)
    world.registries.trouble.set(shop, { reading: 'denied', ...trouble })
    return world
  }
  const result = await runIn(denied(), { image: shop })
  expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`] })
  const strict = await runIn(denied(), { image: shop, 'skip-existing': 'strict' })
  expect(strict).toMatchObject({ failure: { code: 'REGISTRY_DENIED' }, builds: [], commits: [] })
  const other = await runIn(denied(), { image: shop, tag: 'v1' })
  expect(other).toMatchObject({ failure: { code: 'REGISTRY_DENIED' }, builds: [], commits: [] })
  const closed = await runIn(denied({ pushing: 'denied' }), { image: shop })
  expect(closed).toMatchObject({ failure: { code: 'IMAGE_PUSH_DENIED' }, builds: [], commits: [] })
})

row('the registry would refuse the push, or the builder does not support the inputs', async () => {
  const denied = running(c1)
  denied.registries.trouble.set(shop, { pushing: 'denied' })
  const refused = await runIn(denied, { image: shop })
  expect(refused).toMatchObject({ failure: { code: 'IMAGE_PUSH_DENIED' }, builds: [], commits: [] })
  const empty = running(c1)
  empty.registries.trouble.set(shop, { pushing: 'missing' })
  const missing = await runIn(empty, { image: shop })
  expect(missing).toMatchObject({ failure: { code: 'IMAGE_REPOSITORY_MISSING' }, builds: [], commits: [] })
  const world = running(c1)
  world.engine.unusable = failing('BUILDER_UNSUPPORTED')
  const unable = await runIn(world, { image: shop })
  expect(unable).toMatchObject({ failure: { code: 'BUILDER_UNSUPPORTED' }, builds: [], commits: [] })
})

row('the registry is busy while an image is pushed', async () => {
  const busy = { kind: 'transient', code: 'IMAGE_PUSH_FAILED', message: 'Busy.' } as const
  const world = running(c1)
  world.engine.failing.set(shop, [busy])
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`, `${shop}:${c2}`] })
  expect(result.log).toContain(
    'info: Attempt 1 of 4 did not succeed (IMAGE_PUSH_FAILED); the next one is in 3.0 s.'
  )
  const arrived = running(c1)
  arrived.engine.failing.set(shop, [{ ...busy, arrives: true }])
  const once = await runIn(arrived, { image: shop })
  expect(once).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c2}`], outputs: { built: 'true' } })
  const never = running(c1)
  never.engine.failing.set(shop, [busy, busy])
  const given = await runIn(never, { image: shop, 'push-retries': '1' })
  expect(given).toMatchObject({ failure: { code: 'IMAGE_PUSH_FAILED' }, commits: [] })
  expect(given.builds).toHaveLength(2)
})

row('the registry answers late after a push, with nothing or with the image from before', async () => {
  for (const before of [undefined, c2]) {
    const world = running(c1)
    const old = before === undefined ? undefined : world.registries.push(shop, before, { revision: c2 })
    const answerLate = (count: number) => {
      world.engine.during.set(shop, () => {
        world.registries.late.set(shop, Array<string | undefined>(count).fill(old))
      })
    }
    answerLate(99)
    const inputs = { image: shop, 'skip-existing': 'false', cache: 'none' }
    const red = await runIn(world, inputs)
    expect(red).toMatchObject({ failure: { code: 'IMAGE_PUSH_FAILED' }, commits: [] })
    world.registries.late.clear()
    answerLate(3)
    const result = await runIn(world, inputs)
    expect(result).toMatchObject({ outcome: 'deployed', notices: [] })
    expect(result.outputs['digest']).toBe(world.registries.find(shop, c2)?.digest)
    expect(result.outputs['digest']).not.toBe(old)
  }
})

row('the registry names a digest that the manifest does not have', async () => {
  const world = runningTwo()
  world.registries.trouble.set(shop, { manifest: `sha256:${'0'.repeat(64)}` })
  const result = await runIn(world, { ...both, pin: 'tag+digest' })
  expect(result).toMatchObject({ failure: { code: 'DIGEST_MISMATCH' }, builds: [], commits: [] })
  expect(await runIn(world, both)).toMatchObject({ outcome: 'deployed' })
})

row('two runs that set `latest` overlap', async () => {
  const inputs = { image: shop, 'extra-tags': 'latest' }
  // The newer one lands, and sets the tag, while the older one is setting it: before or after each of its requests.
  for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const world = running(c1)
    let newer: Promise<{ readonly outcome: string }> | undefined
    let left = at
    world.pause = async () => {
      if (world.log.lines.includes('group: Set the extra tags')) left -= 1
      if (left !== 0) return
      newer = runIn(world, inputs, { commit: c3 })
      await newer
    }
    const older = await runIn(world, inputs)
    expect([older.outcome, (await newer)?.outcome]).toEqual(['deployed', 'deployed'])
    expect(world.registries.find(shop, 'latest')).toEqual(world.registries.find(shop, c3))
  }
})

row('one of several images fails', async () => {
  const broken = { kind: 'other', code: 'BUILD_STEP_FAILED', message: 'No such file.' } as const
  const world = runningTwo()
  world.engine.failing.set(shop, [broken])
  const result = await runIn(world, { ...both, build: 'always', 'max-parallel': '1' })
  expect(result).toMatchObject({ outcome: 'failed', commits: [], outputs: { built: 'true' } })
  expect(result.failure).toMatchObject({ code: 'BUILD_STEP_FAILED', message: 'No such file.' })
  expect(result.builds).toEqual([`${shop}:${c2}`, `${web}:${c2}`])
  expect(result.images).toMatchObject([
    { image: shop, built: false, deployed: false },
    { image: web, built: true, deployed: false, digest: world.registries.find(web, c2)?.digest }
  ])
  const worse = runningTwo()
  worse.engine.failing.set(shop, [broken]).set(web, [{ ...broken, message: 'Another one.' }])
  const failed = await runIn(worse, { ...both, build: 'always' })
  expect(failed.failure).toMatchObject({
    message: '- No such file.\n- Another one.',
    parts: ['BUILD_STEP_FAILED', 'BUILD_STEP_FAILED']
  })
})

row('a service has not changed (`skip-unchanged`)', async () => {
  const world = running(c1)
  world.source.commits.set(c2, { parents: [c1], changes: ['README.md'] })
  world.source.files.add('shop/Dockerfile')
  const result = await runIn(world, { image: shop, context: 'shop', 'skip-unchanged': 'true' })
  expect(result).toMatchObject({ outcome: 'unchanged', failure: undefined, commits: [], builds: [] })
  expect(result.closing).toEqual([
    'Unchanged: nothing was built or written.',
    `  ${prod}: ${shop} keeps ${c1}: its sources have not changed since ${c1.slice(0, 12)}`
  ])
  expect(result.summary).toContain(c1.slice(0, 12))
  expect(result.images).toMatchObject([{ image: shop, tag: c1, built: false, deployed: true }])
})

row(
  'the checkout is not the commit that the tag names, or is one of another repository (a fork)',
  async () => {
    const world = running(c1)
    world.source.checkouts.set('.', c3)
    const result = await runIn(world, { image: shop })
    expect(result).toMatchObject({ failure: { code: 'SOURCE_MISMATCH' }, builds: [], commits: [] })

    // GITHUB_SHA is the merge of the head commit, and that is what is checked out.
    const merging = running(c1)
    const ofPull = {
      ...{ commit: c4, event: 'pull_request' },
      env: { GITHUB_REF: 'refs/pull/7/merge', GITHUB_REF_NAME: '7/merge' },
      payload: { pull_request: { head: { sha: c3, ref: 'topic' }, base: { ref: 'main' } } }
    }
    const merged = await runIn(merging, { image: shop }, ofPull)
    expect(merged).toMatchObject({ outcome: 'deployed', builds: [`${shop}:${c3}`], outputs: { tag: c3 } })
    merging.source.checkouts.set('.', c1)
    merging.branch.edit(prod, text => text.replace(c3, c1))
    const other = await runIn(merging, { image: shop, build: 'always' }, ofPull)
    expect(other).toMatchObject({ failure: { code: 'SOURCE_MISMATCH' } })
  }
)

row('the image is not in the kustomization', async () => {
  const world = createWorld(
    kustomization({ name: 'nginx', newTag: '1.29' }, { name: 'shopp', newName: `${shop}p`, newTag: c1 })
  )
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ failure: { code: 'ENTRY_NOT_FOUND' }, builds: [], commits: [] })
  expect(result.failure?.message).toMatch(/nearest first: .*shopp.*nginx/)
  expect(result.summary).toContain('ENTRY_NOT_FOUND')
  expect(result.outputs).toMatchObject({ outcome: 'failed', 'commit-sha': '' })
  // It is said before anybody is asked whether the image can be built and pushed.
  const closed = running(c1)
  closed.registries.trouble.set(shop, { pushing: 'denied' })
  closed.engine.unusable = failing('BUILDER_UNSUPPORTED')
  const other = await runIn(closed, { image: shop, 'image-name': 'shopp' })
  expect(other).toMatchObject({ failure: { code: 'ENTRY_NOT_FOUND' }, commits: [], builds: [] })
})

row('the entry has a `digest:`', async () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const pinned = () => createWorld(kustomization({ name: 'shop', newName: shop, newTag: c1, digest }))
  const world = pinned()
  const result = await runIn(world, { image: shop })
  expect(result.branch[prod]).toBe(
    kustomization({
      ...{ name: 'shop', newName: shop, newTag: c2 },
      digest: world.registries.find(shop, c2)?.digest ?? ''
    })
  )
  // A mirror has another digest under the same tag.
  const mirror = 'mirror.example.com/shop'
  const mirrored = createWorld(kustomization({ name: shop, newName: mirror, newTag: c1, digest }))
  mirrored.registries.push(shop, c2)
  const copy = mirrored.registries.push(mirror, c2)
  const copied = await runIn(mirrored, { image: shop })
  expect(copied.branch[prod]).toContain(`newName: ${mirror}\n  newTag: ${c2}\n  digest: ${copy}\n`)
  const unknown = pinned()
  unknown.registries.trouble.set(shop, { reading: 'unavailable' })
  const failed = await runIn(unknown, { image: shop, build: 'never' })
  expect(failed).toMatchObject({ failure: { code: 'DIGEST_UNKNOWN', place: `${prod}:4` }, commits: [] })
  const alone = createWorld(kustomization({ name: 'shop', newName: shop, digest }))
  alone.registries.trouble.set(shop, { reading: 'denied' })
  const denied = await runIn(alone, { image: shop, build: 'never', tag: 'v2' })
  expect(denied).toMatchObject({ failure: { code: 'DIGEST_UNKNOWN' }, commits: [] })
})

row('the tag would be read as a number (`1e10`, `0123`)', async () => {
  const world = running('v1')
  for (const tag of ['1e10', '0123']) {
    world.registries.push(shop, tag)
    const result = await runIn(world, { image: shop, tag })
    expect(result.branch[prod]).toContain(`newTag: "${tag}"\n`)
  }
})

row('several `kustomization` lines or a glob', async () => {
  const text = kustomization({ name: 'shop', newName: shop, newTag: c1 })
  const [dev, stage] = ['apps/dev/kustomization.yaml', 'apps/stage/kustomization.yaml']
  const files = { [prod]: text, [dev]: text, [stage]: text }
  for (const pattern of ['apps/dev\napps/prod\napps/stage/kustomization.yaml', 'apps/*']) {
    const result = await runIn(createWorld(files), { image: shop, kustomization: pattern })
    expect(result.commits).toMatchObject([{ changed: expect.arrayContaining([dev, prod, stage]) }])
    expect(JSON.parse(result.outputs['changed-files'] ?? '')).toEqual([dev, prod, stage])
  }
  const broken = createWorld({ ...files, [stage]: 'images: []\n' })
  const none = await runIn(broken, { image: shop, kustomization: 'apps/*' })
  expect(none).toMatchObject({ failure: { code: 'ENTRY_NOT_FOUND' }, commits: [], builds: [] })
})

row('two entries of a file cannot be told apart', async () => {
  const world = createWorld(
    kustomization({ name: 'shop', newName: shop, newTag: c1 }, { name: 'till', newName: shop, newTag: c1 })
  )
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ failure: { code: 'ENTRY_AMBIGUOUS' }, commits: [], builds: [] })
  expect(result.failure?.message).toContain('(lines 2 and 5)')
})

row('another entry of the file overrides the one that is set', async () => {
  const world = createWorld(
    kustomization({ name: 'shop', newName: shop, newTag: c1 }, { name: shop, newTag: 'v1' })
  )
  const result = await runIn(world, { image: shop, 'image-name': 'shop' })
  expect(result).toMatchObject({ failure: { code: 'EDIT_REFUSED' }, commits: [], builds: [] })
})

row('a base has renamed the image, or Argo CD has an override', async () => {
  const base = 'base/kustomization.yaml'
  const spec = { template: { spec: { containers: [{ name: 'shop', image: 'shop:v1' }] } } }
  const workload = JSON.stringify({ kind: 'Deployment', metadata: { name: 'shop' }, spec })
  const overlay = `resources:\n- ../../base\n${kustomization({ name: 'shop', newTag: c1 })}`
  const renamed = createWorld({
    [prod]: overlay,
    [base]: `resources: [shop.yaml]\nimages:\n- name: shop\n  newName: ${shop}\n`,
    'base/shop.yaml': workload
  })
  const result = await runIn(renamed, { image: shop, 'image-name': 'shop' })
  expect(result).toMatchObject({ outcome: 'deployed', failure: undefined })
  expect(result.warnings).toContainEqual(
    expect.stringContaining(`${prod}:5: the entry shop has no effect: ${base}:3 renames shop`)
  )
  const override = 'apps/prod/.argocd-source.yaml'
  const overridden = createWorld({
    [prod]: overlay,
    [base]: 'resources: [shop.yaml]\n',
    'base/shop.yaml': workload,
    [override]: 'kustomize:\n  images:\n  - shop:v0\n'
  })
  const other = await runIn(overridden, { image: shop, 'image-name': 'shop' })
  expect(other.outcome).toBe('deployed')
  expect(other.warnings).toContainEqual(expect.stringContaining(`${override}:3: `))
})

row('the GitOps repository was renamed', async () => {
  const world = running(c1)
  world.branch.unreadable = failing('REPOSITORY_MOVED')
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'REPOSITORY_MOVED' }, builds: [] })
})

row('the token can read but not write', async () => {
  const world = running(c1)
  world.branch.unwritable = failing('PUSH_DENIED')
  const result = await runIn(world, { image: shop })
  expect(result).toMatchObject({ failure: { code: 'PUSH_DENIED' }, builds: [], commits: [] })
  expect(world.registries.find(shop, c2)).toBeUndefined()
})

row('the run is cancelled', async () => {
  const building = running(c1)
  building.engine.during.set(shop, () => {
    throw cancellation()
  })
  const first = await runIn(building, { image: shop })
  expect(first).toMatchObject({ outcome: 'failed', failure: { code: 'CANCELLED' }, commits: [] })
  const pushing = running(c1)
  pushing.branch.answers.push(cancellation())
  const second = await runIn(pushing, { image: shop })
  expect(second).toMatchObject({ outcome: 'failed', failure: { code: 'CANCELLED' }, commits: [] })
  expect(second.images).toMatchObject([{ image: shop, built: true, deployed: false }])
  expect(second.failure?.message).toMatch(
    /Commit [0-9a-f]{40}, whose push .* may be on main already, or may still/
  )
})

test('README.md has these rows and no others', () => {
  const [, table = ''] = readFileSync('README.md', 'utf8').split('## What happens when…\n\n')
  const [lines = ''] = table.split('\n\n', 1)
  const cells = lines.split('\n').map(line => line.split('|')[1]?.trim() ?? '')
  expect(cells.slice(2)).toEqual(rows)
})
