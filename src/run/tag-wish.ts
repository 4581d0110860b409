import { deployedName } from '../kustomization/index.ts'
import {
  entriesOf,
  type ImageState,
  incomingOf,
  type Plan,
  runningImage,
  unchangedEntries
} from '../plan/index.ts'
import type { ImageReference } from '../registry/index.ts'
import { newestOf, orWhy, type TaggedImage, taggedImage } from './move-tag.ts'
import type { Job } from './ports.ts'

/** The tags that an image is to have, because the branch deploys it. */
export interface Wish {
  readonly state: ImageState
  /** The image; a reason why it is not known. */
  readonly image: TaggedImage | string
  /** What its entries have. */
  readonly versions: readonly ImageReference[]
  readonly tags: readonly string[]
}

/** What is deployed of an image: what this run has set, else what stays because its sources have not changed. */
export async function wishOf(
  state: ImageState,
  images: readonly ImageState[],
  plan: Plan,
  { inputs, context, ports, resolver }: Job
): Promise<Wish> {
  const { id, repository, extraTags: tags, tag } = state.input
  const set = entriesOf(plan).filter(entry => entry.id === id)
  const kept = unchangedEntries(plan).filter(entry => entry.id === id)
  const versions = [
    ...set.map(entry => ({ name: deployedName(entry), tag: entry.after.newTag, digest: entry.after.digest })),
    ...kept.map(runningImage)
  ]
  const [entry] = set
  if (entry !== undefined) {
    const options = { inputs, context, source: ports.source, digests: resolver.digests }
    const incoming = await orWhy(incomingOf(entry, images, options))
    const isKnown = typeof incoming !== 'string' && incoming.kind === 'commit' && incoming.doubt === undefined
    const commit = isKnown ? incoming.commit : undefined
    return { state, versions, tags, image: { repository, from: state.digest ?? tag.text, commit } }
  }
  const newest = (await newestOf(versions, ports.source)) ?? { name: '' }
  return { state, versions, tags, image: await orWhy(taggedImage(newest, repository, ports)) }
}
