import { mapLimited } from '../async/limit.ts'
import { success } from '../errors/result.ts'
import { isRecord, type JsonObject, parseObject, textField } from '../text/json.ts'
import type { ImageFacts } from './answers.ts'
import type { ImageRepository } from './reference.ts'
import { fetchManifest, imagesOf } from './manifest.ts'
import { orUnknown, type Session } from './session.ts'

/** How many manifests are asked for at once. */
const requestLimit = 8
/** An index of more images is not added up; the official images have about twenty platforms. */
const imageLimit = 100

/**
 * Reads what a digest names. What cannot be known, for whatever reason, is undefined.
 * @throws {ActionError} CANCELLED
 */
export async function inspectImage(
  session: Session,
  repository: ImageRepository,
  digest: string
): Promise<ImageFacts> {
  const facts = await orUnknown(session, `What ${repository.name}@${digest} is made of`, async () =>
    success(await readFacts(session, repository, digest))
  )
  return facts ?? { size: undefined, config: undefined }
}

async function readFacts(session: Session, repository: ImageRepository, digest: string): Promise<ImageFacts> {
  const top = await readManifest(session, repository, digest)
  if (top === 'absent') return { size: undefined, config: undefined, isAbsent: true }
  const { manifests, config } = top ?? {}
  if (!Array.isArray(manifests))
    return { size: imageSize(top), config: isRecord(config) ? textField(config, 'digest') : undefined }
  const images = imagesOf(manifests)
  const isKnown = images.length > 0 && images.length <= imageLimit
  return { size: isKnown ? await indexSize(session, repository, images) : undefined, config: undefined }
}

async function indexSize(
  session: Session,
  repository: ImageRepository,
  images: readonly (string | undefined)[]
): Promise<number | undefined> {
  const sizes = await mapLimited(images, requestLimit, async image =>
    image === undefined ? undefined : imageSize(await readManifest(session, repository, image))
  )
  return sumOf(sizes)
}

/** Only a number for people depends on it, so a busy registry is not asked again. */
async function readManifest(
  session: Session,
  repository: ImageRepository,
  digest: string
): Promise<JsonObject | 'absent' | undefined> {
  const manifest = await fetchManifest(session, repository, digest, { tries: 1 })
  if (manifest.kind === 'absent') return 'absent'
  return manifest.kind === 'manifest' ? parseObject(manifest.bytes.toString('utf8')) : undefined
}

function imageSize(manifest: JsonObject | 'absent' | undefined): number | undefined {
  if (manifest === undefined || manifest === 'absent') return undefined
  const { config, layers } = manifest
  if (!isRecord(config) || !Array.isArray(layers)) return undefined
  return sumOf(
    [config, ...(layers as readonly unknown[])].map(part => {
      const size = isRecord(part) ? part['size'] : undefined
      return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : undefined
    })
  )
}

/** Undefined when any of them is. */
function sumOf(sizes: readonly (number | undefined)[]): number | undefined {
  return sizes.reduce<number | undefined>(
    (total, size) => (total === undefined || size === undefined ? undefined : total + size),
    0
  )
}
