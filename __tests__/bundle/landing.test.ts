import type { ChildProcess } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { type GitProxy, type ProxiedRequest, startGitProxy } from '../../testbed/git-proxy.ts'
import type { BareRepository, Files } from '../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../testbed/git-server.ts'
import { pushImage } from '../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { runStep, type StepOptions, type StepResult } from '../../testbed/runner.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'
import { toolPath } from '../../testbed/tools.ts'
import { processTree } from '../support/system/process-tree.ts'
import { createSmallDisk, smallDiskProblem } from '../support/system/small-disk.ts'

const token = 'landing-t0ken-4242'
const folder = 'apps/shop'
const file = `${folder}/kustomization.yaml`

let registry: TestRegistry
let server: GitServer
let temporary: Temporary
let count = 0
const undo: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  ;[registry, server, temporary] = await Promise.all([
    startRegistry({ auth: 'none' }),
    startGitServer({ token }),
    createTemporary('newtag-landing')
  ])
  for (const tag of ['v1', 'v2']) await pushImage(registry.url, 'acme/shop', tag)
}, 60_000)
afterEach(async () => {
  for (const remove of undo.splice(0).reverse()) await remove()
})
afterAll(async () => {
  await Promise.all([registry.close(), server.close()])
  await temporary.remove()
})

interface Case {
  readonly bare: BareRepository
  readonly proxy: GitProxy
  /** What a job has to itself on its runner; a job that was killed leaves there what it leaves. */
  readonly temp: string
  /** What it shares with others. */
  readonly shared: readonly string[]
  readonly run: (changes?: Partial<StepOptions>) => Promise<StepResult>
}

const image = () => `${registry.host}/acme/shop`
const entry = (name: string) => `- {name: ${name}, newName: ${image()}, newTag: v1}\n`

/** A repository behind a proxy of its own, and a runner of its own. */
async function setUp(files: Files = { [file]: `# by hand\nimages:\n${entry('shop')}` }): Promise<Case> {
  // Others are set up meanwhile.
  const number = (count += 1)
  const bare = await server.createRepository(`acme/deploy-${number}`, { files })
  const proxy = await startGitProxy(server.url)
  undo.push(() => proxy.close())
  const place = (name: string) => path.join(temporary.path, `${name}-${number}`)
  const [temp, home, tmp, workspace] = [place('temp'), place('home'), place('tmp'), place('workspace')]
  for (const each of [temp, home, tmp, workspace]) await mkdir(each)
  return {
    bare,
    proxy,
    temp,
    shared: [home, tmp, workspace],
    run: (changes = {}) =>
      runStep({
        repository: 'acme/shop',
        serverUrl: server.url,
        sha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
        workspace,
        ...changes,
        inputs: {
          images: 'shop=*:v2',
          kustomization: folder,
          repository: proxy.through(bare.url),
          branch: 'main',
          token,
          ...changes.inputs
        },
        env: { PATH: toolPath(), RUNNER_TEMP: temp, HOME: home, TMPDIR: tmp, ...changes.env }
      })
  }
}

const isPush = ({ service, phase }: Pick<ProxiedRequest, 'service' | 'phase'>) =>
  service === 'git-receive-pack' && phase === 'pack'

/** Where a run is stopped: at which of its requests, and whether the server has had it by then. */
interface Point {
  readonly at: number
  readonly side: 'before' | 'after'
}

/** Holds one request of the run, and what comes later. */
function hold({ proxy }: Case, { at, side }: Point) {
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const reached = new Promise<void>(resolve => {
    const stop = proxy.onRequest(async request => {
      if (request.index !== at) return undefined
      stop()
      if (side === 'before') {
        resolve()
        await released
        return undefined
      }
      return {
        kind: 'none',
        meanwhile: () => {
          resolve()
          return released
        }
      }
    })
  })
  undo.push(() => {
    release()
  })
  return { reached, release }
}

/** All points of a run that nothing happens to. */
async function allPoints(): Promise<readonly (Point & { readonly isPush: boolean })[]> {
  const it = await setUp()
  expect((await it.run()).outputs['outcome']).toBe('deployed')
  const requests = it.proxy.requests
  expect(new Set(requests.map(({ service, phase }) => `${service ?? ''} ${phase}`)).size).toBe(4)
  return requests.flatMap(request =>
    (['before', 'after'] as const).map(side => ({ at: request.index, side, isPush: isPush(request) }))
  )
}

/** Runs the cases two at a time, and says of a failure in which case it was. */
async function inEach<T>(cases: readonly T[], check: (it: T) => Promise<void>): Promise<void> {
  const rest = [...cases.entries()]
  const failures: unknown[] = []
  const work = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [, it] = next
      await check(it).catch((error: unknown) => {
        failures.push(new Error(`${JSON.stringify(it)}: ${String(error)}`, { cause: error }))
      })
    }
  }
  await Promise.all([work(), work()])
  expect(failures).toEqual([])
}

async function expectOneBump({ bare }: Case): Promise<void> {
  expect(await bare.log('main')).toHaveLength(2)
  expect(await bare.git('diff', '--numstat', 'main^', 'main')).toBe(`1\t1\t${file}`)
  expect((await bare.read('main', file)).toString()).toContain('newTag: v2')
}

/** The files below some folders that hold the token, in any of the forms in which it is sent. */
async function filesWithToken(folders: readonly string[]): Promise<readonly string[]> {
  const secrets = [token, Buffer.from(`x-access-token:${token}`).toString('base64').replace(/=*$/, '')]
  const found: string[] = []
  for (const each of folders) {
    for (const it of await readdir(each, { recursive: true, withFileTypes: true })) {
      const name = path.join(it.parentPath, it.name)
      const content = it.isFile() ? await readFile(name, 'latin1') : ''
      if (secrets.some(secret => content.includes(secret) || name.includes(secret))) found.push(name)
    }
  }
  return found
}

/** Waits until the proxy has dealt with all requests that it was given. */
async function settled({ proxy }: Case): Promise<void> {
  for (let tries = 0; proxy.requests.some(({ delivered }) => delivered === 0); tries += 1) {
    if (tries > 1_500) throw new Error('a request is still under way')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

describe('a job that is killed, and run again', () => {
  test('has made one commit, wherever it was', async () => {
    const points = await allPoints()
    expect(points.length).toBeGreaterThanOrEqual(10)
    const cases = points.flatMap((point, index) => {
      // Git may live on for a while when only the job itself was killed, and what it has sent may come late.
      const ways = [0, 1, 2, 3].map(way => ({ ...point, whole: way % 2 === 0, late: way < 2 }))
      return point.isPush ? ways : ways.slice(index % 4, (index % 4) + 1)
    })
    await inEach(cases, async ({ at, side, whole, late }) => {
      const it = await setUp()
      const { reached, release } = hold(it, { at, side })
      let job: ChildProcess | undefined
      const first = it.run({
        onStart: child => {
          job = child
        }
      })
      await reached
      const pids = await processTree(job?.pid ?? 0)
      expect(pids.length).toBeGreaterThan(1)
      for (const pid of whole ? pids : pids.slice(0, 1)) process.kill(pid, 'SIGKILL')
      const killed = await first
      expect(killed.exitCode).toBeNull()
      expect(await filesWithToken([it.temp, ...it.shared])).toEqual([])
      for (const place of it.shared) expect(await readdir(place)).toEqual([])

      if (!late) {
        release()
        await settled(it)
      }
      const second = await it.run()
      expect([second.log, second.exitCode]).toEqual([expect.not.stringContaining('::error'), 0])
      expect(['deployed', 'unchanged']).toContain(second.outputs['outcome'])
      release()
      await settled(it)
      await expectOneBump(it)
      if (second.outputs['outcome'] === 'deployed')
        expect(second.outputs['commit-sha']).toBe(await it.bare.tip('main'))
    })
  }, 300_000)
})

describe('a job that is cancelled while the server does not answer', () => {
  test('ends by itself, says what is on the branch, and leaves nothing behind', async () => {
    const points = await allPoints()
    await inEach(
      points.map((point, index) => ({ ...point, signal: index % 4 === 0 ? 'SIGINT' : 'SIGTERM' }) as const),
      async ({ at, side, signal }) => {
        const it = await setUp()
        const { reached, release } = hold(it, { at, side })
        let job: ChildProcess | undefined
        const run = it.run({
          onStart: child => {
            job = child
          }
        })
        await reached
        job?.kill(signal)
        // The server still holds the request here: the job does not wait for it.
        const result = await run
        expect([result.log, result.exitCode]).toEqual([
          expect.stringContaining('::error title=CANCELLED::'),
          1
        ])
        expect(await readdir(it.temp)).toEqual([])
        for (const place of it.shared) expect(await readdir(place)).toEqual([])
        const log = await it.bare.log('main')
        const landed = log.length > 1
        expect(landed).toBe(
          side === 'after' && it.proxy.requests.some(request => request.index === at && isPush(request))
        )
        if (landed) expect(result.log).toContain(log[0]?.sha)
        release()
      }
    )
  }, 300_000)
})

describe('many jobs at once', () => {
  test('on one file: each has its commit, which changes its line', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `app-${index}`)
    const it = await setUp({ [file]: `# by hand\nimages:\n${names.map(entry).join('')}` })
    const before = (await it.bare.read('main', file)).toString()
    const results = await Promise.all(names.map(name => it.run({ inputs: { images: `${name}=*:v2` } })))
    expect(results.map(({ exitCode, outputs }) => [exitCode, outputs['outcome']])).toEqual(
      names.map(() => [0, 'deployed'])
    )
    expect((await it.bare.read('main', file)).toString()).toBe(before.replaceAll('newTag: v1', 'newTag: v2'))
    const log = await it.bare.log('main')
    expect(
      log
        .slice(0, -1)
        .map(({ sha }) => sha)
        .sort()
    ).toEqual(results.map(({ outputs }) => outputs['commit-sha']).sort())
    for (const [index, { outputs }] of results.entries()) {
      const commit = outputs['commit-sha'] ?? ''
      expect(await it.bare.git('diff', '--numstat', `${commit}^`, commit)).toBe(`1\t1\t${file}`)
      expect((await it.bare.read(commit, file)).toString()).toMatch(new RegExp(`app-${index}, .*newTag: v2`))
      expect((await it.bare.read(`${commit}^`, file)).toString()).toMatch(
        new RegExp(`app-${index}, .*newTag: v1`)
      )
    }
    expect(await readdir(it.temp)).toEqual([])
  })
})

/** A Node that may not do everything; in its place, because the limits of a process are those of its children. */
async function limitedNode(limit: string): Promise<string> {
  const name = path.join(temporary.path, `node-${count}`)
  await writeFile(name, `#!/bin/sh\nulimit ${limit} || exit 99\nexec '${process.execPath}' "$@"\n`)
  await chmod(name, 0o755)
  return name
}

describe('a large change', () => {
  test('2,000 kustomizations by a glob, with 256 files that may be open at a time, are one commit', async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `apps/app-${index}/prod/kustomization.yaml`)
    const text = `images:\n${entry('shop')}`
    const it = await setUp({
      ...Object.fromEntries(names.map((name, index) => [name, `# ${index}\n${text}`])),
      'apps/app-1/base/kustomization.yaml': text
    })
    const node = await limitedNode('-n 256')
    const result = await it.run({ node, inputs: { kustomization: 'apps/*/prod' } })
    expect([result.log, result.exitCode]).toEqual([expect.not.stringContaining('::error'), 0])
    expect(result.outputs['outcome']).toBe('deployed')
    expect(await it.bare.log('main')).toHaveLength(2)
    const changed = (await it.bare.git('diff', '--numstat', 'main^', 'main')).split('\n')
    expect(changed).toEqual(names.map(name => `1\t1\t${name}`).sort())
    expect(JSON.parse(result.outputs['changed-files'] ?? '')).toHaveLength(2_000)
  })
})

const diskProblem = await smallDiskProblem()
const onDisk = diskProblem === undefined ? test : test.skip

describe('a runner with a full disk', () => {
  onDisk('STORAGE_FULL: nothing is on the branch, and nothing is left behind', async () => {
    const it = await setUp()
    const disk = await createSmallDisk(path.join(temporary.path, `disk-${count}`), 1_048_576)
    undo.push(() => disk.close())
    await disk.fill()
    const result = await it.run({ env: { RUNNER_TEMP: disk.path } })
    expect([result.log, result.exitCode]).toEqual([
      expect.stringContaining('::error title=STORAGE_FULL::'),
      1
    ])
    expect(result.outputs['outcome']).toBe('failed')
    expect(await readdir(disk.path)).toEqual(['ballast'])
    expect(await it.bare.log('main')).toHaveLength(1)
  })

  test('tells of the commit that it made when not even the outputs can be written', async () => {
    const it = await setUp()
    const result = await it.run({ env: { GITHUB_OUTPUT: '/dev/full', GITHUB_STEP_SUMMARY: '/dev/full' } })
    await expectOneBump(it)
    const [error, ...others] = result.log.match(/^::error.*$/gm) ?? []
    expect([error, others, result.exitCode]).toEqual([expect.stringContaining('title=STORAGE_FULL'), [], 1])
    expect(result.log).toContain(await it.bare.tip('main'))
    // Nothing was thrown that nobody caught.
    expect(result.log).not.toContain('Node.js v')
    expect(await readdir(it.temp)).toEqual([])
  })
})
