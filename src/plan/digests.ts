import { ActionError } from '../errors/errors.ts'
import { type Notice, noticeAt } from '../errors/notice.ts'
import { type BuildableImage, type ImageInput, type Inputs, isBuildable } from '../inputs/index.ts'
import { deployedName, type EntryEdit, type WantedEntry } from '../kustomization/index.ts'
import type { ImageReference } from '../registry/index.ts'
import type { ImageState } from './images.ts'
import { entriesOf, type Plan } from './plan.ts'

type ById = (id: string) => ImageInput | undefined

/**
 * Lists the images that the registries have to be asked for: prebuilt ones, and those whose digest is needed in another
 * repository than the one they are built for.
 */
export function referencesOf(
  wanted: readonly WantedEntry[],
  inputs: Pick<Inputs, 'pin'>,
  imageOf: ById
): readonly ImageReference[] {
  return wanted.flatMap((entry): readonly ImageReference[] => {
    const image = imageOf(entry.id)
    const name = deployedName(entry)
    if (image === undefined) return []
    if (isBuildable(image)) {
      const isAsked = !deploysItself(entry, image) && needsDigest(entry, image, inputs)
      return isAsked ? [{ name, tag: image.tag.text }] : []
    }
    if (image.digest !== undefined) return [{ name, digest: image.digest }]
    // A tag that is kept is looked for too: a new name must have it.
    if (image.tag === undefined && entry.after.digest !== undefined)
      return [{ name, digest: entry.after.digest }]
    const tag = image.tag?.text ?? entry.after.newTag
    return tag === undefined ? [] : [{ name, tag }]
  })
}

/** Lists the tags whose digests would be written into entries that do not have them; a digest that somebody wrote is theirs. */
export function pinnedBy(wanted: readonly WantedEntry[], imageOf: ById): readonly ImageReference[] {
  return wanted.flatMap((entry): readonly ImageReference[] => {
    const { tag, digest } = imageOf(entry.id) ?? {}
    const isNew = entry.after.digest !== undefined && entry.after.digest !== entry.before.digest
    if (!isNew || tag === undefined || digest !== undefined) return []
    return [{ name: deployedName(entry), tag: tag.text }]
  })
}

/**
 * A pin that the user wants must not fall away in silence because a registry did not answer. An image that is still to be
 * built has no digest yet; the build will give it.
 * @throws {ActionError} DIGEST_UNKNOWN
 */
export function requireDigests(plan: Plan, inputs: Inputs, images: readonly ImageState[]): void {
  const imageOf = byId(inputs)
  const unpinned = entriesOf(plan).find(entry => {
    const image = imageOf(entry.id)
    if (image === undefined || entry.after.digest !== undefined || !needsDigest(entry, image, inputs))
      return false
    const state = images.find(({ input }) => input === image)
    return !(isBuildable(image) && state?.choice === 'build' && deploysItself(entry, image))
  })
  if (unpinned === undefined) return
  const { path, name, line, before } = unpinned
  const [reason, wayOut] =
    before.digest === undefined
      ? [`\`pin\` requires a digest for the entry ${name}`, 'set `pin: tag`']
      : [`the entry ${name} is pinned by a digest`, 'remove `digest:` from the entry']
  throw new ActionError(
    'DIGEST_UNKNOWN',
    `${path}: ${reason}, but newtag could not get the digest of the new tag from ` +
      `${deployedName(unpinned)}. Log in to the registry before this step, or ${wayOut}.`,
    { location: { path, line } }
  )
}

/** Says where an entry that an image of this run is meant for deploys another repository. */
export function mirrorNotices(plan: Pick<Plan, 'files'>, inputs: Inputs): readonly Notice[] {
  const imageOf = byId(inputs)
  return entriesOf(plan).flatMap(entry => {
    const image = imageOf(entry.id)
    if (image === undefined || !isBuildable(image) || deploysItself(entry, image)) return []
    return atEntry(
      entry,
      `the entry ${entry.name} deploys ${deployedName(entry)}, and \`image\` is ${image.repository.name}. If that is no mirror of it, correct \`image-name\`, or the entry's newName.`
    )
  })
}

/** Says what a preview cannot show: the digest of an image that is not built. */
export function unbuiltNotices(plan: Plan, inputs: Inputs): readonly Notice[] {
  const imageOf = byId(inputs)
  const unknown = entriesOf(plan).find(entry => {
    const image = imageOf(entry.id)
    return image !== undefined && needsDigest(entry, image, inputs) && entry.after.digest === undefined
  })
  if (unknown === undefined) return []
  return atEntry(
    unknown,
    `the digest of ${deployedName(unknown)} is not known yet: a deploy writes it where this preview shows the tag alone.`
  )
}

function atEntry({ path, line }: EntryEdit, sentence: string): readonly Notice[] {
  return [noticeAt({ path, line }, sentence)]
}

/** Finds an image of the inputs by the id that entries carry. */
export function byId({ images }: Pick<Inputs, 'images'>): ById {
  const known = new Map(images.map(image => [image.id, image]))
  return id => known.get(id)
}

/** The entry deploys the repository that the image is built for, not a mirror of it. */
function deploysItself(entry: WantedEntry, image: BuildableImage): boolean {
  return deployedName(entry) === image.repository.name
}

/** Whether the entry has a digest, or is to get one, for a tag that is set. */
function needsDigest({ before }: WantedEntry, image: ImageInput, { pin }: Pick<Inputs, 'pin'>): boolean {
  return image.tag !== undefined && (pin !== 'tag' || before.digest !== undefined)
}
