import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { createClock } from '../../../src/system/clock.ts'
import { createGitRepository } from '../../../src/gitops/git-backend.ts'
import { pushPlan } from '../../../src/gitops/push-loop.ts'
import { parseRemote } from '../../../src/git/address.ts'
import type { GitOpsRepository, Tip } from '../../../src/gitops/repository.ts'
import type { BareRepository } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { silentLog } from '../../support/log/silent-log.ts'
import type { CommitText } from '../../../src/git/types.ts'
import { gitSystem } from '../../support/git/git-system.ts'

const token = 'gitops-t0ken'
const file = 'apps/größe und ☃/kustomization.yaml'
const signal = new AbortController().signal
const text: CommitText = {
  message: 'Deploy\n\nSource-Commit: c0ffee\n',
  author: { name: 'Ada L', email: 'ada@example.com' },
  committer: { name: 'github-actions[bot]', email: 'bot@example.com' }
}

let server: GitServer
let temporary: Temporary
let count = 0
const undo: (() => void)[] = []

beforeAll(async () => {
  server = await startGitServer({ token })
  temporary = await createTemporary('newtag-test')
})
afterEach(() => {
  for (const remove of undo.splice(0)) remove()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

interface Opened {
  readonly bare: BareRepository
  readonly repository: GitOpsRepository
  readonly directory: string
  /** The waits within the backend, in milliseconds. */
  readonly slept: readonly number[]
  readonly log: ReturnType<typeof silentLog>
}

interface OpenOptions {
  readonly url?: string
  readonly token?: string
  readonly branch?: string | undefined
  readonly env?: Record<string, string>
  readonly partialClone?: boolean
  readonly empty?: boolean
  readonly timeoutMs?: number
}

/** A repository with odd neighbours, and our backend on it. */
async function open(options: OpenOptions = {}): Promise<Opened> {
  count += 1
  const bare = await server.createRepository(`acme/deploy-${count}`, {
    partialClone: options.partialClone ?? true,
    ...(options.empty === true
      ? {}
      : {
          files: {
            [file]: 'images:\n- name: a\n  newTag: v1\n',
            'apps/other/kustomization.yaml': 'images: []\r\n',
            'script.sh': { mode: '100755', content: '#!/bin/sh\n' },
            link: { mode: '120000', content: 'apps' },
            module: { mode: '160000', commit: 'a'.repeat(40) },
            README: 'x',
            readme: 'y'
          }
        })
  })
  const directory = path.join(temporary.path, `run-${count}`)
  await mkdir(directory)
  const parsed = parseRemote(options.url ?? bare.url, 'https://github.com')
  if (!parsed.ok) throw new Error(parsed.problem)
  const log = silentLog()
  const slept: number[] = []
  const clock = {
    ...createClock(signal),
    sleep: (ms: number) => {
      slept.push(ms)
      return Promise.resolve()
    }
  }
  const system = gitSystem(directory, { cancelled: signal, clock, log, env: options.env ?? {} })
  const repository = createGitRepository(system, {
    remote: parsed.value,
    branch: 'branch' in options ? options.branch : 'main',
    token: options.token ?? token,
    timeoutMs: options.timeoutMs ?? 60_000
  })
  return { bare, repository, directory, slept, log }
}

/** Sets the tag by replacing the text after `newTag: `, on whatever content the tip has. */
function bump(tag: string) {
  return async (tip: Tip) => {
    const before = (await tip.read([file])).get(file)?.toString() ?? ''
    const after = before.replace(/newTag: .*/, `newTag: ${tag}`)
    const updates = after === before ? [] : [{ path: file, content: Buffer.from(after) }]
    return { updates, commit: text }
  }
}

function land({ repository, log }: Opened, tag = 'v2', timeoutMs = 60_000) {
  return pushPlan({ repository, tip: undefined, plan: bump(tag), timeoutMs, clock: createClock(signal), log })
}

/** Commits of others, which all change one file. */
function rivals(count: number) {
  return Array.from({ length: count }, (_, number) => ({
    files: { rival: String(number) },
    message: 'Rival'
  }))
}

describe('the Git backend over HTTP', () => {
  test('lands one commit on the tip, with exactly one file changed', async () => {
    const opened = await open()
    const { bare } = opened
    const before = await bare.tip('main')
    const landing = await land(opened)
    const [commit, first, ...rest] = await bare.log('main')
    expect(landing).toMatchObject({ kind: 'landed', commit: commit?.sha, attempts: 1 })
    expect(rest).toEqual([])
    expect(first?.sha).toBe(before)
    expect(commit).toMatchObject({
      parents: [before],
      author: 'Ada L <ada@example.com>',
      committer: 'github-actions[bot] <bot@example.com>',
      message: 'Deploy\n\nSource-Commit: c0ffee'
    })
    expect((await bare.read('main', file)).toString()).toBe('images:\n- name: a\n  newTag: v2\n')
    const changed = await bare.git('diff-tree', '-r', '--name-status', '-z', before, 'main')
    expect(changed).toBe(`M\0${file}\0`)
  })

  test('sends the token with every request, as a header, and keeps it in no file', async () => {
    const opened = await open()
    await land(opened)
    const basic = `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
    const own = server.requests.filter(request => request.path.includes(`deploy-${count}.git`))
    expect(own.length).toBeGreaterThan(2)
    expect(new Set(own.map(request => request.authorization))).toEqual(new Set([basic]))
    for (const entry of await readdir(opened.directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const content = await readFile(path.join(entry.parentPath, entry.name), 'latin1')
      expect(content.includes(token) || content.includes(basic.slice(6))).toBe(false)
    }
  })

  test('fetches the files it reads in one request, and no others', async () => {
    const opened = await open()
    const tip = await opened.repository.fetchTip()
    const before = server.requests.length
    expect((await tip.read([file, 'apps/other/kustomization.yaml'])).size).toBe(2)
    const packs = server.requests.slice(before).filter(request => request.method === 'POST')
    expect(packs.length).toBeLessThanOrEqual(2)
    const objects = path.join(opened.directory, 'gitops.git')
    const unread = await opened.bare.git('rev-parse', 'main:script.sh')
    const { execFile } = await import('node:child_process')
    const listed = await new Promise<string>((resolve, reject) => {
      execFile(
        'git',
        ['--git-dir', objects, 'cat-file', '--batch-all-objects', '--batch-check'],
        (error, out) => {
          if (error) reject(new Error(error.message))
          else resolve(out)
        }
      )
    })
    expect(listed).not.toContain(unread)
  })

  test('gives up the race to another writer, and lands on top of that commit', async () => {
    const opened = await open()
    const { bare } = opened
    let rivals = 0
    undo.push(
      server.onRequest(async request => {
        if (request.service !== 'git-receive-pack' || request.phase !== 'pack' || rivals >= 2) return
        rivals += 1
        // The rival edits the same line and a neighbour in the same file.
        const content = `# by rival ${rivals}\nimages:\n- name: a\n  newTag: rival-${rivals}\n`
        await bare.commit('main', { [file]: content, [`rival-${rivals}`]: 'x' }, `Rival ${rivals}`)
      })
    )
    const landing = await land(opened)
    expect(landing).toMatchObject({ kind: 'landed', attempts: 3 })
    const log = await bare.log('main')
    expect(log.map(entry => entry.message.split('\n')[0])).toEqual([
      'Deploy',
      'Rival 2',
      'Rival 1',
      'First commit'
    ])
    expect((await bare.read('main', file)).toString()).toBe(
      '# by rival 2\nimages:\n- name: a\n  newTag: v2\n'
    )
    expect((await bare.read('main', 'rival-1')).toString()).toBe('x')
  })

  test('does not bring back what was taken off the branch between read and push', async () => {
    const opened = await open()
    const { bare } = opened
    const kept = await bare.tip('main')
    await bare.commit('main', { secret: 'oops' }, 'To be taken back')
    let moved = false
    undo.push(
      server.onRequest(async request => {
        if (request.service !== 'git-receive-pack' || moved) return
        moved = true
        await bare.git('update-ref', 'refs/heads/main', kept)
      })
    )
    expect(await land(opened)).toMatchObject({ kind: 'landed', attempts: 2 })
    expect((await bare.log('main')).map(entry => entry.message.split('\n')[0])).toEqual([
      'Deploy',
      'First commit'
    ])
  })

  test('finds its commit when the answer to the push is lost, and makes no second one', async () => {
    const opened = await open()
    let cut = false
    undo.push(
      server.afterReceivePack(async () => {
        if (cut) return undefined
        cut = true
        await opened.bare.commit('main', { rival: 'x' }, 'Rival')
        return 'cut'
      })
    )
    const landing = await land(opened)
    const log = await opened.bare.log('main')
    expect(log.map(entry => entry.message.split('\n')[0])).toEqual(['Rival', 'Deploy', 'First commit'])
    expect(landing).toMatchObject({ kind: 'landed', commit: log[1]?.sha })
  })

  test('finds its commit far below the tip, and can read what comes after that search', async () => {
    const opened = await open()
    const { bare } = opened
    const original = (await bare.read('main', file)).toString()
    const tip = await opened.repository.fetchTip()
    const commit = await opened.repository.commit(tip, [{ path: file, content: Buffer.from('ours') }], text)
    expect(await opened.repository.push(commit, tip)).toEqual({ kind: 'landed' })
    await bare.commitEach('main', rivals(60))
    const later = await opened.repository.fetchTip({ withHistory: true })
    expect(await opened.repository.findLanded(later, [commit])).toBe(commit)
    // The folder goes back to what only an old commit has, whose trees the search has left out.
    await bare.commit('main', { [file]: original }, 'Back')
    const back = await opened.repository.fetchTip()
    expect((await back.read([file])).get(file)?.toString()).toBe(original)
    expect((await back.list([''])).map(entry => entry.path)).toContain(file)
  })

  test('does not find what never arrived, however far below the tip it was made', async () => {
    const opened = await open()
    const { bare } = opened
    const tip = await opened.repository.fetchTip()
    const commit = await opened.repository.commit(tip, [{ path: file, content: Buffer.from('ours') }], text)
    await bare.commitEach('main', rivals(55))
    const later = await opened.repository.fetchTip({ withHistory: true })
    expect(await opened.repository.findLanded(later, [commit])).toBeUndefined()
  })

  test('pushes again when the server fails before it takes the push', async () => {
    const opened = await open()
    let failures = 0
    undo.push(
      server.onRequest(request => {
        if (request.service !== 'git-receive-pack' || failures >= 2) return undefined
        failures += 1
        return { status: 502 }
      })
    )
    expect(await land(opened)).toMatchObject({ kind: 'landed' })
    expect(await opened.bare.log('main')).toHaveLength(2)
  })

  test('asks a server again that does not answer a read, and then says GIT_UNREACHABLE', async () => {
    const opened = await open()
    let failures = 0
    undo.push(
      server.onRequest(() => {
        failures += 1
        return { status: 500 }
      })
    )
    await expect(opened.repository.fetchTip()).rejects.toMatchObject({ code: 'GIT_UNREACHABLE' })
    expect(failures).toBe(3)
  })

  test('leaves a busy server alone for as long as it asks', async () => {
    const opened = await open()
    let refused = 0
    undo.push(
      server.onRequest(request => {
        // Git's own request, and the one that asks for how long.
        if (refused >= 2) return undefined
        refused += 1
        return request.service === 'git-upload-pack'
          ? { status: 429, headers: { 'Retry-After': '7' } }
          : undefined
      })
    )
    await opened.repository.fetchTip()
    expect(opened.slept).toEqual([7_000])
    const pauses: number[] = []
    let turnedAway = 0
    undo.push(
      server.onRequest(request => {
        if (request.service !== 'git-receive-pack' || turnedAway >= 2) return undefined
        turnedAway += 1
        return { status: 503, headers: { 'Retry-After': '11' } }
      })
    )
    const clock = {
      ...createClock(signal),
      sleep: (ms: number) => {
        pauses.push(ms)
        return Promise.resolve()
      }
    }
    const { repository, log } = opened
    const landing = await pushPlan({
      repository,
      tip: undefined,
      plan: bump('v2'),
      timeoutMs: 60_000,
      clock,
      log
    })
    expect(landing).toMatchObject({ kind: 'landed', attempts: 2 })
    expect(pauses).toEqual([11_000])
  })

  test('makes no commit when the branch already has it', async () => {
    const opened = await open()
    expect(await land(opened, 'v1')).toMatchObject({ kind: 'unchanged' })
    expect(await opened.bare.log('main')).toHaveLength(1)
  })

  test('works with a server that has no partial clone, and says so once', async () => {
    const opened = await open({ partialClone: false })
    let rival = false
    undo.push(
      server.onRequest(async request => {
        if (request.service !== 'git-receive-pack' || rival) return
        rival = true
        await opened.bare.commit('main', { rival: 'x' }, 'Rival')
      })
    )
    expect(await land(opened)).toMatchObject({ kind: 'landed', attempts: 2 })
    expect(opened.log.lines.filter(line => line.includes('no partial clone'))).toHaveLength(1)
  })

  test('finds the default branch of the remote', async () => {
    const opened = await open({ branch: undefined })
    await opened.bare.git('branch', '-m', 'main', 'tränk')
    await opened.bare.git('symbolic-ref', 'HEAD', 'refs/heads/tränk')
    expect((await opened.repository.fetchTip()).branch).toBe('tränk')
  })
})

describe('what Git keeps to itself', () => {
  test('leaves empty folders, odd modes and names that are not UTF-8 as they are', async () => {
    const opened = await open()
    const { bare } = opened
    const empty = await bare.git('hash-object', '-t', 'tree', '-w', '/dev/null')
    const blob = await bare.git('rev-parse', 'main:README')
    // A tree as other tools write them: an empty folder, a mode with a group's bit, and a name in Latin-1.
    const entry = (mode: string, name: string, oid: string) =>
      Buffer.concat([
        Buffer.from(`${mode} `),
        Buffer.from(name, 'latin1'),
        Buffer.from([0]),
        Buffer.from(oid, 'hex')
      ])
    const apps = await bare.git('rev-parse', 'main:apps')
    const raw = path.join(opened.directory, 'tree')
    const tree = [
      entry('40000', 'apps', apps),
      entry('40000', 'empty', empty),
      entry('100664', 'group', blob),
      entry('100644', 'gr\u00fc\u00dfe', blob)
    ]
    await writeFile(raw, Buffer.concat(tree))
    const root = await bare.git('hash-object', '-t', 'tree', '-w', '--literally', raw)
    await bare.git(
      'update-ref',
      'refs/heads/main',
      await bare.git('commit-tree', root, '-p', 'main', '-m', 'Odd')
    )
    expect(await land(opened)).toMatchObject({ kind: 'landed' })
    const after = await bare.git('rev-parse', 'main^{tree}')
    const expected = tree.map((item, index) => (index === 0 ? undefined : item.toString('latin1')))
    await writeFile(raw, '')
    const { execFileSync } = await import('node:child_process')
    const written = execFileSync('git', ['--git-dir', bare.directory, 'cat-file', 'tree', after]).toString(
      'latin1'
    )
    for (const item of expected) if (item !== undefined) expect(written).toContain(item)
  })

  test('lands a change of 1,000 files in one commit', async () => {
    const opened = await open()
    const names = Array.from({ length: 1_000 }, (_, index) => `apps/${index}/kustomization.yaml`)
    await opened.bare.commit('main', Object.fromEntries(names.map(name => [name, 'a'])), 'Many')
    const tip = await opened.repository.fetchTip()
    expect((await tip.read(names)).size).toBe(1_000)
    const files = names.map(name => ({ path: name, content: Buffer.from(`b ${name}`) }))
    const commit = await opened.repository.commit(tip, files, text)
    expect(await opened.repository.push(commit, tip)).toEqual({ kind: 'landed' })
    expect((await opened.bare.git('diff', '--name-only', `${tip.commit}..main`)).split('\n')).toHaveLength(
      1_000
    )
    expect((await opened.bare.read('main', names[999] ?? '')).toString()).toBe(
      'b apps/999/kustomization.yaml'
    )
  })

  test('takes a path for a path, whatever Git could read into it', async () => {
    const opened = await open()
    const odd = [':x/k.yaml', '[a]/k.yaml', '-dash/k.yaml', 'q"uote\n/k.yaml', '*/k.yaml']
    await opened.bare.commit('main', Object.fromEntries(odd.map(name => [name, `images: ${name}`])), 'Odd')
    const tip = await opened.repository.fetchTip()
    for (const name of odd) {
      expect((await tip.list([name])).some(entry => entry.path === name)).toBe(true)
    }
    expect([...(await tip.read(odd)).keys()]).toEqual(odd)
    const commit = await opened.repository.commit(
      tip,
      odd.map(name => ({ path: name, content: Buffer.from('new') })),
      text
    )
    expect(await opened.repository.push(commit, tip)).toEqual({ kind: 'landed' })
    for (const name of odd) expect((await opened.bare.read('main', name)).toString()).toBe('new')
  })
})

describe('what the backend refuses', () => {
  test('REPOSITORY_MOVED: a redirect, which the token does not follow', async () => {
    const other = await startGitServer()
    try {
      const moved = await other.createRepository('acme/moved', { files: { [file]: 'x' } })
      undo.push(
        server.onRequest(({ path: asked }) => ({
          status: 302,
          headers: { Location: `${moved.url}${asked.replace(/^.*\.git/, '')}` }
        }))
      )
      const { repository } = await open()
      await expect(repository.fetchTip()).rejects.toMatchObject({ code: 'REPOSITORY_MOVED' })
      expect(other.requests).toEqual([])
    } finally {
      await other.close()
    }
  })

  test('GIT_UNREACHABLE: a server that takes the connection and never answers, within the time given', async () => {
    const opened = await open({ timeoutMs: 1_000 })
    let release = () => {}
    const held = new Promise<undefined>(resolve => {
      release = () => {
        resolve(undefined)
      }
    })
    undo.push(
      server.onRequest(() => held),
      () => {
        release()
      }
    )
    await expect(opened.repository.fetchTip()).rejects.toMatchObject({
      code: 'GIT_UNREACHABLE',
      message: expect.stringContaining('timed out')
    })
  })

  test('GIT_FAILED: a server that refuses to move the branch although nobody else has', async () => {
    const opened = await open()
    await writeFile(path.join(opened.bare.directory, 'refs/heads/main.lock'), '')
    await expect(
      pushPlan({
        repository: opened.repository,
        tip: undefined,
        plan: bump('v2'),
        timeoutMs: 600_000,
        clock: { ...createClock(signal), sleep: () => Promise.resolve() },
        log: opened.log
      })
    ).rejects.toMatchObject({ code: 'GIT_FAILED', message: expect.stringContaining('nobody else has') })
  })

  test('a hook that repeats the credential does not bring it into the message', async () => {
    const opened = await open()
    await opened.bare.setHook('pre-receive', `echo "you sent ${token}" >&2; exit 1`)
    const failure: unknown = await land(opened).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'PUSH_REJECTED', message: expect.stringContaining('you sent ***') })
  })

  test('finds out before a build that a token may not write', async () => {
    const opened = await open()
    const tip = await opened.repository.fetchTip()
    await expect(opened.repository.checkPush(tip)).resolves.toBeUndefined()
    undo.push(
      server.onRequest(request =>
        request.service === 'git-receive-pack' ? { status: 403, body: 'denied' } : undefined
      )
    )
    await expect(opened.repository.checkPush(tip)).rejects.toMatchObject({ code: 'PUSH_DENIED' })
  })

  test.each([
    ['AUTH_FAILED', 'a wrong token', { token: 'wrong' }],
    ['AUTH_FAILED', 'no token', { token: '' }],
    ['BRANCH_NOT_FOUND', 'a branch that does not exist', { branch: 'nope' }],
    ['BRANCH_NOT_FOUND', 'an empty repository', { empty: true }],
    ['BRANCH_NOT_FOUND', 'an empty repository without a branch given', { empty: true, branch: undefined }]
  ] as const)('%s: %s', async (code, _, options) => {
    const { repository } = await open(options)
    const failure: unknown = await repository.fetchTip().catch((error: unknown) => error)
    expect(failure).toMatchObject({ code })
    expect(String(failure)).not.toContain(token)
  })

  test('REPOSITORY_NOT_FOUND: a repository that does not exist', async () => {
    const { repository } = await open({ url: `${server.url}/acme/nope.git` })
    await expect(repository.fetchTip()).rejects.toMatchObject({ code: 'REPOSITORY_NOT_FOUND' })
  })

  test('GIT_UNREACHABLE: a server that is not there', async () => {
    const { repository } = await open({ url: 'http://127.0.0.1:1/acme/deploy.git' })
    await expect(repository.fetchTip()).rejects.toMatchObject({ code: 'GIT_UNREACHABLE' })
  })

  test('GIT_MISSING: no Git on PATH', async () => {
    const { repository } = await open({ env: { PATH: '/nowhere' } })
    await expect(repository.fetchTip()).rejects.toMatchObject({ code: 'GIT_MISSING' })
  })

  test.each([
    ['PUSH_REJECTED', 'echo "no deploys on Fridays" >&2; exit 1'],
    [
      'BRANCH_PROTECTED',
      'echo "error: GH006: Protected branch update failed for refs/heads/main." >&2; exit 1'
    ]
  ])('%s: a hook that refuses, at once and with its words', async (code, script) => {
    const opened = await open()
    await opened.bare.setHook('pre-receive', script)
    await expect(land(opened)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/Fridays|GH006/)
    })
    expect(await opened.bare.log('main')).toHaveLength(1)
  })

  test('PUSH_DENIED: a token that may read but not write', async () => {
    const opened = await open()
    undo.push(
      server.onRequest(request =>
        request.service === 'git-receive-pack'
          ? { status: 403, body: 'denied to github-actions[bot]' }
          : undefined
      )
    )
    await expect(land(opened)).rejects.toMatchObject({ code: 'PUSH_DENIED' })
  })

  test('PUSH_CONFLICT: races lost until the deadline', async () => {
    const opened = await open()
    let rival = 0
    undo.push(
      server.onRequest(async request => {
        if (request.service !== 'git-receive-pack' || request.phase !== 'pack') return
        rival += 1
        await opened.bare.commit('main', { rival: String(rival) }, 'Rival')
      })
    )
    await expect(land(opened, 'v2', 300)).rejects.toMatchObject({ code: 'PUSH_CONFLICT' })
    expect((await opened.bare.log('main')).some(entry => entry.message.startsWith('Deploy'))).toBe(false)
  })
})

describe('what the configuration of the machine cannot do', () => {
  test('runs no hook, credential helper or monitor of a global configuration', async () => {
    const home = path.join(temporary.path, 'home')
    const hooks = path.join(home, 'hooks')
    await mkdir(hooks, { recursive: true })
    const trap = (name: string) => `#!/bin/sh\ntouch ${path.join(home, `ran-${name}`)}\n`
    for (const hook of ['pre-push', 'post-index-change', 'reference-transaction', 'post-checkout']) {
      await writeFile(path.join(hooks, hook), trap(hook), { mode: 0o755 })
    }
    await writeFile(path.join(home, 'run'), trap('program'), { mode: 0o755 })
    const program = path.join(home, 'run')
    await writeFile(
      path.join(home, '.gitconfig'),
      `[core]\n\thooksPath = ${hooks}\n\tfsmonitor = ${program}\n\taskPass = ${program}\n` +
        `[credential]\n\thelper = ${program}\n[init]\n\ttemplateDir = ${home}\n[safe]\n\tbareRepository = explicit\n` +
        `[http]\n\textraHeader = "Authorization: Basic d3Jvbmc6d3Jvbmc="\n`
    )
    const opened = await open({ env: { HOME: home } })
    expect(await land(opened)).toMatchObject({ kind: 'landed' })
    const refused = await open({ env: { HOME: home }, token: 'wrong' })
    await expect(refused.repository.fetchTip()).rejects.toMatchObject({ code: 'AUTH_FAILED' })
    expect((await readdir(home)).filter(name => name.startsWith('ran-'))).toEqual([])
  })
})
