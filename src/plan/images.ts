import type { BuildFacts, BuildSource } from '../builder/index.ts'
import { type BuildableImage, type Inputs, isBuildable, type PrebuiltImage } from '../inputs/index.ts'
import { deployedName, type EntryEdit, runningName } from '../kustomization/index.ts'
import { oneLine } from '../log/log.ts'
import { type Digests, formatReference, type TagLookup } from '../registry/index.ts'
import type { CheckedOut } from '../source/index.ts'
import { entriesOf, type KeptEntry, type Plan, unchangedEntries } from './plan.ts'

/** What is there of a buildable image, before anything is done. */
export interface ObservedImage {
  readonly input: BuildableImage
  /** What its registry said; undefined when it was not asked. */
  readonly found: TagLookup | undefined
  readonly source: BuildSource
  /** What is checked out where it would be built; undefined when nothing is, or when that was not asked. */
  readonly checkedOut: CheckedOut | undefined
  /** Another commit that the image there says it was made from, where the tag does not say. */
  readonly madeFrom: string | undefined
}

/** What is known of a buildable image so far. */
export interface ImageState extends ObservedImage {
  /** Use what is in the registry, build it, or skip it, because nothing would deploy it. */
  readonly choice: 'use' | 'build' | 'skip'
  /** The source commit that this run would build it from. It says nothing about an image that is used: see builtFrom(). */
  readonly commit: string
  readonly digest: string | undefined
  /** This run has built and pushed it. */
  readonly built: boolean
  readonly facts: BuildFacts | undefined
  /** The entries whose stay is why it is skipped. */
  readonly kept: readonly KeptEntry[]
}

/** The commit that this run has built an image from, or will; undefined where it builds none, or from another repository. */
export function builtFrom(image: ImageState | undefined): string | undefined {
  const isBuilt = image?.built === true || image?.choice === 'build'
  return isBuilt && otherSource(image) === undefined ? image.commit : undefined
}

/** The checkout of another repository that an image is built from. */
export function otherSource({ checkedOut, commit }: Pick<ImageState, 'checkedOut' | 'commit'>) {
  return checkedOut?.kind === 'another' && checkedOut.commit === commit ? checkedOut : undefined
}

/**
 * Skips images that would be built and that nothing deploys, because what runs stays. A skipped image stays skipped when
 * the plan is made again, even if the branch was reset to an older version meanwhile.
 */
export function skipUnused(images: readonly ImageState[], plan: Plan): readonly ImageState[] {
  const used = new Set(entriesOf(plan).map(({ id }) => id))
  return images.map(image => {
    const { id } = image.input
    if (image.choice !== 'build' || used.has(id)) return image
    return { ...image, choice: 'skip', kept: plan.kept.filter(entry => entry.id === id) }
  })
}

/** An image of a run, as the output `images` and the summary tell it. */
export interface ReportedImage {
  readonly image: string
  /** Empty when a digest alone names the image. */
  readonly tag: string
  /** Empty when it is not known. */
  readonly digest: string
  /** This run built and pushed it. */
  readonly built: boolean
  /** The registry said that it holds it. */
  readonly held: boolean
  /** An entry has it, or will. False for an image that was built but lost to something newer. */
  readonly inEntry: boolean
  /** An entry did not have it before. */
  readonly changed: boolean
  readonly facts?: BuildFacts | undefined
}

/** Lists the images of a run in the order of the inputs; prebuilt ones as the first file has them. */
export function reportedImages(
  inputs: Inputs,
  plan: Pick<Plan, 'files' | 'kept'>,
  images: readonly ImageState[],
  digests: Digests
): readonly ReportedImage[] {
  const entries = entriesOf(plan)
  return inputs.images.flatMap(image => {
    const own = entries.filter(({ id }) => id === image.id)
    if (!isBuildable(image)) return prebuilt(image, own, digests, entries.length > 0)
    const kept = own.length > 0 ? undefined : unchangedEntries(plan).find(({ id }) => id === image.id)
    if (kept !== undefined) return [keptImage(kept)]
    const state = images.find(({ input }) => input === image)
    // If the plan changes other images, one that it does not touch is left out.
    const isElsewhere = state?.built !== true && own.length === 0 && isChange(entries)
    return isElsewhere ? [] : [buildable(image, own, state)]
  })
}

function buildable(
  { repository, tag }: BuildableImage,
  entries: readonly EntryEdit[],
  state: ImageState | undefined
): ReportedImage {
  const { digest, built = false, facts } = state ?? {}
  return {
    ...{ image: repository.name, tag: tag.text, digest: digest ?? '', built, facts },
    held: digest !== undefined,
    inEntry: entries.length > 0,
    changed: isChange(entries)
  }
}

function prebuilt(
  image: PrebuiltImage,
  entries: readonly EntryEdit[],
  digests: Digests,
  isAnythingSet: boolean
): readonly ReportedImage[] {
  // What the first file has that changes.
  const entry = entries.find(each => isChange([each])) ?? entries[0]
  if (entry === undefined) {
    // A line that means the same entry as one before it is told with that one.
    if (isAnythingSet) return []
    const name = image.newName ?? image.image ?? image.entryName ?? ''
    return [{ ...inNoEntry, image: name, tag: image.tag?.text ?? '', digest: image.digest ?? '' }]
  }
  const name = deployedName(entry)
  const { newTag, digest } = entry.after
  const known = newTag === undefined ? undefined : digests.get(formatReference({ name, tag: newTag }))
  const references = [{ tag: newTag }, { digest }, { tag: image.tag?.text }]
  const held = references.some(
    version => Object.values(version)[0] !== undefined && digests.has(formatReference({ name, ...version }))
  )
  return [
    {
      ...{ image: oneLine(name), tag: oneLine(newTag ?? ''), digest: oneLine(digest ?? known ?? '') },
      ...{ built: false, held, inEntry: true, changed: isChange(entries) }
    }
  ]
}

const inNoEntry = { built: false, held: false, inEntry: false, changed: false }

function isChange(entries: readonly EntryEdit[]): boolean {
  return entries.some(({ fields }) => fields.length > 0)
}

/** An image that stays what it is. */
function keptImage(entry: KeptEntry): ReportedImage {
  const { newTag = '', digest = '' } = entry.before
  const names = { image: oneLine(runningName(entry)), tag: oneLine(newTag), digest: oneLine(digest) }
  return { ...inNoEntry, ...names, inEntry: true }
}

/** `name:tag@digest`, without what is not known. */
export function imageReference({
  image,
  tag,
  digest
}: Pick<ReportedImage, 'image' | 'tag' | 'digest'>): string {
  return formatReference({ name: image, tag, digest })
}
