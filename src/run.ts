import { type Bump, planBump, type Tree } from './bump.ts'
import type { Clock } from './clock.ts'
import type { WorkflowContext } from './context.ts'
import { isMain, referencesOf, requireDigests, unbuiltNotices } from './bump-images.ts'
import { type Landing, publish } from './gitops/publish.ts'
import type { Tip } from './gitops/repository.ts'
import { buildImage, type ImageRequest, type ProvidedImage, referenceOf } from './image/provide.ts'
import { createImageBook, type ImageBook } from './image-book.ts'
import { isMainChange } from './image-changes.ts'
import type { Inputs } from './inputs.ts'
import { isSuperseded, keepOrder, type LeaveOut } from './keep-order.ts'
import type { Notice } from './notice.ts'
import { type Observation, observe } from './observe.ts'
import { once } from './once.ts'
import type { Outputs } from './outputs.ts'
import type { Ports } from './ports.ts'
import { Progress } from './progress.ts'
import { bumpRequest, decideMainImage } from './requests.ts'

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

/** What the steps of a run share. */
interface Story {
  readonly inputs: Inputs
  readonly context: WorkflowContext
  readonly ports: Ports
  readonly progress: Progress
  readonly book: ImageBook
}

/**
 * Deploys: find out what is there, check that the bump is possible, build and push what is missing, land one commit.
 * Nothing is built or pushed before the GitOps repository has shown that the bump can be made on it.
 * A failure is part of the report, so that it does not hide what was done before it.
 */
export async function run(inputs: Inputs, context: WorkflowContext, ports: Ports): Promise<Report> {
  const started = ports.clock.now()
  const book = createImageBook({ ...ports, isPreview: inputs.publish === 'none' })
  const progress = new Progress(inputs, book, () => ports.clock.now() - started)
  const advice: Promise<readonly Notice[]>[] = []
  const notices = async () =>
    limit([...book.notices(), ...progress.notices(), ...(await collect(advice, ports.clock))])
  try {
    const outputs = await deploy({ inputs, context, ports, progress, book }, (...work) => {
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
  const main = decideMainImage(inputs, context, start, ports.log)
  const planOn = createPlanner(story, start)
  const bump = await planOn(main.known, start.tip, { willBuild: main.toBuild !== undefined })
  progress.checked(bump)
  progress.provided(main.known)
  const readAdvice = once(() => {
    advise(ports.advise(start.tip, bump))
  })
  if (inputs.publish === 'none') {
    readAdvice()
    const problem = main.problem === undefined ? [] : [{ message: main.problem, location: undefined }]
    advise(Promise.resolve([...problem, ...unbuiltNotices(bump, inputs)]))
    return await preview(story, start.tip, bump)
  }
  if (isSuperseded(bump)) return progress.ended('superseded', bump, { branch: start.tip.branch })
  // An image that nothing deploys, because a newer one runs, is not built.
  const toBuild = bump.edits.some(each => isMain(each, inputs)) ? main.toBuild : undefined
  // What was not built cannot be deployed later either, should the branch go back meanwhile.
  const isMainLeft = main.toBuild !== undefined && toBuild === undefined
  requireDigests(bump, inputs, toBuild !== undefined)
  if (toBuild !== undefined) await checkWrite(story, start.tip, bump)
  // Beside a build it costs nothing; without one it waits until the push has begun.
  if (toBuild !== undefined || inputs.publish === 'workspace') readAdvice()

  const image = toBuild === undefined ? main.known : await build(toBuild, ports)
  progress.provided(image)
  const plan = async (tree: Tree) => {
    const final =
      toBuild === undefined && tree === start.tip ? bump : await planOn(image, tree, { isMainLeft })
    // The branch may have moved to entries that pin a digest.
    requireDigests(final, inputs, false)
    return final
  }
  if (inputs.publish === 'workspace') return await write(story, start.tip, await plan(start.tip))
  const landing = await land(story, start.tip, { plan, built: toBuild !== undefined, onPush: readAdvice })
  readAdvice()
  return progress.landed(landing)
}

interface Main {
  /** The main image is not there yet, and will be built. */
  readonly willBuild?: boolean
  /** The main image is no part of the bump. */
  readonly isMainLeft?: boolean
}

/** Makes what plans the bump on a tree, with what is known of the main image. */
function createPlanner({ inputs, context, ports, book }: Story, start: Observation) {
  // After a race the files are the same, or small enough to come with the tip.
  let isFirst = inputs.publish !== 'workspace'
  const alongside = async (tree: Tree, paths: readonly string[]) => {
    const likely = isFirst ? ports.foresee(tree, paths) : []
    isFirst = false
    return await likely
  }
  return async (known: ProvidedImage, tree: Tree, { willBuild, isMainLeft }: Main = {}): Promise<Bump> => {
    if (inputs.image) book.note(inputs.image.repository.name, inputs.image.tag, known.digest)
    const request = {
      ...bumpRequest(inputs, context, start.commit, { main: known, book }),
      alongside
    }
    const plan = (leaveOut: LeaveOut = () => false) => {
      const isOut: LeaveOut = (path, change) =>
        (isMainLeft === true && isMainChange(inputs, change)) || leaveOut(path, change)
      return planBump(tree, { ...request, leaveOut: isOut }, ports.editFile)
    }
    const draft = await plan()
    // The draft tells what the lines deploy; with what the registries say of that, it may have to be made again.
    const informed = (await book.lookUp(referencesOf(draft, inputs))) ? await plan() : draft
    const built = known.built || willBuild === true
    return await keepOrder(informed, plan, { inputs, context, built, guard: ports.order })
  }
}

/** An image that cannot be deployed is not pushed. */
async function checkWrite({ inputs, ports }: Story, tip: Tip, bump: Bump): Promise<void> {
  if (inputs.publish === 'workspace') await ports.workspace.check(bump.files)
  else await ports.gitops.checkPush(tip)
}

async function preview({ ports, progress }: Story, tip: Tip, bump: Bump): Promise<Outputs> {
  await ports.log.group('Preview', async () => {
    progress.compared(await ports.compare(bump))
    progress.rendered(await ports.render(tip, bump))
  })
  return progress.ended('previewed', bump, { branch: tip.branch })
}

async function build(request: ImageRequest, ports: Ports) {
  const image = await ports.log.group(`Build and push ${referenceOf(request)}`, () =>
    buildImage(request, ports)
  )
  ports.log.info(`Pushed ${referenceOf(request)}@${image.digest ?? ''}`)
  return image
}

async function write({ ports, progress }: Story, tip: Tip, bump: Bump): Promise<Outputs> {
  progress.compared(await ports.compare(bump))
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
  progress.compared(await ports.compare(landing.plan))
  return landing
}
