import { createHash } from 'node:crypto'

import { isRecord, textField } from '../text/json.ts'
import type { Action } from './login/credential.ts'
import { manifestLimit, manifestTypes } from './manifest-types.ts'
import { digestProblem, type ImageRepository } from './reference.ts'
import { plainText } from './detail.ts'
import { ask, contentOf, type Refusal, type Session, words } from './session.ts'

/** A manifest as the registry keeps it. */
export interface Manifest {
  readonly kind: 'manifest'
  /** Every byte counts: the digest is theirs. */
  readonly bytes: Buffer
  /** One of `manifestTypes`. */
  readonly type: string
  readonly digest: string
}

export interface FetchOptions {
  /** `push` where the same is pushed after it: one login does for both. */
  readonly action?: Action
  readonly tries?: number
}

/**
 * Reads the manifest that a tag or a digest names. It has the digest that was asked for, or the one that the registry
 * names, or SHA-256 where it names none.
 * @throws {HttpFailure} when there was no answer
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot be used
 */
export async function fetchManifest(
  session: Session,
  repository: ImageRepository,
  reference: string,
  options: FetchOptions = {}
): Promise<Manifest | { readonly kind: 'absent' } | Refusal> {
  const content = contentOf(repository, 'manifests', reference, manifestTypes.join(', '))
  const asked = { method: 'GET', bodyLimit: manifestLimit, ...options } as const
  const reply = await ask(session, content, asked)
  if (reply.kind !== 'answer') return reply
  const { status, url, headers, body, truncated } = reply.answer
  const unavailable = (detail: string) => ({ kind: 'unavailable', detail: `${url.host} ${detail}` }) as const
  if (status === 404) return { kind: 'absent' }
  if (status === 401 || status === 403) {
    return {
      kind: 'denied',
      status,
      detail: `${url.host}: ${await words(session, content, reply.answer, asked)}`
    }
  }
  if (status !== 200) return unavailable(`answered with status ${status}`)
  const type = plainText((headers['content-type'] ?? '').replace(/;.*$/s, ''), session.secrets)
  if (!manifestTypes.some(known => known === type)) {
    return unavailable(`answered with ${type || 'no type'}, which is no image manifest`)
  }
  if (truncated) return unavailable('answered with a manifest over 4 MiB')
  const named = headers['docker-content-digest']
  const digest = digestProblem(reference) === undefined ? reference : (named ?? `sha256:${sha256(body)}`)
  if (typeof digest !== 'string' || !hasDigest(body, digest)) {
    return unavailable(`answered with a manifest that does not have its digest`)
  }
  return { kind: 'manifest', bytes: body, type, digest }
}

/** Whether bytes have a digest; what is no digest, none have. */
export function hasDigest(bytes: Buffer, digest: string): boolean {
  if (digestProblem(digest) !== undefined) return false
  const algorithm = digest.slice(0, digest.indexOf(':'))
  return digest === `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

/**
 * The digests of the images that an index names, without attestations: BuildKit writes those into it as images for
 * the platform unknown/unknown. Undefined for an entry that has no digest.
 */
export function imagesOf(entries: readonly unknown[]): readonly (string | undefined)[] {
  return entries.filter(isRecord).flatMap(entry => {
    const { platform } = entry
    const isNowhere =
      isRecord(platform) && platform['os'] === 'unknown' && platform['architecture'] === 'unknown'
    const digest = textField(entry, 'digest')
    const known = digest !== undefined && digestProblem(digest) === undefined ? digest : undefined
    return isNowhere ? [] : [known]
  })
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
