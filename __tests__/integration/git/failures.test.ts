import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import type { BareRepository, Files } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { type GitClient, openGitClient } from '../../support/git/git-client.ts'
import { createSmallDisk, type SmallDisk, smallDiskProblem } from '../../support/system/small-disk.ts'

/** Failures as a real Git server makes them, with all that hooks, disks and settings can do. */
let server: GitServer
let temporary: Temporary
let count = 0
const undo: (() => unknown)[] = []

beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-git-failures')
})
afterEach(async () => {
  for (const remove of undo.splice(0).reverse()) await remove()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

interface SetUp {
  /** How the client gets there; `ssh` runs the server's part after these lines of shell. */
  readonly by?: 'http' | 'file' | { readonly ssh: string }
  readonly name?: string
  readonly files?: Files
  readonly config?: Readonly<Record<string, string>>
}

interface It {
  readonly bare: BareRepository
  readonly client: GitClient
}

/** A repository, and a client that has fetched its tip. */
async function setUp(options: SetUp = {}): Promise<It> {
  count += 1
  const directory = path.join(temporary.path, `client-${count}`)
  await mkdir(directory)
  const { by = 'http', name = `acme/deploy-${count}`, files = { a: 'a' }, config = {} } = options
  const bare = await server.createRepository(name, { files, config })
  const urls = { http: bare.url, file: `file://${bare.directory}`, ssh: `ssh://git@host${bare.directory}` }
  const env: Record<string, string> = {}
  if (typeof by !== 'string') {
    const ssh = path.join(directory, 'ssh')
    await writeFile(ssh, `#!/bin/sh\nfor last; do :; done\n${by.ssh}\neval "exec $last"\n`, { mode: 0o755 })
    Object.assign(env, { GIT_SSH_COMMAND: ssh, GIT_SSH_VARIANT: 'ssh' })
  }
  const client = await openGitClient({ url: urls[typeof by === 'string' ? by : 'ssh'], directory, env })
  expect(await client.fetch()).toBeUndefined()
  return { bare, client }
}

/** As much as a disk that is nearly full would take of one file. */
const fullDisk = `trap '' XFSZ; ulimit -f 1`
/** What does not fit there, and cannot be compressed. */
const large = Buffer.from(Array.from({ length: 8_192 }, () => Math.floor(Math.random() * 256)))

describe('hooks', () => {
  test.each(['pre-receive', 'update'])('a %s hook refuses', async hook => {
    const { bare, client } = await setUp()
    await bare.setHook(hook, 'echo "No deploys on Fridays" >&2; exit 1')
    expect(await client.push()).toMatchObject({
      kind: 'rejected',
      remote: true,
      detail: expect.stringContaining('No deploys on Fridays')
    })
  })

  test.each([
    ['a 503', 'error: 503 Service Unavailable, try again later; connection timed out'],
    ['a lost race', 'error: cannot lock ref: non-fast-forward, fetch first; stale info'],
    ['a full disk', 'fatal: unpack failed: unpacker error'],
    ['verdicts of their own', '! [remote rejected] main -> main (internal server error)'],
    ['a login', 'fatal: Authentication failed for https://git.example.com/'],
    ['a host that cannot be reached', 'fatal: Could not read from remote repository.']
  ])('which talk of %s have refused all the same', async (_, words) => {
    const { bare, client } = await setUp()
    await bare.setHook('pre-receive', `echo "${words}" >&2; exit 1`)
    expect(await client.push()).toMatchObject({ kind: 'rejected', busy: false })
  })

  test.each([
    'GitLab: You are not allowed to push code to protected branches on this project.',
    'error: GH006: Protected branch update failed',
    'fatal: Authentication failed',
    'No space left on device'
  ])('which warn "%s" do not make a lost race anything else', async words => {
    const { bare, client } = await setUp()
    await bare.setHook('pre-receive', `echo "${words}" >&2`)
    const rival = `git update-ref refs/heads/main "$(git commit-tree -m Rival -p main 'main^{tree}')"`
    // While the update hook runs, the branch moves: Git finds out when it takes the lock.
    await bare.setHook('update', rival)
    expect(await client.push()).toMatchObject({
      kind: 'race',
      remote: true,
      detail: expect.stringContaining('cannot lock ref')
    })
  })

  test('10 MB of chat is cut, and the verdict found', async () => {
    const { bare, client } = await setUp()
    await bare.setHook(
      'pre-receive',
      `yes "${'remote rejected: 503 '.repeat(50)}" | head -c 10485760 >&2; exit 1`
    )
    const failure = await client.push()
    expect(failure).toMatchObject({ kind: 'rejected' })
    expect(failure?.detail).toContain('pre-receive hook declined')
    expect(failure?.detail.length).toBeLessThanOrEqual(600)
  })

  test('10 MB on one line too', async () => {
    const { bare, client } = await setUp()
    await bare.setHook('pre-receive', "head -c 10485760 /dev/zero | tr '\\0' x >&2; exit 1")
    expect((await client.push())?.detail).toMatch(
      /^\[remote rejected\] \(pre-receive hook declined\); x+ … x+$/
    )
  })

  test('colours, commands of the runner and other ways to be read wrongly stay words', async () => {
    const { bare, client } = await setUp()
    const hostile = [
      '\\033[31mred\\033[0m',
      '::error::gotcha\\n::set-output name=x::y',
      'over\\rwritten',
      '\\007\\033]0;title\\007',
      '\\342\\200\\256abc'
    ]
    await bare.setHook('pre-receive', `printf '${hostile.join('\\n')}\\n' >&2; exit 1`)
    const failure = await client.push()
    expect(failure).toMatchObject({ kind: 'rejected' })
    expect(failure?.detail).toBe(
      '[remote rejected] (pre-receive hook declined); red; ::error::gotcha; ::set-output name=x::y; over; written; abc'
    )
  })

  test('a reference-transaction hook refuses', async () => {
    const { bare, client } = await setUp({ by: 'file' })
    await bare.setHook('reference-transaction', 'if [ "$1" = prepared ]; then exit 1; fi')
    expect(await client.push()).toMatchObject({ kind: 'rejected' })
  })
})

describe('the branch on the server', () => {
  test('moved: Git itself refuses', async () => {
    const { bare, client } = await setUp()
    await bare.commit('main', { b: 'b' }, 'Rival')
    expect(await client.push()).toMatchObject({ kind: 'race', remote: false })
    expect(await client.push({ withoutLease: true })).toMatchObject({ kind: 'race', remote: false })
  })

  test('is gone', async () => {
    const { bare, client } = await setUp()
    await bare.git('update-ref', '-d', 'refs/heads/main')
    expect(await client.push()).toMatchObject({ kind: 'race', remote: false })
    expect(await client.fetch()).toMatchObject({ kind: 'no-branch' })
  })

  test('has a lock that somebody holds, or left behind', async () => {
    const { bare, client } = await setUp()
    await writeFile(path.join(bare.directory, 'refs/heads/main.lock'), '')
    expect(await client.push()).toMatchObject({ kind: 'race', remote: true })
  })

  test('is hidden', async () => {
    const { bare, client } = await setUp({ config: { 'receive.hideRefs': 'refs/hidden' } })
    expect(await client.push({ ref: 'refs/hidden/main', withoutLease: true })).toMatchObject({
      kind: 'rejected',
      detail: '[remote rejected] (deny updating a hidden ref)'
    })
    expect(await bare.log('main')).toHaveLength(1)
  })

  test('is checked out there', async () => {
    const { client } = await setUp({ by: 'file', config: { 'core.bare': 'false' } })
    expect(await client.push()).toMatchObject({
      kind: 'rejected',
      detail: expect.stringContaining('branch is currently checked out')
    })
  })

  test('cannot take what is too large', async () => {
    const { client } = await setUp({ config: { 'receive.maxInputSize': '4096' } })
    expect(await client.push({ content: large })).toMatchObject({
      kind: 'rejected',
      detail: expect.stringContaining('exceeds maximum allowed size')
    })
  })
})

describe('the settings of the server', () => {
  test('it does not take pushes over HTTP', async () => {
    const { bare, client } = await setUp()
    await bare.git('config', 'http.receivepack', 'false')
    expect(await client.push()).toMatchObject({ kind: 'denied', remote: true })
  })

  test('the repository is gone', async () => {
    const it = { http: await setUp(), file: await setUp({ by: 'file' }) }
    for (const { bare, client } of Object.values(it)) {
      await rm(bare.directory, { recursive: true })
      expect(await client.list()).toMatchObject({ kind: 'no-repository' })
      expect(await client.push()).toMatchObject({ kind: 'no-repository' })
    }
  })

  test('the folder belongs to somebody else', async () => {
    const { client } = await setUp({
      by: { ssh: 'if [ -e "$0.other" ]; then export GIT_TEST_ASSUME_DIFFERENT_OWNER=1; fi' }
    })
    await writeFile(path.join(client.directory, 'ssh.other'), '')
    expect(await client.list()).toMatchObject({ kind: 'ownership' })
    expect(await client.push()).toMatchObject({ kind: 'ownership' })
  })
})

const diskProblem = await smallDiskProblem()
const onDisk = diskProblem === undefined ? test : test.skip

describe('a full disk', () => {
  test.each([
    ['loose objects', {}],
    ['a pack', { 'receive.unpackLimit': '1' }]
  ])('of the server, which writes %s', async (_, config) => {
    const { client } = await setUp({ by: { ssh: fullDisk }, config })
    expect(await client.push({ content: large })).toMatchObject({ kind: 'server-full', remote: true })
  })

  onDisk.each([
    ['loose objects', {}],
    ['a pack', { 'receive.unpackLimit': '1' }]
  ])('of the server, really, where %s would be written', async (_, config) => {
    const { disk, bare, client } = await setUpOnDisk({ config })
    await disk.fill(8_192)
    expect(await client.push({ content: large })).toMatchObject({ kind: 'server-full', remote: true })
    expect(await bare.log('main')).toHaveLength(1)
    await disk.empty()
    expect(await client.push({ content: large })).toBeUndefined()
  })

  onDisk('of the server, where Git itself cannot begin: nobody says whose disk it is', async () => {
    const { disk, bare, client } = await setUpOnDisk({ by: 'file' })
    await disk.fill()
    expect(await client.push({ content: large })).toMatchObject({ kind: 'runner-full' })
    expect(await bare.log('main')).toHaveLength(1)
  })

  /** A repository on a small disk of the server. */
  async function setUpOnDisk(options: SetUp): Promise<It & { readonly disk: SmallDisk }> {
    const folder = `disk-${count}`
    const beside = await server.createRepository(`beside-${count}`)
    const disk = await createSmallDisk(path.join(path.dirname(beside.directory), folder), 1_048_576)
    undo.push(() => disk.close())
    return { disk, ...(await setUp({ ...options, name: `${folder}/deploy` })) }
  }

  test('of the runner', async () => {
    const { bare, client } = await setUp()
    await bare.commit('main', { large }, 'Large')
    const wrapper = path.join(client.directory, 'bin')
    await mkdir(wrapper)
    const git = `#!/bin/sh\n${fullDisk}\nPATH=\${PATH#*:}\nexec git "$@"\n`
    await writeFile(path.join(wrapper, 'git'), git, { mode: 0o755 })
    const cramped = await openGitClient({
      url: bare.url,
      directory: path.join(client.directory, 'cramped'),
      env: { PATH: `${wrapper}:${process.env['PATH'] ?? ''}` }
    })
    expect(await cramped.fetch()).toMatchObject({ kind: 'runner-full' })
  })
})
