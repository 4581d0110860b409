import { ActionError, isCancellation } from '../errors/errors.ts'
import { HttpFailure } from '../system/http.ts'
import { isRecord, parseObject, textField } from '../text/json.ts'
import { oneLine } from '../log/log.ts'
import type { ImageRepository } from './reference.ts'
import { fetchManifest, imagesOf } from './manifest.ts'
import type { Session } from './session.ts'

type Json = Readonly<Record<string, unknown>>

/** How many manifests are asked for at once. */
const atOnce = 8
/** An index of more is not added up; the official images have about twenty platforms. */
const imageLimit = 100

/** What the manifest of an image says. */
export interface ImageFacts {
  /** Compressed, in bytes: configuration and layers; of an index the sum over its images. Undefined when not known. */
  readonly size: number | undefined
  /** The digest of the configuration, which names what was built; undefined for an index, and when not known. */
  readonly config: string | undefined
}

/**
 * Reads what a digest names. What cannot be known, for whatever reason, is undefined.
 * @throws {ActionError} CANCELLED
 */
export async function inspectImage(
  session: Session,
  repository: ImageRepository,
  digest: string
): Promise<ImageFacts> {
  try {
    return await readFacts(session, repository, digest)
  } catch (error) {
    const isKnown = error instanceof HttpFailure || error instanceof ActionError
    if (!isKnown || isCancellation(error)) throw error
    session.log.debug(oneLine(`What ${repository.name}@${digest} is made of is not known: ${error.message}`))
    return { size: undefined, config: undefined }
  }
}

async function readFacts(session: Session, repository: ImageRepository, digest: string): Promise<ImageFacts> {
  const top = await readManifest(session, repository, digest)
  const entries: unknown = top?.['manifests']
  if (Array.isArray(entries))
    return { size: await indexSize(session, repository, entries), config: undefined }
  const config = top?.['config']
  return { size: imageSize(top), config: isRecord(config) ? textField(config, 'digest') : undefined }
}

async function indexSize(
  session: Session,
  repository: ImageRepository,
  entries: readonly unknown[]
): Promise<number | undefined> {
  const images = imagesOf(entries)
  if (images.length === 0 || images.length > imageLimit) return undefined
  let total = 0
  for (let start = 0; start < images.length; start += atOnce) {
    const sizes = await Promise.all(
      images.slice(start, start + atOnce).map(async image => {
        if (image === undefined) return undefined
        return imageSize(await readManifest(session, repository, image))
      })
    )
    for (const size of sizes) {
      if (size === undefined) return undefined
      total += size
    }
  }
  return total
}

/** Only a number for people depends on it, so a busy registry is not asked again. */
async function readManifest(
  session: Session,
  repository: ImageRepository,
  digest: string
): Promise<Json | undefined> {
  const found = await fetchManifest(session, repository, digest, { tries: 1 })
  return found.kind === 'manifest' ? parseObject(found.bytes.toString('utf8')) : undefined
}

function imageSize(manifest: Json | undefined): number | undefined {
  const { config, layers } = manifest ?? {}
  if (!isRecord(config) || !Array.isArray(layers)) return undefined
  let total = 0
  for (const part of [config, ...(layers as readonly unknown[])]) {
    const size: unknown = isRecord(part) ? part['size'] : undefined
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined
    total += size
  }
  return total
}
