import { failure, type Result, success } from '../errors/result.ts'
import { isRecord, type JsonObject, parseObject, textField } from '../text/json.ts'
import type { Revision } from './answers.ts'
import { fetchManifest, hasDigest, imagesOf } from './manifest.ts'
import { digestProblem, type ImageRepository, tagProblem } from './reference.ts'
import { HttpFailure } from '../system/http.ts'
import { ActionError, isCancellation } from '../errors/errors.ts'
import { plainText } from './detail.ts'
import { blobAt, request, type Session } from './session.ts'

/** How much of an image's configuration is read, in bytes. */
const configLimit = 4 * 1024 * 1024
/** A revision or an address is never longer, in characters. */
const textLimit = 2_000

/** For how long the labels of one image are waited for, in milliseconds: it takes up to four requests. */
const readingMs = 30_000

/**
 * Finds the revision of an image: in the annotations of what the tag or digest names, else in those of the manifest for
 * the first platform, else in the labels of its configuration. What a digest names is taken only if it has that digest.
 * A registry that has once kept one question waiting until the end is not asked again.
 * @returns the problem when there is no clear answer, for whatever reason
 * @throws {ActionError} CANCELLED
 */
export async function findRevision(
  session: Session,
  repository: ImageRepository,
  reference: string
): Promise<Result<Revision>> {
  const { registry } = repository
  if (digestProblem(reference) !== undefined && tagProblem(reference) !== undefined)
    return failure('it is neither a tag nor a digest')
  if (session.silent.has(registry)) return tooLong(registry)
  const reading = tryRevision(session, repository, reference)
  const result = await Promise.race([reading, waitFor(session, reading)])
  if (result !== undefined) return result
  session.silent.add(registry)
  return tooLong(registry)
}

/** Waits for as long as may be waited for a reading; undefined when it has not ended then. */
async function waitFor<T>({ clock }: Session, reading: Promise<T>): Promise<T | undefined> {
  const started = clock.now()
  await clock.sleep(readingMs)
  // A sleep that ends long before was ended with the run, and so is the reading.
  return clock.now() < started + readingMs / 2 ? await reading : undefined
}

function tooLong(registry: string): Result<never> {
  return failure(`${registry} gave no complete answer within ${readingMs / 1_000} s`)
}

async function tryRevision(
  session: Session,
  repository: ImageRepository,
  reference: string
): Promise<Result<Revision>> {
  try {
    return await readRevision(session, repository, reference)
  } catch (error) {
    const isExpected = error instanceof HttpFailure || error instanceof ActionError
    if (!isExpected || isCancellation(error)) throw error
    return failure(plainText(error.message, session.secrets))
  }
}

async function readRevision(
  session: Session,
  repository: ImageRepository,
  reference: string
): Promise<Result<Revision>> {
  const top = await readManifest(session, repository, reference)
  if (top === 'absent') return success({ revision: undefined, source: undefined, isAbsent: true })
  if (!top.ok) return top
  const revision = revisionIn(top.value['annotations'])
  if (revision.revision !== undefined) return success(revision)
  const { manifests } = top.value
  if (!Array.isArray(manifests)) return await readConfig(session, repository, top.value)
  const digest = imagesOf(manifests).find(valid => valid !== undefined)
  if (digest === undefined) return failure('the index names no image')
  const image = await readManifest(session, repository, digest)
  if (image === 'absent')
    return failure(`${repository.registry} does not have the image that the index names`)
  if (!image.ok) return image
  if (isIndex(image.value)) return failure('the index names another index')
  const annotated = revisionIn(image.value['annotations'])
  if (annotated.revision !== undefined) return success(annotated)
  return await readConfig(session, repository, image.value)
}

async function readManifest(
  session: Session,
  repository: ImageRepository,
  reference: string
): Promise<Result<JsonObject> | 'absent'> {
  const manifest = await fetchManifest(session, repository, reference, { anyType: true })
  if (manifest.kind === 'absent') return 'absent'
  if (manifest.kind !== 'manifest') return failure(manifest.detail)
  const fields = parseObject(manifest.bytes.toString('utf8'))
  if (fields === undefined) return failure('the manifest is no object of JSON')
  // Clients would disagree about what it is: https://github.com/advisories/GHSA-77vh-xpmg-72qh
  const isBoth = isIndex(fields) && ('config' in fields || 'layers' in fields)
  return isBoth ? failure('the manifest is an index and an image at once') : success(fields)
}

async function readConfig(
  session: Session,
  repository: ImageRepository,
  manifest: JsonObject
): Promise<Result<Revision>> {
  const config = manifest['config']
  const digest = isRecord(config) ? (textField(config, 'digest') ?? '') : ''
  if (digestProblem(digest) !== undefined) return failure('the manifest names no configuration')
  const options = { method: 'GET', bodyLimit: configLimit } as const
  const reply = await request(session, blobAt(repository, digest), options)
  if (reply.kind !== 'answer') return failure(reply.detail)
  const { status, url, body } = reply.answer
  if (status !== 200) return failure(`${url.host} answered with status ${status}`)
  // A truncated body does not have the digest either.
  if (!hasDigest(body, digest)) return failure(`${url.host} answered with something else than ${digest}`)
  const fields = parseObject(body.toString('utf8'))
  if (fields === undefined) return failure('the configuration is no object of JSON')
  const inner = fields['config']
  return success(revisionIn(isRecord(inner) ? inner['Labels'] : undefined))
}

function isIndex(manifest: JsonObject): boolean {
  return Array.isArray(manifest['manifests'])
}

function revisionIn(labels: unknown): Revision {
  const read = (name: string) => {
    const text = isRecord(labels) ? textField(labels, `org.opencontainers.image.${name}`)?.trim() : undefined
    return text === undefined || text === '' || text.length > textLimit ? undefined : text
  }
  return { revision: read('revision'), source: read('source') }
}
