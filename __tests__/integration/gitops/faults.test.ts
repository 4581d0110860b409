import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'

import {
  type Fault,
  type GitProxy,
  type GitProxyOptions,
  type ProxiedRequest,
  startGitProxy
} from '../../../testbed/git-proxy.ts'
import type { BareRepository } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { commitByHand } from '../../support/gitops/commit-by-hand.ts'
import {
  land,
  openWriter,
  skippingClock,
  type Writer,
  type WriterOptions
} from '../../support/gitops/gitops-writer.ts'
import { createSmallDisk, smallDiskProblem } from '../../support/system/small-disk.ts'

const token = 'faults-t0ken'
const file = 'apps/shop/kustomization.yaml'
const bump = { kustomization: file, name: 'shop', tag: 'v2' }

let server: GitServer
let temporary: Temporary
let count = 0
const undo: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  server = await startGitServer({ token })
  temporary = await createTemporary('newtag-faults')
})
afterEach(async () => {
  for (const remove of undo.splice(0).reverse()) await remove()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

interface Case {
  readonly bare: BareRepository
  readonly proxy: GitProxy
  readonly writer: Writer
  /** Has somebody else change the same file; returns the commit. */
  readonly rival: () => Promise<string>
  /** The commits of all rivals. */
  readonly rivals: readonly string[]
}

/** A repository behind a proxy, and a job for it. */
async function setUp(
  options: GitProxyOptions & Partial<WriterOptions> & { readonly name?: string } = {}
): Promise<Case> {
  count += 1
  const name = options.name ?? `acme/deploy-${count}`
  const bare = await server.createRepository(name, {
    files: {
      [file]: '# by hand\nimages:\n- name: shop\n  newTag: v1\n- name: web\n  newTag: v1\n',
      'README.md': 'x'
    }
  })
  // By default no connection is used twice: libcurl would send a request again by itself.
  const proxy = await startGitProxy(server.url, { keepAlive: options.keepAlive ?? false })
  undo.push(() => proxy.close())
  const writer = await openWriter({
    url: proxy.through(bare.url),
    directory: path.join(temporary.path, `writer-${count}`),
    token,
    clock: skippingClock(),
    ...options
  })
  const rivals: string[] = []
  const rival = async () => {
    const commit = await commitByHand(
      bare,
      async read => ({ [file]: (await read(file)).replace(/(web\n {2}newTag: ).*/, `$1r${rivals.length}`) }),
      `Rival ${rivals.length}`
    )
    rivals.push(commit)
    return commit
  }
  return { bare, proxy, writer, rival, rivals }
}

const isPush = ({ service, phase }: ProxiedRequest) => service === 'git-receive-pack' && phase === 'pack'

/** Has the pushes fail, one after the other, as listed; later ones pass. */
function failPushes({ proxy }: Case, faults: readonly (Fault | undefined)[]): void {
  const rest = [...faults]
  undo.push(proxy.onRequest(request => (isPush(request) ? rest.shift() : undefined)))
}

/** Exactly one commit of the job is on the branch, it is the one that was told, and everything of others is there too. */
async function expectOnce({ bare, rivals }: Case, landing: Awaited<ReturnType<typeof land>>): Promise<void> {
  const log = await bare.log('main')
  const ours = log.filter(({ message }) => message === 'shop to v2')
  expect(landing).toMatchObject({ kind: 'landed', commit: ours[0]?.sha })
  expect(ours).toHaveLength(1)
  expect(log).toHaveLength(rivals.length + 2)
  expect(rivals.filter(commit => !log.some(({ sha }) => sha === commit))).toEqual([])
  for (const [index, { parents }] of log.entries())
    expect(parents).toEqual(log.slice(index + 1, index + 2).map(({ sha }) => sha))
  const web = rivals.length === 0 ? 'v1' : `r${rivals.length - 1}`
  expect((await bare.read('main', file)).toString()).toBe(
    `# by hand\nimages:\n- name: shop\n  newTag: v2\n- name: web\n  newTag: ${web}\n`
  )
}

async function expectNone({ bare, rivals }: Case): Promise<void> {
  const log = await bare.log('main')
  expect(log.map(({ message }) => message).filter(message => message === 'shop to v2')).toEqual([])
  expect(log).toHaveLength(rivals.length + 1)
}

const pushFaults: readonly Fault[] = [
  { kind: 'cut' },
  { kind: 'cut', ending: 'rst' },
  { kind: 'cut-request', bytes: 150 },
  { kind: 'lose-answer' },
  { kind: 'lose-answer', ending: 'rst' },
  { kind: 'lose-answer', early: true },
  { kind: 'cut-answer', bytes: 0 },
  { kind: 'cut-answer', bytes: 20, ending: 'rst' },
  { kind: 'answer', taken: false, status: 502 },
  { kind: 'answer', taken: false, status: 429, headers: { 'Retry-After': '7' } },
  { kind: 'answer', taken: true, status: 502 },
  { kind: 'answer', taken: true, status: 503 },
  { kind: 'answer', taken: true, status: 429 },
  { kind: 'twice' },
  { kind: 'drip', pauseMs: 0 },
  { kind: 'delay', ms: 20 }
]

describe.each(pushFaults)('a push with %j', fault => {
  test('lands once', async () => {
    const it = await setUp()
    failPushes(it, [fault])
    await expectOnce(it, await land(it.writer, bump))
  })

  test('lands once, also after a lost race and with somebody else in between', async () => {
    const it = await setUp()
    const lost: Fault = { kind: 'delay', ms: 0, meanwhile: it.rival }
    failPushes(it, [lost, { ...fault, meanwhile: it.rival }, lost])
    await expectOnce(it, await land(it.writer, bump))
    expect(it.rivals.length).toBeGreaterThanOrEqual(2)
  })
})

describe('a push on a connection that was used before', () => {
  const faults: readonly Fault[] = [
    { kind: 'cut' },
    { kind: 'lose-answer' },
    { kind: 'lose-answer', ending: 'rst' },
    { kind: 'lose-answer', early: true }
  ]
  test.each(faults)('lands once although libcurl sends it again by itself: %j', async fault => {
    const it = await setUp({ keepAlive: true })
    failPushes(it, [{ ...fault, meanwhile: it.rival }])
    await expectOnce(it, await land(it.writer, bump))
    expect(it.proxy.requests.filter(isPush).length).toBeGreaterThan(1)
  })
})

describe('a push that the server takes late', () => {
  /** The first push waits in a hook of the server, for as long as it likes, while the job has long been cut off. */
  async function setUpLate(): Promise<Case & { readonly release: () => Promise<void> }> {
    const it = await setUp()
    await it.bare.setHook(
      'pre-receive',
      'mkdir first 2>/dev/null || exit 0\nwhile [ ! -e released ]; do sleep 0.02; done'
    )
    failPushes(it, [{ kind: 'lose-answer', early: true }])
    const release = async () => {
      await writeFile(path.join(it.bare.directory, 'released'), '')
      await poll(() => it.proxy.requests.find(isPush)?.delivered === 1)
    }
    return { ...it, release }
  }

  test('is refused when the next one was faster', async () => {
    const it = await setUpLate()
    const landing = await land(it.writer, bump)
    await it.release()
    await expectOnce(it, landing)
    expect(it.proxy.requests.filter(isPush)).toHaveLength(2)
  })

  test('is found when it was faster than the next one', async () => {
    const it = await setUpLate()
    undo.push(
      it.proxy.onRequest(async request => {
        if (isPush(request)) await it.release()
        return undefined
      })
    )
    await expectOnce(it, await land(it.writer, bump))
  })
})

/** Commits of others, each with a new file. */
function sixty(name: string) {
  return Array.from({ length: 60 }, (_, number) => ({
    files: { [`${name}-${number}`]: 'x' },
    message: `Rival ${number}`
  }))
}

describe('a push whose answer was lost is found', () => {
  test('under 60 commits of others', async () => {
    const it = await setUp()
    const meanwhile = () => it.bare.commitEach('main', sixty('rival'))
    failPushes(it, [{ kind: 'lose-answer', meanwhile }])
    const landing = await land(it.writer, bump)
    const ours = (await it.bare.log('main')).filter(({ message }) => message === 'shop to v2')
    expect(ours).toMatchObject([{ sha: landing.kind === 'landed' ? landing.commit : '' }])
  })

  test.each([
    ['first', 1],
    ['second', 2]
  ])('as the %s parent of a merge', async (_, place) => {
    const it = await setUp()
    const meanwhile = async () => {
      const ours = await it.bare.tip('main')
      const topic = await it.bare.commit('topic', { topic: 'x' }, 'Topic', { from: `${ours}^` })
      const parents = place === 1 ? [ours, topic] : [topic, ours]
      const options = parents.flatMap(parent => ['-p', parent])
      const merge = await it.bare.git('commit-tree', `${ours}^{tree}`, ...options, '-m', 'Merge')
      await it.bare.git('update-ref', 'refs/heads/main', merge)
    }
    failPushes(it, [{ kind: 'lose-answer', meanwhile }])
    const landing = await land(it.writer, bump)
    const ours = (await it.bare.log('main')).filter(({ message }) => message === 'shop to v2')
    expect(ours).toMatchObject([{ sha: landing.kind === 'landed' ? landing.commit : '' }])
  })

  test('although somebody has taken it back since', async () => {
    const it = await setUp()
    const revert = () =>
      commitByHand(
        it.bare,
        async read => ({ [file]: (await read(file)).replace('newTag: v2', 'newTag: v1') }),
        'Revert'
      )
    failPushes(it, [{ kind: 'lose-answer', meanwhile: revert }])
    const landing = await land(it.writer, bump)
    const log = await it.bare.log('main')
    expect(log.map(({ message }) => message)).toEqual(['Revert', 'shop to v2', 'First commit'])
    expect(landing).toMatchObject({ kind: 'landed', commit: log[1]?.sha })
  })

  test('not, when the branch was moved back and it is there no more', async () => {
    const it = await setUp()
    const first = await it.bare.tip('main')
    failPushes(it, [
      { kind: 'lose-answer', meanwhile: () => it.bare.git('update-ref', 'refs/heads/main', first) }
    ])
    await expectOnce(it, await land(it.writer, bump))
  })
})

describe('a branch that does not just grow', () => {
  test('BRANCH_NOT_FOUND: it was deleted before the push', async () => {
    const it = await setUp()
    failPushes(it, [])
    undo.push(
      it.proxy.onRequest(async ({ service }) => {
        if (service === 'git-receive-pack') await it.bare.git('update-ref', '-d', 'refs/heads/main')
        return undefined
      })
    )
    await expect(land(it.writer, bump)).rejects.toMatchObject({ code: 'BRANCH_NOT_FOUND' })
    expect(await it.bare.git('for-each-ref')).toBe('')
  })

  test('lands on another history that was put in its place', async () => {
    const it = await setUp()
    const other = await it.bare.commit('other', { [file]: 'images: [{name: shop, newTag: v0}]\n' }, 'Anew')
    const replace = () => it.bare.git('update-ref', 'refs/heads/main', other)
    failPushes(it, [{ kind: 'delay', ms: 0, meanwhile: replace }])
    expect(await land(it.writer, bump)).toMatchObject({ kind: 'landed', attempts: 2 })
    expect((await it.bare.log('main')).map(({ message }) => message)).toEqual(['shop to v2', 'Anew'])
    expect((await it.bare.read('main', file)).toString()).toBe('images: [{name: shop, newTag: v2}]\n')
  })

  test('lands on the files of an old commit', async () => {
    const it = await setUp()
    const meanwhile = () => it.bare.commitEach('main', sixty('apps/shop/rival'))
    const takeBack = async () => {
      // With bitmaps the server leaves out what any commit has that the client tells it of.
      await it.bare.git('repack', '-adb')
      const revert = await it.bare.git('commit-tree', 'main~55^{tree}', '-p', 'main', '-m', 'Take back')
      await it.bare.git('update-ref', 'refs/heads/main', revert)
    }
    failPushes(it, [
      { kind: 'cut', meanwhile },
      { kind: 'delay', ms: 0, meanwhile: takeBack }
    ])
    const landing = await land(it.writer, bump)
    expect(landing).toMatchObject({ kind: 'landed', commit: await it.bare.tip('main') })
    expect(await it.bare.git('diff', '--numstat', 'main^', 'main')).toBe(`1\t1\t${file}`)
    expect((await it.bare.log('main'))[1]?.message).toBe('Take back')
  })
})

describe('a server whose readers are behind', () => {
  /** Answers the next questions for the tip with one of old, as a replica does. */
  function lag({ proxy }: Case, tip: string, times: number): void {
    let left = times
    const line = `${tip} refs/heads/main\n`
    const body = `${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`
    undo.push(
      proxy.onRequest(request => {
        if (left === 0 || !request.body.includes('command=ls-refs')) return undefined
        left -= 1
        const headers = { 'Content-Type': 'application/x-git-upload-pack-result' }
        return { kind: 'answer', taken: false, status: 200, headers, body }
      })
    )
  }

  test.each([1, 3])('%i times: lands once after a lost answer', async times => {
    const it = await setUp()
    const first = await it.bare.tip('main')
    const meanwhile = () => {
      lag(it, first, times)
      return Promise.resolve()
    }
    failPushes(it, [{ kind: 'lose-answer', meanwhile }])
    await expectOnce(it, await land(it.writer, bump))
  })

  test.each([1, 3])('%i times: lands once after a lost race', async times => {
    const it = await setUp()
    const first = await it.bare.tip('main')
    const meanwhile = () => {
      lag(it, first, times)
      return it.rival()
    }
    failPushes(it, [{ kind: 'delay', ms: 0, meanwhile }])
    await expectOnce(it, await land(it.writer, bump))
  })
})

describe('a server that fails whenever it is asked to take a push', () => {
  test.each<Fault>([
    { kind: 'cut' },
    { kind: 'cut-request', bytes: 100 },
    { kind: 'answer', taken: false, status: 503 }
  ])('GIT_UNREACHABLE, and nothing is on the branch: %j', async fault => {
    const it = await setUp()
    failPushes(it, Array<Fault>(100).fill(fault))
    const landing = land(it.writer, { ...bump, timeoutMs: 5_000 })
    await expect(landing).rejects.toMatchObject({
      code: 'GIT_UNREACHABLE',
      message: expect.stringMatching(
        /ommits? [0-9a-f]{40}.* when newtag looked last, but .*may still arrive\. Run the/
      )
    })
    await expectNone(it)
  })

  test.each<Fault>([
    { kind: 'lose-answer' },
    { kind: 'answer', taken: true, status: 502 },
    { kind: 'stall', bytes: 5 }
  ])('finds its commit when it was taken all the same: %j', async fault => {
    const it = await setUp({ timeoutMs: 3_000 })
    failPushes(it, Array<Fault>(100).fill(fault))
    await expectOnce(it, await land(it.writer, { ...bump, timeoutMs: 5_000 }))
  })

  test('tells which commit may be there when it answers nothing at all any more; the next run finds it', async () => {
    const it = await setUp()
    let taken = false
    undo.push(
      it.proxy.onRequest(request => {
        if (taken) return { kind: 'cut' }
        taken = isPush(request)
        return taken ? { kind: 'lose-answer' } : undefined
      })
    )
    const failure: unknown = await land(it.writer, { ...bump, timeoutMs: 5_000 }).catch(
      (error: unknown) => error
    )
    const tip = await it.bare.tip('main')
    expect(failure).toMatchObject({
      code: 'GIT_UNREACHABLE',
      message: expect.stringMatching(
        new RegExp(`Commit ${tip}, whose push got no clear answer, may be on main already, or`)
      )
    })
    const next = await openWriter({
      url: it.bare.url,
      token,
      directory: path.join(temporary.path, `next-${count}`)
    })
    expect(await land(next, bump)).toMatchObject({ kind: 'unchanged' })
    expect(await it.bare.log('main')).toHaveLength(2)
  })

  test('tells which commit may be there when it is cancelled while it pushes', async () => {
    const cancelled = new AbortController()
    const it = await setUp({ signal: cancelled.signal })
    const meanwhile = () => {
      cancelled.abort()
      return Promise.resolve()
    }
    failPushes(it, [{ kind: 'lose-answer', meanwhile }])
    const failure: unknown = await land(it.writer, bump).catch((error: unknown) => error)
    const tip = await it.bare.tip('main')
    expect(failure).toMatchObject({
      code: 'CANCELLED',
      message: expect.stringContaining(
        `Commit ${tip}, whose push got no clear answer, may be on main already, or`
      )
    })
  })

  test('says that nothing was committed when others were faster each time: none of the pushes can arrive', async () => {
    const it = await setUp()
    const lost: Fault = { kind: 'delay', ms: 0, meanwhile: it.rival }
    failPushes(it, Array<Fault>(100).fill(lost))
    await expect(land(it.writer, { ...bump, timeoutMs: 3_000 })).rejects.toMatchObject({
      code: 'PUSH_CONFLICT',
      message: expect.stringMatching(
        /\. Nothing was committed; raise `publish-timeout` or run the job again\.$/
      )
    })
    await expectNone(it)
  })

  test('waits as long as a busy server asks for', async () => {
    const it = await setUp()
    const waits: number[] = []
    const clock = skippingClock()
    const writer = await openWriter({
      url: it.proxy.through(it.bare.url),
      directory: path.join(temporary.path, `patient-${count}`),
      token,
      clock: {
        ...clock,
        sleep: ms => {
          waits.push(ms)
          return clock.sleep(ms)
        }
      }
    })
    // It turns away the push, and what comes next: how long it is busy can be asked by then.
    let turnedAway = 0
    undo.push(
      it.proxy.onRequest(request => {
        if (turnedAway === 2 || (turnedAway === 0 && !isPush(request))) return undefined
        turnedAway += 1
        return { kind: 'answer', taken: false, status: 429, headers: { 'Retry-After': '17' } }
      })
    )
    await expectOnce(it, await land(writer, bump))
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(17_000)
  })
})

describe('the listing of refs before a push', () => {
  test.each<Fault>([
    { kind: 'cut' },
    { kind: 'cut-answer', bytes: 100 },
    { kind: 'answer', taken: false, status: 503 },
    { kind: 'drip', pauseMs: 0 }
  ])('%j', async fault => {
    const it = await setUp()
    const rest = [fault]
    undo.push(
      it.proxy.onRequest(({ service, phase }) =>
        service === 'git-receive-pack' && phase === 'advertise' ? rest.shift() : undefined
      )
    )
    await expectOnce(it, await land(it.writer, bump))
    expect(rest).toEqual([])
  })
})

describe('any request, in a run that loses a race and the answer to its second push', () => {
  /** The run, with a fault at the request of this number; returns how many requests there were. */
  async function runWith(at: number, fault: Fault): Promise<number> {
    const it = await setUp()
    failPushes(it, [
      { kind: 'delay', ms: 0, meanwhile: it.rival },
      { kind: 'lose-answer', meanwhile: it.rival }
    ])
    // Counted without those that the fault causes.
    let number = -1
    let done = false
    undo.push(
      it.proxy.onRequest(request => {
        number += 1
        if (done || number < at || isPush(request)) return undefined
        done = true
        return fault
      })
    )
    await expectOnce(it, await land(it.writer, bump))
    return number + 1
  }

  const faults: readonly Fault[] = [
    { kind: 'cut', ending: 'rst' },
    { kind: 'cut-answer', bytes: 30 },
    { kind: 'answer', taken: true, status: 502 }
  ]

  test('lands once', async () => {
    const requests = await runWith(Number.POSITIVE_INFINITY, { kind: 'cut' })
    expect(requests).toBeGreaterThan(8)
    for (let at = 0; at < requests; at += 1) await runWith(at, faults[at % faults.length] ?? { kind: 'cut' })
  })

  test('a transfer that stands still is given up and begun again', async () => {
    const it = await setUp({ timeoutMs: 3_000 })
    const rest: Fault[] = [{ kind: 'stall', bytes: 40 }]
    undo.push(it.proxy.onRequest(({ phase }) => (phase === 'pack' ? rest.shift() : undefined)))
    await expectOnce(it, await land(it.writer, bump))
  })
})

const diskProblem = await smallDiskProblem()
const onDisk = diskProblem === undefined ? test : test.skip

describe('STORAGE_FULL', () => {
  onDisk('on the runner, when the tip is fetched', async () => {
    const it = await setUp()
    const disk = await createSmallDisk(path.join(temporary.path, `disk-${count}`), 1_048_576)
    undo.push(() => disk.close())
    const large = { 'large.bin': randomLines(20_000) }
    // Without partial clone everything comes, and does not fit.
    await it.bare.git('config', 'uploadpack.allowFilter', 'false')
    await it.bare.commit('main', large, 'Large')
    const writer = await openWriter({
      url: it.proxy.through(it.bare.url),
      directory: path.join(disk.path, 'run'),
      token
    })
    await disk.fill(16_384)
    await expect(land(writer, bump)).rejects.toMatchObject({ code: 'STORAGE_FULL' })
    expect(await it.bare.log('main')).toHaveLength(2)
  })

  onDisk('on the runner, when the commit is made', async () => {
    const it = await setUp()
    const disk = await createSmallDisk(path.join(temporary.path, `disk-${count}`), 1_048_576)
    undo.push(() => disk.close())
    const writer = await openWriter({
      url: it.proxy.through(it.bare.url),
      directory: path.join(disk.path, 'run'),
      token
    })
    const tip = await writer.repository.fetchTip()
    await tip.read([file])
    await disk.fill()
    const person = { name: 'x', email: 'x@example.com' }
    const text = { message: 'x\n', author: person, committer: person }
    await expect(
      writer.repository.commit(tip, [{ path: file, content: Buffer.from('x') }], text)
    ).rejects.toMatchObject({ code: 'STORAGE_FULL' })
  })

  onDisk('on the server: nothing is on the branch, until there is room again', async () => {
    const first = await server.createRepository(`acme/first-${count}`)
    const root = path.dirname(path.dirname(first.directory))
    const disk = await createSmallDisk(path.join(root, `small-${count}`), 2_097_152)
    undo.push(() => disk.close())
    const it = await setUp({ name: `small-${count}/deploy` })
    expect(it.bare.directory.startsWith(disk.path)).toBe(true)
    await disk.fill()
    await expect(land(it.writer, bump)).rejects.toMatchObject({ code: 'STORAGE_FULL' })
    await expectNone(it)
    await disk.empty()
    await expectOnce(it, await land(it.writer, bump))
  })
})

/** Text that cannot be compressed much. */
function randomLines(lines: number): string {
  return Array.from({ length: lines }, () => `${Math.random()} ${Math.random()}\n`).join('')
}

describe('a clock that is set while a job runs', () => {
  afterEach(() => {
    jest.restoreAllMocks()
  })

  test.each([
    ['forward', 86_400_000],
    ['back', -86_400_000],
    ['back by a year', -31_536_000_000]
  ])('%s: the job goes on for as long as it may, and lands', async (_, byMs) => {
    const real = Date.now.bind(Date)
    let offset = 0
    jest.spyOn(Date, 'now').mockImplementation(() => real() + offset)
    // Its clock is the real one, but for the sleeps.
    const it = await setUp()
    const jump = () => {
      offset += byMs
      return it.rival()
    }
    failPushes(it, [
      { kind: 'delay', ms: 0, meanwhile: jump },
      { kind: 'lose-answer', meanwhile: jump }
    ])
    await expectOnce(it, await land(it.writer, bump))
  })
})

async function poll(isReady: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isReady()); tries += 1) {
    if (tries > 1_500) throw new Error('what was waited for did not come')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
