import { branchOf, branchProblem } from '../text/branch-name.ts'
import type { Environment } from '../system/environment.ts'
import type { RunContext } from './context.ts'
import { isTrueAt, type Payload, textAt } from './payload.ts'

/** What the event says that a run is for; docs/events.md has the table. */
export type EventContext = Pick<
  RunContext,
  'sourceCommit' | 'refName' | 'isTag' | 'branch' | 'historyRef' | 'isByHand' | 'isRerun' | 'takenBack'
>

/** What the runner says of the event, in its variables. */
interface Event {
  readonly name: string
  /** GITHUB_SHA. */
  readonly commit: string
  readonly ref: string
  readonly refName: string
  readonly payload: Payload
}

/** Reads which commit an event deploys, which branch that is for, and who started the run. */
export function readEventContext(env: Environment, payload: Payload): EventContext {
  const event: Event = {
    name: env.GITHUB_EVENT_NAME ?? '',
    commit: env.GITHUB_SHA ?? '',
    ref: env.GITHUB_REF ?? '',
    refName: env.GITHUB_REF_NAME ?? '',
    payload
  }
  // A re-run keeps the event of the first run. What cannot be read is not the first attempt: that would allow more.
  const isRerun = !/^1?$/.test(env.GITHUB_RUN_ATTEMPT ?? '')
  return {
    ...readRef(event),
    isTag: event.ref.startsWith('refs/tags/'),
    isRerun,
    isByHand: event.name === 'workflow_dispatch' && !isRerun && !isByBot(env, payload),
    takenBack: isRerun ? undefined : readTakenBack(event)
  }
}

function readRef(event: Event): Pick<EventContext, 'sourceCommit' | 'refName' | 'branch' | 'historyRef'> {
  const { commit, payload, ref, refName } = event
  if (mergesPullRequest(event)) {
    return {
      sourceCommit: commitAt(payload, 'pull_request', 'head', 'sha') ?? commit,
      refName: textAt(payload, 'pull_request', 'head', 'ref') ?? refName,
      branch: branchAt(payload, 'pull_request', 'base', 'ref'),
      historyRef: /^refs\/pull\/\d+\/(?=merge$)/.exec(ref)?.[0].concat('head')
    }
  }
  if (event.name === 'merge_group') {
    const branch = targetOfQueue(event)
    return { sourceCommit: commit, refName: branch ?? '', branch, historyRef: headOf(branch) }
  }
  const isBranch = ref.startsWith('refs/heads/') && refName !== ''
  const branch = isBranch ? refName : undefined
  return { sourceCommit: commit, refName, branch, historyRef: headOf(branch) }
}

function headOf(branch: string | undefined): string | undefined {
  return isBranchName(branch) ? `refs/heads/${branch}` : undefined
}

/**
 * On these events GITHUB_SHA is a merge commit that nobody wrote; pull_request_target runs on a commit of a branch, and
 * the names that the pull request brings must not pass for it.
 */
function mergesPullRequest({ name, ref }: Event): boolean {
  // Once it is merged, the run is on the branch that it was merged into.
  if (!ref.startsWith('refs/pull/')) return false
  return ['pull_request', 'pull_request_review', 'pull_request_review_comment'].includes(name)
}

/** The branch that a merge queue merges into; the queue's own branches are gone after the run. */
function targetOfQueue({ payload, ref }: Event): string | undefined {
  const base = textAt(payload, 'merge_group', 'base_ref')
  const named = branchOf(base)
  if (isBranchName(named)) return named
  const parsed = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-[^/]+$/s.exec(ref)?.[1]
  return isBranchName(parsed) ? parsed : undefined
}

/** The payload may be missing; then the runner's variables decide. */
function isByBot(env: Environment, payload: Payload): boolean {
  const type = textAt(payload, 'sender', 'type')
  if (type === 'Bot' || type === 'Organization') return true
  const names = [env.GITHUB_ACTOR, env.GITHUB_TRIGGERING_ACTOR, textAt(payload, 'sender', 'login')]
  return names.some(name => name?.endsWith('[bot]') === true)
}

/** Of branches alone: the commit that a tag is moved away from is on its branch as before. */
function readTakenBack({ name, ref, payload }: Event): string | undefined {
  if (name !== 'push' || !ref.startsWith('refs/heads/') || !isTrueAt(payload, 'forced')) return undefined
  // A run for a branch that was deleted is on the default branch, where nothing was replaced.
  if ((textAt(payload, 'ref') ?? ref) !== ref) return undefined
  const before = commitAt(payload, 'before')
  return before === undefined || /^0+$/.test(before) ? undefined : before
}

function commitAt(payload: Payload, ...path: readonly string[]): string | undefined {
  const text = textAt(payload, ...path)
  return text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined
}

function branchAt(payload: Payload, ...path: readonly string[]): string | undefined {
  const text = textAt(payload, ...path)
  return isBranchName(text) ? text : undefined
}

function isBranchName(name: string | undefined): name is string {
  return name !== undefined && branchProblem(name) === undefined
}
