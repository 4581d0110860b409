import type { ImageRepository } from './reference.ts'
import type { Manifest, Refusal, TagCopy, TagLookup } from './answers.ts'
import { fetchManifest } from './manifest.ts'
import { manifestAt, orUnavailable, reasonFor, request, type Session } from './session.ts'

/** Finds the digest of a tag in the same repository. */
export type FindTag = (tag: string) => Promise<TagLookup>

/**
 * Gives an image another tag in its repository, by pushing its manifest again under that tag. The bytes are the same, so
 * the digest stays, and everything that an index refers to is in the repository already.
 * @throws {ActionError} CANCELLED; CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot
 *   be used
 */
export async function copyTag(
  session: Session,
  repository: ImageRepository,
  { from, to }: { readonly from: string; readonly to: string },
  findTag: FindTag
): Promise<TagCopy> {
  const manifest = await orUnavailable(session, () =>
    fetchManifest(session, repository, from, { action: 'push' })
  )
  if (manifest.kind !== 'manifest') return manifest
  const refusal = await orUnavailable(session, () => putManifest(session, repository, to, manifest))
  if (refusal === undefined) return { kind: 'copied', digest: manifest.digest }
  // An immutable tag may already have this digest; and the answer may have been lost after the tag was set.
  const current = await findTag(to)
  const isThere = current.kind === 'present' && current.digest === manifest.digest
  return isThere ? { kind: 'copied', digest: manifest.digest } : refusal
}

/** The statuses with which registries refuse a login, or refuse to move an immutable tag. */
const refusals = new Set([400, 401, 403, 405, 409, 412])

async function putManifest(
  session: Session,
  repository: ImageRepository,
  tag: string,
  { bytes, type, digest }: Manifest
): Promise<Refusal | undefined> {
  const resource = manifestAt(repository, tag, '*/*')
  const options = { method: 'PUT', action: 'push', body: bytes, contentType: type } as const
  const reply = await request(session, resource, options)
  if (reply.kind !== 'answer') return reply
  const { answer } = reply
  const { status } = answer
  const server = answer.url.host
  if (status === 201 || status === 200) {
    const named = answer.headers['docker-content-digest']
    if (named === undefined || named === digest) return undefined
    return { kind: 'unavailable', detail: `${server} took the manifest of ${digest} for another one` }
  }
  const reason = await reasonFor(session, resource, answer, options)
  if (refusals.has(status)) return { kind: 'denied', status, detail: `${server}: ${reason}` }
  return { kind: 'unavailable', detail: `${server}: ${reason} (status ${status})` }
}
