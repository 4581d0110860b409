import type { RunContext } from '../context/context.ts'
import { type BuildableImage, type Inputs, isBuildable, type PrebuiltImage } from '../inputs/index.ts'
import { deployedName, type WantedEntry } from '../kustomization/index.ts'
import { commitsIn, type Source } from '../source/index.ts'
import { builtFrom, type ImageState } from './images.ts'

export interface SourceCommitOptions {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly source: Pick<Source, 'order' | 'commitOf'>
}

/**
 * Finds the source commit of what an entry would deploy: the commit of this run, one that the tag spells out, or the one
 * in the label of the image. Undefined for images that are not known to be made from this source.
 */
export async function sourceCommitOf(
  entry: WantedEntry,
  images: readonly ImageState[],
  options: SourceCommitOptions
): Promise<string | undefined> {
  const image = options.inputs.images.find(({ id }) => id === entry.id)
  if (image === undefined) return undefined
  if (!isBuildable(image)) return await ofPrebuilt(entry, image, options)
  return builtFrom(images.find(({ input }) => input === image)) ?? (await ofBuildable(entry, image, options))
}

async function ofBuildable(
  entry: WantedEntry,
  { tag }: BuildableImage,
  options: SourceCommitOptions
): Promise<string | undefined> {
  const { context } = options
  if (tag.namesCommit) return context.sourceCommit
  // An image that was there under such a tag may be another commit's: two workflows count their runs apart.
  const other = namedBy(tag.text, context) ?? (await byLabel(entry, options))
  return other ?? (!tag.isLiteral || isRelease(tag.text, context) ? context.sourceCommit : undefined)
}

async function ofPrebuilt(
  entry: WantedEntry,
  { tag }: PrebuiltImage,
  options: SourceCommitOptions
): Promise<string | undefined> {
  const { context } = options
  if (tag?.namesCommit === true) return context.sourceCommit
  const named = tag === undefined ? undefined : namedBy(tag.text, context)
  if (named !== undefined) return named
  // Registries count such a question as a pull, and for a third party's image the answer would be useless.
  const mayBeOurs = commitsIn(entry.before.newTag ?? '').length > 0
  return mayBeOurs ? await byLabel(entry, options) : undefined
}

async function byLabel(entry: WantedEntry, { source }: SourceCommitOptions): Promise<string | undefined> {
  const { newTag: tag, digest } = entry.after
  return await source.commitOf({ name: deployedName(entry), tag, digest })
}

/** Whether it is clear already that the commits of an image will have to be compared. */
export function needsOrder({ images, allowOlder }: Inputs, context: RunContext): boolean {
  if (allowOlder) return false
  return images.some(image => {
    const { tag } = image
    if (tag?.namesCommit === true) return true
    const named = namedBy(tag?.text ?? '', context)
    return isBuildable(image) ? !image.tag.isLiteral || named !== undefined : named === context.sourceCommit
  })
}

/** A tag may be a commit: ours, whole or abbreviated; or another one, then by its whole name only. */
function namedBy(tag: string, { sourceCommit, triggerCommit }: RunContext): string | undefined {
  const names = commitsIn(tag)
  // On pull requests the commit that is checked out is a merge of ours that nobody wrote.
  const isOurs = names.some(name => sourceCommit.startsWith(name) || triggerCommit.startsWith(name))
  return isOurs ? sourceCommit : names.find(name => name.length === sourceCommit.length)
}

/** The version of a release is its tag, with or without the `v`. */
function isRelease(tag: string, { isTag, refName }: RunContext): boolean {
  return isTag && (tag === refName || `v${tag}` === refName)
}
