import { buildImages, withoutUse } from './build-stage.ts'
import type { Clock } from '../system/clock.ts'
import { setExtraTags } from './extra-tags.ts'
import type { Notice } from '../errors/notice.ts'
import { advise as readAdviceOn, compare, render } from './preview.ts'
import { observe } from './observe.ts'
import { once } from '../async/once.ts'
import type { Ports } from './ports.ts'
import { Progress, type Outputs } from './facts.ts'
import type { Story } from './story.ts'
import type { RunContext } from '../context/context.ts'
import {
  type Bump,
  requireDigests,
  unbuiltNotices,
  decideImages,
  isSuperseded,
  createPlanner
} from '../plan/index.ts'
import { type Landing, publish, type Tip } from '../gitops/index.ts'
import { createResolver } from '../registry/index.ts'
import type { Tree } from '../git/index.ts'
import type { OwnImage, Inputs } from '../inputs/index.ts'

/** What a run achieved, and why it stopped where it did. */
export interface Report {
  readonly outputs: Outputs
  readonly notices: readonly Notice[]
  /** Whatever was thrown; undefined when the run succeeded. */
  readonly failure: unknown
}

/** For so long a run that is done otherwise waits for advice, in milliseconds. */
const adviceMs = 10_000

/** More than anybody reads. */
const shownNotices = 20

/**
 * Deploys: find out what is there, check that the bump is possible, build and push what is missing, land one commit.
 * Nothing is built or pushed before the GitOps repository has shown that the bump can be made on it.
 * A failure is part of the report, so that it does not hide what was done before it.
 */
export async function run(inputs: Inputs, context: RunContext, ports: Ports): Promise<Report> {
  const started = ports.clock.now()
  const resolver = createResolver({ ...ports, isPreview: inputs.publish === 'none' })
  const progress = new Progress(inputs, resolver.digests, () => ports.clock.now() - started)
  progress.note(inputs.notices)
  const advice: Promise<readonly Notice[]>[] = []
  const notices = async () =>
    limit([...resolver.notices(), ...progress.notices(), ...(await collect(advice, ports.clock))])
  try {
    const outputs = await deploy({ inputs, context, ports, progress, resolver }, (...work) => {
      advice.push(...work)
    })
    return { outputs, notices: await notices(), failure: undefined }
  } catch (failure) {
    return { outputs: progress.failed(), notices: await notices(), failure }
  }
}

function limit(notices: readonly Notice[]): readonly Notice[] {
  const unique = [...new Map(notices.map(each => [each.message, each])).values()]
  if (unique.length <= shownNotices) return unique
  const rest = unique.length - shownNotices + 1
  return [
    ...unique.slice(0, shownNotices - 1),
    { message: `${rest} more warnings like these.`, location: undefined }
  ]
}

/** Takes the advice that is there by now, or soon. What is still being read for it then is stopped with the run. */
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

async function deploy(
  story: Story,
  advise: (...notices: Promise<readonly Notice[]>[]) => void
): Promise<Outputs> {
  const { inputs, context, ports, progress } = story
  const start = await ports.log.group('Read the GitOps repository and the registry', () =>
    observe(inputs, context, ports)
  )
  const { images, problems } = decideImages(inputs, context, start.images, ports.log)
  const planOn = createPlanner(story, start)
  const bump = await planOn(images, start.tip)
  progress.checked(bump)
  progress.provided(images.map(({ known }) => known))
  const readAdvice = once(() => {
    advise(readAdviceOn(start.tip, bump, ports.kustomizations))
  })
  if (inputs.publish === 'none') {
    readAdvice()
    const notices = problems.map(message => ({ message, location: undefined }))
    advise(Promise.resolve([...notices, ...unbuiltNotices(bump, inputs)]))
    return await preview(story, start.tip, bump)
  }
  if (isSuperseded(bump)) return progress.ended('superseded', bump, { branch: start.tip.branch })
  const wanted = images.map(each => withoutUse(each, bump, inputs))
  const isToBuild = (image: OwnImage) => wanted.some(each => each.image === image && each.isToBuild)
  requireDigests(bump, inputs, isToBuild)
  const isBuild = wanted.some(each => each.isToBuild)
  // Beside a build it costs nothing; without one it waits until the push has begun.
  if (isBuild || inputs.publish === 'workspace') readAdvice()
  const provided = isBuild ? await buildImages(story, start, { images: wanted, bump }) : wanted
  const plan = async (tree: Tree) => {
    const final = !isBuild && tree === start.tip ? bump : await planOn(provided, tree)
    // The branch may have moved to entries that pin a digest.
    requireDigests(final, inputs, () => false)
    return final
  }
  const setTags = async (made: Bump) => {
    progress.note(await setExtraTags(provided, made, inputs, ports))
  }
  if (inputs.publish === 'workspace') {
    const made = await plan(start.tip)
    const outputs = await write(story, start.tip, made)
    await setTags(made)
    return outputs
  }
  const landing = await land(story, start.tip, { plan, built: isBuild, onPush: readAdvice })
  readAdvice()
  const outputs = progress.landed(landing)
  await setTags(landing.plan)
  return outputs
}

async function preview({ ports, progress }: Story, tip: Tip, bump: Bump): Promise<Outputs> {
  await ports.log.group('Preview', async () => {
    progress.compared(await compare(bump, ports.log))
    progress.rendered(await render(tip, bump, ports.kustomizations))
  })
  return progress.ended('previewed', bump, { branch: tip.branch })
}

async function write({ ports, progress }: Story, tip: Tip, bump: Bump): Promise<Outputs> {
  progress.compared(await compare(bump, ports.log))
  if (bump.files.length === 0)
    return progress.ended(isSuperseded(bump) ? 'superseded' : 'unchanged', bump, {})
  await ports.workspace.write(bump.files)
  return progress.ended('written', bump, { branch: tip.branch })
}

interface LandRequest {
  readonly plan: (tree: Tree) => Promise<Bump>
  /** An image was built meanwhile. */
  readonly built: boolean
  readonly onPush: () => void
}

async function land(
  { inputs, ports, progress }: Story,
  tip: Tip,
  { plan, built, onPush }: LandRequest
): Promise<Landing<Bump>> {
  const landing = await ports.log.group(`Land on ${tip.branch} of ${inputs.remote.name}`, () =>
    publish({
      ...ports,
      repository: ports.gitops,
      // A build takes a while; the branch has probably moved on.
      tip: built ? undefined : tip,
      plan,
      timeoutMs: inputs.publishTimeoutMs,
      onPush,
      onAttempt: attempt => {
        progress.attempted(attempt)
      }
    })
  )
  progress.compared(await compare(landing.plan, ports.log))
  return landing
}
