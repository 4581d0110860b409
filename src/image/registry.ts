import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import type { Logger } from '../log.ts'
import type { Credentials } from './credential.ts'
import { digestProblem, type Repository } from './reference.ts'
import { authorize } from './registry-auth.ts'
import { detailOf, plainText } from './registry-detail.ts'
import { createHttp, HttpFailure, type Http, type HttpAnswer } from '../http.ts'

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

/**
 * Without all of these a registry answers 404 for an image that is there, or converts the manifest to an old type,
 * which has another digest (distribution 2.8, registry/handlers/manifests.go).
 */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json'
] as const

/** The size that the OCI distribution specification has registries accept for a manifest. */
const manifestLimit = 4 * 1024 * 1024
const detailLimit = 16 * 1024
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
    }
  }
}

interface Session {
  readonly http: Http
  readonly credentials: Credentials
  /** The Authorization that each repository accepted. */
  readonly headers: Map<string, string>
  readonly secrets: Set<string>
  readonly onSecret: (value: string) => void
}

interface Manifest {
  readonly repository: Repository
  readonly url: URL
}

async function findTag(session: Session, repository: Repository, tag: string): Promise<TagLookup> {
  const scheme = repository.insecure ? 'http' : 'https'
  const path = `/v2/${repository.path}/manifests/${encodeURIComponent(tag)}`
  const manifest: Manifest = { repository, url: new URL(`${scheme}://${repository.registry}${path}`) }
  const first = await ask(session, manifest, 'HEAD')
  // A login that another host asks for after a redirect gets nothing from us.
  if (first.status !== 401 || first.url.origin !== manifest.url.origin)
    return await read(session, manifest, first)

  session.headers.delete(repository.name)
  const credential = await session.credentials.lookup(repository)
  if (credential !== undefined) {
    session.onSecret(credential.kind === 'basic' ? credential.password : credential.token)
  }
  const authorization = await authorize(first, { ...session, repository, credential })
  if (authorization.kind !== 'authorized') return authorization
  session.headers.set(repository.name, authorization.header)
  const second = await ask(session, manifest, 'HEAD')
  if (second.status !== 401) return await read(session, manifest, second)
  const said = await words(session, manifest, 401)
  session.headers.delete(repository.name)
  const { registry } = repository
  const who =
    credential === undefined
      ? `no credentials for ${registry} were found`
      : `the credentials for ${registry} were refused`
  return { kind: 'denied', status: 401, detail: `${who}: ${said}` }
}

async function ask(
  { http, headers }: Session,
  { repository, url }: Manifest,
  method: 'HEAD' | 'GET',
  bodyLimit = 0
): Promise<HttpAnswer> {
  const authorization = headers.get(repository.name)
  return await http.send({
    method,
    url,
    headers: { accept: manifestTypes.join(', ') },
    authorization,
    bodyLimit
  })
}

/** Judges the answer to a HEAD. */
async function read(session: Session, manifest: Manifest, answer: HttpAnswer): Promise<TagLookup> {
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

/** Asks for the reason of a refusal: a HEAD has no body, and the reason is in the body. */
async function words(session: Session, manifest: Manifest, status: number): Promise<string> {
  try {
    const answer = await ask(session, manifest, 'GET', detailLimit)
    const said = answer.status === status ? detailOf(answer, session.secrets) : undefined
    return said ?? 'no reason given'
  } catch (error) {
    if (error instanceof HttpFailure) return 'no reason given'
    throw error
  }
}

async function readDigest(session: Session, manifest: Manifest, head: HttpAnswer): Promise<TagLookup> {
  const server = head.url.host
  const named = head.headers['docker-content-digest']
  if (named !== undefined) {
    if (typeof named === 'string' && digestProblem(named) === undefined)
      return { kind: 'present', digest: named }
    return { kind: 'unavailable', detail: `${server} answered with a digest that is none` }
  }
  // The header is optional; the digest is that of the manifest's bytes.
  const answer = await ask(session, manifest, 'GET', manifestLimit)
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
