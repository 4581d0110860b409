import { ActionError, combine } from '../errors/errors.ts'
import { parseRepository } from './reference.ts'
import type { Registry, TagLookup } from './registry.ts'
import { type Logger, oneLine } from '../log/log.ts'
import type { Notice } from '../errors/notice.ts'
import { createLimit } from '../async/limit.ts'

/** An image in a registry. */
export interface ImageReference {
  readonly name: string
  /** A tag or a digest. */
  readonly version: string
}

/** What is known of the images of a run, by their references: an image of the same tag elsewhere is another image. */
export interface ImageBook {
  /** The digest of a tag in a repository. */
  digestOf(name: string, tag: string): string | undefined
  /** Whether the registry said that it holds the image. */
  isHeld(reference: ImageReference): boolean
  /** Notes what is known from elsewhere. */
  note(name: string, tag: string, digest: string | undefined): void
  /**
   * Asks the registries for the images that nobody has asked for yet, each once. Returns whether there were any.
   * @throws {ActionError} IMAGE_NOT_FOUND when a registry clearly does not have one that has to be there
   */
  lookUp(references: readonly ImageReference[]): Promise<boolean>
  /** What a person should know of the answers. */
  notices(): readonly Notice[]
}

export interface ImageBookOptions {
  readonly registry: Registry
  readonly log: Pick<Logger, 'info'>
  /** Nothing is deployed, so an image may still be missing. */
  readonly isPreview: boolean
}

/** So many requests are under way at once. */
const parallel = 8

export function createImageBook(options: ImageBookOptions): ImageBook {
  const digests = new Map<string, string>()
  const asked = new Set<string>()
  const notices: Notice[] = []

  const lookUp = async (reference: ImageReference): Promise<ActionError | undefined> => {
    const text = render(reference)
    const repository = parseRepository(reference.name)
    if (!repository.ok) {
      options.log.info(`${text} is a name for kustomize only; no registry was asked.`)
      return undefined
    }
    const found = await options.registry.findTag(repository.value, reference.version)
    if (found.kind === 'present') {
      options.log.info(`${text}: in the registry, ${found.digest}`)
      digests.set(keyOf(reference), found.digest)
      return undefined
    }
    if (found.kind === 'absent' && !options.isPreview) return missing(text)
    notices.push({ message: describe(text, found, options.isPreview), location: undefined })
    return undefined
  }

  return {
    digestOf: (name, tag) => digests.get(keyOf({ name, version: tag })),
    isHeld: reference => digests.has(keyOf(reference)),
    note: (name, tag, digest) => {
      asked.add(keyOf({ name, version: tag }))
      if (digest !== undefined) digests.set(keyOf({ name, version: tag }), digest)
    },
    lookUp: async references => {
      const open = new Map(references.map(each => [keyOf(each), each]))
      for (const key of asked) open.delete(key)
      for (const key of open.keys()) asked.add(key)
      const slots = createLimit(parallel)
      const looks = [...open.values()].map(reference => slots(() => lookUp(reference)))
      const failures = (await Promise.all(looks)).flatMap(failure => failure ?? [])
      const [first, ...others] = failures.sort((a, b) => (a.message < b.message ? -1 : 1))
      if (first) throw combine([first, ...others])
      return open.size > 0
    },
    notices: () => notices
  }
}

function keyOf({ name, version }: ImageReference): string {
  return `${name}@${version}`
}

function render({ name, version }: ImageReference): string {
  return oneLine(`${name}${version.includes(':') ? '@' : ':'}${version}`)
}

function missing(text: string): ActionError {
  const message = `${text} is not in the registry, and an image of \`images\` is built elsewhere. Push it first, or correct the line.`
  return new ActionError('IMAGE_NOT_FOUND', message)
}

function describe(text: string, found: Exclude<TagLookup, { kind: 'present' }>, isPreview: boolean): string {
  if (found.kind === 'absent') return `${text} is not in the registry: a deploy would fail now.`
  const then = isPreview ? '' : '; it is deployed unchecked'
  return `The registry did not say whether ${text} exists (${oneLine(found.detail)})${then}.`
}
