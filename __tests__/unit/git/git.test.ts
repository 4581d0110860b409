import { expect, test } from '@jest/globals'

import { createGit } from '../../../src/git/git.ts'
import { testSystem } from '../../support/system/test-system.ts'

/** Git on a machine where every command fails with these words. */
function gitThatSays(stderr: string, more: { readonly ending?: string } = {}) {
  const answer = { exitCode: 128, stdout: Buffer.alloc(0), stderr, ...more }
  const processes = { ...testSystem().processes, run: () => Promise.resolve(answer) }
  return createGit({ processes, env: {} }, '/run/gitops.git')
}

test('a command that fails is told with its words, and not that nothing was changed: a push may have come before it', async () => {
  await expect(gitThatSays('fatal: bad object\n').run(['rev-list', 'x'])).rejects.toMatchObject({
    code: 'GIT_FAILED',
    message:
      '`git rev-list` failed with exit code 128: fatal: bad object. If the reason is not clear from this, please report it.'
  })
})

test('so is one for which the disk has no room', async () => {
  const words = 'error: file write error: No space left on device'
  await expect(gitThatSays(words).run(['hash-object', '-w'])).rejects.toMatchObject({
    code: 'STORAGE_FULL',
    message: `The disk of this runner is full: Git could not store what it made or fetched (${words}). Free space before this step, or use a runner with a larger disk.`
  })
})

test('one that did not come to its end says how it ended', async () => {
  const ending = 'was ended by SIGKILL, probably because the machine ran out of memory'
  const git = gitThatSays('', { ending })
  await expect(git.run(['index-pack'])).rejects.toMatchObject({
    code: 'GIT_FAILED',
    message: expect.stringContaining(`\`git index-pack\` ${ending}: no message.`)
  })
  expect((await git.try(['push'])).stderr).toBe(`\nfatal: git ${ending}\n`)
})
