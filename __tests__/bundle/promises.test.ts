import { mkdir, readdir, readFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'

import type { BareRepository, Files } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'

/*
 * What README.md says in its beginning that newtag never does. Each promise has a test with its words, in which somebody
 * tries to make it happen on a real server.
 */

const token = 'promise-gitops-t0ken'
const githubToken = 'promise-source-t0ken'
const file = 'apps/shop/kustomization.yaml'

let registry: TestRegistry
let server: GitServer
let sources: GitServer
let temporary: Temporary
let count = 0
const undo: (() => void)[] = []

beforeAll(async () => {
  ;[registry, server, sources, temporary] = await Promise.all([
    startRegistry({ auth: 'none' }),
    startGitServer({ token }),
    startGitServer({ token: githubToken }),
    createTemporary('newtag-promises')
  ])
  for (const tag of ['v1', 'v2']) await pushImage(registry.url, 'acme/shop', tag)
}, 60_000)
afterEach(() => {
  for (const remove of undo.splice(0)) remove()
})
afterAll(async () => {
  await Promise.all([registry.close(), server.close(), sources.close()])
  await temporary.remove()
})

const promises: string[] = []

function promise(words: string, work: () => Promise<void>): void {
  promises.push(words)
  test(`newtag never ${words}`, work)
}

test('README.md makes these promises in its beginning, and no others', () => {
  const text = readFileSync(path.join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')
  const [, list = ''] = /^newtag (never [^.]+)\.$/m.exec(text) ?? []
  const made = list.replace(/\s+/g, ' ').split(/,? (?:and )?(?=never )/)
  expect(made.map(each => each.replace(/^never /, ''))).toEqual(promises)
})

const image = () => `${registry.host}/acme/shop`
const kustomization = (newTag: string) =>
  `images:\n- name: shop\n  newName: ${image()}\n  newTag: ${newTag} # production\n`

async function createGitOps(files: Files = { [file]: kustomization('v1') }): Promise<BareRepository> {
  count += 1
  return await server.createRepository(`acme/deploy-${count}`, { files })
}

/** Deploys v2, which another workflow has built. */
async function deploy(
  { url }: BareRepository,
  inputs: Readonly<Record<string, string>> = {},
  sha = 'a'.repeat(40)
): Promise<StepResult> {
  const workspace = path.join(temporary.path, `workspace-${(count += 1)}`)
  await mkdir(workspace)
  return await runStep({
    inputs: {
      ...{ images: `${image()}:v2`, repository: url, kustomization: path.dirname(file), token },
      ...inputs
    },
    repository: 'acme/source',
    serverUrl: sources.url,
    token: githubToken,
    ...{ sha, workspace }
  })
}

/** `advertise`: before a push learns where the branch is. `pack`: when it has learnt it, and before it is there. */
type Moment = 'advertise' | 'pack'

/** Does these things, each at its moment of another push. */
function beforeEachPush(...things: readonly (readonly [Moment, () => Promise<unknown>])[]): void {
  const open = [...things]
  const remove = server.onRequest(async ({ service, phase }) => {
    if (service === 'git-receive-pack' && phase === open[0]?.[0]) await open.shift()?.[1]()
    return undefined
  })
  undo.push(remove)
}

const textOf = async (repository: BareRepository) => (await repository.read('main', file)).toString()

promise('force-pushes', async () => {
  const repository = await createGitOps()
  const first = await repository.tip('main')
  // What is not on top of where the branch is would only be taken by force.
  const record = 'git merge-base --is-ancestor "$2" "$3" && echo forward >> pushes || echo forced >> pushes'
  await repository.setHook('update', record)
  beforeEachPush(
    ['advertise', () => repository.commit('main', { 'mistake.txt': '' }, 'A mistake')],
    // A branch that was moved back leads to what was removed from it, if it is only moved forward again.
    ['advertise', () => repository.git('update-ref', 'refs/heads/main', first)]
  )
  const result = await deploy(repository)
  expect(result.outputs).toMatchObject({ outcome: 'deployed', attempts: '3' })
  expect(await readFile(path.join(repository.directory, 'pushes'), 'utf8')).toMatch(/^(?:forward\n)+$/)
  const log = await repository.log('main')
  expect(log.map(({ sha }) => sha)).toEqual([result.outputs['commit-sha'], first])
})

promise('rebases', async () => {
  const repository = await createGitOps()
  // Nothing of the text around the entry is as it was: to apply the same lines again would be a conflict.
  const theirs = `# Sorted.\r\nimages: [{newTag: "v1", newName: ${image()}, name: shop}]\r\n`
  beforeEachPush(['advertise', () => repository.commit('main', { [file]: theirs }, 'Sort')])
  const result = await deploy(repository)
  expect(result.outputs).toMatchObject({ outcome: 'deployed', attempts: '2' })
  expect(await textOf(repository)).toBe(theirs.replace('v1', 'v2'))
  const [ours, sorted] = await repository.log('main')
  expect(ours?.parents).toEqual([sorted?.sha])
  expect(sorted?.message).toMatch(/^Sort/)
})

promise("overwrites someone else's commit", async () => {
  const repository = await createGitOps()
  beforeEachPush(
    ['advertise', () => repository.commit('main', { 'theirs.txt': 'one' }, 'One')],
    ['pack', () => repository.commit('main', { [file]: `# two\n${kustomization('v1')}` }, 'Two')],
    [
      'advertise',
      () => repository.commit('main', { [file]: `# two\n${kustomization('v0')}# three\n` }, 'Three')
    ]
  )
  // The answer to the push that succeeds is lost, and somebody is on top of it already.
  const lose = server.afterReceivePack(async () => {
    const [last] = await repository.log('main')
    if (last?.message.startsWith('Deploy') !== true) return undefined
    await repository.commit('main', { 'theirs.txt': 'four' }, 'Four')
    return 'cut'
  })
  undo.push(lose)
  const result = await deploy(repository)
  expect(result.outputs).toMatchObject({ outcome: 'deployed', attempts: '4' })
  const log = await repository.log('main')
  expect(log.map(({ message }) => message.split(/\s/, 1)[0])).toEqual([
    ...['Four', 'Deploy', 'Three', 'Two', 'One', 'First']
  ])
  expect(log.map(({ parents }) => parents.length)).toEqual([1, 1, 1, 1, 1, 0])
  expect(await textOf(repository)).toBe(`# two\n${kustomization('v2')}# three\n`)
  expect((await repository.read('main', 'theirs.txt')).toString()).toBe('four')
})

promise('changes a byte it was not asked to change', async () => {
  const odd =
    `\u{feff}# by hand: ä\t \r\nresources:   [ a.yaml,b.yaml ]\r\nimages:\r\n    -   name:   shop\r\n` +
    `        newName: ${image()}\n        newTag:   'v1'   # production \r\n\r\n---\n{}   # no end of line`
  const repository = await createGitOps({
    [file]: odd,
    '.gitattributes': '* text=auto eol=lf\n*.yaml ident filter=lfs\n',
    'windows.txt': 'one\r\ntwo\r\n',
    'run.sh': { mode: '100755', content: '#!/bin/sh\r\n' },
    link: { mode: '120000', content: file },
    module: { mode: '160000', commit: 'b'.repeat(40) },
    'bytes.bin': Buffer.from([0, 255, 13, 10, 128])
  })
  const before = await repository.tip('main')
  const result = await deploy(repository)
  expect(result.outputs['outcome']).toBe('deployed')
  expect((await repository.read('main', file)).equals(Buffer.from(odd.replace("'v1'", "'v2'")))).toBe(true)
  const changes = await repository.git('diff-tree', '-r', '-m', before, 'main')
  expect(changes).toMatch(new RegExp(`^:100644 100644 [0-9a-f]{40} [0-9a-f]{40} M\t${file}$`))
})

promise('puts a token on a command line', async () => {
  const source = await sources.createRepository('acme/source', { files: { 'main.c': '0' } })
  const older = await source.tip('main')
  const newer = await source.commit('main', { 'main.c': '1' }, 'Change')
  await pushImage(registry.url, 'acme/shop', newer)
  const repository = await createGitOps({ [file]: kustomization(older) })
  const secrets = [token, githubToken].flatMap(each => [
    each,
    Buffer.from(`x-access-token:${each}`).toString('base64')
  ])
  const seen: string[] = []
  const look = async (): Promise<undefined> => {
    const lines = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
    const read = (name: string) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    seen.push(...(await Promise.all(lines.map(read))))
  }
  undo.push(server.onRequest(look), sources.onRequest(look))
  const inputs = { images: `${image()}:{sha}`, 'github-token': githubToken }
  expect((await deploy(repository, inputs, newer)).outputs['outcome']).toBe('deployed')
  // While the server has a request, the process that has sent it is there.
  for (const url of [repository.url, `${sources.url}/acme/source`])
    expect(seen.some(line => line.includes(url))).toBe(true)
  expect(seen.filter(line => secrets.some(secret => line.includes(secret)))).toEqual([])
})

promise('reports a deploy that did not happen', async () => {
  const refused = await createGitOps()
  await refused.setHook('pre-receive', 'echo "Not today" >&2; exit 1')
  const lost = await createGitOps()
  const tips = await Promise.all([refused, lost].map(each => each.tip('main')))
  const expectNothing = (result: StepResult, code: string) => {
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { outcome: 'failed', 'commit-sha': '', 'changed-files': '[]' }
    })
    expect(JSON.parse(result.outputs['images'] ?? '')).toMatchObject([{ deployed: false }])
    expect(result.log).toContain(`::error title=${code}::`)
    expect(result.log + result.summary).not.toMatch(/^(?:### )?(?:Deployed|Pushed)/m)
    expect(result.summary).toMatch(/^### Not deployed/)
  }
  expectNothing(await deploy(refused), 'PUSH_REJECTED')
  // The connection ends whenever there is something to be pushed, and what has become of that is not told.
  const cut = server.onRequest(({ service, phase }) =>
    service === 'git-receive-pack' && phase === 'pack' ? 'cut' : undefined
  )
  const silent = await deploy(lost, { 'publish-timeout': '1s' })
  cut()
  expectNothing(silent, 'GIT_UNREACHABLE')
  expect(silent.log).toContain('may still arrive')
  expect(await Promise.all([refused, lost].map(each => each.tip('main')))).toEqual(tips)

  // The same run, where nobody is in its way: only then it says so, and it is true. Once more it is not a deploy.
  const done = await deploy(lost)
  expect(done).toMatchObject({ exitCode: 0, outputs: { outcome: 'deployed' } })
  expect(await lost.tip('main')).toBe(done.outputs['commit-sha'])
  expect(await textOf(lost)).toBe(kustomization('v2'))
  const again = await deploy(lost)
  expect(again).toMatchObject({ exitCode: 0, outputs: { outcome: 'unchanged', 'commit-sha': '' } })
})
