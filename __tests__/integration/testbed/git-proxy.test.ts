import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'

import {
  type Fault,
  type GitProxy,
  type GitProxyOptions,
  type ProxiedRequest,
  startGitProxy
} from '../../../testbed/git-proxy.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'

let server: GitServer
let temporary: Temporary
let environment: Record<string, string>
let proxy: GitProxy
let repository: BareRepository
let clone: string
let count = 0

const git = (...args: string[]) => runGit(['-C', clone, ...args], environment)
const push = () => git('push', '--quiet', 'origin', 'HEAD:main')
const local = async () => (await git('rev-parse', 'HEAD')).toString().trim()

beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-git-proxy')
  environment = await gitEnvironment(path.join(temporary.path, 'home'))
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})
beforeEach(() => start())
afterEach(() => proxy.close())

/** A clone, through the proxy, with a commit that has not been pushed. */
async function start(options: GitProxyOptions = {}): Promise<void> {
  count += 1
  proxy = await startGitProxy(server.url, options)
  repository = await server.createRepository(`acme/deploy-${count}`, { files: { 'a.txt': 'a' } })
  clone = path.join(temporary.path, `clone-${count}`)
  await runGit(['clone', '--quiet', proxy.through(repository.url), clone], environment)
  await writeFile(path.join(clone, 'b.txt'), 'b')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'Ours')
}

const isPush = ({ service, phase }: ProxiedRequest) => service === 'git-receive-pack' && phase === 'pack'

/** Has the first so many pushes fail. */
function failPushes(fault: Fault, times = Number.POSITIVE_INFINITY): void {
  let left = times
  proxy.onRequest(request => {
    if (!isPush(request) || left <= 0) return undefined
    left -= 1
    return fault
  })
}

const pushes = () => proxy.requests.filter(isPush)

test('passes on what comes, and keeps a record of it', async () => {
  await push()
  expect(await repository.tip('main')).toBe(await local())
  expect(
    proxy.requests.map(({ service, phase, delivered, status }) => [service, phase, delivered, status])
  ).toEqual(expect.arrayContaining([['git-receive-pack', 'pack', 1, 200]]))
  expect(pushes()[0]?.body.includes('PACK')).toBe(true)
  expect(proxy.requests.map(({ index }) => index)).toEqual(proxy.requests.map((_, index) => index))
})

describe('what the server never hears of', () => {
  test.each(['fin', 'rst'] as const)('cut, by %s', async ending => {
    failPushes({ kind: 'cut', ending })
    await expect(push()).rejects.toThrow(
      ending === 'rst' ? /Connection (?:reset|was reset)|Recv failure/ : /RPC failed|hung up|Empty reply/
    )
    expect(pushes().every(({ delivered, status }) => delivered === 0 && status === 0)).toBe(true)
    expect(await repository.log('main')).toHaveLength(1)
  })

  test('cut-request: a part of the pack is no push', async () => {
    const before = server.requests.length
    failPushes({ kind: 'cut-request', bytes: 200 })
    await expect(push()).rejects.toThrow()
    const seen = server.requests.slice(before).filter(({ method }) => method === 'POST')
    expect(seen.length).toBeGreaterThan(0)
    // receive-pack may begin an answer, which then says that the pack is broken.
    expect(await repository.log('main')).toHaveLength(1)
    // The server is well.
    await git('fetch', '--quiet', 'origin')
  })

  test('answer: another answer than the server would have given', async () => {
    failPushes({ kind: 'answer', taken: false, status: 429, headers: { 'Retry-After': '1' } })
    await expect(push()).rejects.toThrow('429')
    expect(pushes()).toMatchObject([{ delivered: 0, status: 429 }])
    expect(await repository.log('main')).toHaveLength(1)
  })
})

describe('what the server has done although the client does not know', () => {
  test.each<Fault>([
    { kind: 'lose-answer' },
    { kind: 'lose-answer', ending: 'rst' },
    { kind: 'cut-answer', bytes: 10 },
    { kind: 'cut-answer', bytes: 0, ending: 'rst' },
    { kind: 'answer', taken: true, status: 502 },
    { kind: 'answer', taken: true, status: 503 }
  ])('%j', async fault => {
    failPushes(fault)
    await expect(push()).rejects.toThrow(/RPC failed|hung up|50[23]/)
    expect(pushes()[0]).toMatchObject({ delivered: 1 })
    expect(await repository.tip('main')).toBe(await local())
  })

  test('lose-answer, early: the client knows before the server has done it', async () => {
    // The server waits for this file, which is made when the client has been told.
    await repository.setHook('pre-receive', 'while [ ! -e released ]; do sleep 0.02; done')
    failPushes({ kind: 'lose-answer', early: true })
    const before = await repository.tip('main')
    await expect(push()).rejects.toThrow()
    expect(await repository.tip('main')).toBe(before)
    await writeFile(path.join(repository.directory, 'released'), '')
    while ((await repository.tip('main')) === before) await new Promise(resolve => setTimeout(resolve, 20))
    expect(await repository.tip('main')).toBe(await local())
  })

  test('twice: the client is told of the second time', async () => {
    failPushes({ kind: 'twice' })
    await expect(push()).rejects.toThrow('[remote rejected]')
    expect(pushes()).toMatchObject([{ delivered: 2 }])
    expect(await repository.tip('main')).toBe(await local())
  })

  test('meanwhile: somebody else comes before the client notices', async () => {
    failPushes(
      { kind: 'lose-answer', meanwhile: () => repository.commit('main', { rival: 'x' }, 'Rival') },
      1
    )
    // The connection was an old one: libcurl sends the push again, and this one comes late.
    await expect(push()).rejects.toThrow('[remote rejected]')
    expect((await repository.log('main')).map(({ message }) => message)).toEqual([
      'Rival',
      'Ours',
      'First commit'
    ])
  })
})

describe('what takes its time', () => {
  test('drip: the answer comes whole, in many pieces', async () => {
    let bytes = 0
    proxy.onRequest(({ phase }) => (phase === 'advertise' ? { kind: 'drip', pauseMs: 0 } : undefined))
    const response = await fetch(`${proxy.through(repository.url)}/info/refs?service=git-receive-pack`)
    const pieces: number[] = []
    for await (const piece of response.body ?? []) {
      pieces.push((piece as Uint8Array).length)
      bytes += (piece as Uint8Array).length
    }
    expect(pieces.length).toBeGreaterThan(bytes / 10)
    await push()
    expect(await repository.tip('main')).toBe(await local())
  })

  test('stall: the answer stands still until the client has enough of it', async () => {
    failPushes({ kind: 'stall', bytes: 5 })
    await git('config', 'http.lowSpeedLimit', '1')
    await git('config', 'http.lowSpeedTime', '1')
    await expect(push()).rejects.toThrow(/too slow|timed out/)
    expect(await repository.tip('main')).toBe(await local())
  })

  test('delay: the request comes late, after what happens meanwhile', async () => {
    failPushes({ kind: 'delay', ms: 50, meanwhile: () => repository.commit('main', { rival: 'x' }, 'Rival') })
    await expect(push()).rejects.toThrow('[remote rejected]')
  })

  test('a handler holds a request for as long as it likes', async () => {
    let release = () => {}
    const held = new Promise<undefined>(resolve => {
      release = () => {
        resolve(undefined)
      }
    })
    const isHeld = new Promise<void>(resolve => {
      proxy.onRequest(request => {
        if (!isPush(request)) return undefined
        resolve()
        return held
      })
    })
    const pushed = push()
    await isHeld
    expect(await repository.log('main')).toHaveLength(1)
    release()
    await pushed
    expect(await repository.log('main')).toHaveLength(2)
  })
})

test.each([
  [undefined, 'version 2'],
  [true, 'refs/heads/main']
])('oldProtocol: %s, so the server begins with %s', async (oldProtocol, words) => {
  await proxy.close()
  await start(oldProtocol === undefined ? {} : { oldProtocol })
  const url = `${proxy.through(repository.url)}/info/refs?service=git-upload-pack`
  const answer = await fetch(url, { headers: { 'Git-Protocol': 'version=2' } })
  expect(await answer.text()).toContain(words)
})

describe('a connection of old', () => {
  test.each([
    [true, 2],
    [false, 1]
  ])('kept: %s, so a request without an answer is sent %i time(s)', async (keepAlive, times) => {
    await proxy.close()
    await start({ keepAlive })
    failPushes({ kind: 'cut' }, 1)
    await push().catch(() => undefined)
    expect(pushes()).toHaveLength(times)
    expect(await repository.log('main')).toHaveLength(times)
  })
})
