import { readFileSync } from 'node:fs'

import * as core from '@actions/core'

import type { RunContext } from '../context/context.ts'
import { readContext } from '../context/github-actions.ts'
import { type Inputs, isOwnRepository } from '../inputs/index.ts'
import type { Logger } from '../log/log.ts'
import { type Report, run } from '../run/index.ts'
import { createSecrets, type Secrets } from '../system/secrets.ts'
import { createPorts, createSystem, endOnSignals, withTemporaryFolder } from '../wiring/index.ts'
import { describeTask, readInputs, readRawInputs } from './inputs.ts'
import { createActionsLog } from './log.ts'
import { writeEarlyFailure, writeReport } from './write-report.ts'

/** The boundary: reads the runner's variables, wires the ports, runs, writes the report, and fails the step. */
export async function main(): Promise<void> {
  // Node asks the system for every look at a variable, and the YAML parser looks at one for each token: a copy is enough.
  process.env = { ...process.env }
  const log = createActionsLog()
  const ending = endOnSignals(log)
  const hasSummary = (process.env.GITHUB_STEP_SUMMARY ?? '') !== ''
  try {
    const secrets = createSecrets(core.setSecret)
    const raw = readRawInputs(secrets)
    const context = readContext(process.env, file => readFileSync(file, 'utf8'))
    const inputs = await readInputs(raw, context, secrets)
    log.info(describeTask(inputs))
    const report = await runOnce(inputs, context, { secrets, log, ending })
    const isOwn = inputs.publish === 'workspace' || isOwnRepository(inputs.remote, context)
    const isGreen = await writeReport(report, { repository: inputs.remote.name, isOwn, hasSummary, log })
    if (!isGreen) process.exitCode = 1
  } catch (error) {
    await writeEarlyFailure(error, { hasSummary, log })
    process.exitCode = 1
  }
}

interface RunnerParts {
  readonly secrets: Secrets
  readonly log: Logger
  readonly ending: AbortController
}

/** Runs with a folder and ports of its own, and leaves nothing of them behind. */
async function runOnce(
  inputs: Inputs,
  context: RunContext,
  { secrets, log, ending }: RunnerParts
): Promise<Report> {
  return await withTemporaryFolder(context.temporary, log, async temporary => {
    const system = createSystem({
      ...{ secrets, log, temporary },
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
}
