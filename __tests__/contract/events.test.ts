import { readFileSync } from 'node:fs'
import path from 'node:path'

import { describe, expect, test } from '@jest/globals'

import { readContext } from '../../src/context/github-actions.ts'
import type { RunContext } from '../../src/context/context.ts'
import { type Inputs, parseInputs } from '../../src/inputs/inputs.ts'
import { isBuildable } from '../../src/inputs/images.ts'
import { toRawInputs } from '../../src/inputs/table.ts'

const commit = 'a'.repeat(40)
const head = 'b'.repeat(40)
const fork = 'c'.repeat(40)

const person = { login: 'octocat', type: 'User' }
const repository = { full_name: 'acme/shop', default_branch: 'trunk' }
const pullRequest = {
  merged: false,
  merge_commit_sha: commit,
  head: { sha: head, ref: 'topic/cart', repo: { full_name: 'someone/shop', fork: true } },
  base: { sha: fork, ref: 'release/2' }
}

interface Case {
  /** The variables of the runner. */
  readonly name: string
  readonly ref: string
  readonly attempt?: string
  readonly actor?: string
  /** Beside the repository and the sender. */
  readonly payload?: object
}

const on = (name: string, ref: string, payload: object = {}): Case => ({ name, ref, payload })
const trunk = 'refs/heads/trunk'
const tag = 'refs/tags/v1.2.0'
const pull = 'refs/pull/7/merge'
const merged = { action: 'closed', pull_request: { ...pullRequest, merged: true } }
const queue = `refs/heads/gh-readonly-queue/stable/3/pr-7-${fork}`
const byBot = { sender: { login: 'acme-deploy[bot]', type: 'Bot' } }

/** What GitHub sets and sends for each row of the table. */
const cases: Readonly<Record<string, Case>> = {
  '`push` of a branch': on('push', 'refs/heads/feature/x', {
    ...{ ref: 'refs/heads/feature/x', before: fork, after: commit, forced: false },
    head_commit: { id: commit, timestamp: '2026-11-21T09:30:05Z', message: 'Sell' }
  }),
  '`push` of a tag': on('push', tag, { ref: tag, base_ref: trunk, after: commit, forced: false }),
  '`push` that deletes a branch or tag': on('push', trunk, { ref: 'refs/heads/feature/x', deleted: true }),
  '`create` of a branch': on('create', 'refs/heads/feature/x', { ref: 'feature/x', ref_type: 'branch' }),
  '`create` of a tag': on('create', tag, { ref: 'v1.2.0', ref_type: 'tag' }),
  '`delete`': on('delete', trunk, { ref: 'feature/x', ref_type: 'branch' }),
  '`release`': on('release', tag, { release: { tag_name: 'v1.2.0', target_commitish: 'trunk' } }),
  '`pull_request`': on('pull_request', pull, { action: 'synchronize', pull_request: pullRequest }),
  '`pull_request`, closed by the merge': on('pull_request', 'refs/heads/release/2', merged),
  '`pull_request_review`': on('pull_request_review', pull, { pull_request: pullRequest }),
  '`pull_request_review_comment`': on('pull_request_review_comment', pull, { pull_request: pullRequest }),
  '`pull_request_target`': on('pull_request_target', trunk, { pull_request: pullRequest }),
  '`pull_request_target`, on older servers': on('pull_request_target', 'refs/heads/release/2', {
    pull_request: pullRequest
  }),
  '`merge_group`': on('merge_group', queue, {
    action: 'checks_requested',
    merge_group: { head_sha: commit, head_ref: queue, base_sha: fork, base_ref: 'refs/heads/stable/3' }
  }),
  '`workflow_run`': on('workflow_run', trunk, {
    workflow_run: { head_sha: fork, head_branch: 'topic/cart', event: 'pull_request' }
  }),
  '`workflow_dispatch` on a branch': on('workflow_dispatch', 'refs/heads/feature/x', { inputs: {} }),
  '`workflow_dispatch` on a tag': on('workflow_dispatch', tag, { inputs: {} }),
  '`workflow_dispatch` by a bot': {
    ...on('workflow_dispatch', 'refs/heads/feature/x', byBot),
    actor: 'acme-deploy[bot]'
  },
  '`workflow_dispatch`, "Re-run"': { ...on('workflow_dispatch', 'refs/heads/feature/x'), attempt: '2' },
  '`repository_dispatch`': on('repository_dispatch', trunk, {
    ...{ action: 'deploy', branch: 'trunk' },
    client_payload: { sha: fork, ref: 'refs/heads/feature/x' }
  }),
  '`schedule`': on('schedule', trunk, { schedule: '0 3 * * *' }),
  '`issue_comment`': on('issue_comment', trunk, { issue: { number: 7, pull_request: {} }, comment: {} }),
  '`deployment` of a branch': on('deployment', 'refs/heads/feature/x', { deployment: { ref: 'feature/x' } }),
  '`deployment` of a tag': on('deployment', tag, { deployment: { ref: 'v1.2.0' } }),
  '`deployment` of a commit': on('deployment', '', { deployment: { ref: commit, sha: commit } }),
  'any other event': on('registry_package', 'refs/heads/feature/x')
}

const commits: Readonly<Record<string, string>> = { '`GITHUB_SHA`': commit, 'the head commit': head }

const branches: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  'the default branch': 'trunk',
  'the base branch': 'release/2',
  'the target branch': 'stable/3',
  'the pushed branch': 'feature/x',
  'the created branch': 'feature/x',
  'the chosen branch': 'feature/x',
  'the deployed branch': 'feature/x',
  'that of `GITHUB_REF`': 'feature/x'
}

const rows = readTable('docs/events.md')

describe('docs/events.md', () => {
  test('has a row for each case, and a case for each row', () => {
    expect(rows.map(({ event }) => event)).toEqual(Object.keys(cases))
  })

  test.each(rows)('is right about $event', row => {
    const context = contextOf(caseOf(row.event))
    expect(context).toMatchObject({
      sourceCommit: known(commits, row.commit),
      triggerCommit: commit,
      branch: known(branches, row.branch),
      isByHand: yes(row.byHand)
    })
    const branch = known(branches, row.branch) ?? 'trunk'
    const own = inputsOf(context, '{sha}')
    expect(own).toMatchObject({ branch, allowOlder: yes(row.byHand) })
    expect(inputsOf(context, '{sha}', 'acme/deploy').branch).toBeUndefined()
  })

  test.each(rows)('is right about {ref} on $event', row => {
    const context = contextOf(caseOf(row.event))
    if (row.ref === 'an error') {
      expect(row.moves).toBe('–')
      expect(() => inputsOf(context, '{ref}-{sha}')).toThrow(/names neither a branch nor a tag/)
      return
    }
    const refs = { 'the branch': context.branch ?? '', 'the tag': 'v1.2.0', 'the head branch': 'topic/cart' }
    const name = known<string>(refs, row.ref)
    expect(tagOf(inputsOf(context, '{ref}-{run-number}'))).toBe(`${name.replaceAll('/', '-')}-7`)
    if (yes(row.moves)) expect(() => inputsOf(context, '{ref}')).toThrow(/for every commit of this branch/)
    else expect(tagOf(inputsOf(context, '{ref}'))).toBe(name)
  })
})

function caseOf(event: string): Case {
  const found = cases[event]
  if (found === undefined) throw new Error(`No case stands for the row ${event}`)
  return found
}

function contextOf({ name, ref, attempt = '1', actor = 'octocat', payload = {} }: Case): RunContext {
  const env = {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SHA: commit,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: '/w',
    RUNNER_TEMP: '/t',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: '/event.json',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_RUN_ATTEMPT: attempt,
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor
  }
  return readContext(env, () => JSON.stringify({ repository, sender: person, ...payload }))
}

function inputsOf(context: RunContext, template: string, gitops = ''): Inputs {
  const given: Readonly<Record<string, string>> = {
    ...{ image: 'ghcr.io/acme/shop', kustomization: 'apps/shop', tag: template, repository: gitops }
  }
  return parseInputs(
    toRawInputs(name => given[name] ?? ''),
    context,
    { now: new Date() }
  )
}

function tagOf({ images }: Inputs): string | undefined {
  return images.find(isBuildable)?.tag.text
}

function known<T>(words: Readonly<Record<string, T>>, word: string): T {
  if (!Object.hasOwn(words, word))
    throw new Error(`The table says ${JSON.stringify(word)}, which has no meaning`)
  return words[word] as T
}

function yes(word: string): boolean {
  return known({ yes: true, no: false }, word)
}

interface Row {
  readonly event: string
  readonly commit: string
  readonly branch: string
  readonly byHand: string
  readonly ref: string
  readonly moves: string
}

/** The rows of the only table of a document. */
function readTable(document: string): readonly Row[] {
  const text = readFileSync(path.join(import.meta.dirname, '..', '..', document), 'utf8')
  const [header, , ...lines] = text.split('\n').filter(line => line.startsWith('|'))
  const cells = (line = '') =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
  expect(cells(header).map(name => name.replaceAll('`', ''))).toEqual([
    ...['event', 'commit that is deployed', 'branch that the run is for', 'by hand', '{ref}', '{ref} moves']
  ])
  return lines.map(line => {
    const [event = '', commit = '', branch = '', byHand = '', ref = '', moves = ''] = cells(line)
    return { event, commit, branch, byHand, ref, moves }
  })
}
