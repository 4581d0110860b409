import { mkdir } from 'node:fs/promises'
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
  expect(await read()).toBe(commits[1])
  await git('checkout', '--quiet', commits[0] ?? '')
  expect(await read()).toBe(commits[0])
})

test('a checkout of another repository says nothing', async () => {
  expect(await read({ sourceCommit: 'f'.repeat(40) })).toBeUndefined()
})

test.each([
  'https://github.com/acme/shop',
  'https://x-access-token:t@github.com/Acme/Shop.git',
  'git@github.com:acme/shop.git',
  'ssh://git@github.com/acme/shop'
])('knows its repository by where it is from: %s', async url => {
  await git('config', 'remote.origin.url', url)
  expect(await read({ sourceCommit: 'f'.repeat(40) })).toMatch(/^[0-9a-f]{40}$/)
  await git('config', 'remote.origin.url', 'https://github.com/acme/other')
  expect(await read({ sourceCommit: 'f'.repeat(40) })).toBeUndefined()
})

test('looks at the checkout that the folder lies in', async () => {
  const workspace = temporary.path
  await mkdir(path.join(workspace, 'work', 'api', 'cmd'), { recursive: true })
  expect(await read({ workspace }, 'work/api/cmd')).toMatch(/^[0-9a-f]{40}$/)
  expect(await read({ workspace }, 'home')).toBeUndefined()
  // Not above the workspace.
  expect(await read({ workspace: path.join(workspace, 'work', 'api') }, 'cmd')).toBeUndefined()
})

test('no checkout says nothing', async () => {
  expect(await read({ workspace: temporary.path })).toBeUndefined()
})
