import { allOf, createLimit } from '../async/limit.ts'
import { type BuiltImage, buildAndVerify, type BuildTask, explainPushCheck } from '../builder/index.ts'
import type { Notice } from '../errors/notice.ts'
import { settleAll } from '../errors/settle-all.ts'
import type { ImageState, Plan } from '../plan/index.ts'
import { formatReference } from '../registry/index.ts'
import { renderBytes, renderDuration } from '../text/units.ts'
import { buildTask, runningReference } from './build-task.ts'
import type { Observation } from './observe.ts'
import type { Job, Ports } from './ports.ts'

/**
 * Builds the images that have to be built, when it is clear that they can be pushed and deployed.
 * @param plan the plan on the first base
 * @param onBuild called when there is something to build
 * @returns the images as they are then, and whether any was built
 */
export async function buildImages(
  job: Job,
  { base, commit }: Observation,
  images: readonly ImageState[],
  plan: Plan,
  onBuild: () => void
): Promise<{ readonly images: readonly ImageState[]; readonly hasBuilt: boolean }> {
  const { inputs, context, ports, learn } = job
  const missing = images.filter(({ choice }) => choice === 'build')
  if (missing.length === 0) return { images, hasBuilt: false }
  onBuild()
  const running = await allOf(missing.map(image => findRunning(image, plan, job)))
  const tasks = missing.map((image, index) => buildTask(image, running[index], { inputs, context, commit }))
  const check = ports.target.check(base, plan).then((): readonly Notice[] => [])
  const notices = await settleAll([check, checkBuilds(tasks, ports)])
  learn({ notices: notices.flat() })
  const built = new Map<ImageState, BuiltImage>()
  const known = () => images.map(image => withBuild(image, built.get(image)))
  await buildAll(tasks, inputs.building.maxParallel, {
    ...ports,
    onBuilt: (index, result) => {
      const image = missing[index]
      if (image !== undefined) built.set(image, result)
      learn({ images: known() })
    }
  })
  // In the order of the inputs, whoever was faster.
  learn({ notices: missing.flatMap(image => built.get(image)?.notices ?? []) })
  return { images: known(), hasBuilt: true }
}

function withBuild(image: ImageState, result: BuiltImage | undefined): ImageState {
  if (result === undefined) return image
  const { digest, built, facts } = result
  return { ...image, choice: 'use', digest, built, facts }
}

/** A builder that is to import a cache from an image that is not there says so as an error. */
async function findRunning(
  { input }: ImageState,
  plan: Plan,
  { inputs, ports }: Job
): Promise<string | undefined> {
  const running = runningReference(input, plan)
  const version = running?.digest ?? running?.tag
  if (running === undefined || version === undefined || !['auto', 'inline'].includes(inputs.building.cache))
    return undefined
  const found = await ports.registry.findTag(input.repository, version)
  return found.kind === 'present' ? formatReference(running) : undefined
}

interface BuildAllPorts extends Pick<Ports, 'registry' | 'builder' | 'clock' | 'log'> {
  /** Told of each image when it is there. */
  readonly onBuilt: (index: number, result: BuiltImage) => void
}

/**
 * Finds out whether all images can be built and pushed, before one is built.
 * @returns what the builder will do otherwise than asked
 * @throws {ActionError} what Builder.check throws; IMAGE_PUSH_DENIED, IMAGE_REPOSITORY_MISSING
 */
async function checkBuilds(
  tasks: readonly BuildTask[],
  { registry, builder }: Pick<Ports, 'registry' | 'builder'>
): Promise<readonly Notice[]> {
  const repositories = new Map(tasks.map(task => [task.build.repository.name, task]))
  const results = await settleAll([
    ...tasks.map(({ build }) => builder.check(build)),
    ...[...repositories.values()].map(async ({ build }) => {
      const refusal = await explainPushCheck(await registry.checkPush(build.repository), referenceOf(build))
      if (refusal !== undefined) throw refusal
      return []
    })
  ])
  return results.flat()
}

/**
 * Builds and pushes images, at most so many at once. When one fails, the others go on to their end, because the next run
 * can use them; then all failures are reported.
 * @throws {ActionError} what buildAndVerify throws, for all images together
 */
async function buildAll(
  tasks: readonly BuildTask[],
  atOnce: number,
  { onBuilt, ...ports }: BuildAllPorts
): Promise<void> {
  const { createGroupedLog } = await import('../log/grouped.ts')
  const grouped = createGroupedLog(ports.log)
  const limit = createLimit(atOnce)
  await settleAll(
    tasks.map((task, index) =>
      grouped(`Build and push ${referenceOf(task.build)}`, log =>
        limit(async () => {
          const result = await buildAndVerify(task, { ...ports, log })
          log.info(describe(task, result))
          onBuilt(index, result)
        })
      )
    )
  )
}

function describe({ build }: BuildTask, { digest, built, facts }: BuiltImage): string {
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

function referenceOf({ repository, tag }: BuildTask['build']): string {
  return formatReference({ name: repository.name, tag })
}
