import { parseChallenges, type Challenge } from './challenge.ts'
import { type Action, type Credential, encodeBasic } from './login/credential.ts'
import { parseObject, textField } from '../text/json.ts'
import { isLoopback } from '../system/loopback.ts'
import type { ImageRepository } from './reference.ts'
import { detailOf } from './detail.ts'
import type { Http, HttpAnswer, HttpRequest } from '../system/http.ts'
import type { Secrets } from '../system/secrets.ts'

export type Authorization =
  | { readonly kind: 'authorized'; readonly header: string }
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

export interface AuthorizeOptions {
  readonly repository: ImageRepository
  /** Absent: the registry may still hand out a token to anyone. */
  readonly credential: Credential | undefined
  readonly action: Action
  readonly http: Http
  readonly secrets: Secrets
}

const tokenLimit = 256 * 1024

/**
 * Answers the challenge of a 401: Basic with the credential itself, Bearer with a token from the realm it names
 * (https://distribution.github.io/distribution/spec/auth/token/). Bearer is preferred, as it sends the registry less.
 */
export async function authorize(challenged: HttpAnswer, options: AuthorizeOptions): Promise<Authorization> {
  const challenges = parseChallenges(challenged.headers['www-authenticate'] ?? '')
  const realms = challenges.filter(({ scheme }) => scheme === 'bearer')
  const bearer = realms.find(challenge => realmProblem(challenge, options.repository) === undefined)
  if (bearer !== undefined) return await fetchToken(bearer, options)
  if (challenges.some(({ scheme }) => scheme === 'basic')) return basic(options)
  const [refused] = realms
  const problem = refused === undefined ? undefined : realmProblem(refused, options.repository)
  const detail =
    problem ?? `${options.repository.registry} asks for a login but offers neither Basic nor Bearer`
  return { kind: 'denied', status: 401, detail }
}

/**
 * Says why no credential may go to a challenge's realm. Another host than the registry's is normal (auth.docker.io);
 * plain http is only for a registry on this machine that keeps its realm there too.
 */
function realmProblem(challenge: Challenge, { registry, insecure }: ImageRepository): string | undefined {
  const realm = challenge.parameters.get('realm') ?? ''
  const refusal = `${registry} sends its users to a login address that is not safe, so no credentials were sent`
  if (!URL.canParse(realm)) return `${refusal}: it is no URL`
  const url = new URL(realm)
  if (url.username !== '' || url.password !== '') return `${refusal}: it has a user in it`
  if (url.protocol === 'https:') return undefined
  if (url.protocol !== 'http:') return `${refusal}: it is neither https nor http`
  return insecure && isLoopback(url.hostname) ? undefined : `${refusal}: it is plain http (${url.host})`
}

function basic({ repository, credential, secrets }: AuthorizeOptions): Authorization {
  if (credential?.kind === 'basic') return { kind: 'authorized', header: basicHeader(credential, secrets) }
  const what = credential === undefined ? 'none were found' : 'only an identity token was found'
  const detail = `${repository.registry} asks for a user name and a password, and ${what}`
  return { kind: 'denied', status: 401, detail }
}

function basicHeader(login: { username: string; password: string }, secrets: Secrets): string {
  const value = encodeBasic(login)
  secrets.add(value)
  return `Basic ${value}`
}

async function fetchToken(challenge: Challenge, options: AuthorizeOptions): Promise<Authorization> {
  const { credential, http, repository, secrets } = options
  const request = tokenRequest(challenge, options)
  const answer = await http.send({ ...request, bodyLimit: tokenLimit })
  const server = answer.url.host
  // Only read for failures: the body of a success is the token.
  const words = () => detailOf(answer, secrets) ?? `status ${answer.status}`
  if (answer.status === 200) {
    const token = readToken(answer)
    if (token === undefined) return { kind: 'unavailable', detail: `${server} answered without a token` }
    secrets.add(token)
    return { kind: 'authorized', header: `Bearer ${token}` }
  }
  // OAuth 2 says 400 for a refresh token that is no longer good (RFC 6749, 5.2).
  if ([400, 401, 403].includes(answer.status)) {
    const subject =
      credential === undefined
        ? `no credentials for ${repository.registry} were found, and ${server} gives no token without`
        : `${server} refused the credentials for ${repository.registry}`
    return { kind: 'denied', status: answer.status, detail: `${subject}: ${words()}` }
  }
  return { kind: 'unavailable', detail: `${server} gave no token (status ${answer.status}): ${words()}` }
}

function tokenRequest(challenge: Challenge, options: AuthorizeOptions): HttpRequest {
  const { credential, secrets } = options
  const url = new URL(challenge.parameters.get('realm') ?? '')
  const service = challenge.parameters.get('service')
  const scope = scopeOf(challenge, options)
  if (credential?.kind === 'identity-token') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'newtag',
      refresh_token: credential.token,
      scope
    })
    if (service !== undefined) form.set('service', service)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { method: 'POST', url, headers, body: form.toString() }
  }
  if (service !== undefined) url.searchParams.set('service', service)
  for (const one of scope.split(' ').filter(part => part !== '')) url.searchParams.append('scope', one)
  return {
    method: 'GET',
    url,
    authorization: credential === undefined ? undefined : basicHeader(credential, secrets)
  }
}

function scopeOf(challenge: Challenge, { repository, action }: AuthorizeOptions): string {
  // The registry asked for the scope of the very address that was requested; behind a proxy the name may differ.
  const scope = challenge.parameters.get('scope') ?? `repository:${repository.path}:pull`
  // A read that a push follows asks for one token that allows both.
  return action === 'push' ? scope.replace(/(repository:\S+):pull(?=\s|$)/g, '$1:pull,push') : scope
}

function readToken(answer: HttpAnswer): string | undefined {
  const object = answer.truncated ? undefined : parseObject(answer.body.toString('utf8'))
  if (object === undefined) return undefined
  // `token` and `access_token` are the same by the specification; a server may send one of them empty.
  const names = ['token', 'access_token']
  const token = names.map(name => textField(object, name)).find(value => value !== undefined && value !== '')
  // Only characters that a header may contain, so that a token cannot add another header.
  return token !== undefined && /^[\x21-\x7e]+$/.test(token) ? token : undefined
}
