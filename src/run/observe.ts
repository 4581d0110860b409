import { allOf } from '../async/limit.ts'
import { repositoryUrl, type RunContext } from '../context/context.ts'
import type { Base } from '../gitops/index.ts'
import { type BuildableImage, isBuildable } from '../inputs/index.ts'
import { needsOrder, type ObservedImage, versionAsked } from '../plan/index.ts'
import { formatReference, type Revision, type TagLookup } from '../registry/index.ts'
import { type CheckedOut, commitsIn, type SourceCommit } from '../source/index.ts'
import { sameRepository } from '../git/index.ts'
import type { Job } from './ports.ts'

/** What is there before anything is done. */
export interface Observation {
  readonly base: Base
  /** The buildable images, in the order of the inputs. */
  readonly images: readonly ObservedImage[]
  readonly commit: SourceCommit
}

/** Asks everybody at once; the slowest answer is the wait. */
export async function observe(job: Job): Promise<Observation> {
  return await job.ports.log.group('Read the GitOps repository and the registry', () => askAll(job))
}

async function askAll(job: Job): Promise<Observation> {
  const { inputs, context, ports } = job
  const { log, source, target } = ports
  // Its answer is waited for when it is needed.
  if (needsOrder(inputs, context)) source.prepare(context.sourceCommit).catch(() => undefined)
  const [base, images, commit] = await allOf([
    target.read(),
    allOf(inputs.images.filter(isBuildable).map(image => observeImage(image, job))),
    source.commit()
  ])
  if (base.kind === 'branch') log.info(`${inputs.remote.name}: ${base.tree.branch} is at ${base.tree.commit}`)
  for (const { input, found } of images) {
    const reference = formatReference({ name: input.repository.name, tag: input.tag.text })
    if (found !== undefined) log.info(`${reference}: ${describe(found)}`)
  }
  return { base, images, commit }
}

async function observeImage(input: BuildableImage, { inputs, context, ports }: Job): Promise<ObservedImage> {
  const { registry, builder, source, target } = ports
  const { repository, tag, digest } = input
  const { digest: version = tag.text } = versionAsked(input, inputs)
  const isAsked = inputs.building.mode !== 'always' || digest !== undefined
  const look = async () => {
    const found = isAsked ? await registry.findTag(repository, version) : undefined
    const unknown = { found, checkedOut: undefined, madeFrom: undefined }
    if (target.isPreview || digest !== undefined) return unknown
    const builds = inputs.building.mode !== 'never'
    const isThere =
      found?.kind === 'present' &&
      (!builds || (tag.moves === undefined && inputs.building.skipExisting !== 'false'))
    if (isThere ? !mayBeAnothers(input, builds) : !builds) return unknown
    // While the branch is still being read; an image that is there needs no builder.
    if (!isThere) builder.prepare()
    const [checkedOut, label] = await allOf([
      source.checkedOut(input.build.context),
      isThere ? registry.findRevision(repository, found.digest) : undefined
    ])
    const madeFrom = label?.ok === true ? otherCommit(label.value, input, checkedOut, context) : undefined
    return { found, checkedOut, madeFrom }
  }
  const [looked, buildSource] = await allOf([look(), builder.findSource(input.build)])
  return { input, source: buildSource, ...looked }
}

/**
 * Whether an image that is there under this tag may be made from another commit: two workflows count their runs apart, and
 * two commits may begin alike.
 */
function mayBeAnothers({ tag, build }: BuildableImage, builds: boolean): boolean {
  // A revision that the workflow sets itself says what it likes.
  const isOwnLabel = build.labels.some(label => label.startsWith('org.opencontainers.image.revision='))
  if (tag.isLiteral || isOwnLabel) return false
  return tag.isShortened || (builds && !tag.namesCommit && tag.moves === undefined)
}

/** The commit that a label names, if it is another one of our repository; a base image has labels, too. */
function otherCommit(
  { revision, source }: Revision,
  { tag }: BuildableImage,
  checkedOut: CheckedOut | undefined,
  context: RunContext
): string | undefined {
  const { sourceCommit, triggerCommit } = context
  if (revision === undefined) return undefined
  if (source !== undefined && sameRepository(source, repositoryUrl(context)) === false) return undefined
  if ([sourceCommit, triggerCommit, checkedOut?.commit].includes(revision)) return undefined
  // What a label says beside a tag that names our commit is another matter, unless the tag names both.
  const isMeant = !tag.isShortened || commitsIn(tag.text).some(name => revision.startsWith(name))
  return isMeant ? revision : undefined
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
