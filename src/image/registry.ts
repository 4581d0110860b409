import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import type { Logger } from '../log.ts'
import type { Credentials } from './credential.ts'
import { digestProblem, type Repository } from './reference.ts'
import { manifestLimit, manifestTypes } from './manifest-types.ts'
import { plainText } from './registry-detail.ts'
import { ask, type Content, contentOf, type Session, words } from './registry-session.ts'
import type { Revision } from './revision.ts'
import { createHttp, HttpFailure, type HttpAnswer } from '../http.ts'

/** What a registry says of a tag. Only `absent` means that it is not there; a refusal or a failure says nothing. */
export type TagLookup =
  | { readonly kind: 'present'; readonly digest: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

/** Asks registries about images. */
export interface Registry {
  /**
   * Finds the digest of a tag.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot be used
   */
  findTag(repository: Repository, tag: string): Promise<TagLookup>
  /**
   * Finds the commit that an image says it was built from, by a tag or a digest. Nothing when that is not clear, for
   * whatever reason; a revision of undefined when the image does not say.
   * @throws {ActionError} CANCELLED
   */
  findRevision(repository: Repository, reference: string): Promise<Revision | undefined>
}

export interface RegistryOptions {
  readonly credentials: Credentials
  readonly log: Pick<Logger, 'debug'>
  /** Told every secret that is made or received, before it is used. */
  readonly onSecret: (value: string) => void
  /** How long one request may take; 10 seconds. */
  readonly timeoutMs?: number
  /** Fires when the run is cancelled. */
  readonly cancelled?: AbortSignal
  readonly sleep?: (milliseconds: number) => Promise<void>
  readonly random?: () => number
}

const defaultTimeoutMs = 10_000

/** Creates the client. What lets it into a repository is kept, so a second look at it takes one request. */
export function createRegistry(options: RegistryOptions): Registry {
  const { credentials, log, cancelled, timeoutMs = defaultTimeoutMs, random = Math.random } = options
  const {
    sleep = async (milliseconds: number) => {
      await delay(milliseconds)
    }
  } = options
  const secrets = new Set<string>()
  const session: Session = {
    http: createHttp({ log, timeoutMs, cancelled, sleep, random }),
    credentials,
    headers: new Map(),
    secrets,
    onSecret: value => {
      if (value === '') return
      secrets.add(value)
      options.onSecret(value)
    }
  }
  return {
    findTag: async (repository, tag) => {
      try {
        return await findTag(session, repository, tag)
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error
        return { kind: 'unavailable', detail: plainText(error.message, secrets) }
      }
    },
    findRevision: async (repository, reference) => {
      // Loaded when it is asked for, which few runs do.
      const { findRevision } = await import('./revision.ts')
      return await findRevision(session, repository, reference, log)
    }
  }
}

async function findTag(session: Session, repository: Repository, tag: string): Promise<TagLookup> {
  const manifest = contentOf(repository, 'manifests', tag, manifestTypes.join(', '))
  const reply = await ask(session, manifest, 'HEAD')
  return reply.kind === 'answer' ? await read(session, manifest, reply.answer) : reply
}

/** Judges the answer to a HEAD. */
async function read(session: Session, manifest: Content, answer: HttpAnswer): Promise<TagLookup> {
  const server = answer.url.host
  switch (answer.status) {
    case 200:
      return await readDigest(session, manifest, answer)
    case 404:
      return { kind: 'absent' }
    case 401:
    case 403:
      return {
        kind: 'denied',
        status: answer.status,
        detail: `${server}: ${await words(session, manifest, answer.status)}`
      }
    default:
      return { kind: 'unavailable', detail: `${server} answered with status ${answer.status}` }
  }
}

async function readDigest(session: Session, manifest: Content, head: HttpAnswer): Promise<TagLookup> {
  const server = head.url.host
  const named = head.headers['docker-content-digest']
  if (named !== undefined) {
    if (typeof named === 'string' && digestProblem(named) === undefined)
      return { kind: 'present', digest: named }
    return { kind: 'unavailable', detail: `${server} answered with a digest that is none` }
  }
  // The header is optional; the digest is that of the manifest's bytes.
  const reply = await ask(session, manifest, 'GET', manifestLimit)
  if (reply.kind !== 'answer') return reply
  const { answer } = reply
  const type = plainText((answer.headers['content-type'] ?? '').replace(/;.*$/s, ''), session.secrets)
  if (answer.status !== 200)
    return { kind: 'unavailable', detail: `${server} answered with status ${answer.status}` }
  if (!manifestTypes.some(known => known === type)) {
    return {
      kind: 'unavailable',
      detail: `${server} answered with ${type || 'no type'}, which is no image manifest`
    }
  }
  if (answer.truncated)
    return { kind: 'unavailable', detail: `${server} answered with a manifest over 4 MiB` }
  return { kind: 'present', digest: `sha256:${createHash('sha256').update(answer.body).digest('hex')}` }
}
