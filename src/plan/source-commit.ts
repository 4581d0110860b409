import type { RunContext } from '../context/context.ts'
import { ActionError } from '../errors/errors.ts'
import { type ImageInput, type Inputs, isBuildable } from '../inputs/index.ts'
import { deployedName, type WantedEntry } from '../kustomization/index.ts'
import { commitsIn, type Source, type Unknown } from '../source/index.ts'
import { type Digests, formatReference } from '../registry/index.ts'
import { builtFrom, type ImageState } from './images.ts'

export interface SourceCommitOptions {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly source: Pick<Source, 'order' | 'commitOf'>
  /** The digests of tags that are known so far. */
  readonly digests: Digests
}

type ImageTag = NonNullable<ImageInput['tag']>

/** What is known of the source commit of an image that an entry is to get. */
export type Incoming =
  | {
      readonly kind: 'commit'
      readonly commit: string
      /** Its tag or its label says so; else it is only what the run would build. */
      readonly isNamed: boolean
      /** Why it may be another one: a tag is only believed to stand beside the digest of its own image. */
      readonly doubt: Unknown | undefined
    }
  /** It is made from this source, or may be; but which commit could not be found out. */
  | { readonly kind: 'unknown'; readonly isOurs: boolean; readonly why: Unknown }

/**
 * Finds the source commit of what an entry would deploy: the commit that this run builds, one that the tag spells out, the
 * one in the label of the image, or the commit of the run where its tag was made for that.
 */
export async function incomingOf(
  entry: WantedEntry,
  images: readonly ImageState[],
  options: SourceCommitOptions
): Promise<Incoming> {
  const { inputs, context, source } = options
  const image = inputs.images.find(({ id }) => id === entry.id)
  if (image === undefined) throw new Error(`nobody wants ${entry.id}`)
  const built = builtFrom(images.find(({ input }) => input === image))
  if (built !== undefined) return commitOf(built)
  // A digest that somebody wrote is what runs, whatever the tag beside it says.
  if (image.tag !== undefined && image.digest === undefined && isOfRun(image.tag, context)) {
    if (!isBuildable(image) && image.tag.isShortened) await refuseOther(entry, image.tag, options)
    return commitOf(context.sourceCommit)
  }
  const { newTag: tag, digest } = entry.after
  const found = await source.commitOf({ name: deployedName(entry), tag, digest })
  if (found.kind === 'commit') return { ...found, isNamed: true }
  return assume(image, found, context)
}

/** What to make of an image that names no commit of ours. */
function assume(image: ImageInput, why: Unknown, context: RunContext): Incoming {
  const { tag, digest } = image
  const isMadeForRun =
    tag !== undefined && (!tag.isLiteral || tag.namesCommit || isRelease(tag.text, context))
  if (isMadeForRun && digest === undefined) return commitOf(context.sourceCommit, tag.namesCommit)
  return { kind: 'unknown', isOurs: isBuildable(image) || isOfOurs(why), why }
}

/** Whether an image is one of ours, although its commit is not known: it says so, or several of our commits begin like its tag. */
export function isOfOurs({ isOurs, cause }: Unknown): boolean {
  return isOurs === true || cause === 'ambiguous'
}

/**
 * Two commits may begin alike; the label of the image says which one it is made from. For images that the run builds, that is
 * looked at before anything is planned.
 * @throws {ActionError} SOURCE_MISMATCH
 */
async function refuseOther(
  entry: WantedEntry,
  { text }: ImageTag,
  { source, context, digests }: SourceCommitOptions
): Promise<void> {
  const name = deployedName(entry)
  const { newTag = '' } = entry.after
  const digest = digests.get(formatReference({ name, tag: newTag }))
  if (digest === undefined) return
  const found = await source.commitOf({ name, digest })
  const commit = found.kind === 'commit' ? found.commit : undefined
  const isOther = commit !== undefined && commit !== context.sourceCommit && commit !== context.triggerCommit
  if (!isOther || !commitsIn(text).some(beginning => commit.startsWith(beginning))) return
  throw new ActionError(
    'SOURCE_MISMATCH',
    `${formatReference({ name, tag: newTag })} was built from ${commit}, but the commit of this run, which begins alike, is ` +
      `${context.sourceCommit}. Nothing was deployed; make the tag of the whole commit: {sha}.`,
    { location: entry.location }
  )
}

/** The tag was made of the commit of the run, or of its merge commit, which nobody wrote. */
function isOfRun({ text, namesCommit }: ImageTag, { sourceCommit, triggerCommit }: RunContext): boolean {
  return namesCommit || (triggerCommit !== sourceCommit && text.includes(triggerCommit))
}

function commitOf(commit: string, isNamed = true) {
  return { kind: 'commit', commit, isNamed, doubt: undefined } as const
}

/** Whether it is clear already that the commits of an image will have to be compared. */
export function needsOrder({ images, allowOlder }: Inputs, context: RunContext): boolean {
  if (allowOlder) return false
  return images.some(image => {
    const { tag } = image
    if (tag === undefined) return false
    return tag.namesCommit || !tag.isLiteral || namesOurs(tag.text, context)
  })
}

/** Whether a tag that somebody wrote has the commit of the run in it, whole or shortened. */
export function namesOurs(
  tag: string,
  { sourceCommit, triggerCommit }: Pick<RunContext, 'sourceCommit' | 'triggerCommit'>
): boolean {
  return commitsIn(tag).some(name => sourceCommit.startsWith(name) || triggerCommit.startsWith(name))
}

/** The version of a release is its tag, with or without the `v`. */
function isRelease(tag: string, { isTag, refName }: RunContext): boolean {
  return isTag && (tag === refName || `v${tag}` === refName)
}
