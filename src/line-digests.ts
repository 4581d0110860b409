import type { Bump } from './bump.ts'
import { ActionError } from './errors.ts'
import { parseRepository } from './image/reference.ts'
import type { Registry } from './image/registry.ts'
import type { ImageLine } from './image-line.ts'
import type { Logger } from './log.ts'
import { deployedName } from './version-text.ts'

export interface LineDigestOptions {
  readonly lines: readonly ImageLine[]
  /** The number of the first line's change. */
  readonly firstChange: number
  /** The bump as far as it is known without digests: it says what each line deploys. */
  readonly bump: Bump
  /** Nothing is deployed, so an image may still be missing. */
  readonly isPreview: boolean
  readonly registry: Registry
  readonly log: Logger
}

/**
 * Asks the registries whether the images of the lines exist. Returns each line's digest; undefined when no registry
 * said, or when copies of the image in several registries differ.
 * @throws {ActionError} IMAGE_NOT_FOUND when a registry clearly does not have one
 */
export async function findLineDigests(options: LineDigestOptions): Promise<readonly (string | undefined)[]> {
  const references = options.lines.map((_, index) => referencesOf(options.bump, options.firstChange + index))
  // One request for each image, however many files have it.
  const asked = new Map<string, Promise<string | undefined>>()
  for (const reference of references.flat()) {
    const key = `${reference.name}@${reference.version}`
    if (!asked.has(key)) asked.set(key, findDigest(reference, options))
  }
  await Promise.allSettled(asked.values())
  const found = new Map<string, string | undefined>()
  for (const [key, digest] of asked) found.set(key, await digest)
  return references.map(ofLine => {
    const digests = new Set(ofLine.map(({ name, version }) => found.get(`${name}@${version}`)))
    return digests.size === 1 ? [...digests][0] : undefined
  })
}

interface Reference {
  readonly name: string
  /** A tag or a digest. */
  readonly version: string
}

function referencesOf(bump: Bump, change: number): readonly Reference[] {
  const edits = bump.edits.map(({ edit }) => edit).filter(edit => edit.change === change)
  return edits.flatMap(edit => {
    const version = edit.after.digest ?? edit.after.newTag
    return version === undefined ? [] : [{ name: deployedName(edit), version }]
  })
}

async function findDigest(
  { name, version }: Reference,
  { registry, log, isPreview }: LineDigestOptions
): Promise<string | undefined> {
  const repository = parseRepository(name)
  const reference = `${name}${version.includes(':') ? '@' : ':'}${version}`
  if (!repository.ok) {
    log.info(`${reference} is a name for kustomize only; no registry was asked.`)
    return undefined
  }
  const found = await registry.findTag(repository.value, version)
  switch (found.kind) {
    case 'present':
      log.info(`${reference}: in the registry, ${found.digest}`)
      return found.digest
    case 'absent':
      if (isPreview) {
        log.warning(`${reference} is not in the registry.`)
        return undefined
      }
      throw new ActionError(
        'IMAGE_NOT_FOUND',
        `${reference} is not in the registry, and an image of \`images\` is built elsewhere. Push it first, or correct the line.`
      )
    case 'denied':
    case 'unavailable':
      log.warning(
        `The registry did not say whether ${reference} exists (${found.detail}); it is deployed unchecked.`
      )
      return undefined
  }
}
