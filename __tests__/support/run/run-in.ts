import { expect } from '@jest/globals'

import type { RunContext } from '../../../src/context/context.ts'
import { readContext } from '../../../src/context/github-actions.ts'
import { describeFailure } from '../../../src/errors/describe.ts'
import { isImageList } from '../../../src/inputs/image-list.ts'
import { parseImageList } from '../../../src/inputs/image-list-yaml.ts'
import { parseInputs } from '../../../src/inputs/inputs.ts'
import { type InputName, toRawInputs } from '../../../src/inputs/table.ts'
import { renderClosing, renderOutputs } from '../../../src/report/outputs.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import type { Report } from '../../../src/run/report.ts'
import { run } from '../../../src/run/run.ts'
import { changedPaths, type Files } from './branch.ts'
import { portsOf } from './fake-ports.ts'
import { c2, type World } from './world.ts'

export interface RunDetails {
  /** The commit that the workflow runs for. */
  readonly commit?: string
  readonly event?: string
  readonly repository?: string
  readonly env?: Readonly<Record<string, string>>
  /** The payload of the event. */
  readonly payload?: object
}

/** What a run did, in words that have nothing to do with how the code is made. */
export interface Result {
  readonly outcome: string
  readonly outputs: Readonly<Record<string, string>>
  /** The output `images`. */
  readonly images: readonly Readonly<Record<string, unknown>>[]
  /** The files of the branch after the run. */
  readonly branch: Files
  /** The commits on the branch after the first one. */
  readonly commits: readonly {
    readonly author: string
    readonly message: string
    readonly changed: readonly string[]
  }[]
  /** All that was logged but the lines for debugging, as `info: …`, `warning: …`, `group: …`. */
  readonly log: readonly string[]
  /** The last lines of the log. */
  readonly closing: readonly string[]
  readonly summary: string
  readonly notices: readonly string[]
  /** Those among them that ask for something to be done. */
  readonly warnings: readonly string[]
  readonly failure: Failed | undefined
  /** What was built, in the order in which the builds began. */
  readonly builds: readonly string[]
}

interface Failed {
  readonly code: string
  readonly message: string
  /** Where an annotation stands: `path:line`. */
  readonly place: string
  /** The codes of several failures. */
  readonly parts: readonly string[]
}

/** The inputs of a workflow's step. */
export type Given = Readonly<Partial<Record<InputName, string>>>

/** Runs the story with the inputs of a workflow. */
export async function runIn(world: World, given: Given, details: RunDetails = {}): Promise<Result> {
  const defaults = { kustomization: 'apps/prod', repository: 'acme/gitops', token: 'secret' }
  const raw = toRawInputs(name => ({ ...defaults, ...given })[name] ?? '')
  const context = contextOf(details)
  const list = isImageList(raw.images) ? parseImageList(raw.images) : undefined
  const inputs = parseInputs(raw, context, { now: new Date(world.clock.now()), list })
  const report = await run(inputs, context, portsOf(world, inputs, context))
  const failure = report.failure === undefined ? undefined : describeFailure(report.failure)
  const repository = inputs.remote.name
  const rendered = renderOutputs(report)
  const { path = '', line = 0 } = failure?.location ?? {}
  const [start, ...later] = world.branch.history()
  checkClaim(report, later)
  return {
    outcome: report.outcome,
    outputs: rendered,
    images: JSON.parse(rendered.images) as Result['images'],
    branch: world.branch.tip().files,
    commits: later.map((each, index) => ({
      author: each.author,
      message: each.message,
      changed: changedPaths(each, index === 0 ? start : later[index - 1])
    })),
    log: world.log.lines.filter(each => !each.startsWith('debug: ')),
    closing: renderClosing(report, repository),
    summary: renderSummary({ report, repository, failure }),
    notices: report.notices.map(({ message }) => message),
    warnings: report.notices.flatMap(({ level = 'warning', message }) =>
      level === 'warning' ? [message] : []
    ),
    failure: failure && {
      code: failure.code,
      message: failure.message,
      place: path === '' ? '' : `${path}:${line}`,
      parts: failure.parts.map(({ code }) => code)
    },
    builds: world.engine.builds.map(({ name, tag }) => `${name}:${tag}`)
  }
}

/** Whatever a test is about: a run is red if and only if it has failed, and says that it has deployed only when it has. */
function checkClaim(
  { outcome, failure, commitSha }: Report,
  commits: readonly { readonly id: string }[]
): void {
  const isOnBranch = commits.some(({ id }) => id === commitSha)
  expect({ outcome, isRed: failure !== undefined }).toEqual({ outcome, isRed: outcome === 'failed' })
  if (outcome === 'deployed' || commitSha !== '')
    expect({ outcome, commitSha, isOnBranch }).toEqual({ outcome, commitSha, isOnBranch: true })
}

/** The variables that the runner sets, read as in a real run. */
function contextOf({
  commit = c2,
  event = 'push',
  repository = 'acme/shop',
  env = {},
  payload = {}
}: RunDetails): RunContext {
  const variables = {
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: commit,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: '/runner/work/shop',
    RUNNER_TEMP: '/runner/temporary',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: 'event.json',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_RUN_ID: '42',
    GITHUB_ACTOR: 'ada',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/deploy.yml@refs/heads/main`,
    ...env
  }
  return readContext(variables, () => JSON.stringify(payload))
}
