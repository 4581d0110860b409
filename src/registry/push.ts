import { isRecord, parseObject, textField } from '../text/json.ts'
import type { PushCheck, Refusal } from './answers.ts'
import type { ImageRepository } from './reference.ts'
import { addressOf, orUnavailable, reasonFor, request, type Resource, send, type Session } from './session.ts'

/**
 * Asks whether a repository can be pushed to, by the first request of a push: it opens an upload, which is cancelled at
 * once (https://github.com/opencontainers/distribution-spec, "Pushing a blob in chunks").
 * @throws {ActionError} CANCELLED; CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot
 *   be used
 */
export async function checkPush(session: Session, repository: ImageRepository): Promise<PushCheck> {
  const check = await orUnavailable(session, () => startUpload(session, repository))
  return check.kind === 'unavailable' ? { kind: 'unclear', detail: check.detail } : check
}

async function startUpload(session: Session, repository: ImageRepository): Promise<PushCheck | Refusal> {
  const uploads = { repository, url: addressOf(repository, 'blobs/uploads/'), accept: '*/*' }
  const options = { method: 'POST', action: 'push' } as const
  const reply = await request(session, uploads, options)
  if (reply.kind !== 'answer') return reply
  const { answer } = reply
  const { status } = answer
  if (status === 202) {
    await cancelUpload(session, uploads, answer.headers.location)
    return { kind: 'allowed' }
  }
  const detail = `${answer.url.host}: ${await reasonFor(session, uploads, answer, options)}`
  if (status === 401 || status === 403) return { kind: 'denied', status, detail }
  if (status === 404 && isRegistryError(answer.body)) return { kind: 'missing', detail }
  return { kind: 'unclear', detail: `${detail} (status ${status})` }
}

/** Any web server answers 404; a registry adds an error code, most often NAME_UNKNOWN. */
function isRegistryError(body: Buffer): boolean {
  const errors = parseObject(body.toString('utf8'))?.['errors']
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return isRecord(first) && textField(first, 'code') !== undefined
}

/**
 * Cancels an upload. It does not matter when that fails: the registry removes an open upload after some time, and some
 * registries want a login for it that may delete, which somebody who pushes need not have.
 */
async function cancelUpload(
  session: Session,
  uploads: Resource,
  location: string | undefined
): Promise<void> {
  if (location === undefined || !URL.canParse(location, uploads.url.href)) return
  const url = new URL(location, uploads.url)
  if (url.origin !== uploads.url.origin) return
  const options = { method: 'DELETE', action: 'push', tries: 1 } as const
  await orUnavailable(session, () => send(session, { ...uploads, url }, options))
}
