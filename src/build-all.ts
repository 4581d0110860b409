import { renderBytes } from './bytes.ts'
import { renderDuration } from './duration.ts'
import { ActionError, combine, isCancellation } from './errors.ts'
import { referenceOf } from './image/build/builder.ts'
import { type Provided, provideImage, type ProvideRequest } from './image/provide.ts'
import { refusalOf } from './image/failure/push-refusal.ts'
import type { Notice } from './notice.ts'
import type { Ports } from './ports.ts'
import { createTurns } from './turns.ts'

type BuildPorts = Pick<Ports, 'registry' | 'builder' | 'clock' | 'log'>

interface BuildAllPorts extends BuildPorts {
  /** Told of each image when it is there. */
  readonly onProvided: (index: number, provided: Provided) => void
}

/**
 * Finds out whether all images can be built and pushed, before one is built.
 * @returns what the builder will do otherwise than asked
 * @throws {ActionError} what Builder.check throws; IMAGE_PUSH_DENIED, IMAGE_REPOSITORY_MISSING
 */
export async function checkBuilds(
  requests: readonly ProvideRequest[],
  { registry, builder }: BuildPorts
): Promise<readonly Notice[]> {
  const repositories = new Map(requests.map(each => [each.build.repository.name, each]))
  const results = await Promise.allSettled([
    ...requests.map(({ build }) => builder.check(build)),
    ...[...repositories.values()].map(async ({ build }) => {
      const refusal = refusalOf(await registry.checkPush(build.repository), referenceOf(build))
      if (refusal !== undefined) throw refusal
      return []
    })
  ])
  return allOf(results).flat()
}

/**
 * Builds and pushes images, so many at once. When one fails the others go on to their end, as they are as good in the
 * next run; then all failures are told.
 * @throws {ActionError} what provideImage throws, for all images together
 */
export async function buildAll(
  requests: readonly ProvideRequest[],
  atOnce: number,
  { onProvided, ...ports }: BuildAllPorts
): Promise<void> {
  const inTurn = createTurns(ports.log)
  const slots = createSlots(atOnce)
  const results = await Promise.allSettled(
    requests.map((request, index) =>
      inTurn(`Build and push ${referenceOf(request.build)}`, log =>
        slots(async () => {
          const provided = await provideImage(request, { ...ports, log })
          log.info(describe(request, provided))
          onProvided(index, provided)
        })
      )
    )
  )
  allOf(results)
}

function describe({ build }: ProvideRequest, { digest = '', built, facts }: Provided): string {
  const parts = [
    `${built ? 'Pushed' : 'In the registry'} ${referenceOf(build)}@${digest}`,
    ...(facts?.size === undefined ? [] : [renderBytes(facts.size)]),
    ...(facts === undefined ? [] : [renderDuration(facts.durationMs)]),
    ...(facts === undefined || facts.steps.total === 0
      ? []
      : [`${facts.steps.cached} of ${facts.steps.total} steps cached`])
  ]
  return parts.join(', ')
}

/** Lets so many works run at once, in the order in which they came. */
function createSlots(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async work => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** All results, or all failures as one. A bug of ours, or that the run was cancelled, comes before what failed. */
function allOf<T>(results: readonly PromiseSettledResult<T>[]): readonly T[] {
  const failures = results.flatMap((each): readonly unknown[] =>
    each.status === 'rejected' ? [each.reason] : []
  )
  const foremost = failures.find(failure => !(failure instanceof ActionError) || isCancellation(failure))
  if (foremost !== undefined)
    throw foremost instanceof Error ? foremost : new Error('a failure that is no error', { cause: foremost })
  const known = failures.filter(failure => failure instanceof ActionError)
  // Several images may fail for the same reason, such as a builder that is not there.
  const [first, ...others] = [...new Map(known.map(failure => [failure.message, failure])).values()]
  if (first !== undefined) throw combine([first, ...others])
  return results.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
}
