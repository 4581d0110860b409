import { formatReference, type Revision, type TagLookup } from '../registry/index.ts'
import type { Ports } from './ports.ts'
import type { RunContext } from '../context/context.ts'
import type { Tip } from '../gitops/index.ts'
import { type ObservedImage, needsOrder } from '../plan/index.ts'
import { sameRepository } from '../git/index.ts'
import type { SourceCommit } from '../source/index.ts'
import type { OwnImage, Inputs } from '../inputs/index.ts'
import { allOf } from '../async/limit.ts'

/** What is there before anything is done. */
export interface Observation {
  /** The tip of the GitOps branch, or the checkout. */
  readonly tip: Tip
  /** In the order of the inputs' images. */
  readonly images: readonly ObservedImage[]
  readonly commit: SourceCommit
}

interface ObserveRequest {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly ports: Ports
}

/** Asks everybody at once; the slowest answer is the wait. */
export async function observe(inputs: Inputs, context: RunContext, ports: Ports): Promise<Observation> {
  const { log } = ports
  // Its answer is waited for when it is needed.
  if (needsOrder(inputs, context)) ports.source.prepare(context.sourceCommit).catch(() => undefined)
  const [tip, images, commit] = await allOf([
    inputs.publish === 'workspace' ? readWorkspace(ports.workspace) : ports.gitops.fetchTip(),
    allOf(inputs.images.map(image => observeImage(image, { inputs, context, ports }))),
    ports.source.commit()
  ])
  if (tip.commit !== '') log.info(`${inputs.remote.name}: ${tip.branch} is at ${tip.commit}`)
  for (const { image, found } of images)
    if (found !== undefined)
      log.info(`${formatReference({ name: image.repository.name, tag: image.tag })}: ${describe(found)}`)
  return { tip, images, commit }
}

/** A checkout has no branch and no commit. */
async function readWorkspace(workspace: Ports['workspace']): Promise<Tip> {
  return { branch: '', commit: '', ...(await workspace.tree()) }
}

async function observeImage(
  image: OwnImage,
  { inputs, context, ports }: ObserveRequest
): Promise<ObservedImage> {
  const { repository, tag, digest } = image
  // Where the digest alone is written, the tag need not be there.
  const reference = digest !== undefined && inputs.pin === 'digest' ? digest : tag
  const isAsked = inputs.building.mode !== 'always' || digest !== undefined
  const look = async () => {
    const found = isAsked ? await ports.registry.findTag(repository, reference) : undefined
    if (!mayBuild(image, inputs)) return { found, checkout: undefined, madeFrom: undefined }
    const isThere = found?.kind === 'present' && !image.tagMoves && inputs.building.skipExisting !== 'false'
    if (isThere && !isAmbiguous(image)) return { found, checkout: undefined, madeFrom: undefined }
    // While the branch is still being read; an image that is there needs no builder.
    if (!isThere) ports.builder.prepare()
    const [checkout, said] = await allOf([
      ports.source.checkedOut(image.build.context),
      isThere ? ports.registry.findRevision(repository, found.digest) : undefined
    ])
    return { found, checkout, madeFrom: said === undefined ? undefined : foreign(said, checkout, context) }
  }
  const [looked, source] = await allOf([look(), ports.builder.findSource(image.build)])
  return { image, source, ...looked }
}

/** Two workflows count their runs apart, so that `{run-number}` of one may be there from the other. */
function isAmbiguous({ tagIsLiteral, tagNamesCommit, tagMoves, build }: OwnImage): boolean {
  // A revision that the workflow sets itself says what it likes.
  const isOwnLabel = build.labels.some(label => label.startsWith('org.opencontainers.image.revision='))
  return !tagIsLiteral && !tagNamesCommit && !tagMoves && !isOwnLabel
}

/** The commit that a label names, if it is another one of our repository; a base image has labels, too. */
function foreign(
  { revision, source }: Revision,
  checkout: string | undefined,
  { sourceCommit, triggerCommit, serverUrl, repository }: RunContext
): string | undefined {
  if (source !== undefined && sameRepository(source, `${serverUrl}/${repository}`) === false) return undefined
  return [sourceCommit, triggerCommit, checkout].includes(revision) ? undefined : revision
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
