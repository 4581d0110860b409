import { isRecord, parseObject, textField } from '../text/json.ts'
import type { ImageRepository } from './reference.ts'
import { addressOf, answered, ask, type Content, send, type Session, words } from './session.ts'

/** What a registry says to the beginning of a push. */
export type PushCheck =
  | { readonly kind: 'allowed' }
  /** It refused the login, or what the login may do. */
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  /** It has no such repository and does not create one with a push. */
  | { readonly kind: 'missing'; readonly detail: string }
  | { readonly kind: 'unclear'; readonly detail: string }

/**
 * Asks whether a repository can be pushed to, by the first request of a push: it opens an upload, which is given up at
 * once (https://github.com/opencontainers/distribution-spec, "Pushing a blob in chunks").
 * @throws {ActionError} CANCELLED; CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot
 *   be used
 */
export async function checkPush(session: Session, repository: ImageRepository): Promise<PushCheck> {
  const check = await answered(session, () => startUpload(session, repository))
  return check.kind === 'unavailable' ? { kind: 'unclear', detail: check.detail } : check
}

async function startUpload(
  session: Session,
  repository: ImageRepository
): Promise<PushCheck | { readonly kind: 'unavailable'; readonly detail: string }> {
  const uploads = { repository, url: addressOf(repository, 'blobs/uploads/'), accept: '*/*' }
  const asked = { method: 'POST', action: 'push' } as const
  const reply = await ask(session, uploads, asked)
  if (reply.kind !== 'answer') return reply
  const { answer } = reply
  const { status } = answer
  if (status === 202) {
    await giveUp(session, uploads, answer.headers.location)
    return { kind: 'allowed' }
  }
  const said = `${answer.url.host}: ${await words(session, uploads, answer, asked)}`
  if (status === 401 || status === 403) return { kind: 'denied', status, detail: said }
  if (status === 404 && isRegistryError(answer.body)) return { kind: 'missing', detail: said }
  return { kind: 'unclear', detail: `${said} (status ${status})` }
}

/** Some other server answers 404 too; a registry does it with a code of its own, NAME_UNKNOWN in most. */
function isRegistryError(body: Buffer): boolean {
  const errors = parseObject(body.toString('utf8'))?.['errors']
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return isRecord(first) && textField(first, 'code') !== undefined
}

/**
 * An upload that is left open is cleared away by the registry some day, so that this failed is no matter: some want
 * a login for it that may delete, which who pushes need not have.
 */
async function giveUp(session: Session, uploads: Content, location: string | undefined): Promise<void> {
  if (location === undefined || !URL.canParse(location, uploads.url.href)) return
  const url = new URL(location, uploads.url)
  if (url.origin !== uploads.url.origin) return
  const given = { method: 'DELETE', action: 'push', tries: 1 } as const
  await answered(session, () => send(session, { ...uploads, url }, given))
}
