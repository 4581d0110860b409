import { createHash } from 'node:crypto'

import { isRecord, textField } from '../text/json.ts'
import type { Manifest, Refusal } from './answers.ts'
import type { Action } from './login/credential.ts'
import { digestProblem, type ImageRepository } from './reference.ts'
import { plainText } from './detail.ts'
import { manifestAt, manifestTypes, reasonFor, request, type Session } from './session.ts'

export interface ManifestOptions {
  /** `push` when the manifest is pushed again afterwards, so that one token is enough for both. */
  readonly action?: Action
  readonly tries?: number
  /** Accepts any content type, or none: for callers that look at the contents alone. */
  readonly anyType?: boolean
}

/** The size that the OCI distribution specification has registries accept for a manifest, in bytes. */
const manifestLimit = 4 * 1024 * 1024

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
  { anyType = false, ...login }: ManifestOptions = {}
): Promise<Manifest | { readonly kind: 'absent' } | Refusal> {
  const resource = manifestAt(repository, reference)
  const options = { method: 'GET', bodyLimit: manifestLimit, ...login } as const
  const reply = await request(session, resource, options)
  if (reply.kind !== 'answer') return reply
  const { status, url, headers, body, truncated } = reply.answer
  const unavailable = (detail: string) => ({ kind: 'unavailable', detail: `${url.host} ${detail}` }) as const
  if (status === 404) return { kind: 'absent' }
  if (status === 401 || status === 403) {
    const reason = await reasonFor(session, resource, reply.answer, options)
    return { kind: 'denied', status, detail: `${url.host}: ${reason}` }
  }
  if (status !== 200) return unavailable(`answered with status ${status}`)
  const type = plainText((headers['content-type'] ?? '').replace(/;.*$/s, ''), session.secrets)
  if (!anyType && !manifestTypes.includes(type)) {
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

/** Whether bytes have this digest; false for a text that is not a digest. */
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
    const isAttestation =
      isRecord(platform) && platform['os'] === 'unknown' && platform['architecture'] === 'unknown'
    const digest = textField(entry, 'digest')
    const valid = digest !== undefined && digestProblem(digest) === undefined ? digest : undefined
    return isAttestation ? [] : [valid]
  })
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
