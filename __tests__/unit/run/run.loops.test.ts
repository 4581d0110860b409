import { describe, expect, test } from '@jest/globals'

import { createGitHub, type Workflow } from '../../support/run/github.ts'
import type { Given } from '../../support/run/run-in.ts'
import { kustomization, shop, web } from '../../support/run/world.ts'

const shopFile = 'deploy/shop/kustomization.yaml'
const webFile = 'deploy/web/kustomization.yaml'
const files = {
  Dockerfile: 'FROM scratch\n',
  'main.go': 'package main\n',
  [shopFile]: kustomization({ name: 'shop', newName: shop, newTag: 'v1' }),
  [webFile]: kustomization({ name: 'web', newName: web, newTag: 'v1' })
}
const deployShop = { image: shop, kustomization: 'deploy/shop' }
const change = { 'main.go': 'package main // changed\n' }

describe('a workflow that deploys into its own repository, and is started by its own push', () => {
  test.each([
    ['{sha}', {}],
    ['a shortened commit', { tag: 'sha-{sha:7}' }],
    ['the number of the run', { tag: 'v{run-number}-{timestamp}' }],
    ['a digest', { pin: 'digest' }],
    ['a tag and a digest', { pin: 'tag+digest' }],
    ['build: always', { build: 'always' }],
    ['a message of its own', { 'commit-message': 'Ship {image}\n\nSigned-off-by: A <a@b.c>' }],
    [
      'a message that ends in trailers like ours',
      { 'commit-message': 'Ship it\n\nSource-Repository: {repository}\nSource-Run: 7\nSource-Commit: {tag}' }
    ],
    ['a tag that moves, with its digest', { tag: 'latest', pin: 'tag+digest' }],
    ['a fixed tag that is built anew, with its digest', { tag: 'v2', pin: 'digest', build: 'always' }],
    ['the repository as it is cloned over SSH', { repository: 'git@github.com:Acme/Shop.git' }],
    ['the address of the repository', { repository: 'https://github.com/acme/shop.git' }]
  ])('ends after one run with %s', async (_, inputs) => {
    const github = createGitHub(files, [{ ...deployShop, ...inputs }])
    const results = await github.push(change)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
    const [, last] = results
    expect(last).toMatchObject({ failure: undefined, outputs: { built: 'false', 'commit-sha': '' } })
    expect(last?.closing[0]).toBe('Unchanged: nothing was built or written.')
    expect(last?.notices).toEqual([
      expect.stringMatching(
        /^The commit of this run, [0-9a-f]{12}, is a deploy that newtag made: .* `paths-ignore` in the workflow\.$/
      )
    ])
    expect(github.world.engine.builds).toHaveLength(1)
  })

  const own = { source: 'https://github.com/acme/shop' }
  const line = (images: string): Given => ({ images, kustomization: 'deploy/shop' })

  test.each<readonly [string, Workflow]>([
    ['the commit as the tag', ({ sha }) => ({ ...deployShop, tag: sha })],
    ['a shortened commit in the tag', ({ sha }) => ({ ...deployShop, tag: `sha-${sha.slice(0, 7)}` })],
    ['the number of the run as the tag', ({ runNumber }) => ({ ...deployShop, tag: `main-${runNumber}` })],
    [
      'the commit in a line',
      ({ sha, world }) => {
        world.registries.push(shop, sha)
        return line(`${shop}:${sha}`)
      }
    ],
    [
      'a line of what an earlier step has built, by the number of the run',
      ({ sha, runNumber, world }) => {
        world.registries.push(shop, `r${runNumber}`, { ...own, revision: sha })
        return line(`${shop}:r${runNumber}`)
      }
    ],
    [
      'the same by its digest',
      ({ sha, runNumber, world }) =>
        line(`${shop}@${world.registries.push(shop, `r${runNumber}`, { ...own, revision: sha })}`)
    ],
    [
      'an image that an earlier step has built, with its digest',
      ({ sha, world }) => ({ ...deployShop, tag: sha, digest: world.registries.push(shop, sha) })
    ],
    [
      'a fixed version of something else beside it, all with digests',
      ({ world }) => {
        if (world.registries.find(web, 'v7') === undefined) world.registries.push(web, 'v7')
        return { ...deployShop, kustomization: 'deploy/*', images: `${web}:v7`, pin: 'tag+digest' }
      }
    ]
  ])('ends after one run with %s, which comes from an expression', async (_, workflow) => {
    const both = kustomization(
      { name: 'shop', newName: shop, newTag: 'v1' },
      { name: 'web', newName: web, newTag: 'v1' }
    )
    const github = createGitHub({ ...files, [shopFile]: both, [webFile]: both }, [workflow])
    const results = await github.push(change)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('ends after one run with entries that are pinned already', async () => {
    const pinned = { name: 'shop', newName: shop, newTag: 'v1', digest: `sha256:${'1'.repeat(64)}` }
    const workflow = { ...deployShop, tag: 'v2', build: 'always' }
    const github = createGitHub({ ...files, [shopFile]: kustomization(pinned) }, [workflow])
    const results = await github.push(change)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('ends with `skip-unchanged`, where one image stays and another one has the kustomization in its context', async () => {
    const images = `- image: ${shop}\n- image: ${web}\n  context: web\n`
    const both = kustomization(
      { name: 'shop', newName: shop, newTag: 'v1' },
      { name: 'web', newName: web, newTag: 'v1' }
    )
    const workflow = { images, kustomization: 'deploy/shop', 'skip-unchanged': 'true' }
    const github = createGitHub({ ...files, 'web/Dockerfile': 'FROM scratch\n', [shopFile]: both }, [
      workflow
    ])
    github.world.source.files.add('web/Dockerfile')
    await github.push({ 'web/main.go': 'package web\n' })
    const results = await github.push(change)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
    expect(github.world.engine.builds).toHaveLength(3)
  })

  test('deploys the release of a commit that newtag has made', async () => {
    const workflow: Workflow = { ...deployShop, tag: '{ref}-{run-number}' }
    const github = createGitHub(files, [workflow])
    await github.push(change)
    const results = await github.runForTag('v1.2.0')
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('deploys a tag that a person has chosen, in a run that no push leads to', async () => {
    const github = createGitHub(files, [{ ...deployShop, tag: 'v5' }])
    await github.push(change)
    github.world.branch.edit(shopFile, text => text.replace(/newTag: .*/, 'newTag: v1'))
    const results = await github.run('schedule')
    expect(results[0]?.outcome).toBe('deployed')
  })

  test('builds in each run that no push leads to, where each has a tag of its own', async () => {
    const github = createGitHub(files, [{ ...deployShop, tag: 'nightly-{run-number}' }])
    await github.push(change)
    const results = await github.run('schedule')
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('ends after one run with images that another workflow has built', async () => {
    const github = createGitHub(files, [{ images: `${shop}:{sha}`, kustomization: 'deploy/shop' }])
    const commit = github.pushOnly(change)
    github.world.registries.push(shop, commit)
    const results = await github.run()
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('two workflows end each other', async () => {
    const github = createGitHub(files, [deployShop, { image: web, kustomization: 'deploy/web' }])
    const results = await github.push(change)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'deployed', 'unchanged', 'unchanged'])
  })

  test('deploys the next change', async () => {
    const github = createGitHub(files, [deployShop])
    await github.push(change)
    const results = await github.push({ 'main.go': 'package main // again\n' })
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('deploys a change that came between, whose own run was cancelled', async () => {
    const github = createGitHub(files, [deployShop])
    // The run for the first change is still building when the second one comes.
    github.world.engine.during.set(shop, () => {
      github.pushOnly({ 'main.go': 'package main // between\n' })
      github.world.engine.during.clear()
    })
    const results = await github.push(change)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'deployed', 'unchanged'])
  })

  test("deploys what was changed in newtag's own commit, which keeps its message", async () => {
    const github = createGitHub(files, [deployShop])
    await github.push(change)
    const { message } = github.world.branch.tip()
    const results = await github.push({ 'main.go': 'package main // amended\n' }, message)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('deploys an image that another workflow has not deployed yet', async () => {
    const github = createGitHub(files, [deployShop])
    github.pushOnly(change)
    const [{ branch: after } = { branch: files }] = await github.run()
    // The same commit of newtag, seen by the workflow of the web, whose own run was cancelled.
    const other = createGitHub(after, [{ image: web, kustomization: 'deploy/web' }])
    const { message } = github.world.branch.tip()
    const results = await other.push({ 'deploy/README.md': 'nothing\n' }, message)
    expect(results[0]?.outcome).toBe('deployed')
  })

  test('deploys where somebody else has written such trailers', async () => {
    const github = createGitHub(files, [deployShop])
    const message =
      'Fix\n\nSource-Repository: https://github.com/acme/other\nSource-Run: x\nSource-Commit: ' +
      `${'a'.repeat(40)}\nImage: ${shop}:v1\n`
    const results = await github.push(change, message)
    expect(results[0]?.outcome).toBe('deployed')
  })

  test('a tag that somebody wrote is deployed, and then it is there', async () => {
    const github = createGitHub(files, [{ ...deployShop, tag: 'v2' }])
    github.world.registries.push(shop, 'v2')
    const results = await github.push(change)
    expect(results.map(({ outcome }) => outcome)).toEqual(['deployed', 'unchanged'])
  })

  test('a nightly build is made, when it is asked for', async () => {
    const inputs = { ...deployShop, build: 'always', tag: '{sha}-{timestamp}' }
    const github = createGitHub(files, [inputs])
    await github.push(change)
    const results = await github.run('schedule')
    expect(results[0]?.outcome).toBe('deployed')
  })
})
