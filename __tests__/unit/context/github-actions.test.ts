import { describe, expect, test } from '@jest/globals'

import { readContext } from '../../../src/context/github-actions.ts'

const sha = 'a'.repeat(40)
const head = 'b'.repeat(40)
const env = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_SHA: sha,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKSPACE: '/w',
  RUNNER_TEMP: '/t',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_RUN_ID: '1',
  GITHUB_RUN_NUMBER: '2'
}
const read = (event: unknown) => () => JSON.stringify(event)

describe('readContext', () => {
  test('reads a push', () => {
    expect(readContext(env, read({ repository: { default_branch: 'trunk' } }))).toMatchObject({
      repository: 'acme/shop',
      sourceCommit: sha,
      branch: 'main',
      defaultBranch: 'trunk',
      runUrl: 'https://github.com/acme/shop/actions/runs/1'
    })
  })

  test('takes the head commit of a pull request, not the merge commit', () => {
    const event = { pull_request: { head: { sha: head, ref: 'topic' }, base: { ref: 'release/2' } } }
    const context = readContext(
      {
        ...env,
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_REF: 'refs/pull/1/merge',
        GITHUB_REF_NAME: '1/merge'
      },
      read(event)
    )
    expect(context).toMatchObject({
      sourceCommit: head,
      refName: 'topic',
      branch: 'release/2'
    })
  })

  test('takes the commit on the branch once the pull request is merged', () => {
    const event = { pull_request: { merged: true, head: { sha: head, ref: 'topic' } } }
    expect(readContext({ ...env, GITHUB_EVENT_NAME: 'pull_request' }, read(event))).toMatchObject({
      sourceCommit: sha,
      refName: 'main'
    })
  })

  test('takes the base commit of pull_request_target, which is what is checked out', () => {
    const event = { pull_request: { head: { sha: head, ref: 'topic' } } }
    expect(readContext({ ...env, GITHUB_EVENT_NAME: 'pull_request_target' }, read(event)).sourceCommit).toBe(
      sha
    )
  })

  test('reads what the page of the repository says, who runs, and which file is the workflow', () => {
    const repository = { description: 'Sells\nthings', license: { spdx_id: 'MIT' } }
    const more = {
      ...env,
      GITHUB_ACTOR: 'octocat',
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main'
    }
    expect(readContext(more, read({ repository }))).toMatchObject({
      about: { title: 'shop', description: 'Sells things', license: 'MIT' },
      actor: 'octocat',
      workflowFile: '.github/workflows/deploy.yml'
    })
  })

  test.each([
    ['a licence that GitHub does not know', { repository: { license: { spdx_id: 'NOASSERTION' } } }],
    ['no licence', { repository: { license: null } }],
    ['no payload', null]
  ])('does without what is not known: %s', (_, event) => {
    const other = { ...env, GITHUB_WORKFLOW_REF: 'acme/flows/.github/workflows/deploy.yml@main' }
    expect(readContext(other, read(event))).toMatchObject({
      about: { title: 'shop', description: undefined, license: undefined },
      workflowFile: undefined
    })
  })

  test('has no branch on a tag', () => {
    const tag = { ...env, GITHUB_REF: 'refs/tags/v1', GITHUB_REF_NAME: 'v1' }
    expect(readContext(tag, read({}))).toMatchObject({ branch: undefined, refName: 'v1', isTag: true })
  })

  test('writes the server as every other URL will be written', () => {
    expect(readContext({ ...env, GITHUB_SERVER_URL: 'https://GHE.Acme.com:443/' }, read({})).serverUrl).toBe(
      'https://ghe.acme.com'
    )
  })

  test('does without a payload, or with a broken one', () => {
    expect(readContext(env, () => 'not json').sourceCommit).toBe(sha)
    expect(readContext(env, read({ pull_request: null, head_commit: [1] })).headCommit).toBeUndefined()
    expect(readContext({ ...env, GITHUB_EVENT_PATH: '' }, read({})).defaultBranch).toBeUndefined()
  })

  test('names everything that is missing at once', () => {
    expect(() => readContext({ GITHUB_SHA: 'xyz' }, read({}))).toThrow(
      expect.objectContaining({
        code: 'CONTEXT_INVALID',
        message: expect.stringMatching(
          /GITHUB_REPOSITORY is not set; GITHUB_SHA is malformed; GITHUB_WORKSPACE/
        )
      })
    )
  })
})
