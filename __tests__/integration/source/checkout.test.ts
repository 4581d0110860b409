import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { createCheckout } from '../../../src/source/git/checkout.ts'
import { type BareRepository, gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { requireTool } from '../../../testbed/tools.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { gitSystem } from '../../support/git/git-system.ts'
import { line, writeGraph } from '../../support/source/commit-graph.ts'
import { comparison } from '../../../src/source/history.ts'

let server: GitServer
let temporary: Temporary
let source: BareRepository
let commit: (name: string) => string
let git: (...args: string[]) => Promise<string>
let count = 0

// a1 ... a60 is the branch; b leaves it at a40, and c is merged into it at a50.
beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-order-checkout')
  source = await server.createRepository('acme/shop')
  commit = await writeGraph(
    source,
    [
      ...line('a', 49),
      ...line('b', 3, 'a40'),
      ...line('c', 2, 'a30'),
      { name: 'a50', parents: ['a49', 'c2'] },
      ...line('d', 10, 'a50'),
      { name: 'lone', parents: [] }
    ],
    { main: 'd10', other: 'b3', lone: 'lone' }
  )
  const environment = await gitEnvironment(path.join(temporary.path, 'home'))
  git = async (...args) => (await runGit(args, environment)).toString().trim()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function clone(...options: string[]): Promise<string> {
  count += 1
  const workspace = path.join(temporary.path, `checkout-${count}`)
  await git('clone', '--quiet', ...options, source.url, workspace)
  return workspace
}

function open(workspace: string, env: Record<string, string> = {}) {
  const home = path.join(temporary.path, 'home')
  return createCheckout(gitSystem(home, { env }), workspace)
}

/** Asks by the names of the graph; a name that is none goes in as it is. */
async function ask(workspace: string, ours: string, ...others: string[]) {
  return await open(workspace).answer({ ours: commit(ours), candidates: others }, comparison)
}

const known = (relation: string, name: string, ahead?: number) => ({
  kind: 'known',
  commit: commit(name),
  value: { relation, ahead }
})

describe('a whole checkout', () => {
  let workspace: string
  beforeAll(async () => {
    workspace = await clone()
  })

  test.each([
    ['d10', 'descendant', 'd7', 3],
    ['d7', 'ancestor', 'd10', undefined],
    ['c1', 'ancestor', 'd10', undefined],
    ['b3', 'diverged', 'd10', undefined],
    ['d10', 'descendant', 'c2', 30],
    ['a1', 'ancestor', 'b3', undefined],
    ['lone', 'diverged', 'd10', undefined],
    ['d10', 'same', 'd10', undefined]
  ])('%s is %s of %s', async (other, relation, ours, ahead) => {
    const expected = known(relation, other, ahead)
    expect(await ask(workspace, ours, commit(other))).toEqual(expected)
    expect(await ask(workspace, ours, commit(other).slice(0, 9))).toEqual(expected)
  })

  test('takes the first of several names that is a commit', async () => {
    const absent = 'f'.repeat(40)
    expect(await ask(workspace, 'd7', absent, '1234567', commit('d8').slice(0, 10), commit('a1'))).toEqual(
      known('descendant', 'd8', 1)
    )
  })

  test('does not know what it does not hold', async () => {
    const absent = 'f'.repeat(40)
    const [cause, reason] = ['partial', 'it does not hold ffffffffffff']
    expect(await ask(workspace, 'd7', absent)).toEqual({ kind: 'unknown', cause, reason })
    const asOurs = await open(workspace).answer(
      { ours: absent, candidates: [commit('d8').slice(0, 7)] },
      comparison
    )
    expect(asOurs).toEqual({ kind: 'unknown', cause, commit: commit('d8'), reason })
  })

  test('takes neither a file, a folder nor a branch for a commit', async () => {
    const tree = await git('-C', workspace, 'rev-parse', 'HEAD^{tree}')
    const blob = await git('-C', workspace, 'rev-parse', 'HEAD:files/0/text')
    await git('-C', workspace, 'branch', 'feedface', 'HEAD')
    for (const name of [tree, blob, tree.slice(0, 8), blob.slice(0, 8), 'feedface']) {
      expect(await ask(workspace, 'd7', name)).toMatchObject({ kind: 'unknown', commit: undefined })
    }
  })

  test('is not misled by a branch that is called like an abbreviation', async () => {
    const misled = await clone()
    const abbreviation = commit('d10').slice(0, 8)
    await git('-C', misled, 'branch', abbreviation, commit('a1'))
    // Git itself would take the branch.
    expect(await git('-C', misled, 'rev-parse', '--verify', '--quiet', abbreviation)).toBe(commit('a1'))
    expect(await ask(misled, 'd7', abbreviation)).toMatchObject({ kind: 'unknown', commit: undefined })
    expect(await ask(misled, 'd7', commit('d10'))).toEqual(known('descendant', 'd10', 3))
  })
})

async function cloneOf(repository: BareRepository, ...options: string[]): Promise<string> {
  count += 1
  const workspace = path.join(temporary.path, `checkout-${count}`)
  await git('clone', '--quiet', ...options, repository.url, workspace)
  return workspace
}

describe('history that others would see differently', () => {
  test('replace refs and grafts do not count', async () => {
    const workspace = await clone()
    await git('-C', workspace, 'replace', '--graft', commit('d10'), commit('b3'))
    expect(await git('-C', workspace, 'merge-base', commit('b3'), 'HEAD')).toBe(commit('b3'))
    expect(await ask(workspace, 'b3', commit('d10'))).toEqual(known('diverged', 'd10'))
    expect(await ask(workspace, 'd9', commit('d10'))).toEqual(known('descendant', 'd10', 1))

    const grafted = await clone()
    await writeFile(path.join(grafted, '.git/info/grafts'), `${commit('d10')} ${commit('b3')}\n`)
    expect(await ask(grafted, 'b3', commit('d10'))).toEqual(known('diverged', 'd10'))
  })

  test('clocks do not count', async () => {
    const skewed = await server.createRepository('acme/skewed')
    const times = (at: (index: number) => number) =>
      line('s', 60).map((plan, index) => ({ ...plan, time: at(index) }))
    const names = await writeGraph(skewed, [
      ...times(index => 1_700_000_000 + (index % 7) * 1_000_000 - index),
      { name: 'side', parents: ['s10'], time: 2_000_000_000 },
      { name: 'merge', parents: ['s60', 'side'], time: 1_000_000_000 }
    ])
    const place = open(await cloneOf(skewed))
    const relate = async (ours: string, other: string) => {
      const finding = await place.answer({ ours: names(ours), candidates: [names(other)] }, comparison)
      return finding.kind === 'known' ? finding.value.relation : finding.reason
    }
    expect(await relate('s1', 'merge')).toBe('descendant')
    expect(await relate('s59', 's60')).toBe('descendant')
    expect(await relate('s60', 's1')).toBe('ancestor')
    expect(await relate('side', 's60')).toBe('diverged')
    expect(await relate('side', 'merge')).toBe('descendant')
  })
})

describe('a checkout that has only a part', () => {
  test('of depth 1 holds our commit, and proves nothing about others', async () => {
    const workspace = await clone('--depth=1')
    expect(await ask(workspace, 'd10', commit('d9'))).toMatchObject({ kind: 'unknown', commit: undefined })
    expect(await ask(workspace, 'd9', commit('d10'))).toEqual({
      ...{ kind: 'unknown', cause: 'partial', commit: commit('d10') },
      reason: `it does not hold ${commit('d9').slice(0, 12)}`
    })
  })

  test('is certain of whole names alone: what it lacks may begin like an abbreviation', async () => {
    const workspace = await clone('--depth=5')
    for (const name of [commit('d10').slice(0, 7), commit('d10').slice(0, 39), commit('d7').slice(0, 12)])
      expect(await ask(workspace, 'd7', name)).toEqual({
        ...{ kind: 'unknown', cause: 'partial' },
        reason: `it may not hold every commit that begins with ${name}`
      })
    expect(await ask(workspace, 'd7', commit('d10'))).toEqual(known('descendant', 'd10', 3))
    expect(await ask(workspace, 'd7', commit('d7'))).toEqual(known('same', 'd7'))
    // The whole name of what it has does not make an abbreviation before it certain.
    expect(await ask(workspace, 'd7', commit('d9').slice(0, 7), commit('d10'))).toMatchObject({
      ...{ kind: 'unknown', cause: 'partial', commit: undefined }
    })
    await git('-C', workspace, 'fetch', '--quiet', '--unshallow')
    expect(await ask(workspace, 'd7', commit('d10').slice(0, 7))).toEqual(known('descendant', 'd10', 3))
  })

  test('says who is an ancestor as far as it goes, and not who is none', async () => {
    const workspace = await clone('--depth=5')
    expect(await ask(workspace, 'd7', commit('d10'))).toEqual(known('descendant', 'd10', 3))
    expect(await ask(workspace, 'd10', commit('d7'))).toEqual(known('ancestor', 'd7'))
    await git('-C', workspace, 'fetch', '--quiet', '--depth=2', 'origin', commit('b3'), commit('c2'))
    for (const other of ['b3', 'c2']) {
      expect(await ask(workspace, 'd10', commit(other))).toEqual({
        kind: 'unknown',
        cause: 'partial',
        commit: commit(other),
        reason: 'its history is cut off too early'
      })
    }
  })

  test('knows that histories have diverged where they meet before they end', async () => {
    const workspace = await clone('--depth=30')
    await git('-C', workspace, 'fetch', '--quiet', '--depth=30', 'origin', commit('b3'))
    expect(await git('-C', workspace, 'rev-parse', '--is-shallow-repository')).toBe('true')
    expect(await ask(workspace, 'd10', commit('b3'))).toEqual(known('diverged', 'b3'))
  })

  test.each(['blob:none', 'tree:0'])('is a partial clone, and fetches nothing: %s', async filter => {
    const workspace = await clone(`--filter=${filter}`, '--no-checkout')
    const requests = server.requests.length
    expect(await ask(workspace, 'd7', commit('d10'))).toEqual(known('descendant', 'd10', 3))
    expect(await ask(workspace, 'd7', commit('b3'))).toEqual(known('diverged', 'b3'))
    // A partial clone would ask its server for any object that it does not hold.
    expect(await ask(workspace, 'd7', 'f'.repeat(40))).toMatchObject({ kind: 'unknown' })
    expect(server.requests).toHaveLength(requests)
  })

  test('of one branch does not hold the other one', async () => {
    const workspace = await clone('--single-branch')
    expect(await ask(workspace, 'd10', commit('b3'))).toMatchObject({ kind: 'unknown', commit: undefined })
  })

  test('lacks a commit on the way: nothing is certain', async () => {
    const workspace = await clone()
    const packs = path.join(workspace, '.git/objects/pack')
    const [pack = ''] = (await readdir(packs)).filter(name => name.endsWith('.pack'))
    const bytes = await readFile(path.join(packs, pack))
    for (const name of await readdir(packs)) await rm(path.join(packs, name), { force: true })
    const environment = await gitEnvironment(path.join(temporary.path, 'home'))
    await runGit(['-C', workspace, 'unpack-objects', '-q'], environment, bytes)
    const lost = commit('a45')
    await rm(path.join(workspace, '.git/objects', lost.slice(0, 2), lost.slice(2)), { force: true })
    for (const other of ['a41', 'b3']) {
      expect(await ask(workspace, 'd10', commit(other))).toMatchObject({
        kind: 'unknown',
        commit: commit(other)
      })
    }
    expect(await ask(workspace, 'd7', commit('d10'))).toMatchObject({ value: { relation: 'descendant' } })
  })
})

describe('a workspace that is not the checkout', () => {
  test.each(['without .git', 'that does not exist', 'with a .git that is none'])('%s', async kind => {
    count += 1
    const workspace = path.join(temporary.path, `empty-${count}`)
    if (kind !== 'that does not exist') await mkdir(workspace)
    if (kind === 'with a .git that is none')
      await writeFile(path.join(workspace, '.git'), 'gitdir: /nowhere\n')
    expect(await ask(workspace, 'd7', commit('d10'))).toMatchObject({ kind: 'unknown', commit: undefined })
  })

  test('inside another repository does not find that one', async () => {
    const outer = await clone()
    const workspace = path.join(outer, 'inner')
    await mkdir(workspace)
    // Git by itself would go up and find it.
    expect(await git('-C', workspace, 'rev-parse', 'HEAD')).toBe(commit('d10'))
    expect(await ask(workspace, 'd7', commit('d10'))).toMatchObject({ kind: 'unknown', commit: undefined })
  })

  test('of another repository does not hold the commits', async () => {
    const other = await server.createRepository('acme/other', { files: { README: 'x' } })
    expect(await ask(await cloneOf(other), 'd7', commit('d10'))).toMatchObject({
      kind: 'unknown',
      commit: undefined
    })
  })

  test('is a work tree or a submodule, whose .git is a file', async () => {
    const main = await clone()
    count += 1
    const workspace = path.join(temporary.path, `work tree: ${count}`)
    await git('-C', main, 'worktree', 'add', '--quiet', '--detach', workspace, commit('d10'))
    expect((await stat(path.join(workspace, '.git'))).isFile()).toBe(true)
    expect(await ask(workspace, 'd7', commit('d10'))).toEqual(known('descendant', 'd10', 3))
  })
})

describe('the configuration of the checkout', () => {
  /** Every way we know in which a configuration names a program. */
  async function poison(workspace: string, trap: string): Promise<void> {
    const config = path.join(workspace, '.git/config')
    const included = path.join(workspace, '.git/included')
    const program = path.join(workspace, 'program')
    await writeFile(program, `#!/bin/sh\necho "$0 $*" >> '${trap}'\nexit 0\n`, { mode: 0o755 })
    const hooks = path.join(workspace, 'hooks')
    await mkdir(hooks)
    for (const hook of ['reference-transaction', 'post-checkout', 'post-index-change'])
      await writeFile(path.join(hooks, hook), `#!/bin/sh\necho hook >> '${trap}'\n`, { mode: 0o755 })
    const lines = [
      `[core]\n\tfsmonitor = ${program}\n\thooksPath = ${hooks}\n\tsshCommand = ${program}\n\tgitProxy = ${program}`,
      `\tpager = ${program}\n\teditor = ${program}\n\taskPass = ${program}\n\talternateRefsCommand = ${program}`,
      `[pager]\n\trev-list = ${program}\n\trev-parse = ${program}\n\tcat-file = ${program}`,
      `[alias]\n\trev-list = !${program}\n\tcat-file = !${program}\n\trev-parse = !${program}`,
      `[credential]\n\thelper = !${program}\n[gpg]\n\tprogram = ${program}\n[log]\n\tshowSignature = true`,
      `[filter "x"]\n\tsmudge = ${program}\n\tclean = ${program}\n\tprocess = ${program}`,
      `[remote "origin"]\n\tpromisor = true\n\tpartialCloneFilter = tree:0\n\tuploadpack = ${program}`,
      '[protocol]\n\tallow = always\n[protocol "ssh"]\n\tallow = always\n[protocol "ext"]\n\tallow = always',
      `[include]\n\tpath = ${included}`
    ]
    await writeFile(config, `${await readFile(config, 'utf8')}${lines.join('\n')}\n`)
    await writeFile(included, `[core]\n\tfsmonitor = ${program}\n\tsshCommand = ${program}\n`)
    await git('-C', workspace, 'config', 'core.repositoryFormatVersion', '1')
    await git('-C', workspace, 'config', 'extensions.partialClone', 'origin')
    // A path is served by the program that `uploadpack` names.
    await git('-C', workspace, 'config', '--replace-all', 'remote.origin.url', source.directory)
  }

  async function isSprung(trap: string): Promise<boolean> {
    return await stat(trap).then(
      () => true,
      () => false
    )
  }

  test('runs nothing', async () => {
    const workspace = await clone()
    const trap = path.join(temporary.path, 'trap')
    await poison(workspace, trap)
    expect(await ask(workspace, 'd7', commit('d10'))).toEqual(known('descendant', 'd10', 3))
    expect(await ask(workspace, 'd7', 'f'.repeat(40), '1234567')).toMatchObject({ kind: 'unknown' })
    expect(await isSprung(trap)).toBe(false)
  })

  test('runs nothing with a Git that does not know GIT_NO_LAZY_FETCH', async () => {
    const workspace = await clone()
    const trap = path.join(temporary.path, 'trap-of-old-git')
    await poison(workspace, trap)
    const bin = path.join(temporary.path, 'old-git')
    await mkdir(bin)
    const script = `#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec ${requireTool('git')} "$@"\n`
    await writeFile(path.join(bin, 'git'), script, { mode: 0o755 })
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` }
    const absent = 'f'.repeat(40)
    expect(
      await open(workspace, env).answer({ ours: commit('d7'), candidates: [absent] }, comparison)
    ).toMatchObject({
      kind: 'unknown'
    })
    expect(await isSprung(trap)).toBe(false)
    // The trap is a good one: without our environment Git runs the program.
    await git('-C', workspace, 'cat-file', '-e', absent).catch(() => undefined)
    expect(await isSprung(trap)).toBe(true)
  })

  test('is left as it was', async () => {
    const workspace = await clone('--depth=5')
    const list = async () => (await readdir(workspace, { recursive: true })).sort()
    const before = await list()
    await ask(workspace, 'd7', commit('d10'), 'f'.repeat(40))
    expect(await list()).toEqual(before)
  })
})

test('without Git the question stays open in the end', async () => {
  const workspace = await clone()
  const place = open(workspace, { PATH: '/nowhere' })
  await expect(
    place.answer({ ours: commit('d7'), candidates: [commit('d10')] }, comparison)
  ).rejects.toMatchObject({
    code: 'GIT_MISSING'
  })
})
