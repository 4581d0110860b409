import { isCancellation } from '../errors/errors.ts'
import { type Logger, oneLine } from '../log/log.ts'
import type { SourceHistory } from './history.ts'
import { sameRepository } from '../git/index.ts'
import type { Standing } from './relation.ts'
import { commitsIn, isObjectName, isWholeName } from './tag-commits.ts'

/** What an entry deploys now. */
export interface CurrentImage {
  /** Repository of the image, as it is deployed: `ghcr.io/acme/shop`. */
  readonly image: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

export interface Verdict extends Standing {
  /** What named the other commit. */
  readonly via: 'tag' | 'label' | undefined
}

/** Knows whether what runs now is newer than what would replace it. */
export interface OrderGuard {
  /**
   * Says how the source commit of an image that is deployed stands to ours; what cannot be found out is `unknown`.
   * @param ours the whole name of our source commit
   * @throws {ActionError} CANCELLED
   */
  judge(ours: string, current: CurrentImage): Promise<Verdict>
  /** Finds the source commit in the label of an image, by its whole name; undefined when there is none. */
  sourceOf(image: CurrentImage): Promise<string | undefined>
  /** Begins with what is likely to be needed; it never fails. */
  prepare(ours: string): Promise<void>
}

/** What an image says of its source. */
export interface ImageSource {
  readonly revision: string | undefined
  readonly source: string | undefined
}

export interface OrderGuardOptions {
  readonly history: SourceHistory
  /** Asks the registry, by tag or digest; nothing when it gives no clear answer. */
  readonly findRevision: (image: string, reference: string) => Promise<ImageSource | undefined>
  /** The address of our source repository: `https://github.com/acme/shop`. */
  readonly sourceUrl: string
  readonly log: Pick<Logger, 'debug'>
}

/** Creates the guard. What the tag names comes first; the registry is asked where that leads to no commit. */
export function createOrderGuard(options: OrderGuardOptions): OrderGuard {
  const judged = new Map<string, Promise<Verdict>>()
  return {
    prepare: ours => options.history.prepare(ours),
    sourceOf: async image => {
      const { revision } = await findLabel(image, options)
      return revision !== undefined && isWholeName(revision) ? revision : undefined
    },
    judge: (ours, current) => {
      const key = JSON.stringify([ours, current.image, current.tag, current.digest])
      const known = judged.get(key) ?? judge(ours, current, options)
      judged.set(key, known)
      return known
    }
  }
}

async function judge(ours: string, current: CurrentImage, options: OrderGuardOptions): Promise<Verdict> {
  const { history, log } = options
  const candidates = commitsIn(current.tag ?? '')
  const byTag = candidates.length === 0 ? undefined : await history.compare(ours, candidates)
  // Where both are written the digest is what runs; but a tag that names a commit is the name of that very image.
  // Only a tag that was kept beside another digest says too little, and is asked for the digest, too.
  const isPinned = current.digest !== undefined && byTag?.relation === 'older'
  if (byTag?.commit !== undefined && !isPinned) return { ...byTag, via: 'tag' }
  const label = await findLabel(current, options)
  log.debug(oneLine(`The source commit of ${current.image} by its label: ${label.revision ?? label.reason}`))
  const byLabel = label.revision === undefined ? undefined : await history.compare(ours, [label.revision])
  if (byTag?.commit !== undefined && byLabel?.relation !== 'newer') return { ...byTag, via: 'tag' }
  if (byLabel?.commit !== undefined) return { ...byLabel, via: 'label' }
  const reasons = [
    byTag === undefined ? 'the tag names no commit' : `by the tag: ${byTag.reason}`,
    byLabel === undefined ? label.reason : `by the label of the image: ${byLabel.reason}`
  ]
  const reason = oneLine(reasons.join('; '))
  return {
    relation: 'unknown',
    commit: undefined,
    ahead: undefined,
    found: undefined,
    reason,
    via: undefined
  }
}

interface Label {
  /** An object name, whole or abbreviated. */
  readonly revision: string | undefined
  /** Why there is none. */
  readonly reason: string
}

async function findLabel(current: CurrentImage, options: OrderGuardOptions): Promise<Label> {
  const none = (reason: string) => ({ revision: undefined, reason })
  const reference = current.digest ?? current.tag
  if (reference === undefined || reference === '') return none('the entry has neither a tag nor a digest')
  const said = await ask(options.findRevision, current.image, reference)
  if (said === undefined) return none('the registry does not tell the source of the image')
  const { revision, source } = said
  if (revision === undefined) return none('the image has no label of its source commit')
  if (source !== undefined && sameRepository(source, options.sourceUrl) === false)
    return none(`the image is made from ${source}`)
  // It is a text that anybody can write.
  if (!isObjectName(revision)) return none('the label of the image is no commit')
  return { revision: revision.toLowerCase(), reason: '' }
}

async function ask(
  findRevision: OrderGuardOptions['findRevision'],
  image: string,
  reference: string
): Promise<ImageSource | undefined> {
  try {
    return await findRevision(image, reference)
  } catch (error) {
    if (isCancellation(error)) throw error
    return undefined
  }
}
