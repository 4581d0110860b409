import { mkdtemp, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

import * as core from '@actions/core'

import { createActionsLog } from './actions-log.ts'
import { createClock } from './clock.ts'
import { readContext, type WorkflowContext } from './context.ts'
import { childEnvironment, gitEnvironment } from './environment.ts'
import { ActionError, type Location } from './errors.ts'
import { describeFailure, type FailureText } from './failure.ts'
import { authentication } from './git/credentials.ts'
import { createGitRepository } from './gitops/git-repository.ts'
import { findBuildSource } from './image/build-source.ts'
import { createBuildx } from './image/buildx.ts'
import { createCredentials } from './image/docker-config.ts'
import { createRegistry } from './image/registry.ts'
import { createHttp } from './http.ts'
import { type Inputs, isOwnRepository, parseInputs } from './inputs.ts'
import { renderSuperseded } from './keep-order.ts'
import type { Logger } from './log.ts'
import type { Notice } from './notice.ts'
import { renderClosing, renderOutputs } from './outputs.ts'
import { createProcesses } from './process.ts'
import { toRawInputs } from './raw-inputs.ts'
import type { Ports } from './ports.ts'
import { createOrderPort } from './order-port.ts'
import { createRarePorts } from './rare-ports.ts'
import { type Report, run } from './run.ts'
import { readSourceCommit } from './source-commit.ts'
import { renderEarlyFailure, renderSummary } from './summary.ts'

/** The least that one Git command may take, in milliseconds: a large repository is fetched in one. */
const commandMs = 60_000

/** How long one answer of the Git server or its API may take, in milliseconds. */
const requestMs = 10_000

/** The boundary: reads the runner's variables, wires the ports, runs, tells, and fails the step. */
export async function main(): Promise<void> {
  // Node asks the system for every look at a variable, and the YAML parser looks at one for each token: a copy is enough.
  process.env = { ...process.env }
  const log = createActionsLog()
  const ending = endOnSignals(log)
  try {
    const mask = createMask()
    // Before anything else can be logged.
    mask(core.getInput('token'))
    mask(core.getInput('github-token'))
    const raw = toRawInputs(name => core.getInput(name))
    const context = readContext(process.env, file => readFileSync(file, 'utf8'))
    const inputs = parseInputs(raw, context, new Date())
    log.info(describeTask(inputs))
    const report = await withTemporaryDirectory(context.temporary, async directory => {
      const ports = createPorts({ inputs, context, directory, cancelled: ending.signal, mask, log })
      try {
        return await run(inputs, context, ports)
      } finally {
        // Children that nobody waits for any more must not outlive the folder they work in.
        ending.abort()
      }
    })
    await tell(report, inputs, context, log)
  } catch (error) {
    const failure = describeFailure(error)
    fail(failure, undefined)
    await writeSummary(renderEarlyFailure(failure), log)
    // What is wrong has been said; that it cannot be said twice adds nothing.
    setOutputs({ outcome: 'failed' })
  }
}

function describeTask({ image, lines, publish, remote }: Inputs): string {
  const first = image === undefined ? [] : [`${image.repository.name}:${image.tag}`]
  const what = [...first, ...lines.map(({ text }) => text)].join(', ')
  switch (publish) {
    case 'push':
      return `Deploy ${what} to ${remote.name}`
    case 'none':
      return `Preview ${what} for ${remote.name}`
    case 'workspace':
      return `Write ${what} into the workspace`
  }
}

/** Has the runner mask secrets in its log, each once. */
function createMask(): (secret: string) => void {
  const masked = new Set([''])
  return secret => {
    if (!masked.has(secret)) core.setSecret(secret)
    masked.add(secret)
  }
}

interface Wiring {
  readonly inputs: Inputs
  readonly context: WorkflowContext
  /** A folder of this run alone, removed at its end. */
  readonly directory: string
  readonly cancelled: AbortSignal
  readonly mask: (secret: string) => void
  readonly log: Logger
}

function createPorts({ inputs, context, directory, cancelled, mask, log }: Wiring): Ports {
  const clock = createClock(cancelled)
  const processes = createProcesses(cancelled)
  const gitEnv = gitEnvironment(process.env)
  const childEnv = childEnvironment(process.env)
  const git = authentication(inputs.remote, inputs.token)
  for (const secret of git.secrets) mask(secret)
  const credentials = createCredentials({
    configDirectory: process.env.DOCKER_CONFIG ?? path.join(homedir(), '.docker'),
    processes,
    env: childEnv,
    onSecret: mask
  })
  const http = createHttp({ log, timeoutMs: requestMs, cancelled, ...clock })
  const registry = createRegistry({ credentials, log, cancelled, onSecret: mask, ...clock })
  return {
    log,
    clock,
    registry,
    ...createRarePorts({ inputs, workspace: context.workspace, directory, processes, env: childEnv, log }),
    order: createOrderPort({
      ...{ inputs, context, directory, processes, gitEnv, registry, clock, http, log },
      onSecret: mask
    }),
    builder: createBuildx({ processes, env: childEnv, workspace: context.workspace, directory, log }),
    gitops: createGitRepository({
      ...inputs,
      authentication: git,
      processes,
      env: gitEnv,
      directory,
      timeoutMs: Math.max(inputs.publishTimeoutMs, commandMs),
      clock,
      http,
      log
    }),
    findBuildSource: () => findBuildSource(context.workspace, inputs),
    readSourceCommit: () => readSourceCommit(context, processes, gitEnv)
  }
}

/** The runner asks a step to end with SIGINT, and with SIGTERM some seconds later. */
function endOnSignals(log: Logger): AbortController {
  const controller = new AbortController()
  const cancel = () => {
    if (!controller.signal.aborted) log.info('Cancelled; stopping what is under way.')
    controller.abort()
  }
  process.on('SIGINT', cancel)
  process.on('SIGTERM', cancel)
  return controller
}

async function withTemporaryDirectory<T>(
  parent: string,
  work: (directory: string) => Promise<T>
): Promise<T> {
  // mkdtemp makes it 0700.
  const directory = await mkdtemp(path.join(parent, 'newtag-')).catch((error: unknown) => {
    throw new ActionError(
      'CONTEXT_INVALID',
      `No folder could be made in RUNNER_TEMP (${parent}). Check that it exists and can be written.`,
      {
        cause: error
      }
    )
  })
  try {
    return await work(directory)
  } finally {
    // There is no secret in it, and the runner empties the folder above it: what happened counts, not this.
    await rm(directory, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  }
}

async function tell(report: Report, inputs: Inputs, context: WorkflowContext, log: Logger): Promise<void> {
  const { outputs } = report
  const unwritten = setOutputs(renderOutputs(outputs))
  const problem = report.failure ?? unwritten
  const failure = problem === undefined ? undefined : describeFailure(problem)
  const isOwn = inputs.publish === 'workspace' || isOwnRepository(inputs.remote, context)
  for (const each of outputs.superseded) core.notice(renderSuperseded(each))
  for (const notice of report.notices) warn(notice, isOwn)
  const { notices } = report
  await writeSummary(renderSummary({ outputs, repository: inputs.remote.name, notices, failure }), log)
  if (failure !== undefined) {
    fail(failure, isOwn ? failure.location : undefined)
    return
  }
  for (const line of renderClosing(outputs, inputs.remote.name)) log.info(line)
}

/** Returns why they could not be written: later steps rely on them. */
function setOutputs(outputs: Readonly<Record<string, string>>): ActionError | undefined {
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
    return undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const isFull = ['ENOSPC', 'EDQUOT'].includes(code)
    return new ActionError(
      isFull ? 'STORAGE_FULL' : 'CONTEXT_INVALID',
      `The outputs of this step could not be written (${String(error)}); what was done is in the log above. ` +
        (isFull ? 'Free space on the runner before this step.' : 'Check that GITHUB_OUTPUT can be written.'),
      { cause: error }
    )
  }
}

/** The summary only tells; that it cannot be written does not undo a deploy. */
async function writeSummary(summary: string, log: Logger): Promise<void> {
  if ((process.env.GITHUB_STEP_SUMMARY ?? '') === '') return
  try {
    await core.summary.addRaw(summary, true).write()
  } catch (error) {
    log.warning(`The job summary could not be written: ${String(error)}`)
  }
}

/** One annotation, and exit code 1. */
function fail(failure: FailureText, location: Location | undefined): void {
  if (failure.stack !== undefined) core.debug(failure.stack)
  core.error(failure.message, { title: failure.code, ...annotationAt(location) })
  process.exitCode = 1
}

/** Only a file of the workflow's own repository has a page that an annotation can stand on. */
function warn({ message, location, level }: Notice, isOwn: boolean): void {
  const show = level === 'notice' ? core.notice : core.warning
  show(message, annotationAt(isOwn ? location : undefined))
}

function annotationAt(location: Location | undefined): core.AnnotationProperties {
  return {
    ...(location === undefined ? {} : { file: location.path }),
    ...(location?.line === undefined ? {} : { startLine: location.line }),
    ...(location?.column === undefined ? {} : { startColumn: location.column })
  }
}
