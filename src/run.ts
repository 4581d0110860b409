import { type Bump, planBump, type Tree } from './bump.ts'
import type { Clock } from './clock.ts'
import type { WorkflowContext } from './context.ts'
import type { ProvidedImages } from './deployed-images.ts'
import { publish } from './gitops/publish.ts'
import type { Tip } from './gitops/repository.ts'
import { buildImage, type ImageRequest, type ProvidedImage, referenceOf } from './image/provide.ts'
import type { Inputs } from './inputs.ts'
import { findLineDigests } from './line-digests.ts'
import type { Notice } from './notice.ts'
import { observe } from './observe.ts'
import type { Outputs } from './outputs.ts'
import type { Ports } from './ports.ts'
import { Progress } from './progress.ts'
import { bumpRequest, decideMainImage, imageChanges, requireDigests } from './requests.ts'

/** What a run achieved, and why it stopped where it did. */
export interface Report {
  readonly outputs: Outputs
  readonly notices: readonly Notice[]
  /** Whatever was thrown; undefined when the run succeeded. */
  readonly failure: unknown
}

/** For so long a run that is done otherwise waits for advice, in milliseconds. */
const adviceMs = 10_000

/** What the steps of a run share. */
interface Story {
  readonly inputs: Inputs
  readonly context: WorkflowContext
  readonly ports: Ports
  readonly progress: Progress
}

/**
 * Deploys: find out what is there, check that the bump is possible, build and push what is missing, land one commit.
 * Nothing is built or pushed before the GitOps repository has shown that the bump can be made on it.
 * A failure is part of the report, so that it does not hide what was done before it.
 */
export async function run(inputs: Inputs, context: WorkflowContext, ports: Ports): Promise<Report> {
  const started = ports.clock.now()
  const progress = new Progress(inputs, () => ports.clock.now() - started)
  const advice: Promise<readonly Notice[]>[] = []
  try {
    const outputs = await deploy({ inputs, context, ports, progress }, (tip, bump) => {
      // It reads on while the image is built and the commit lands.
      advice.push(Promise.resolve(bump.notices), ports.advise(tip, bump))
    })
    return { outputs, notices: await collect(advice, ports.clock), failure: undefined }
  } catch (failure) {
    return { outputs: progress.failed(), notices: await collect(advice, ports.clock), failure }
  }
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

async function deploy(story: Story, onChecked: (tip: Tip, bump: Bump) => void): Promise<Outputs> {
  const { inputs, context, ports, progress } = story
  const { log } = ports
  const start = await log.group('Read the GitOps repository and the registry', () => observe(inputs, ports))
  const planOn = (provided: ProvidedImages) => (tree: Tree) =>
    planBump(tree, bumpRequest(inputs, context, start.commit, provided), ports.editFile)

  const main = decideMainImage(inputs, context, start, log)
  const { known, bump } = await check(story, main.known, provided => planOn(provided)(start.tip))
  progress.checked(bump)
  progress.provided(known)
  onChecked(start.tip, bump)
  if (inputs.publish === 'none') return await preview(story, start.tip, bump)
  requireDigests(bump, imageChanges(inputs, known), main.toBuild === undefined ? undefined : 0)
  if (main.toBuild !== undefined && inputs.publish === 'push') await ports.gitops.checkPush(start.tip)

  const provided = main.toBuild === undefined ? known : { ...known, main: await build(main.toBuild, ports) }
  progress.provided(provided)
  const plan = async (tree: Tree) => {
    const final = await planOn(provided)(tree)
    // The branch may have moved to entries that pin a digest.
    requireDigests(final, imageChanges(inputs, provided))
    return final
  }
  return inputs.publish === 'workspace'
    ? await write(story, start.tip, await plan(start.tip))
    : await land(story, start.tip, plan, main.toBuild !== undefined)
}

/** Makes the bump in memory, which tells what the lines deploy, and asks the registries for that. */
async function check(
  { inputs, ports }: Story,
  main: ProvidedImage,
  plan: (provided: ProvidedImages) => Promise<Bump>
): Promise<{ readonly known: ProvidedImages; readonly bump: Bump }> {
  const draft = { main, lineDigests: [] }
  const bump = await plan(draft)
  if (inputs.lines.length === 0) return { known: draft, bump }
  const lineDigests = await ports.log.group('Look for the images of other builds', () =>
    findLineDigests({
      lines: inputs.lines,
      firstChange: inputs.image === undefined ? 0 : 1,
      bump,
      isPreview: inputs.publish === 'none',
      registry: ports.registry,
      log: ports.log
    })
  )
  const known = { main, lineDigests }
  return { known, bump: await plan(known) }
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
  if (bump.files.length === 0) return progress.ended('unchanged', bump, {})
  await ports.workspace.write(bump.files)
  return progress.ended('written', bump, { branch: tip.branch })
}

async function land(
  { inputs, ports, progress }: Story,
  tip: Tip,
  plan: (tree: Tree) => Promise<Bump>,
  built: boolean
): Promise<Outputs> {
  const landing = await ports.log.group(`Land on ${tip.branch} of ${inputs.remote.name}`, () =>
    publish({
      ...ports,
      repository: ports.gitops,
      // A build takes a while; the branch has probably moved on.
      tip: built ? undefined : tip,
      plan,
      timeoutMs: inputs.publishTimeoutMs,
      onAttempt: attempt => {
        progress.attempted(attempt)
      }
    })
  )
  progress.compared(await ports.compare(landing.plan))
  return progress.landed(landing)
}
