import { execFile } from 'node:child_process'
import { createPrivateKey, randomUUID, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { close, listen } from './ports.ts'
import { requireTool } from './tools.ts'

interface TokenUser {
  readonly username: string
  readonly password: string
  readonly actions: readonly string[]
  /** A refresh token that stands for the user, as `docker login` may store one. */
  readonly identityToken?: string
}

export interface TokenServerOptions {
  /** Where the key and the certificate are made. */
  readonly directory: string
  readonly users: readonly TokenUser[]
  /** What anyone may do; nothing when absent. */
  readonly anonymousActions?: readonly string[]
}

export interface TokenServer {
  readonly realm: string
  readonly service: string
  readonly issuer: string
  readonly certificateFile: string
  /** The requests seen: method, and how the user was named. */
  requests(): readonly {
    readonly method: string
    readonly login: 'anonymous' | 'basic' | 'password' | 'refresh_token'
  }[]
  /** Signs a token without a request, for tests that need one at hand. */
  token(repository: string, actions: readonly string[]): string
  close(): Promise<void>
}

interface Login {
  readonly kind: 'anonymous' | 'basic' | 'password' | 'refresh_token'
  readonly user: TokenUser | undefined
}

const service = 'newtag-testbed'
const issuer = 'newtag-testbed'

/**
 * Starts the token server of a registry with Bearer authentication, as Docker Hub and GHCR have one: tokens are JWTs
 * signed with RS256 that carry their certificate in x5c. Docker asks by POST first and by GET when that fails; both work.
 */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const key = await makeKey(options.directory)
  const requests: { method: string; login: Login['kind'] }[] = []
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  })

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : url.searchParams
    const login = identify(request, form, options.users)
    requests.push({ method: request.method ?? '', login: login.kind })
    if (login.kind !== 'anonymous' && login.user === undefined) {
      return { status: 401, body: { details: 'incorrect username or password' } }
    }
    const allowed = login.user?.actions ?? options.anonymousActions ?? []
    const scopes = form
      .getAll('scope')
      .flatMap(scope => scope.split(' '))
      .filter(scope => scope !== '')
    const access = scopes.map(scope => {
      const [type = '', name = '', actions = ''] = scope.split(':')
      return { type, name, actions: actions.split(',').filter(action => allowed.includes(action)) }
    })
    const token = signToken(key, access)
    return {
      status: 200,
      body: { token, access_token: token, expires_in: 300, issued_at: new Date().toISOString() }
    }
  }

  const port = await listen(server)
  return {
    realm: `http://127.0.0.1:${port}/token`,
    service,
    issuer,
    certificateFile: key.certificateFile,
    requests: () => requests,
    token: (repository, actions) => signToken(key, [{ type: 'repository', name: repository, actions }]),
    close: () => close(server)
  }
}

function identify(request: IncomingMessage, form: URLSearchParams, users: readonly TokenUser[]): Login {
  const header = request.headers.authorization
  const grant = form.get('grant_type')
  if (grant === 'refresh_token') {
    const token = form.get('refresh_token')
    return {
      kind: 'refresh_token',
      user: users.find(({ identityToken }) => token !== null && identityToken === token)
    }
  }
  if (grant === 'password') {
    return { kind: 'password', user: named(users, form.get('username') ?? '', form.get('password') ?? '') }
  }
  if (header === undefined) return { kind: 'anonymous', user: undefined }
  const plain = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString('utf8')
  const colon = plain.indexOf(':')
  return { kind: 'basic', user: named(users, plain.slice(0, colon), plain.slice(colon + 1)) }
}

function named(users: readonly TokenUser[], username: string, password: string): TokenUser | undefined {
  return users.find(user => user.username === username && user.password === password)
}

interface SigningKey {
  readonly privateKey: KeyObject
  readonly x5c: string
  readonly certificateFile: string
}

async function makeKey(directory: string): Promise<SigningKey> {
  const keyFile = join(directory, 'token-key.pem')
  const certificateFile = join(directory, 'token-certificate.pem')
  const subject = ['-subj', '/CN=newtag-testbed', '-days', '2']
  const files = ['-keyout', keyFile, '-out', certificateFile]
  await promisify(execFile)(requireTool('openssl'), [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    ...subject,
    ...files
  ])
  const certificate = new X509Certificate(await readFile(certificateFile))
  const privateKey = createPrivateKey(await readFile(keyFile))
  return { privateKey, x5c: certificate.raw.toString('base64'), certificateFile }
}

function signToken(key: SigningKey, access: readonly unknown[]): string {
  const now = Math.floor(Date.now() / 1000)
  const header = { typ: 'JWT', alg: 'RS256', x5c: [key.x5c] }
  const claims = {
    iss: issuer,
    sub: 'newtag',
    aud: service,
    exp: now + 300,
    nbf: now - 10,
    iat: now,
    jti: randomUUID(),
    access
  }
  const payload = [header, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${payload}.${sign('sha256', Buffer.from(payload), key.privateKey).toString('base64url')}`
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
