import type { ImageRepository } from './reference.ts'
import { fetchManifest, type Manifest } from './manifest.ts'
import { answered, ask, contentOf, type Refusal, type Session, words } from './session.ts'
import type { TagLookup } from './answers.ts'

export type TagCopy =
  | { readonly kind: 'copied'; readonly digest: string }
  /** There is nothing under the tag or the digest that was to be copied. */
  | { readonly kind: 'absent' }
  | Refusal

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
  const manifest = await answered(session, () => fetchManifest(session, repository, from, { action: 'push' }))
  if (manifest.kind !== 'manifest') return manifest
  const refusal = await answered(session, () => putManifest(session, repository, to, manifest))
  if (refusal === undefined) return { kind: 'copied', digest: manifest.digest }
  // A tag that cannot be moved may stand where it should; and an answer may be lost after the deed.
  const held = await findTag(to)
  const isThere = held.kind === 'present' && held.digest === manifest.digest
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
  const content = contentOf(repository, 'manifests', tag, '*/*')
  const asked = { method: 'PUT', action: 'push', body: bytes, contentType: type } as const
  const reply = await ask(session, content, asked)
  if (reply.kind !== 'answer') return reply
  const { answer } = reply
  const { status } = answer
  const server = answer.url.host
  if (status === 201 || status === 200) {
    const named = answer.headers['docker-content-digest']
    if (named === undefined || named === digest) return undefined
    return { kind: 'unavailable', detail: `${server} took the manifest of ${digest} for another one` }
  }
  const said = await words(session, content, answer, asked)
  if (refusals.has(status)) return { kind: 'denied', status, detail: `${server}: ${said}` }
  return { kind: 'unavailable', detail: `${server}: ${said} (status ${status})` }
}
