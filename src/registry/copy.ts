import type { ImageRepository } from './reference.ts'
import type { Manifest, Refusal, TagCopy, TagLookup } from './answers.ts'
import { fetchManifest } from './manifest.ts'
import { manifestAt, orUnavailable, reasonFor, request, type Session } from './session.ts'

/** Finds the digest of a tag in the same repository. */
export type FindTag = (tag: string) => Promise<TagLookup>

/**
 * Gives an image another tag in its repository. The registry gets the very bytes that it gave, so the digest stays, and
 * what an index names is there already.
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
  // A tag that cannot be moved may stand where it should; and an answer may be lost after the deed.
  const current = await findTag(to)
  const isThere = current.kind === 'present' && current.digest === manifest.digest
  return isThere ? { kind: 'copied', digest: manifest.digest } : refusal
}

/** Registries say by these, with 401 and 403, that a tag is not to be moved. */
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
