import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { createPorts } from '../../../src/wiring/index.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { gitSystem } from '../../support/git/git-system.ts'
import { context, parse } from '../../support/inputs/parse.ts'

/** Lets in everybody who is not turned away; and everybody to read, as with a public repository. */
let open: GitServer
let guarded: GitServer
let temporary: Temporary
let count = 0
const undo: (() => void)[] = []

beforeAll(async () => {
  open = await startGitServer({})
  guarded = await startGitServer({ token: 'deploy-t0ken', anonymousRead: true })
  temporary = await createTemporary('newtag-tokens')
})
afterEach(() => {
  for (const remove of undo.splice(0)) remove()
})
afterAll(async () => {
  await Promise.all([open.close(), guarded.close()])
  await temporary.remove()
})

interface Tokens {
  readonly token: string
  readonly 'github-token': string
}

/** What a run with such tokens is told when it reads the GitOps repository, or looks whether it may push. */
async function tell(server: GitServer, tokens: Tokens): Promise<unknown> {
  count += 1
  const name = `acme/deploy-${count}`
  await server.createRepository(name, { files: { 'kustomization.yaml': 'images: []\n' } })
  const where = { ...context, serverUrl: server.url }
  const inputs = parse({ ...tokens, repository: name }, where)
  const directory = path.join(temporary.path, String(count))
  await mkdir(directory)
  const { target } = createPorts(gitSystem(directory), inputs, where)
  const { author, committer } = inputs
  try {
    await target.check(await target.read(), { updates: [], commit: { message: '', author, committer } })
  } catch (error) {
    return error
  }
  return undefined
}

const jobs = { token: 'ghs_job', 'github-token': 'ghs_job' }
const empty = { token: '', 'github-token': 'ghs_job' }

describe('a token that nobody has set', () => {
  test.each([
    ['read', 404, 'Repository not found.', 'REPOSITORY_NOT_FOUND'],
    ['read', 401, 'Bad credentials', 'AUTH_FAILED'],
    ['read', 403, 'Write access to repository not granted.', 'PUSH_DENIED'],
    ['push', 403, 'Permission to acme/deploy.git denied to github-actions[bot].', 'PUSH_DENIED'],
    ['push', 403, 'Write access to repository not granted.', 'PUSH_DENIED'],
    ['push', 404, 'Repository not found.', 'REPOSITORY_NOT_FOUND'],
    ['push', 401, 'Bad credentials', 'AUTH_FAILED']
  ] as const)('%s, %i %s', async (during, status, body, code) => {
    const service = during === 'read' ? 'git-upload-pack' : 'git-receive-pack'
    undo.push(open.onRequest(request => (request.service === service ? { status, body } : undefined)))
    expect(await tell(open, jobs)).toMatchObject({
      code,
      message: expect.stringMatching(
        /^`token` is not set, or the same as `github-token`: the job's own token reaches acme\/shop only.*Create a token with write access to the contents of acme\/deploy-\d+ /
      )
    })
    expect(await tell(open, empty)).toMatchObject({
      code,
      message: expect.stringMatching(/^`token` is empty: acme\/deploy-\d+ .*`secrets: inherit`\.$/)
    })
    expect(await tell(open, { ...jobs, token: 'ghp_other' })).toMatchObject({
      code,
      message: expect.not.stringMatching(/`token` is (?:not set|empty)/)
    })
  })

  test('is refused by the server itself, and the one that is set is not', async () => {
    expect(await tell(guarded, jobs)).toMatchObject({
      code: 'AUTH_FAILED',
      message: expect.stringContaining('is not set')
    })
    expect(await tell(guarded, empty)).toMatchObject({
      code: 'AUTH_FAILED',
      message: expect.stringContaining('is empty')
    })
    expect(await tell(guarded, { ...jobs, token: 'deploy-t0ken' })).toBeUndefined()
  })
})
