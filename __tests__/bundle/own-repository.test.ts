import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { type BareRepository, gitEnvironment, runGit } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepOptions, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'

const token = 'own-t0ken-4242'
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
    createTemporary('newtag-own')
  ])
  env = await gitEnvironment(path.join(temporary.path, 'home'))
}, 60_000)
afterAll(async () => {
  await Promise.all([registry.close(), server.close()])
  await temporary.remove()
})

interface Case {
  readonly repository: BareRepository
  readonly name: string
  /** The commit of the application, on `main` and on `release/2`. */
  readonly sha: string
  readonly run: (changes?: Partial<StepOptions>) => Promise<StepResult>
  /** The tags on both branches. */
  readonly tags: () => Promise<Readonly<Record<'main' | 'release/2', string | undefined>>>
}

/** An application whose kustomization is in its own repository, and a workflow that names neither repository nor token. */
async function setUp(): Promise<Case> {
  count += 1
  const name = `acme/shop-${count}`
  const image = `${registry.host}/${name}`
  const repository = await server.createRepository(name, {
    files: { 'main.c': '0', [file]: `images:\n- name: shop\n  newName: ${image}\n  newTag: v1\n` }
  })
  const sha = await repository.tip('main')
  await repository.git('branch', 'release/2', 'main')
  await pushImage(registry.url, name, sha, { label: sha })
  const workspace = path.join(temporary.path, `checkout-${count}`)
  await runGit(['clone', '--quiet', `file://${repository.directory}`, workspace], env)
  const inputs = { image, kustomization: path.dirname(file), build: 'never' }
  const event = { repository: { full_name: name, default_branch: 'main' } }
  const base = { repository: name, serverUrl: server.url, token, sha, workspace }
  const tagOn = async (branch: string) =>
    /newTag: (.*)/.exec((await repository.read(branch, file)).toString())?.[1]
  return {
    ...{ repository, name, sha },
    run: ({ inputs: more, event: payload, ...changes } = {}) =>
      runStep({
        ...base,
        ...changes,
        inputs: { ...inputs, ...more },
        event: { ...event, ...(payload as object | undefined) }
      }),
    tags: async () => ({ main: await tagOn('main'), 'release/2': await tagOn('release/2') })
  }
}

const queue = `gh-readonly-queue/release/2/pr-7-${'c'.repeat(40)}`

describe('a workflow that is started by its own push', () => {
  /** GitHub starts a run for every push to the branch, until there is none; so many would be a loop. */
  async function runAll(
    it: Case,
    runOne: (sha: string) => Promise<StepResult>
  ): Promise<readonly StepResult[]> {
    const results: StepResult[] = []
    for (let sha = ''; sha !== (await it.repository.tip('main')) && results.length < 4;) {
      sha = await it.repository.tip('main')
      results.push(await runOne(sha))
    }
    return results
  }
  const outcomes = (results: readonly StepResult[]) => results.map(({ outputs }) => outputs['outcome'])

  /** As actions/checkout does it: one commit. */
  async function checkOut(it: Case, sha: string): Promise<string> {
    count += 1
    const workspace = path.join(temporary.path, `run-${count}`)
    await runGit(['init', '--quiet', workspace], env)
    const from = `file://${it.repository.directory}`
    await runGit(['-C', workspace, 'fetch', '--quiet', '--depth=1', from, sha], env)
    await runGit(['-C', workspace, 'checkout', '--quiet', '--detach', sha], env)
    return workspace
  }

  test('ends after one run, in a checkout of one commit', async () => {
    const it = await setUp()
    const results = await runAll(it, async sha => await it.run({ sha, workspace: await checkOut(it, sha) }))
    expect(outcomes(results)).toEqual(['deployed', 'unchanged'])
    const [, last] = results
    expect(last?.exitCode).toBe(0)
    expect(last?.log).toMatch(/The commit of this run, [0-9a-f]{12}, is a deploy that newtag made/)
    expect(last?.log).not.toMatch(/^::(?:warning|notice|error)/m)
  })

  test.each(['image', 'images'])(
    'ends after one run, where an expression gives the commit as the tag of `%s`',
    async input => {
      const it = await setUp()
      const image = `${registry.host}/${it.name}`
      const results = await runAll(it, async sha => {
        // An earlier step builds it.
        await pushImage(registry.url, it.name, sha, { label: sha })
        const inputs = input === 'image' ? { tag: sha } : { image: '', images: `${image}:${sha}` }
        return await it.run({ sha, workspace: await checkOut(it, sha), inputs })
      })
      expect(outcomes(results)).toEqual(['deployed', 'unchanged'])
    }
  )

  test('ends after one run, without a checkout: the event has the message', async () => {
    const it = await setUp()
    const workspace = path.join(temporary.path, 'empty')
    await mkdir(workspace)
    const results = await runAll(it, async sha => {
      const message = await it.repository.git('log', '-1', '--format=%B', sha)
      const timestamp = '2026-01-01T00:00:00Z'
      return await it.run({ sha, workspace, event: { head_commit: { id: sha, message, timestamp } } })
    })
    expect(outcomes(results)).toEqual(['deployed', 'unchanged'])
  })

  test('is not green for a change that somebody has put into the same commit', async () => {
    const it = await setUp()
    await it.run()
    const message = await it.repository.git('log', '-1', '--format=%B', 'main')
    const sha = await it.repository.commit('main', { 'main.c': '1' }, message)
    const result = await it.run({ sha, workspace: await checkOut(it, sha) })
    expect(result.log).toContain('title=IMAGE_NOT_FOUND')
    expect(result.exitCode).toBe(1)
  })
})

describe('a workflow that names no repository deploys to its own', () => {
  test.each<readonly [string, 'main' | 'release/2', Partial<StepOptions>]>([
    ['the branch that was pushed', 'release/2', { ref: 'refs/heads/release/2' }],
    ['the default branch on a tag', 'main', { ref: 'refs/tags/v1.2.0', inputs: { tag: '{sha}' } }],
    [
      'the target branch of a merge queue',
      'release/2',
      {
        ref: `refs/heads/${queue}`,
        eventName: 'merge_group',
        event: { merge_group: { base_ref: 'refs/heads/release/2' } }
      }
    ]
  ])('on %s, with the token of the job', async (_, branch, changes) => {
    const it = await setUp()
    const result = await it.run(changes)
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    expect(await it.tags()).toEqual({ main: 'v1', 'release/2': 'v1', [branch]: it.sha })
    expect(result.outputs['commit-sha']).toBe(await it.repository.tip(branch))
    expect(result.log.replaceAll(`::add-mask::${token}`, '')).not.toContain(token)
  })

  test('on the base branch of a pull request, of which the head is shown', async () => {
    const it = await setUp()
    const text = (await it.repository.read('release/2', file)).toString().replace('v1', 'v2')
    await it.repository.commit('release/2', { [file]: text }, 'Release')
    const pullRequest = { head: { sha: it.sha, ref: 'topic' }, base: { ref: 'release/2' } }
    const result = await it.run({
      ...{ eventName: 'pull_request', ref: 'refs/pull/7/merge', sha: 'd'.repeat(40) },
      event: { pull_request: pullRequest },
      inputs: { publish: 'none' }
    })
    expect(result.outputs).toMatchObject({ outcome: 'previewed', 'previous-tag': 'v2', tag: it.sha })
  })

  test('when it is reached over SSH: the branch of the run, and no token', async () => {
    const it = await setUp()
    const ssh = path.join(temporary.path, 'ssh')
    const root = it.repository.directory.slice(0, -`/${it.name}.git`.length)
    // What sshd runs is the last argument.
    await writeFile(ssh, `#!/bin/sh\nfor last; do :; done\ncd '${root}' && eval "exec git $\{last#git-}"\n`)
    await chmod(ssh, 0o755)
    const before = server.requests.length
    const result = await it.run({
      ref: 'refs/heads/release/2',
      inputs: { repository: `git@127.0.0.1:${it.name}.git`, 'github-token': '' },
      env: { GIT_SSH_COMMAND: ssh, GIT_SSH_VARIANT: 'ssh' }
    })
    expect([result.log, result.exitCode]).toEqual([expect.stringContaining('Deployed with commit'), 0])
    expect(await it.tags()).toEqual({ main: 'v1', 'release/2': it.sha })
    expect(result.outputs['commit-url']).toBe(
      `${server.url}/${it.name}/commit/${result.outputs['commit-sha'] ?? ''}`
    )
    expect(server.requests.slice(before).map(({ authorization }) => authorization ?? '')).not.toContainEqual(
      expect.stringMatching(/./)
    )
  })

  test.each(['', 'name', 'url', 'url.git', 'url/'])(
    'and an annotation stands in its kustomization, when it is written as %j',
    async form => {
      const it = await setUp()
      const url = it.repository.url.replace(/\.git$/, '')
      const repository = { name: it.name, url, 'url.git': `${url}.git`, 'url/': `${url}/` }[form] ?? ''
      const result = await it.run({ inputs: { repository, 'image-name': 'nope' } })
      expect(result.exitCode).toBe(1)
      expect(result.log).toMatch(/^::error title=ENTRY_NOT_FOUND,file=apps\/shop\/kustomization\.yaml/m)
    }
  )

  test('but an annotation does not stand in the kustomization of another repository', async () => {
    const [it, other] = [await setUp(), await setUp()]
    const result = await it.run({ inputs: { repository: other.name, 'image-name': 'nope' } })
    expect(result.exitCode).toBe(1)
    expect(result.log).toMatch(/^::error title=ENTRY_NOT_FOUND::/m)
  })
})
