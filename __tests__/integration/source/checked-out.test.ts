import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, expect, test } from '@jest/globals'

import { createCheckedOut } from '../../../src/source/checked-out.ts'
import { gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { testSystem } from '../../support/system/test-system.ts'

let temporary: Temporary
let env: Record<string, string>
const commits: string[] = []

beforeAll(async () => {
  temporary = await createTemporary('newtag-checkout')
  env = await gitEnvironment(path.join(temporary.path, 'home'))
  await mkdir(path.join(temporary.path, 'work'))
  await git('init', '--quiet')
  for (const message of ['one', 'two']) {
    await git('commit', '--quiet', '--allow-empty', '-m', message)
    commits.push(await git('rev-parse', 'HEAD'))
  }
})
afterAll(async () => {
  await temporary.remove()
})

async function git(...args: string[]): Promise<string> {
  return (await runGit(['-C', path.join(temporary.path, 'work'), ...args], env)).toString().trim()
}

function read(changes: { workspace?: string; sourceCommit?: string } = {}, folder = '.') {
  const context = {
    workspace: path.join(temporary.path, 'work'),
    serverUrl: 'https://github.com',
    repository: 'acme/shop',
    sourceCommit: commits[1] ?? '',
    ...changes
  }
  return createCheckedOut(testSystem({ env }), context)(folder)
}

test('finds what is checked out in a checkout that holds the source commit', async () => {
  expect(await read()).toEqual({ kind: 'ours', commit: commits[1] })
  await git('checkout', '--quiet', commits[0] ?? '')
  expect(await read()).toEqual({ kind: 'ours', commit: commits[0] })
})

test('a checkout that has not our commit, and does not say where it is from, is another repository', async () => {
  expect(await read({ sourceCommit: 'f'.repeat(40) })).toEqual({ kind: 'another', commit: commits[0] })
})

test('a fork is another repository, although it has our commits; at our commit it has our files', async () => {
  await git('config', 'remote.origin.url', 'https://x-access-token:s3cret@github.com/eve/shop.git')
  const address = 'https://github.com/eve/shop.git'
  expect(await read()).toEqual({ kind: 'another', commit: commits[0], address })
  await git('checkout', '--quiet', commits[1] ?? '')
  expect(await read()).toEqual({ kind: 'ours', commit: commits[1] })
  await git('checkout', '--quiet', commits[0] ?? '')
  await git('config', '--unset', 'remote.origin.url')
})

test.each([
  'https://github.com/acme/shop',
  'https://x-access-token:t@github.com/Acme/Shop.git',
  'git@github.com:acme/shop.git',
  'ssh://git@github.com/acme/shop'
])('knows its repository by where it is from: %s', async url => {
  await git('config', 'remote.origin.url', url)
  expect(await read({ sourceCommit: 'f'.repeat(40) })).toMatchObject({ kind: 'ours' })
  await git('config', 'remote.origin.url', 'https://github.com/acme/other')
  expect(await read({ sourceCommit: 'f'.repeat(40) })).toMatchObject({ kind: 'another' })
})

test('looks at the checkout that the folder lies in', async () => {
  const workspace = temporary.path
  await mkdir(path.join(workspace, 'work', 'api', 'cmd'), { recursive: true })
  expect(await read({ workspace }, 'work/api/cmd')).toMatchObject({ kind: 'another', commit: commits[0] })
  expect(await read({ workspace }, 'home')).toBeUndefined()
  // Not above the workspace.
  expect(await read({ workspace: path.join(workspace, 'work', 'api') }, 'cmd')).toBeUndefined()
})

test('a submodule belongs to the repository around it', async () => {
  const lib = path.join(temporary.path, 'work', 'lib')
  await mkdir(lib)
  await writeFile(path.join(lib, '.git'), 'gitdir: ../.git/modules/lib\n')
  const around = await read()
  expect(await read({}, 'lib')).toEqual(around)
  expect(around).toBeDefined()
})

test('no checkout says nothing', async () => {
  expect(await read({ workspace: temporary.path })).toBeUndefined()
})
