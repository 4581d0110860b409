import { mkdtemp, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { formatReference } from '../registry/index.ts'
import * as core from '@actions/core'
import { createActionsLog } from './log.ts'
import { readContext } from '../context/github-actions.ts'
import { ActionError } from '../errors/errors.ts'
import type { Logger } from '../log/log.ts'
import { tell, tellEarlyFailure } from './tell.ts'
import { createSecrets } from '../system/secrets.ts'
import { createPorts, createSystem } from '../wiring/index.ts'
import { run } from '../run/index.ts'
import { type Inputs, isOwnRepository, parseInputs, toRawInputs, readImageList } from '../inputs/index.ts'

/** The boundary: reads the runner's variables, wires the ports, runs, tells, and fails the step. */
export async function main(): Promise<void> {
  // Node asks the system for every look at a variable, and the YAML parser looks at one for each token: a copy is enough.
  process.env = { ...process.env }
  const log = createActionsLog()
  const ending = endOnSignals(log)
  const hasSummary = (process.env.GITHUB_STEP_SUMMARY ?? '') !== ''
  try {
    const secrets = createSecrets(secret => {
      core.setSecret(secret)
    })
    // Before anything else can be logged.
    secrets.add(core.getInput('token'))
    secrets.add(core.getInput('github-token'))
    secrets.add(core.getInput('registry-password'))
    for (const secret of secretTexts(core.getInput('secrets'))) secrets.add(secret)
    const raw = toRawInputs(name => core.getInput(name))
    const context = readContext(process.env, file => readFileSync(file, 'utf8'))
    const inputs = parseInputs(raw, context, { now: new Date(), list: await readImageList(raw.images) })
    for (const secret of buildSecrets(inputs).flatMap(secretTexts)) secrets.add(secret)
    log.info(describeTask(inputs))
    const report = await withTemporaryDirectory(context.temporary, async directory => {
      const system = createSystem({
        ...{ secrets, log, temporary: directory },
        cancelled: ending.signal,
        environment: process.env
      })
      const ports = createPorts(system, inputs, context)
      try {
        return await run(inputs, context, ports)
      } finally {
        await ports.builder.close().catch((error: unknown) => {
          log.debug(`What the builder kept could not be removed: ${String(error)}`)
        })
        // Children that nobody waits for any more must not outlive the folder they work in.
        ending.abort()
      }
    })
    const isOwn = inputs.publish === 'workspace' || isOwnRepository(inputs.remote, context)
    const isGreen = await tell(report, { repository: inputs.remote.name, isOwn, hasSummary, log })
    if (!isGreen) process.exitCode = 1
  } catch (error) {
    await tellEarlyFailure(error, { hasSummary, log })
    process.exitCode = 1
  }
}

/** A text with the lines that it has, as a log shows them; a short line, such as a brace, is no secret. */
function secretTexts(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).flatMap(line => [line, line.slice(line.indexOf('=') + 1)])
  return [text, ...lines.map(line => line.trim()).filter(line => line.length >= 8)]
}

/** The runner masks them as secrets of the workflow already, unless somebody wrote them out. */
function buildSecrets({ images }: Inputs): readonly string[] {
  return images.flatMap(({ build }) =>
    build.secrets.flatMap(secret => (secret.kind === 'value' ? [secret.value] : []))
  )
}

function describeTask({ images, lines, publish, remote }: Inputs): string {
  const what = [
    ...images.map(({ repository, tag }) => formatReference({ name: repository.name, tag })),
    ...lines.map(({ text }) => text)
  ].join(', ')
  switch (publish) {
    case 'push':
      return `Deploy ${what} to ${remote.name}`
    case 'none':
      return `Preview ${what} for ${remote.name}`
    case 'workspace':
      return `Write ${what} into the workspace`
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
    await rm(directory, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
      // There may be a login in it. The runner empties the folder above it before the next job.
      core.warning(`The temporary folder ${directory} could not be removed: ${String(error)}. Remove it.`)
    })
  }
}
