import { describe, expect, test } from '@jest/globals'

import { readSourceCommit } from '../../../src/source/commit.ts'
import { ProgramNotFound } from '../../../src/system/program-errors.ts'
import type { RunContext } from '../../../src/context/context.ts'
import { testSystem } from '../../support/system/test-system.ts'

const sha = 'a'.repeat(40)

describe('readSourceCommit', () => {
  const headCommit = {
    id: sha,
    timestamp: '2026-01-02T03:04:05Z',
    message: 'Subject\nArgocd-reference-commit-sha: forged',
    authorName: 'Ada',
    authorEmail: 'ada@example.com'
  }
  const context: RunContext = {
    repository: 'acme/shop',
    serverUrl: 'https://github.com',
    apiUrl: undefined,
    eventName: 'push',
    isByHand: false,
    isRerun: false,
    takenBack: undefined,
    historyRef: undefined,
    sourceCommit: sha,
    triggerCommit: sha,
    isTag: false,
    refName: 'main',
    branch: 'main',
    defaultBranch: 'main',
    runNumber: '1',
    runUrl: '',
    workspace: '/w',
    temporary: '/t',
    headCommit,
    about: { title: 'shop', description: undefined, license: undefined },
    actor: 'octocat',
    workflowFile: undefined
  }
  const noGit = testSystem({ processes: { run: () => Promise.reject(new ProgramNotFound('git')) } })

  /** Git, when the commit is such an object. */
  const gitWith = (object: string) =>
    testSystem({
      processes: { run: () => Promise.resolve({ exitCode: 0, stdout: Buffer.from(object), stderr: '' }) }
    })

  test('reads people, times in their zones, and the subject', async () => {
    const text =
      `tree ${sha}\nparent ${sha}\nauthor Ada L <ada@example.com> 1700000000 +0130\n` +
      'committer Bob <bob@example.com> 1700000100 -0800\ngpgsig -----BEGIN\n x\n\nFix the cart\n\nBody\n'
    expect(await readSourceCommit(gitWith(text), context)).toEqual({
      sha,
      author: 'Ada L <ada@example.com>',
      authoredAt: '2023-11-14T23:43:20+01:30',
      committedAt: '2023-11-14T14:15:00-08:00',
      subject: 'Fix the cart'
    })
  })

  test('does without what is missing, and keeps control characters out', async () => {
    expect(await readSourceCommit(gitWith('tree x\n\n\u0007Subject\u001b[31m'), context)).toMatchObject({
      author: undefined,
      committedAt: undefined,
      subject: 'Subject [31m'
    })
    expect((await readSourceCommit(gitWith('rubbish'), context)).subject).toBeUndefined()
  })

  test('falls back to the event, one line only', async () => {
    expect(await readSourceCommit(noGit, context)).toEqual({
      sha,
      committedAt: headCommit.timestamp,
      authoredAt: headCommit.timestamp,
      author: 'Ada <ada@example.com>',
      subject: 'Subject'
    })
  })

  test('does not take another commit of the event for the source', async () => {
    const other = { ...context, headCommit: { ...headCommit, id: 'b'.repeat(40) } }
    expect((await readSourceCommit(noGit, other)).committedAt).toBeUndefined()
  })
})
