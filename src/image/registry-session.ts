import type { Http, HttpAnswer } from '../http.ts'
import { HttpFailure } from '../http.ts'
import type { Credentials } from './credential.ts'
import type { Repository } from './reference.ts'
import { authorize } from './registry-auth.ts'
import { detailOf } from './registry-detail.ts'

/** What the requests to registries share. */
export interface Session {
  readonly http: Http
  readonly credentials: Credentials
  /** The Authorization that each repository accepted. */
  readonly headers: Map<string, string>
  readonly secrets: Set<string>
  readonly onSecret: (value: string) => void
}

/** Something that a registry holds: a manifest or a blob. */
export interface Content {
  readonly repository: Repository
  readonly url: URL
  /** The types that are taken. */
  readonly accept: string
}

/** An answer of the registry, whatever its status, or that nobody was let in. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

const detailLimit = 16 * 1024

/** Names a manifest, by tag or digest, or a blob, by digest. */
export function contentOf(
  repository: Repository,
  kind: 'manifests' | 'blobs',
  reference: string,
  accept: string
): Content {
  const scheme = repository.insecure ? 'http' : 'https'
  // The colon of a digest is written as every client writes it.
  const name = encodeURIComponent(reference).replaceAll('%3A', ':')
  const path = `/v2/${repository.path}/${kind}/${name}`
  return { repository, url: new URL(`${scheme}://${repository.registry}${path}`), accept }
}

/**
 * Asks the registry, a second time with a login when it wants one. A login is shown to the registry itself alone.
 * @throws {HttpFailure} when there was no answer
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the registry asks for a login and config.json cannot be used
 */
export async function ask(
  session: Session,
  content: Content,
  method: 'HEAD' | 'GET',
  bodyLimit = 0
): Promise<Reply> {
  const { repository, url } = content
  const first = await send(session, content, method, bodyLimit)
  // A login that another host asks for after a redirect gets nothing from us.
  if (first.status !== 401 || first.url.origin !== url.origin) return { kind: 'answer', answer: first }

  session.headers.delete(repository.name)
  const credential = await session.credentials.lookup(repository)
  if (credential !== undefined) {
    session.onSecret(credential.kind === 'basic' ? credential.password : credential.token)
  }
  const authorization = await authorize(first, { ...session, repository, credential })
  if (authorization.kind !== 'authorized') return authorization
  session.headers.set(repository.name, authorization.header)
  const second = await send(session, content, method, bodyLimit)
  if (second.status !== 401) return { kind: 'answer', answer: second }
  const said = await words(session, content, 401)
  session.headers.delete(repository.name)
  const { registry } = repository
  const who =
    credential === undefined
      ? `no credentials for ${registry} were found`
      : `the credentials for ${registry} were refused`
  return { kind: 'denied', status: 401, detail: `${who}: ${said}` }
}

/** Asks for the reason of a refusal: a HEAD has no body, and the reason is in the body. */
export async function words(session: Session, content: Content, status: number): Promise<string> {
  try {
    const answer = await send(session, content, 'GET', detailLimit)
    const said = answer.status === status ? detailOf(answer, session.secrets) : undefined
    return said ?? 'no reason given'
  } catch (error) {
    if (error instanceof HttpFailure) return 'no reason given'
    throw error
  }
}

async function send(
  { http, headers }: Session,
  { repository, url, accept }: Content,
  method: 'HEAD' | 'GET',
  bodyLimit: number
): Promise<HttpAnswer> {
  const authorization = headers.get(repository.name)
  return await http.send({ method, url, headers: { accept }, authorization, bodyLimit })
}
