import { ActionError } from '../errors/errors.ts'
import type { HeadCommit, RunContext, SourceAbout } from './context.ts'
import type { Environment } from '../system/environment.ts'
import { oneLine } from '../log/log.ts'

/**
 * Reads the workflow's context from the runner's variables and the event's payload.
 * @throws {ActionError} CONTEXT_INVALID, naming every variable that is missing or malformed
 */
export function readContext(env: Environment, readEvent: (path: string) => string): RunContext {
  const problems: string[] = []
  const need = (name: string, pattern = /./) => {
    const value = env[name] ?? ''
    if (!pattern.test(value)) problems.push(value === '' ? `${name} is not set` : `${name} is malformed`)
    return value
  }
  const repository = need('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/)
  const commit = need('GITHUB_SHA', /^([0-9a-f]{40}|[0-9a-f]{64})$/)
  const workspace = need('GITHUB_WORKSPACE')
  const temporary = need('RUNNER_TEMP')
  const server = need('GITHUB_SERVER_URL', /^https?:\/\/[^\s/@]+\/?$/)
  const event = parseEvent(env.GITHUB_EVENT_PATH, readEvent)
  if (problems.length > 0) {
    throw new ActionError(
      'CONTEXT_INVALID',
      `The environment of a GitHub Actions step is incomplete: ${problems.join('; ')}. ` +
        'Run newtag with `uses:` in a workflow.'
    )
  }
  const eventName = env.GITHUB_EVENT_NAME ?? ''
  const ref = env.GITHUB_REF ?? ''
  const refName = env.GITHUB_REF_NAME ?? ''
  const head = mergesPullRequest(eventName, ref) ? text(event, 'pull_request', 'head', 'sha') : undefined
  const headRef = mergesPullRequest(eventName, ref) ? text(event, 'pull_request', 'head', 'ref') : undefined
  // The origin is lower case and without a default port, as every other URL will be.
  const serverUrl = new URL(server).origin
  return {
    repository,
    serverUrl,
    apiUrl: readApiUrl(env),
    eventName,
    triggerCommit: commit,
    sourceCommit: head !== undefined && /^[0-9a-f]{40,64}$/.test(head) ? head : commit,
    refName: headRef ?? refName,
    isTag: ref.startsWith('refs/tags/'),
    branch: ref.startsWith('refs/heads/') && refName !== '' ? refName : undefined,
    defaultBranch: text(event, 'repository', 'default_branch'),
    runNumber: env.GITHUB_RUN_NUMBER ?? '',
    runUrl: `${serverUrl}/${repository}/actions/runs/${env.GITHUB_RUN_ID ?? ''}`,
    workspace,
    temporary,
    headCommit: headCommit(event),
    about: readAbout(event, repository),
    actor: env.GITHUB_ACTOR ?? '',
    workflowFile: readWorkflowFile(env.GITHUB_WORKFLOW_REF, repository)
  }
}

function readAbout(event: unknown, repository: string): SourceAbout {
  const description = text(event, 'repository', 'description')
  const license = text(event, 'repository', 'license', 'spdx_id')
  return {
    title: repository.replace(/^.*\//, ''),
    description: description === undefined ? undefined : oneLine(description).slice(0, 500),
    // GitHub's word for a licence that it does not know.
    license: license === undefined || license === 'NOASSERTION' ? undefined : oneLine(license).slice(0, 100)
  }
}

/** `acme/shop/.github/workflows/deploy.yml@refs/heads/main` */
function readWorkflowFile(reference: string | undefined, repository: string): string | undefined {
  const file = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^@]+)@/.exec(reference ?? '')?.[1]
  return reference?.startsWith(`${repository}/`) === true ? file : undefined
}

/** It is used for advice that a run can do without, so a malformed one is none. */
function readApiUrl({ GITHUB_API_URL: url = '' }: Environment): string | undefined {
  return /^https?:\/\/[^\s@?#]+$/.test(url) && URL.canParse(url) ? url.replace(/\/$/, '') : undefined
}

/**
 * On these events GITHUB_SHA is a merge commit that nobody wrote; pull_request_target runs on the base commit, and the
 * names that the pull request brings must not pass for it.
 */
function mergesPullRequest(eventName: string, ref: string): boolean {
  // Once it is merged, the run is on the branch that it was merged into.
  if (!ref.startsWith('refs/pull/')) return false
  return ['pull_request', 'pull_request_review', 'pull_request_review_comment'].includes(eventName)
}

function parseEvent(path: string | undefined, readEvent: (path: string) => string): unknown {
  if (path === undefined || path === '') return undefined
  try {
    return JSON.parse(readEvent(path))
  } catch {
    // The payload only adds detail; what a run must know is checked above.
    return undefined
  }
}

function headCommit(event: unknown): HeadCommit | undefined {
  const id = text(event, 'head_commit', 'id')
  const timestamp = text(event, 'head_commit', 'timestamp')
  if (id === undefined || timestamp === undefined) return undefined
  return {
    id,
    timestamp,
    message: text(event, 'head_commit', 'message') ?? '',
    authorName: text(event, 'head_commit', 'author', 'name') ?? '',
    authorEmail: text(event, 'head_commit', 'author', 'email') ?? ''
  }
}

/** Walks into a payload whose shape nobody promises. */
function text(value: unknown, ...path: readonly string[]): string | undefined {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = Reflect.get(current, key)
  }
  return typeof current === 'string' && current !== '' ? current : undefined
}
