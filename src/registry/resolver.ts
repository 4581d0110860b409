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
   * Notes what is known from elsewhere, so that it is not asked for.
   * @param digest undefined when it is not known, or when the image is not built yet
   */
  readonly note: (reference: ImageReference, digest: string | undefined) => void
  /** What a person should know of the answers so far. */
  readonly notices: () => readonly Notice[]
}

export interface ResolverOptions {
  readonly registry: Pick<Registry, 'findTag'>
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

  return {
    digests,
    resolve: async references => {
      const unknown = new Map(references.map(reference => [formatReference(reference), reference]))
      for (const text of known) unknown.delete(text)
      for (const text of unknown.keys()) known.add(text)
      const limit = createLimit(requestLimit)
      const answers = [...unknown.values()].map(reference => limit(() => ask(reference)))
      const failures = (await Promise.all(answers)).flatMap(failure => failure ?? [])
      const [first, ...others] = failures.sort((a, b) => (a.message < b.message ? -1 : 1))
      if (first) throw combine([first, ...others])
      return digests
    },
    note: (reference, digest) => {
      known.add(formatReference(reference))
      if (digest !== undefined) digests.set(formatReference(reference), digest)
    },
    notices: () => noticesOf(missed, isPreview)
  }
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
