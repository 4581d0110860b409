import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { type BareRepository, gitEnvironment, runGit } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepOptions, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'

const token = 'order-t0ken-4242'
const file = 'apps/shop/kustomization.yaml'

let registry: TestRegistry
let server: GitServer
let temporary: Temporary
let env: Record<string, string>
let count = 0

beforeAll(async () => {
  ;[registry, server, temporary] = await Promise.all([
    startRegistry({ auth: 'none' }),
    startGitServer({ token }),
    createTemporary('newtag-order')
  ])
  env = await gitEnvironment(path.join(temporary.path, 'home'))
}, 60_000)
afterAll(async () => {
  await Promise.all([registry.close(), server.close()])
  await temporary.remove()
})

interface Case {
  readonly source: BareRepository
  readonly gitops: BareRepository
  /** Source commits, the oldest first. */
  readonly commits: readonly string[]
  readonly shop: string
  /** Pushes both images with such a tag. */
  readonly push: (tag: string) => Promise<void>
  /** Runs the step for a source commit, in a checkout of depth 1. */
  readonly deploy: (sha: string, options?: DeployOptions) => Promise<StepResult>
  readonly tagsOf: () => Promise<readonly string[]>
}

interface DeployOptions extends Pick<StepOptions, 'eventName' | 'env'> {
  readonly inputs?: Readonly<Record<string, string>>
  /** How much history the checkout has; 0 for all. */
  readonly depth?: number
}

async function setUp(entryTag: (commits: readonly string[]) => string = () => 'v0'): Promise<Case> {
  count += 1
  const [shopName, webName] = [`acme/shop-${count}`, `acme/web-${count}`]
  const source = await server.createRepository(`acme/source-${count}`, {
    files: { 'main.c': '0', Dockerfile: 'FROM scratch\n' }
  })
  const commits = [await source.tip('main')]
  for (let change = 1; change <= 4; change += 1)
    commits.push(await source.commit('main', { 'main.c': String(change) }, `Change ${change}`))
  const [shop, web] = [`${registry.host}/${shopName}`, `${registry.host}/${webName}`]
  const tag = entryTag(commits)
  const gitops = await server.createRepository(`acme/deploy-${count}`, {
    files: {
      [file]: `images:\n- name: shop\n  newName: ${shop}\n  newTag: ${tag}\n- name: web\n  newName: ${web}\n  newTag: ${tag}\n`
    }
  })
  const here = count
  const push = async (name: string) => {
    await Promise.all([shopName, webName].map(each => pushImage(registry.url, each, name, { label: name })))
  }
  await Promise.all(commits.map(push))
  return {
    source,
    gitops,
    commits,
    shop,
    push,
    deploy: async (sha, { inputs = {}, depth = 1, ...event } = {}) => {
      const workspace = path.join(temporary.path, `checkout-${here}-${Math.random().toString(16).slice(2)}`)
      await checkOut(source, sha, depth, workspace)
      return await runStep({
        inputs: {
          image: shop,
          repository: gitops.url,
          kustomization: path.dirname(file),
          build: 'never',
          token,
          ...inputs
        },
        repository: `acme/source-${here}`,
        serverUrl: server.url,
        token,
        sha,
        workspace,
        ...event
      })
    },
    tagsOf: async () =>
      [...(await gitops.read('main', file)).toString().matchAll(/newTag: (.*)/g)].map(([, each = '']) => each)
  }
}

/** As actions/checkout leaves it: a fetch of one commit, and no credential. */
async function checkOut(source: BareRepository, sha: string, depth: number, target: string): Promise<void> {
  const limit = depth === 0 ? [] : [`--depth=${depth}`]
  await runGit(['init', '--quiet', target], env)
  const url = `file://${source.directory}`
  await runGit(['-C', target, 'fetch', '--quiet', ...limit, url, sha], env)
  await runGit(['-C', target, 'checkout', '--quiet', '--detach', sha], env)
}

describe('an older run that ends last', () => {
  test.each([
    ['with the whole history checked out', 0],
    ['with a checkout of depth 1', 1]
  ])('is superseded, %s: the newer tag stays, and the log says why', async (_, depth) => {
    const { commits, deploy, tagsOf, gitops } = await setUp()
    const [, older = '', , newer = ''] = commits
    expect((await deploy(newer, { depth })).outputs['outcome']).toBe('deployed')
    const late = await deploy(older, { depth })
    expect(late.exitCode).toBe(0)
    expect(late.outputs).toMatchObject({ outcome: 'superseded', 'commit-sha': '', 'changed-files': '[]' })
    expect(await tagsOf()).toEqual([newer, 'v0'])
    expect(await gitops.log('main')).toHaveLength(2)
    expect(late.log).toContain(
      `shop-${count} keeps ${newer}: its commit ${newer.slice(0, 12)} is newer than ${older.slice(0, 12)} by 2 commit(s)`
    )
    expect(late.log).toContain('allow-older: true')
    expect(late.summary).toContain('Superseded')
    expect(late.summary).toContain(newer.slice(0, 12))
    const shown = late.log.replaceAll(`::add-mask::${token}`, '')
    expect(shown + late.summary).not.toContain(token)
  })
})

describe('what runs now', () => {
  test('is known by the label of its image, where the tag says nothing', async () => {
    const { commits, deploy, tagsOf, shop } = await setUp(() => 'stable-7')
    const [, older = '', , newer = ''] = commits
    const name = shop.slice(shop.indexOf('/') + 1)
    const labels = { 'org.opencontainers.image.revision': newer }
    await pushImage(registry.url, name, 'stable-7', { labels })
    expect((await deploy(older)).outputs['outcome']).toBe('superseded')
    expect((await tagsOf())[0]).toBe('stable-7')
  })

  test('is asked of the source repository with github-token, which goes nowhere else', async () => {
    const it = await setUp(list => list[3] ?? '')
    const other = await startGitServer({ token: 'gitops-0nly-t0ken' })
    try {
      const text = (await it.gitops.read('main', file)).toString()
      const gitops = await other.createRepository('acme/elsewhere', { files: { [file]: text } })
      const inputs = { repository: gitops.url, token: 'gitops-0nly-t0ken', 'github-token': token }
      const late = await it.deploy(it.commits[1] ?? '', { inputs })
      expect(late.outputs['outcome']).toBe('superseded')
      const sent = (secret: string) => Buffer.from(`x-access-token:${secret}`).toString('base64')
      const seenBy = (requests: GitServer['requests']) =>
        requests.map(each => each.authorization ?? '').join()
      expect(seenBy(other.requests)).not.toContain(sent(token))
      expect(seenBy(server.requests)).not.toContain(sent('gitops-0nly-t0ken'))
      expect(late.log).toContain(`::add-mask::${token}`)
      // Without it the order cannot be found out, and the log says so.
      const blind = await it.deploy(it.commits[1] ?? '', { inputs: { ...inputs, 'github-token': '' } })
      expect(blind.outputs['outcome']).toBe('deployed')
      expect(blind.log).toMatch(
        /^::warning::.* could not be checked, because there is no `github-token` that may read acme\/source-\d+: set it\.$/m
      )
    } finally {
      await other.close()
    }
  })

  test('is what the digest names, whatever tag stands beside it', async () => {
    const { commits, deploy, tagsOf, shop, gitops } = await setUp()
    const [, older = '', ours = '', newer = ''] = commits
    const name = shop.slice(shop.indexOf('/') + 1)
    const pin = async (tag: string, revision: string) => {
      const labels = { 'org.opencontainers.image.revision': revision }
      const digest = await pushImage(registry.url, name, `built-${revision}`, { labels })
      const text = `images:\n- name: shop\n  newName: ${shop}\n  newTag: ${tag}\n  digest: ${digest}\n`
      await gitops.commit('main', { [file]: text }, 'Pin')
    }
    await pin(ours, newer)
    expect((await deploy(ours)).outputs['outcome']).toBe('superseded')
    await pin(newer, older)
    expect((await deploy(ours)).outputs['outcome']).toBe('deployed')
    expect(await tagsOf()).toEqual([ours])
  })

  test('does not stay once a push by force has taken it back, and the log says so', async () => {
    const { source, commits, deploy, tagsOf } = await setUp()
    const [, older = '', , newer = ''] = commits
    expect((await deploy(newer)).outputs['outcome']).toBe('deployed')
    await source.git('update-ref', 'refs/heads/main', older)
    const result = await deploy(older)
    expect(result.outputs['outcome']).toBe('deployed')
    expect(await tagsOf()).toEqual([older, 'v0'])
    expect(result.log).toContain(
      `of commit ${newer.slice(0, 12)}, which was taken back or is of another branch: main does not lead to it.`
    )
    expect(result.log).not.toMatch(/^::(?:warning|notice)/m)
  })

  test('is replaced by an older one when a person has started the run, and the log says which', async () => {
    const { commits, deploy, tagsOf } = await setUp()
    const [, older = '', , newer = ''] = commits
    await deploy(newer)
    const again = await deploy(older, { eventName: 'workflow_dispatch', env: { GITHUB_RUN_ATTEMPT: '2' } })
    expect(again.outputs['outcome']).toBe('superseded')
    const byHand = await deploy(older, { eventName: 'workflow_dispatch' })
    expect(byHand.outputs['outcome']).toBe('deployed')
    expect(await tagsOf()).toEqual([older, 'v0'])
    expect(byHand.log).toContain(
      `goes back by 2 commit(s), from ${newer} of commit ${newer.slice(0, 12)} to ${older} of commit ${older.slice(0, 12)}, ` +
        'because the run was started by hand.'
    )
  })

  test('stays the newest, whichever of three runs at once is the fastest', async () => {
    const { commits, deploy, tagsOf } = await setUp(([first = '']) => first)
    const runs = [commits[1] ?? '', commits[4] ?? '', commits[2] ?? '']
    const results = await Promise.all(runs.map(sha => deploy(sha)))
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    expect((await tagsOf())[0]).toBe(commits[4])
  })

  test('is what `latest` names in the end, although an older run is the last to move it', async () => {
    const { commits, deploy, tagsOf, shop } = await setUp(([first = '']) => first)
    const [, older = '', , newer = ''] = commits
    const inputs = { 'extra-tags': 'latest' }
    const manifests = `/v2/${shop.slice(shop.indexOf('/') + 1)}/manifests`
    const url = new RegExp(`${manifests}/latest$`)
    const held = registry.addFault({ method: 'PUT', url, delayMs: 8_000, times: 1 })
    const late = deploy(older, { inputs })
    while (held.count() === 0) await new Promise(resolve => setTimeout(resolve, 20))
    const early = await deploy(newer, { inputs })
    expect([early, await late].map(({ outputs }) => outputs['outcome'])).toEqual(['deployed', 'deployed'])
    const digestOf = async (tag: string) => {
      const headers = { accept: 'application/vnd.oci.image.manifest.v1+json' }
      const answer = await fetch(`${registry.url}${manifests}/${tag}`, { method: 'HEAD', headers })
      return answer.headers.get('docker-content-digest')
    }
    expect((await tagsOf())[0]).toBe(newer)
    expect(await digestOf('latest')).toBe(await digestOf(newer))
    expect(await digestOf('latest')).not.toBe(await digestOf(older))
    expect((await late).log).toContain(`now, which the branch deploys`)
  })

  test('is a commit that was pushed after the source was read', async () => {
    const { source, commits, deploy, push, tagsOf, gitops } = await setUp(([first = '']) => first)
    const [first = '', , , , ours = ''] = commits
    await push(ours.slice(0, 12))
    let newer = ''
    const undo = server.onRequest(async request => {
      if (request.service !== 'git-receive-pack' || request.phase !== 'pack' || newer !== '') return
      newer = await source.commit('main', { 'main.c': 'late' }, 'Pushed meanwhile')
      const text = (await gitops.read('main', file)).toString().replace(first, newer.slice(0, 12))
      await gitops.commit('main', { [file]: text }, 'A newer deploy')
    })
    const late = await deploy(ours, { inputs: { tag: '{sha:12}' } })
    undo()
    expect(late.outputs['outcome']).toBe('superseded')
    expect((await tagsOf())[0]).toBe(newer.slice(0, 12))
  })
})
