import { formatReference } from '../registry/index.ts'
import { renderBytes } from '../text/bytes.ts'
import { renderDuration } from '../text/units.ts'
import type { Notice } from '../errors/notice.ts'
import type { Ports } from './ports.ts'
import { settleAll } from '../errors/settle-all.ts'
import { createTurns } from '../log/grouped.ts'
import { type Provided, provideImage, type ProvideRequest, refusalOf } from '../builder/index.ts'
import { createLimit } from '../async/limit.ts'

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
  const results = await settleAll([
    ...requests.map(({ build }) => builder.check(build)),
    ...[...repositories.values()].map(async ({ build }) => {
      const refusal = refusalOf(
        await registry.checkPush(build.repository),
        formatReference({ name: build.repository.name, tag: build.tag })
      )
      if (refusal !== undefined) throw refusal
      return []
    })
  ])
  return results.flat()
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
  const slots = createLimit(atOnce)
  await settleAll(
    requests.map((request, index) =>
      inTurn(
        `Build and push ${formatReference({ name: request.build.repository.name, tag: request.build.tag })}`,
        log =>
          slots(async () => {
            const provided = await provideImage(request, { ...ports, log })
            log.info(describe(request, provided))
            onProvided(index, provided)
          })
      )
    )
  )
}

function describe({ build }: ProvideRequest, { digest = '', built, facts }: Provided): string {
  const parts = [
    `${built ? 'Pushed' : 'In the registry'} ${formatReference({ name: build.repository.name, tag: build.tag, digest })}`,
    ...(facts?.size === undefined ? [] : [renderBytes(facts.size)]),
    ...(facts === undefined ? [] : [renderDuration(facts.durationMs)]),
    ...(facts === undefined || facts.steps.total === 0
      ? []
      : [`${facts.steps.cached} of ${facts.steps.total} steps cached`])
  ]
  return parts.join(', ')
}
