import { ActionError, isCancellation } from '../errors/errors.ts'
import { type HttpAnswer, HttpFailure } from '../system/http.ts'
import type { Result } from '../errors/result.ts'
import { oneLine } from '../log/log.ts'
import type { System } from '../system/system.ts'
import type { Refusal } from './answers.ts'
import type { Action, Credential, Credentials } from './login/credential.ts'
import type { ImageRepository } from './reference.ts'
import { authorize } from './auth.ts'
import { detailOf, plainText } from './detail.ts'

/** What the requests to registries share. */
export interface Session extends Pick<System, 'http' | 'secrets' | 'log' | 'clock'> {
  readonly credentials: Credentials
  /** The Authorization header that each repository accepted, apart for pull and push. */
  readonly headers: Map<string, string>
  /** Registries that gave no answer in time. */
  readonly silent: Set<string>
}

/** Something that a registry holds or takes: a manifest, a blob, an upload. */
export interface Resource {
  readonly repository: ImageRepository
  readonly url: URL
  /** The media types that are taken. */
  readonly accept: string
}

export interface RequestOptions {
  readonly method: 'HEAD' | 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** What the login must allow; `pull` by default. */
  readonly action?: Action
  readonly body?: Buffer
  readonly contentType?: string
  /** How much of the answer is read, in bytes; by default enough for the reason of a refusal. */
  readonly bodyLimit?: number
  /** How many attempts are made when the server is busy. */
  readonly tries?: number
}

/** The registry's answer, whatever its status, or why it let nobody in. */
export type Reply = { readonly kind: 'answer'; readonly answer: HttpAnswer } | Refusal

/** How much of a refusal is read, in bytes. */
const detailLimit = 16 * 1024

/**
 * Without all of these a registry answers 404 for an image that is there, or converts the manifest to an old type,
 * which has another digest (distribution 2.8, registry/handlers/manifests.go).
 */
export const manifestTypes: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json'
]

/** Names a manifest, by tag or digest; of whatever type, unless `accept` says otherwise. */
export function manifestAt(
  repository: ImageRepository,
  reference: string,
  accept = manifestTypes.join(', ')
): Resource {
  return { repository, url: addressOf(repository, `manifests/${encode(reference)}`), accept }
}

/** Names a blob, by its digest. */
export function blobAt(repository: ImageRepository, digest: string): Resource {
  return { repository, url: addressOf(repository, `blobs/${encode(digest)}`), accept: '*/*' }
}

/** The colon of a digest is written as every client writes it. */
function encode(reference: string): string {
  return encodeURIComponent(reference).replaceAll('%3A', ':')
}

/** The address of something in a repository, by its path there. */
export function addressOf({ insecure, registry, path }: ImageRepository, inner: string): URL {
  return new URL(`${insecure ? 'http' : 'https'}://${registry}/v2/${path}/${inner}`)
}

/**
 * Sends a request, a second time with a login when the registry wants one. A login is shown to the registry alone.
 * @throws {HttpFailure} when there was no answer
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot be used
 */
export async function request(session: Session, resource: Resource, options: RequestOptions): Promise<Reply> {
  const { repository, url } = resource
  const { action = 'pull' } = options
  const sentKey = headerKey(session, repository, action)
  const first = await send(session, resource, options)
  // A login that another host asks for after a redirect gets nothing from us.
  if (first.status !== 401 || first.url.origin !== url.origin) return { kind: 'answer', answer: first }

  session.headers.delete(sentKey)
  const credential = await session.credentials.lookup(repository, action)
  const reply = await requestWithLogin(session, resource, options, { challenged: first, credential })
  const isRefused = reply.kind === 'denied' || (reply.kind === 'answer' && reply.answer.status === 403)
  if (!isRefused || action === 'push' || credential?.isFallback !== true) return reply
  // Nobody asked for this login, and what is public must not be refused because of it.
  const anonymous = { challenged: first, credential: undefined }
  const open = await requestWithLogin(session, resource, options, anonymous)
  return open.kind === 'answer' && open.answer.status !== 403 ? open : reply
}

interface Login {
  readonly challenged: HttpAnswer
  readonly credential: Credential | undefined
}

async function requestWithLogin(
  session: Session,
  resource: Resource,
  options: RequestOptions,
  { challenged, credential }: Login
): Promise<Reply> {
  const { repository } = resource
  const { action = 'pull' } = options
  if (credential !== undefined) {
    session.secrets.add(credential.kind === 'basic' ? credential.password : credential.token)
  }
  const authorization = await authorize(challenged, { ...session, repository, credential, action })
  if (authorization.kind !== 'authorized') return authorization
  const { header } = authorization
  // Basic credentials allow everything that the user may do; a token allows the action it was issued for.
  const keys = (header.startsWith('Basic ') ? (['pull', 'push'] as const) : [action]).map(allowed =>
    keyOf(repository, allowed)
  )
  for (const key of keys) session.headers.set(key, header)
  const answer = await send(session, resource, options)
  if (answer.status !== 401) return { kind: 'answer', answer }
  const reason = await reasonFor(session, resource, answer, options)
  for (const key of keys) session.headers.delete(key)
  const { registry } = repository
  const problem =
    credential === undefined
      ? `no credentials for ${registry} were found`
      : `the credentials for ${registry} were refused`
  return { kind: 'denied', status: 401, detail: `${problem}: ${reason}` }
}

/** The registry's reason for a refusal. A HEAD has no body, and the reason is in the body: it is asked again by GET. */
export async function reasonFor(
  session: Session,
  resource: Resource,
  answer: HttpAnswer,
  { method }: RequestOptions
): Promise<string> {
  try {
    const withBody = method === 'HEAD' ? await send(session, resource, { method: 'GET' }) : answer
    const reason = withBody.status === answer.status ? detailOf(withBody, session.secrets) : undefined
    return reason ?? 'no reason given'
  } catch (error) {
    if (error instanceof HttpFailure) return 'no reason given'
    throw error
  }
}

/** Turns a missing answer of the registry into a result, `unavailable`. */
export async function orUnavailable<T>(
  { secrets }: Session,
  work: () => Promise<T>
): Promise<T | Extract<Refusal, { kind: 'unavailable' }>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { kind: 'unavailable', detail: plainText(error.message, secrets) }
  }
}

/**
 * Finds out something that the run can do without. When it cannot be found out, the reason is logged for debugging.
 * @param what stands before `is not known`
 * @throws {ActionError} CANCELLED
 */
export async function orUnknown<T>(
  { log }: Session,
  what: string,
  work: () => Promise<Result<T>>
): Promise<T | undefined> {
  let reason: string
  try {
    const result = await work()
    if (result.ok) return result.value
    reason = `${result.problem}.`
  } catch (error) {
    const isExpected = error instanceof HttpFailure || error instanceof ActionError
    if (!isExpected || isCancellation(error)) throw error
    reason = error.message
  }
  log.debug(oneLine(`${what} is not known: ${reason}`))
  return undefined
}

function keyOf({ name }: ImageRepository, action: Action): string {
  return `${action} ${name}`
}

/** Finds the header to send. A login that may push may pull too, but not the other way round. */
function headerKey({ headers }: Session, repository: ImageRepository, action: Action): string {
  const key = keyOf(repository, action)
  return action === 'push' || headers.has(key) ? key : keyOf(repository, 'push')
}

/**
 * Sends a request with the login that there is, and takes the answer as it comes.
 * @throws {HttpFailure} when there was no answer
 */
export async function send(
  session: Session,
  { repository, url, accept }: Resource,
  options: RequestOptions
): Promise<HttpAnswer> {
  const { method, action = 'pull', body, contentType, bodyLimit = detailLimit, tries } = options
  return await session.http.send({
    ...{ method, url, bodyLimit },
    headers: { accept, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
    authorization: session.headers.get(headerKey(session, repository, action)),
    ...(body === undefined ? {} : { body }),
    ...(tries === undefined ? {} : { tries })
  })
}
