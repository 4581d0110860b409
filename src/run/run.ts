// Runs a deploy, keeps what becomes known, and makes the report.

import type { RunContext } from '../context/context.ts'
import type { Notice } from '../errors/notice.ts'
import type { Inputs } from '../inputs/index.ts'
import { createResolver } from '../registry/index.ts'
import type { Clock } from '../system/clock.ts'
import { deploy } from './deploy.ts'
import { type Facts, type Learn, merge, nothingYet } from './facts.ts'
import type { Ports } from './ports.ts'
import { type Report, reportOf } from './report.ts'

/** How long a finished run still waits for advice, in milliseconds. */
const adviceMs = 10_000

/**
 * Runs a deploy and reports. A failure is part of the report, so that it does not hide what was done before it.
 */
export async function run(inputs: Inputs, context: RunContext, ports: Ports): Promise<Report> {
  const { clock, target } = ports
  const started = clock.now()
  const resolver = createResolver({ ...ports, isPreview: target.isPreview })
  let facts: Facts = { ...nothingYet, notices: inputs.notices }
  const learn: Learn = news => {
    facts = merge(facts, news)
  }
  const ending = await deploy({ inputs, context, ports, resolver, learn }).then(
    outcome => ({ outcome, failure: undefined }),
    (failure: unknown) => ({ outcome: 'failed' as const, failure })
  )
  const durationMs = clock.now() - started
  const advice = await collect(facts.advice, clock)
  return reportOf(facts, { ...ending, durationMs, advice }, inputs, resolver)
}

/** Collects the advice that arrives in time; the end of the run stops what is still reading. */
async function collect(
  advice: readonly Promise<readonly Notice[]>[],
  clock: Clock
): Promise<readonly Notice[]> {
  const none: readonly Notice[] = []
  const late = clock.sleep(adviceMs).then(
    () => none,
    () => none
  )
  return (await Promise.all(advice.map(each => Promise.race([each, late])))).flat()
}
