import { readFileSync } from 'node:fs'

import * as core from '@actions/core'

import type { RunContext } from '../context/context.ts'
import { readContext } from '../context/github-actions.ts'
import { type Inputs, isOwnRepository } from '../inputs/index.ts'
import type { Logger } from '../log/log.ts'
import { type Report, run } from '../run/index.ts'
import { createSecrets, type Secrets } from '../system/secrets.ts'
import {
  createPorts,
  createSystem,
  type Lifetime,
  watchLifetime,
  withTemporaryFolder
} from '../wiring/index.ts'
import { describeTask, readInputs, readRawInputs } from './inputs.ts'
import { createActionsLog } from './log.ts'
import { writeEarlyFailure, writeReport } from './write-report.ts'

/** The boundary: reads the runner's variables, wires the ports, runs, writes the report, and fails the step. */
export async function main(): Promise<void> {
  // Node asks the system for every look at a variable, and the YAML parser looks at one for each token: a copy is enough.
  process.env = { ...process.env }
  const log = createActionsLog()
  const life = watchLifetime(log)
  const hasSummary = (process.env.GITHUB_STEP_SUMMARY ?? '') !== ''
  try {
    const isGreen = await Promise.race([act(log, life, hasSummary), life.lost])
    if (!isGreen) process.exitCode = 1
  } catch (error) {
    await writeEarlyFailure(error, { hasSummary, log })
    process.exitCode = 1
    // What is lost may still hold on to something; that is not waited for.
    if (life.isLost()) process.exit()
  } finally {
    life.close()
  }
}

/** Runs and reports; returns whether the step is green. */
async function act(log: Logger, life: Lifetime, hasSummary: boolean): Promise<boolean> {
  const secrets = createSecrets(core.setSecret)
  const raw = readRawInputs(secrets)
  const context = readContext(process.env, file => readFileSync(file, 'utf8'))
  const inputs = await readInputs(raw, context, secrets)
  log.info(describeTask(inputs))
  const ended = await runOnce(inputs, context, { secrets, log, life })
  const thrown = life.thrown()
  const report = thrown === undefined ? ended : (await import('./thrown.ts')).withThrown(ended, thrown.error)
  const isOwn = inputs.publish === 'workspace' || isOwnRepository(inputs.remote, context)
  return await writeReport(report, { repository: inputs.remote.name, isOwn, hasSummary, log })
}

interface RunnerParts {
  readonly secrets: Secrets
  readonly log: Logger
  readonly life: Lifetime
}

/** Runs with a folder and ports of its own, and leaves nothing of them behind. */
async function runOnce(
  inputs: Inputs,
  context: RunContext,
  { secrets, log, life }: RunnerParts
): Promise<Report> {
  return await withTemporaryFolder(context.temporary, log, async temporary => {
    const system = createSystem({
      ...{ secrets, log, temporary },
      cancelled: life.ending,
      workspace: context.workspace,
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
      life.end()
    }
  })
}
