import type { ImageFacts, PushCheck, Revision, TagCopy, TagLookup } from './answers.ts'
import type { Credentials } from './login/credential.ts'
import { digestProblem, type ImageRepository } from './reference.ts'
import { manifestAt, orUnavailable, reasonFor, request, type Session } from './session.ts'
import type { HttpAnswer } from '../system/http.ts'
import type { Result } from '../errors/result.ts'
import type { System } from '../system/system.ts'

/** Asks registries about images. */
export interface Registry {
  /**
   * Finds the digest of a tag.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot be used
   */
  findTag(repository: ImageRepository, tag: string): Promise<TagLookup>
  /**
   * Finds the digest of a tag in the manifest's own bytes: what `findTag` gives is a header, which anything between may have
   * written.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED as `findTag`
   */
  readDigest(repository: ImageRepository, tag: string): Promise<TagLookup>
  /**
   * Finds the commit that an image says it was built from, by a tag or a digest; a revision of undefined when it does not
   * say. The problem says why there is no clear answer.
   * @throws {ActionError} CANCELLED
   */
  findRevision(repository: ImageRepository, reference: string): Promise<Result<Revision>>
  /**
   * Asks whether a repository can be pushed to, with the login that a push has. Nothing is pushed.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED as `findTag`, CANCELLED
   */
  checkPush(repository: ImageRepository): Promise<PushCheck>
  /**
   * Gives the image under a tag or a digest another tag in the same repository; its digest stays.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED as `findTag`, CANCELLED
   */
  copyTag(repository: ImageRepository, from: string, to: string): Promise<TagCopy>
  /**
   * Reads what a digest names: how large it is, and what it was built as.
   * @throws {ActionError} CANCELLED
   */
  inspect(repository: ImageRepository, digest: string): Promise<ImageFacts>
}

/** Creates the client. It keeps the login that a repository accepted, so later requests need no second attempt. */
export function createRegistry(system: System, credentials: Credentials): Registry {
  const session: Session = { ...system, credentials, headers: new Map(), silent: new Set() }
  const lookUp = (repository: ImageRepository, tag: string): Promise<TagLookup> =>
    orUnavailable(session, () => findTag(session, repository, tag))
  return {
    findTag: lookUp,
    readDigest: (repository, tag) => orUnavailable(session, () => readManifest(session, repository, tag)),
    // Few runs need these; each is loaded when it is first used.
    findRevision: async (repository, reference) => {
      const { findRevision } = await import('./revision.ts')
      return await findRevision(session, repository, reference)
    },
    checkPush: async repository => {
      const { checkPush } = await import('./push.ts')
      return await checkPush(session, repository)
    },
    copyTag: async (repository, from, to) => {
      const { copyTag } = await import('./copy.ts')
      return await copyTag(session, repository, { from, to }, tag => lookUp(repository, tag))
    },
    inspect: async (repository, digest) => {
      const { inspectImage } = await import('./size.ts')
      return await inspectImage(session, repository, digest)
    }
  }
}

async function findTag(session: Session, repository: ImageRepository, tag: string): Promise<TagLookup> {
  const resource = manifestAt(repository, tag)
  const options = { method: 'HEAD' } as const
  const reply = await request(session, resource, options)
  if (reply.kind !== 'answer') return reply
  const { answer } = reply
  const { status } = answer
  const server = answer.url.host
  switch (status) {
    case 200:
      return await digestIn(session, repository, tag, answer)
    // It has no HEAD; a GET says the same.
    case 405:
    case 501:
      return await readManifest(session, repository, tag)
    case 404:
      return { kind: 'absent' }
    case 401:
    case 403: {
      const reason = await reasonFor(session, resource, answer, options)
      return { kind: 'denied', status, detail: `${server}: ${reason}` }
    }
    default:
      return { kind: 'unavailable', detail: `${server} answered with status ${status}` }
  }
}

async function digestIn(
  session: Session,
  repository: ImageRepository,
  tag: string,
  { url, headers }: HttpAnswer
): Promise<TagLookup> {
  const digest = headers['docker-content-digest']
  if (typeof digest === 'string' && digestProblem(digest) === undefined) return { kind: 'present', digest }
  if (digest !== undefined)
    return { kind: 'unavailable', detail: `${url.host} answered with a digest that is none` }
  // The header is optional; the digest is that of the manifest's bytes.
  const read = await readManifest(session, repository, tag)
  if (read.kind !== 'absent') return read
  return { kind: 'unavailable', detail: `${url.host} holds the tag and answered with status 404` }
}

async function readManifest(session: Session, repository: ImageRepository, tag: string): Promise<TagLookup> {
  const { fetchManifest } = await import('./manifest.ts')
  const manifest = await fetchManifest(session, repository, tag)
  return manifest.kind === 'manifest' ? { kind: 'present', digest: manifest.digest } : manifest
}
