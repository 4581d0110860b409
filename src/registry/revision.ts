import { ActionError, isCancellation } from '../errors/errors.ts'
import { HttpFailure } from '../system/http.ts'
import { isRecord, parseObject, textField } from '../text/json.ts'
import { oneLine } from '../log/log.ts'
import { manifestLimit, manifestTypes } from './manifest-types.ts'
import { digestProblem, type ImageRepository, tagProblem } from './reference.ts'
import { hasDigest, imagesOf } from './manifest.ts'
import { ask, type Content, contentOf, type Session } from './session.ts'

/** What an image says of its source: https://specs.opencontainers.org/image-spec/annotations/ */
export interface Revision {
  /** The commit, as somebody wrote it. */
  readonly revision: string | undefined
  /** The address of the source repository. */
  readonly source: string | undefined
}

type Json = Readonly<Record<string, unknown>>

const configLimit = 4 * 1024 * 1024
/** A revision or an address is never longer. */
const textLimit = 2_000

/**
 * Finds the revision of an image: in the annotations of what the tag or digest names, else in those of the manifest for
 * the first platform, else in the labels of its configuration. What a digest names is taken only if it has that digest.
 * @throws {ActionError} CANCELLED; whatever else goes wrong, there is no answer
 */
export async function findRevision(
  session: Session,
  repository: ImageRepository,
  reference: string
): Promise<Revision | undefined> {
  try {
    const found = await readRevision(session, repository, reference)
    if (typeof found !== 'string') return found
    session.log.debug(oneLine(`The revision of ${repository.name} ${reference} is not known: ${found}.`))
  } catch (error) {
    const isKnown = error instanceof HttpFailure || error instanceof ActionError
    if (!isKnown || isCancellation(error)) throw error
    session.log.debug(
      oneLine(`The revision of ${repository.name} ${reference} is not known: ${error.message}`)
    )
  }
  return undefined
}

/** A text says why there is no answer. */
async function readRevision(
  session: Session,
  repository: ImageRepository,
  reference: string
): Promise<Revision | string> {
  const top = await fetchManifest(session, repository, reference)
  if (typeof top === 'string') return top
  const said = revisionIn(top['annotations'])
  if (said.revision !== undefined) return said
  if (!isIndex(top)) return await readConfig(session, repository, top)
  const digest = firstImage(top)
  if (digest === undefined) return 'the index names no image'
  const manifest = await fetchManifest(session, repository, digest)
  if (typeof manifest === 'string') return manifest
  if (isIndex(manifest)) return 'the index names another index'
  const own = revisionIn(manifest['annotations'])
  return own.revision === undefined ? await readConfig(session, repository, manifest) : own
}

async function fetchManifest(
  session: Session,
  repository: ImageRepository,
  reference: string
): Promise<Json | string> {
  const isDigest = digestProblem(reference) === undefined
  if (!isDigest && tagProblem(reference) !== undefined) return 'it is neither a tag nor a digest'
  const content = contentOf(repository, 'manifests', reference, manifestTypes.join(', '))
  const found = await fetch(session, content, manifestLimit, isDigest ? reference : undefined)
  // Who reads one as the other would read something else: https://github.com/advisories/GHSA-77vh-xpmg-72qh
  const isBoth = typeof found !== 'string' && isIndex(found) && ('config' in found || 'layers' in found)
  return isBoth ? 'the manifest is an index and an image at once' : found
}

async function readConfig(
  session: Session,
  repository: ImageRepository,
  manifest: Json
): Promise<Revision | string> {
  const config = manifest['config']
  const digest = isRecord(config) ? textField(config, 'digest') : undefined
  if (digest === undefined || digestProblem(digest) !== undefined)
    return 'the manifest names no configuration'
  const found = await fetch(session, contentOf(repository, 'blobs', digest, '*/*'), configLimit, digest)
  if (typeof found === 'string') return found
  const inner = found['config']
  return revisionIn(isRecord(inner) ? inner['Labels'] : undefined)
}

/** Reads an object of JSON; with a digest only if it is the one with that digest. */
async function fetch(
  session: Session,
  content: Content,
  limit: number,
  digest: string | undefined
): Promise<Json | string> {
  const reply = await ask(session, content, { method: 'GET', bodyLimit: limit })
  if (reply.kind !== 'answer') return reply.detail
  const { answer } = reply
  if (answer.status !== 200) return `${answer.url.host} answered with status ${answer.status}`
  if (answer.truncated) return `${answer.url.host} answered with more than ${limit} bytes`
  if (digest !== undefined && !hasDigest(answer.body, digest)) {
    return `${answer.url.host} answered with something else than ${digest}`
  }
  return parseObject(answer.body.toString('utf8')) ?? `${answer.url.host} answered with no object of JSON`
}

function isIndex(manifest: Json): boolean {
  return Array.isArray(manifest['manifests'])
}

function firstImage(index: Json): string | undefined {
  const entries: unknown = index['manifests']
  return Array.isArray(entries) ? imagesOf(entries).find(digest => digest !== undefined) : undefined
}

function revisionIn(labels: unknown): Revision {
  const read = (name: string) => {
    const text = isRecord(labels) ? textField(labels, `org.opencontainers.image.${name}`)?.trim() : undefined
    return text === undefined || text === '' || text.length > textLimit ? undefined : text
  }
  return { revision: read('revision'), source: read('source') }
}
