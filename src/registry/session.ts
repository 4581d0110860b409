import { type HttpAnswer, HttpFailure } from '../system/http.ts'
import type { Action, Credential, Credentials } from './login/credential.ts'
import type { ImageRepository } from './reference.ts'
import { authorize } from './auth.ts'
import { detailOf, plainText } from './detail.ts'
import type { System } from '../system/system.ts'

/** What the requests to registries share. */
export interface Session extends Pick<System, 'http' | 'secrets' | 'log'> {
  readonly credentials: Credentials
  /** The Authorization that each repository accepted, apart for what it is good for. */
  readonly headers: Map<string, string>
}

/** Something that a registry holds or takes: a manifest, a blob, an upload. */
export interface Content {
  readonly repository: ImageRepository
  readonly url: URL
  /** The types that are taken. */
  readonly accept: string
}

/** How a content is asked for. */
export interface Asked {
  readonly method: 'HEAD' | 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** What the login has to allow; `pull`. */
  readonly action?: Action
  readonly body?: Buffer
  readonly contentType?: string
  /** How much of the answer is read, in bytes; as much as the words of a refusal take. */
  readonly bodyLimit?: number
  /** How often it is sent to a busy server. */
  readonly tries?: number
}

/** An answer of the registry, whatever its status, or that nobody was let in. */
export type Reply = { readonly kind: 'answer'; readonly answer: HttpAnswer } | Refusal

export type Refusal =
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

const detailLimit = 16 * 1024

/** Names a manifest, by tag or digest, or a blob, by digest. */
export function contentOf(
  repository: ImageRepository,
  kind: 'manifests' | 'blobs',
  reference: string,
  accept: string
): Content {
  // The colon of a digest is written as every client writes it.
  const name = encodeURIComponent(reference).replaceAll('%3A', ':')
  return { repository, url: addressOf(repository, `${kind}/${name}`), accept }
}

/** The address of something in a repository, by its path there. */
export function addressOf({ insecure, registry, path }: ImageRepository, inner: string): URL {
  return new URL(`${insecure ? 'http' : 'https'}://${registry}/v2/${path}/${inner}`)
}

/**
 * Asks the registry, a second time with a login when it wants one. A login is shown to the registry itself alone.
 * @throws {HttpFailure} when there was no answer
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot be used
 */
export async function ask(session: Session, content: Content, asked: Asked): Promise<Reply> {
  const { repository, url } = content
  const { action = 'pull' } = asked
  const used = headerKey(session, repository, action)
  const first = await send(session, content, asked)
  // A login that another host asks for after a redirect gets nothing from us.
  if (first.status !== 401 || first.url.origin !== url.origin) return { kind: 'answer', answer: first }

  session.headers.delete(used)
  const credential = await session.credentials.lookup(repository, action)
  const reply = await askAgain(session, content, asked, { challenged: first, credential })
  const isRefused = reply.kind === 'denied' || (reply.kind === 'answer' && reply.answer.status === 403)
  if (!isRefused || action === 'push' || credential === undefined || credential.isFallback !== true) {
    return reply
  }
  // Nobody asked for this login, and what is public must not be refused because of it.
  const open = await askAgain(session, content, asked, { challenged: first, credential: undefined })
  return open.kind === 'answer' && open.answer.status !== 403 ? open : reply
}

interface Login {
  readonly challenged: HttpAnswer
  readonly credential: Credential | undefined
}

async function askAgain(
  session: Session,
  content: Content,
  asked: Asked,
  { challenged, credential }: Login
): Promise<Reply> {
  const { repository } = content
  const { action = 'pull' } = asked
  if (credential !== undefined) {
    session.secrets.add(credential.kind === 'basic' ? credential.password : credential.token)
  }
  const authorization = await authorize(challenged, { ...session, repository, credential, action })
  if (authorization.kind !== 'authorized') return authorization
  const { header } = authorization
  // A user name and a password are good for all that the user may do; a token is for what it was made for.
  const keys = header.startsWith('Basic ') ? (['pull', 'push'] as const) : [action]
  for (const each of keys) session.headers.set(keyOf(repository, each), header)
  const second = await send(session, content, asked)
  if (second.status !== 401) return { kind: 'answer', answer: second }
  const said = await words(session, content, second, asked)
  for (const each of keys) session.headers.delete(keyOf(repository, each))
  const { registry } = repository
  const who =
    credential === undefined
      ? `no credentials for ${registry} were found`
      : `the credentials for ${registry} were refused`
  return { kind: 'denied', status: 401, detail: `${who}: ${said}` }
}

/** The registry's reason for a refusal. A HEAD has no body, and the reason is in the body: it is asked again by GET. */
export async function words(
  session: Session,
  content: Content,
  answer: HttpAnswer,
  asked: Asked
): Promise<string> {
  try {
    const told = asked.method === 'HEAD' ? await send(session, content, { method: 'GET' }) : answer
    const said = told.status === answer.status ? detailOf(told, session.secrets) : undefined
    return said ?? 'no reason given'
  } catch (error) {
    if (error instanceof HttpFailure) return 'no reason given'
    throw error
  }
}

/** Does a piece of work; that there was no answer from the registry is a result. */
export async function answered<T>(
  session: Session,
  work: () => Promise<T>
): Promise<T | Extract<Refusal, { kind: 'unavailable' }>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { kind: 'unavailable', detail: plainText(error.message, session.secrets) }
  }
}

function keyOf({ name }: ImageRepository, action: Action): string {
  return `${action} ${name}`
}

/** Who may push may pull, so a push needs its own login and a pull takes what there is. */
function headerKey({ headers }: Session, repository: ImageRepository, action: Action): string {
  const own = keyOf(repository, action)
  return action === 'push' || headers.has(own) ? own : keyOf(repository, 'push')
}

/**
 * Sends a request with the login that there is, and takes the answer as it comes.
 * @throws {HttpFailure} when there was no answer
 */
export async function send(session: Session, content: Content, asked: Asked): Promise<HttpAnswer> {
  const { method, action = 'pull', body, contentType, bodyLimit = detailLimit, tries } = asked
  return await session.http.send({
    method,
    url: content.url,
    headers: {
      accept: content.accept,
      ...(contentType === undefined ? {} : { 'content-type': contentType })
    },
    authorization: session.headers.get(headerKey(session, content.repository, action)),
    bodyLimit,
    ...(body === undefined ? {} : { body }),
    ...(tries === undefined ? {} : { tries })
  })
}
