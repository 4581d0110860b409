// Gives one image of a repository another tag, if nothing newer has it.

import { ActionError } from '../errors/errors.ts'
import { oneLine } from '../log/log.ts'
import { formatReference, type ImageReference, type ImageRepository } from '../registry/index.ts'
import { isNewer, short } from '../source/index.ts'
import type { Ports } from './ports.ts'

/** An image that is deployed, and that tags are to name. */
export interface TaggedImage {
  readonly repository: ImageRepository
  /** Its digest, or the tag that it is found by where that is not known. */
  readonly from: string
  /** Its source commit; undefined when that is not known. */
  readonly commit: string | undefined
}

/** What has become of a tag: it was moved, or is left where it is, or a reason why it could not be moved. */
export type Moved =
  | { readonly kind: 'moved'; readonly digest: string }
  | { readonly kind: 'left' }
  | { readonly kind: 'failed'; readonly why: string }

export interface MoveOptions {
  /** It is moved, whatever it names: what is deployed was asked for. */
  readonly isForced: boolean
  /** It was not moved before. */
  readonly isFirst: boolean
  /** Goes on in the log after what the tag is now. */
  readonly because?: string
}

type MovePorts = Pick<Ports, 'registry' | 'source' | 'log'>

/**
 * Moves a tag to an image, unless it names one that is certainly made from a newer commit.
 * @throws {ActionError} CANCELLED, CREDENTIAL_HELPER_FAILED
 */
export async function moveTag(
  image: TaggedImage,
  tag: string,
  { isForced, isFirst, because = '' }: MoveOptions,
  { registry, source, log }: MovePorts
): Promise<Moved> {
  const { repository, from, commit } = image
  const { name } = repository
  const reference = formatReference({ name, tag })
  const found = await registry.findTag(repository, tag)
  if (found.kind === 'present' && found.digest === from) {
    if (isFirst) log.info(`${reference} is ${found.digest} already`)
    return { kind: 'left' }
  }
  if (found.kind === 'present' && commit !== undefined && !isForced) {
    const answer = await source.order(commit, { name, tag: undefined, digest: found.digest })
    if (isNewer(answer)) {
      const { commit: newer = '' } = answer
      log.info(
        `${reference} stays ${found.digest}: its commit ${short(newer)} is newer than ${short(commit)}`
      )
      return { kind: 'left' }
    }
  }
  const copy = await registry.copyTag(repository, from, tag)
  if (copy.kind === 'copied') {
    log.info(`${reference} is ${copy.digest} now${because}`)
    return { kind: 'moved', digest: copy.digest }
  }
  const why = copy.kind === 'absent' ? 'the image is not in the registry any more' : copy.detail
  return { kind: 'failed', why }
}

/**
 * Finds the image that an entry deploys, in the repository where the tags are.
 * @returns the image, or why it cannot have a tag there
 */
export async function taggedImage(
  running: ImageReference,
  repository: ImageRepository,
  { registry, source }: Pick<MovePorts, 'registry' | 'source'>
): Promise<TaggedImage | string> {
  const { name, tag = '', digest } = running
  const text = oneLine(formatReference(running))
  if (name !== repository.name) return `what is deployed is ${text}, in another repository`
  const found =
    digest === undefined ? await registry.findTag(repository, tag) : ({ kind: 'present', digest } as const)
  if (found.kind === 'absent') return `what is deployed, ${text}, is not in the registry`
  if (found.kind !== 'present')
    return `the digest of what is deployed, ${text}, is not known: ${found.detail}`
  const made = await source.commitOf({ ...running, digest: found.digest })
  const commit = made.kind === 'commit' ? made.commit : undefined
  return { repository, from: found.digest, commit }
}

/** The newest of several images, as far as that is known. */
export async function newestOf(
  [first, ...others]: readonly ImageReference[],
  source: Pick<Ports['source'], 'order' | 'commitOf'>
): Promise<ImageReference | undefined> {
  let best = first
  for (const other of others) {
    const made = best === undefined ? undefined : await source.commitOf(best)
    if (made?.kind === 'commit' && isNewer(await source.order(made.commit, other))) best = other
  }
  return best
}

/** What is deployed stays so, also when something fails or the run is cancelled now. */
export async function orWhy<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return error.message
  }
}
