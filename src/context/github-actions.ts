import { ActionError } from '../errors/errors.ts'
import type { HeadCommit, RunContext, SourceAbout } from './context.ts'
import type { Environment } from '../system/environment.ts'
import { readEventContext } from './event.ts'
import { type Payload, readPayload, textAt } from './payload.ts'
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
  const event = readPayload(env.GITHUB_EVENT_PATH, readEvent)
  if (problems.length > 0) {
    throw new ActionError(
      'CONTEXT_INVALID',
      `The environment of a GitHub Actions step is incomplete: ${problems.join('; ')}. ` +
        'Run newtag with `uses:` in a workflow.'
    )
  }
  // The origin is lower case and without a default port, as every other URL will be.
  const serverUrl = new URL(server).origin
  return {
    repository,
    serverUrl,
    apiUrl: readApiUrl(env),
    eventName: env.GITHUB_EVENT_NAME ?? '',
    triggerCommit: commit,
    ...readEventContext(env, event),
    defaultBranch: textAt(event, 'repository', 'default_branch'),
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

function readAbout(event: Payload, repository: string): SourceAbout {
  const description = textAt(event, 'repository', 'description')
  const license = textAt(event, 'repository', 'license', 'spdx_id')
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

/** Of a push, or of the run that a workflow_run run follows. */
function headCommit(event: Payload): HeadCommit | undefined {
  return headCommitAt(event, 'head_commit') ?? headCommitAt(event, 'workflow_run', 'head_commit')
}

function headCommitAt(event: Payload, ...path: readonly string[]): HeadCommit | undefined {
  const id = textAt(event, ...path, 'id')
  const timestamp = textAt(event, ...path, 'timestamp')
  if (id === undefined || timestamp === undefined) return undefined
  return {
    id,
    timestamp,
    message: textAt(event, ...path, 'message') ?? '',
    authorName: textAt(event, ...path, 'author', 'name') ?? '',
    authorEmail: textAt(event, ...path, 'author', 'email') ?? ''
  }
}
