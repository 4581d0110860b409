import type { Tip } from './gitops/repository.ts'
import type { BuildSource } from './image/build-source.ts'
import { referenceOf } from './image/build/builder.ts'
import type { TagLookup } from './image/registry/registry.ts'
import type { OwnImage } from './inputs/image-inputs.ts'
import type { WorkflowContext } from './context.ts'
import type { Inputs } from './inputs/inputs.ts'
import { needsOrder } from './made-from.ts'
import type { Ports } from './ports.ts'
import type { SourceCommit } from './source-commit.ts'
import { together } from './together.ts'

/** One image of this run, before anything is done. */
export interface ObservedImage {
  readonly image: OwnImage
  /** Undefined when the registry was not asked. */
  readonly found: TagLookup | undefined
  readonly source: BuildSource
  /** The commit that the image there says it was made from, asked for where the tag does not say. */
  readonly madeFrom: string | undefined
}

/** What is there before anything is done. */
export interface Observation {
  /** The tip of the GitOps branch, or the checkout. */
  readonly tip: Tip
  /** In the order of the inputs' images. */
  readonly images: readonly ObservedImage[]
  readonly commit: SourceCommit
}

/** Asks everybody at once; the slowest answer is the wait. */
export async function observe(inputs: Inputs, context: WorkflowContext, ports: Ports): Promise<Observation> {
  const { log } = ports
  // Its answer is waited for when it is needed.
  if (needsOrder(inputs, context)) ports.order.prepare(context.sourceCommit).catch(() => undefined)
  const [tip, images, commit] = await together([
    inputs.publish === 'workspace' ? ports.workspace.tip() : ports.gitops.fetchTip(),
    together(inputs.images.map(image => observeImage(image, inputs, ports))),
    ports.readSourceCommit()
  ])
  if (tip.commit !== '') log.info(`${inputs.remote.name}: ${tip.branch} is at ${tip.commit}`)
  for (const { image, found } of images)
    if (found !== undefined) log.info(`${referenceOf(image)}: ${describe(found)}`)
  return { tip, images, commit }
}

async function observeImage(image: OwnImage, inputs: Inputs, ports: Ports): Promise<ObservedImage> {
  const { repository, tag, digest } = image
  // Where the digest alone is written, the tag need not be there.
  const reference = digest !== undefined && inputs.pin === 'digest' ? digest : tag
  const isAsked = inputs.building.mode !== 'always' || digest !== undefined
  let madeFrom: string | undefined
  const find = async () => {
    const found = isAsked ? await ports.registry.findTag(repository, reference) : undefined
    if (found?.kind === 'present' && isAmbiguous(image, inputs))
      madeFrom = (await ports.registry.findRevision(repository, found.digest))?.revision
    // While the branch is still being read; an image that is there needs no builder.
    if (found?.kind !== 'present' && mayBuild(image, inputs)) ports.builder.prepare()
    return found
  }
  const [found, source] = await together([find(), ports.findBuildSource(image.build)])
  return { image, found, source, madeFrom }
}

/** Two workflows count their runs apart, so that `{run-number}` of one may be there from the other. */
function isAmbiguous(image: OwnImage, inputs: Inputs): boolean {
  return mayBuild(image, inputs) && !image.tagIsLiteral && !image.tagNamesCommit && !image.tagMoves
}

function mayBuild({ digest }: OwnImage, { publish, building }: Inputs): boolean {
  return publish !== 'none' && building.mode !== 'never' && digest === undefined
}

function describe(found: TagLookup): string {
  switch (found.kind) {
    case 'present':
      return `in the registry, ${found.digest}`
    case 'absent':
      return 'not in the registry yet'
    case 'denied':
    case 'unavailable':
      return 'the registry gave no clear answer'
  }
}
