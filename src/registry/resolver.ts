import { ActionError, combine } from '../errors/errors.ts'
import { formatReference, type ImageReference, parseRepository } from './reference.ts'
import type { TagLookup } from './answers.ts'
import type { Registry } from './registry.ts'
import { type Logger, oneLine } from '../log/log.ts'
import { andOthers, type Notice, notice } from '../errors/notice.ts'
import { createLimit } from '../async/limit.ts'

/** Digests by the references that they were asked for, as `formatReference` writes them. */
export type Digests = ReadonlyMap<string, string>

/** Resolves image references to digests. Each reference is asked for once in a run. */
export interface Resolver {
  /** Every digest known so far. It grows with `resolve` and `note`. */
  readonly digests: Digests
  /**
   * Asks the registries for the references that are not known yet: by the digest where there is one, else by the tag.
   * @returns `digests`
   * @throws {ActionError} IMAGE_NOT_FOUND for all images that a registry clearly does not have; not in a preview
   */
  readonly resolve: (references: readonly ImageReference[]) => Promise<Digests>
  /**
   * Checks digests that are going to be written down against the manifests themselves, where that was not done yet: a registry
   * names a digest in a header. A preview writes nothing.
   * @throws {ActionError} DIGEST_MISMATCH, DIGEST_UNKNOWN
   */
  readonly confirm: (references: readonly ImageReference[]) => Promise<void>
  /**
   * Notes what is known from elsewhere, so that it is not asked for.
   * @param digest undefined when it is not known, or when the image is not built yet
   * @param isOwn this run has pushed the manifest of this digest
   */
  readonly note: (reference: ImageReference, digest: string | undefined, isOwn?: boolean) => void
  /** What a person should know of the answers so far. */
  readonly notices: () => readonly Notice[]
}

export interface ResolverOptions {
  readonly registry: Pick<Registry, 'findTag' | 'readDigest'>
  readonly log: Pick<Logger, 'info'>
  /** Nothing is deployed, so an image may still be missing. */
  readonly isPreview: boolean
}

/** How many requests are under way at once. */
const requestLimit = 8

export function createResolver({ registry, log, isPreview }: ResolverOptions): Resolver {
  const digests = new Map<string, string>()
  const known = new Set<string>()
  const missed: Missed[] = []

  const ask = async (reference: ImageReference): Promise<ActionError | undefined> => {
    const text = oneLine(formatReference(reference))
    const repository = parseRepository(reference.name)
    if (!repository.ok) {
      log.info(`${text} is a name for kustomize only; no registry was asked.`)
      return undefined
    }
    const answer = await registry.findTag(repository.value, reference.digest ?? reference.tag ?? '')
    if (answer.kind === 'present') {
      log.info(`${text}: in the registry, ${answer.digest}`)
      digests.set(formatReference(reference), answer.digest)
      return undefined
    }
    if (answer.kind === 'absent' && !isPreview) return missing(text)
    missed.push({ text, registry: repository.value.registry, answer })
    return undefined
  }

  const confirmed = new Map<string, string>()
  const confirm = async (reference: ImageReference): Promise<ActionError | undefined> => {
    const text = formatReference(reference)
    const digest = digests.get(text)
    const repository = parseRepository(reference.name)
    if (digest === undefined || !repository.ok || confirmed.get(text) === digest) return undefined
    const problem = differenceOf(
      oneLine(text),
      digest,
      await registry.readDigest(repository.value, reference.tag ?? '')
    )
    if (problem === undefined) confirmed.set(text, digest)
    return problem
  }

  return {
    digests,
    confirm: async references => {
      if (isPreview) return
      const unique = new Map(references.map(reference => [formatReference(reference), reference]))
      await throwAll([...unique.values()], confirm)
    },
    resolve: async references => {
      const unknown = new Map(references.map(reference => [formatReference(reference), reference]))
      for (const text of known) unknown.delete(text)
      for (const text of unknown.keys()) known.add(text)
      await throwAll([...unknown.values()], ask)
      return digests
    },
    note: (reference, digest, isOwn = false) => {
      const text = formatReference(reference)
      known.add(text)
      if (digest !== undefined) digests.set(text, digest)
      if (digest !== undefined && isOwn) confirmed.set(text, digest)
    },
    notices: () => noticesOf(missed, isPreview)
  }
}

/** Asks about each reference, and throws what came of that, for all of them together. */
async function throwAll(
  references: readonly ImageReference[],
  ask: (reference: ImageReference) => Promise<ActionError | undefined>
): Promise<void> {
  const limit = createLimit(requestLimit)
  const answers = references.map(reference => limit(() => ask(reference)))
  const failures = (await Promise.all(answers)).flatMap(failure => failure ?? [])
  const [first, ...others] = failures.sort((a, b) => (a.message < b.message ? -1 : 1))
  if (first) throw combine([first, ...others])
}

/** Why a digest must not be written down; undefined when the manifest has it. */
function differenceOf(text: string, digest: string, read: TagLookup): ActionError | undefined {
  if (read.kind === 'present' && read.digest === digest) return undefined
  if (read.kind === 'present') {
    const message =
      `${text} is ${digest} by the header of the registry, and ${read.digest} by its manifest. Nothing was deployed; run ` +
      'the job again, and if that does not help, look at what stands between the runner and the registry.'
    return new ActionError('DIGEST_MISMATCH', message)
  }
  const why = read.kind === 'absent' ? 'it answered with status 404' : oneLine(read.detail)
  const message =
    `The registry named ${digest} for ${text}, and its manifest could not be read to check that (${why}). Nothing was ` +
    'deployed; run the job again when the registry answers, or set `pin: tag` and remove `digest:` from the entry.'
  return new ActionError('DIGEST_UNKNOWN', message)
}

function missing(text: string): ActionError {
  const message = `${text} is not in the registry, and an image of \`images\` is built elsewhere. Push it first, or correct the line.`
  return new ActionError('IMAGE_NOT_FOUND', message)
}

/** An image that a registry does not have, or that it has not told of. */
interface Missed {
  readonly text: string
  readonly registry: string
  readonly answer: Exclude<TagLookup, { kind: 'present' }>
}

/** A registry that is down is told of once; what is not there is to be pushed, image by image. */
function noticesOf(missed: readonly Missed[], isPreview: boolean): readonly Notice[] {
  const groups = new Map<string, Missed[]>()
  for (const each of missed) {
    const key = each.answer.kind === 'absent' ? each.text : `${each.answer.kind} ${each.registry}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group.toSorted((one, other) => (one.text < other.text ? -1 : 1))
    return first === undefined ? [] : [notice(describe(first, group.length - 1, isPreview))]
  })
}

function describe({ text, answer }: Missed, others: number, isPreview: boolean): string {
  if (answer.kind === 'absent') return `${text} is not in the registry: a deploy would fail now.`
  const also = andOthers(others, ['image', 'images'])
  const then = isPreview ? also : `. Deploying it anyway${also}`
  return `Could not check whether ${text} exists (${oneLine(answer.detail)})${then}.`
}
