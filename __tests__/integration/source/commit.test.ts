import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, expect, test } from '@jest/globals'

import { readContext } from '../../../src/context/github-actions.ts'
import { readSourceCommit } from '../../../src/source/commit.ts'
import { gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { gitSystem } from '../../support/git/git-system.ts'
import { requireTool } from '../../../testbed/tools.ts'

let temporary: Temporary

beforeAll(async () => {
  temporary = await createTemporary('newtag-source-commit')
})
afterAll(async () => {
  await temporary.remove()
})

const isThere = async (file: string) =>
  await stat(file).then(
    () => true,
    () => false
  )

test('a partial clone that lacks the commit starts no program of its configuration, also with an old Git', async () => {
  const workspace = path.join(temporary.path, 'checkout')
  const env = await gitEnvironment(path.join(temporary.path, 'home'))
  const git = (...args: string[]) => runGit(['-C', workspace, ...args], env)
  await runGit(['init', '--quiet', workspace], env)
  const sprung = path.join(temporary.path, 'sprung')
  const program = path.join(workspace, 'program')
  await writeFile(program, `#!/bin/sh\ntouch '${sprung}'\nexit 1\n`, { mode: 0o755 })
  await git('config', 'core.repositoryFormatVersion', '1')
  await git('config', 'extensions.partialClone', 'origin')
  await git('config', 'remote.origin.url', workspace)
  await git('config', 'remote.origin.promisor', 'true')
  await git('config', 'remote.origin.uploadpack', program)

  const bin = path.join(temporary.path, 'old-git')
  await mkdir(bin)
  const script = `#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec ${requireTool('git')} "$@"\n`
  await writeFile(path.join(bin, 'git'), script, { mode: 0o755 })
  const sha = 'f'.repeat(40)
  const context = readContext(
    {
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: sha,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temporary.path
    },
    () => ''
  )
  const system = gitSystem(temporary.path, { env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` } })
  expect(await readSourceCommit(system, context)).toMatchObject({ sha, author: undefined })
  expect(await isThere(sprung)).toBe(false)
  // The trap is a good one: with nothing but a usual environment Git starts the program.
  await git('cat-file', '-e', sha).catch(() => undefined)
  expect(await isThere(sprung)).toBe(true)
})
