import type { ImageReference } from '../registry/index.ts'
import { buildAll, checkBuilds } from './build-images.ts'
import { provideRequest, runningImage } from './build-request.ts'
import type { Notice } from '../errors/notice.ts'
import type { Observation } from './observe.ts'
import { settleAll } from '../errors/settle-all.ts'
import type { Story } from './story.ts'
import { type Bump, type DecidedImage, isAbout, type PlannedImage } from '../plan/index.ts'
import type { Tip } from '../gitops/index.ts'
import type { Provided } from '../builder/index.ts'
import type { OwnImage, Inputs } from '../inputs/index.ts'
import { allOf } from '../async/limit.ts'

/**
 * An image that nothing deploys, because a newer one runs, is not built. What was not built cannot be deployed later
 * either, should the branch go back meanwhile.
 */
export function withoutUse(decided: DecidedImage, { edits }: Bump, inputs: Inputs): PlannedImage {
  const isUsed = edits.some(isAbout(inputs, decided.image))
  return decided.isToBuild && !isUsed ? { ...decided, isToBuild: false, isLeft: true } : decided
}

interface BuildStage {
  readonly images: readonly PlannedImage[]
  /** The bump on the first tip. */
  readonly bump: Bump
}

/** Builds what has to be built, when it is clear that it can be pushed and deployed then. */
export async function buildImages(
  story: Story,
  { tip, commit }: Observation,
  { images, bump }: BuildStage
): Promise<readonly PlannedImage[]> {
  const { inputs, context, ports, progress } = story
  const open = images.filter(({ isToBuild }) => isToBuild)
  const running = await allOf(open.map(({ image }) => findRunning(image, bump, story)))
  const details = { inputs, context, commit }
  const requests = open.map((each, index) => provideRequest(each, running[index], details))
  const notices = await settleAll([checkWrite(story, tip, bump), checkBuilds(requests, ports)])
  progress.note(notices.flat())
  const built = new Map<OwnImage, Provided>()
  const done = () =>
    images.map((each): PlannedImage => {
      const known = built.get(each.image)
      return known === undefined ? each : { ...each, known, isToBuild: false }
    })
  await buildAll(requests, inputs.building.maxParallel, {
    ...ports,
    onProvided: (index, provided) => {
      const image = open[index]?.image
      if (image !== undefined) built.set(image, provided)
      progress.provided(done().map(({ known }) => known))
    }
  })
  // In the order of the inputs, whoever was faster.
  progress.note(open.flatMap(({ image }) => built.get(image)?.notices ?? []))
  return done()
}

/** A builder that is to import a cache from an image that is not there says so as an error. */
async function findRunning(
  image: OwnImage,
  bump: Bump,
  { inputs, ports }: Story
): Promise<ImageReference | undefined> {
  const running = runningImage(image, inputs, bump)
  if (running === undefined || !['auto', 'inline'].includes(inputs.building.cache)) return undefined
  const found = await ports.registry.findTag(image.repository, running.digest ?? running.tag ?? '')
  return found.kind === 'present' ? running : undefined
}

/** An image that cannot be deployed is not pushed. */
async function checkWrite({ inputs, ports }: Story, tip: Tip, bump: Bump): Promise<readonly Notice[]> {
  if (inputs.publish === 'workspace') await ports.workspace.check(bump.files)
  else await ports.gitops.checkPush(tip)
  return []
}
