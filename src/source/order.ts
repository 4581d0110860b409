import { onceEach } from '../async/once.ts'
import { isCancellation } from '../errors/errors.ts'
import { failure, type Result, success } from '../errors/result.ts'
import { sameRepository } from '../git/index.ts'
import type { ImageReference } from '../registry/index.ts'
import { type Logger, oneLine } from '../log/log.ts'
import type { History } from './history.ts'
import { type Answer, type Comparison, unknown } from './relation.ts'
import { commitsIn, isObjectName, isWholeName } from './tag-commits.ts'

/** Knows which source commits images are built from, and whether what runs is newer than what would replace it. */
export interface Order {
  /**
   * Says how the source commit of an image that runs is related to ours.
   * @param ours the whole name of our source commit
   * @throws {ActionError} CANCELLED
   */
  order(ours: string, running: ImageReference): Promise<Answer<Comparison>>
  /** Finds the source commit in the label of an image, by its whole name; undefined when there is none. */
  commitOf(image: ImageReference): Promise<string | undefined>
}

/** What the labels of an image say of its source. */
export interface SourceLabels {
  readonly revision: string | undefined
  readonly source: string | undefined
}

export interface OrderOptions {
  readonly history: Pick<History, 'compare'>
  /** Asks the registry, by tag or digest; nothing when it gives no clear answer. */
  readonly findRevision: (image: string, reference: string) => Promise<SourceLabels | undefined>
  /** The address of our source repository: `https://github.com/acme/shop`. */
  readonly sourceUrl: string
  readonly log: Pick<Logger, 'debug'>
}

/** Creates the order. What the tag names comes first; the registry is asked where that leads to no commit. */
export function createOrder(options: OrderOptions): Order {
  const order = onceEach((ours: string, name: string, tag?: string, digest?: string) =>
    compare(ours, { name, tag, digest }, options)
  )
  return {
    order: (ours, { name, tag, digest }) => order(ours, name, tag, digest),
    commitOf: async image => {
      const revision = await readRevision(image, options)
      return revision.ok && isWholeName(revision.value) ? revision.value : undefined
    }
  }
}

async function compare(
  ours: string,
  running: ImageReference,
  options: OrderOptions
): Promise<Answer<Comparison>> {
  const { history, log } = options
  const candidates = commitsIn(running.tag ?? '')
  const byTag = candidates.length === 0 ? undefined : await history.compare(ours, candidates)
  // Where both are written the digest is what runs; but a tag that names a commit is the name of that very image.
  // Only a tag that was kept beside another digest says too little, and is asked for the digest, too.
  const isPinned =
    running.digest !== undefined && byTag?.kind === 'known' && byTag.value.relation === 'ancestor'
  if (byTag?.commit !== undefined && !isPinned) return byTag
  const revision = await readRevision(running, options)
  const read = revision.ok ? revision.value : revision.problem
  log.debug(oneLine(`The source commit of ${running.name} by its label: ${read}`))
  const byLabel = revision.ok ? await history.compare(ours, [revision.value]) : unknown(revision.problem)
  const isNewer = byLabel.kind === 'known' && byLabel.value.relation === 'descendant'
  if (byTag?.commit !== undefined && !isNewer) return byTag
  if (byLabel.commit !== undefined) return byLabel
  const reasons = [
    byTag === undefined ? 'the tag names no commit' : `by the tag: ${reasonOf(byTag)}`,
    revision.ok ? `by the label of the image: ${reasonOf(byLabel)}` : revision.problem
  ]
  return unknown(oneLine(reasons.join('; ')))
}

function reasonOf(answer: Answer<unknown>): string {
  return answer.kind === 'unknown' ? answer.reason : ''
}

/** Reads the label of an image that names its source commit: an object name, whole or abbreviated. */
async function readRevision(image: ImageReference, options: OrderOptions): Promise<Result<string>> {
  const reference = image.digest ?? image.tag
  if (reference === undefined || reference === '') return failure('the entry has neither a tag nor a digest')
  const labels = await findLabels(image.name, reference, options)
  if (labels === undefined) return failure('the registry does not tell the source of the image')
  const { revision, source } = labels
  if (revision === undefined) return failure('the image has no label of its source commit')
  if (source !== undefined && sameRepository(source, options.sourceUrl) === false)
    return failure(`the image is made from ${source}`)
  // It is a text that anybody can write.
  return isObjectName(revision)
    ? success(revision.toLowerCase())
    : failure('the label of the image is no commit')
}

async function findLabels(
  image: string,
  reference: string,
  { findRevision }: OrderOptions
): Promise<SourceLabels | undefined> {
  try {
    return await findRevision(image, reference)
  } catch (error) {
    if (isCancellation(error)) throw error
    return undefined
  }
}
