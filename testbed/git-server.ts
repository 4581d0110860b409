import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

import {
  type BareRepository,
  createBareRepository,
  gitEnvironment,
  type RepositoryOptions
} from './git-repository.ts'
import { createTemporary } from './temporary.ts'
import { requireTool } from './tools.ts'

export interface GitServerOptions {
  /** Accepted as Bearer token, or as the Basic password of any user. Without it everybody may read and write. */
  readonly token?: string
  /** Lets everybody read; writing still needs the token. */
  readonly anonymousRead?: boolean
}

/** What came over the wire. `status` is 0 when the connection was cut without an answer. */
interface RecordedRequest {
  readonly method: string
  /** The request target, with its query. */
  readonly path: string
  readonly authorization: string | undefined
  readonly status: number
}

/** A request as the handlers see it. */
interface GitRequest {
  readonly method: string
  readonly path: string
  readonly service: 'git-upload-pack' | 'git-receive-pack' | undefined
  /** `advertise` lists the refs, `pack` transfers objects. */
  readonly phase: 'advertise' | 'pack' | 'other'
  readonly headers: IncomingMessage['headers']
}

/** An answer in Git's place, or a connection that just ends. */
export type Answer =
  | 'cut'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }

type Handler = (request: GitRequest) => Promise<Answer | undefined> | Answer | undefined | Promise<void>

/** A real Git server over smart HTTP, on a free port of the loopback. */
export interface GitServer {
  readonly url: string
  readonly requests: readonly RecordedRequest[]
  /** Creates `<url>/<name>.git`. The name may have slashes. */
  createRepository(name: string, options?: RepositoryOptions): Promise<BareRepository>
  /**
   * Sets the function that runs before each admitted request is passed on to Git: it may wait, push as somebody
   * else, or give an answer in Git's place. Returns a function that unsets it.
   */
  onRequest(handler: Handler): () => void
  /** The same, after Git took a push and before the client hears of it; `'cut'` loses the answer. */
  afterReceivePack(handler: Handler): () => void
  /** Delays each request by so many milliseconds, from now on. */
  addLatency(ms: number): void
  /** Ends the server and deletes its repositories. */
  close(): Promise<void>
}

/** Starts `git http-backend` behind an HTTP server that checks the token. */
export async function startGitServer(options: GitServerOptions = {}): Promise<GitServer> {
  const temporary = await createTemporary('newtag-git-server')
  const root = path.join(temporary.path, 'repositories')
  const environment = await gitEnvironment(path.join(temporary.path, 'home'))
  const requests: RecordedRequest[] = []
  const before = new Set<Handler>()
  const afterPush = new Set<Handler>()
  const running = new Set<Promise<void>>()
  let latencyMs = 0

  const serve = async (exchange: Exchange) => {
    if (latencyMs > 0) await sleep(latencyMs)
    if (!isAdmitted(options, exchange.request)) {
      give(exchange, {
        status: 401,
        headers: { 'WWW-Authenticate': 'Basic realm="newtag"' },
        body: 'A token is needed.\n'
      })
      return
    }
    const answer = await firstAnswer(before, exchange.request)
    if (answer === undefined) await runBackend(exchange, { root, environment, afterPush })
    else give(exchange, answer)
  }

  const server = createServer((incoming, response) => {
    const request = describeRequest(incoming)
    // The status is set before the client can see it, so a test finds the record complete.
    const record = {
      method: request.method,
      path: request.path,
      authorization: incoming.headers.authorization,
      status: 0
    }
    requests.push(record)
    const exchange = { incoming, response, request, record }
    const done = serve(exchange).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else give(exchange, { status: 500, body: `The test server failed: ${String(error)}\n` })
    })
    running.add(done)
    void done.finally(() => running.delete(done))
  })
  // A fetch of a large repository may take its time.
  server.requestTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const url = `http://127.0.0.1:${address.port}`

  return {
    url,
    requests,
    createRepository: (name, repositoryOptions = {}) =>
      createBareRepository(
        path.join(root, `${name}.git`),
        `${url}/${name}.git`,
        environment,
        repositoryOptions
      ),
    onRequest: handler => register(before, handler),
    afterReceivePack: handler => register(afterPush, handler),
    addLatency: ms => {
      latencyMs = ms
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await Promise.all(running)
      await temporary.remove()
    }
  }
}

function register(handlers: Set<Handler>, handler: Handler): () => void {
  handlers.add(handler)
  return () => {
    handlers.delete(handler)
  }
}

async function firstAnswer(handlers: ReadonlySet<Handler>, request: GitRequest): Promise<Answer | undefined> {
  for (const handler of [...handlers]) {
    const answer = await handler(request)
    if (answer !== undefined) return answer
  }
  return undefined
}

function describeRequest(incoming: IncomingMessage): GitRequest {
  const target = incoming.url ?? '/'
  const url = new URL(target, 'http://localhost')
  const advertised = url.pathname.endsWith('/info/refs') ? url.searchParams.get('service') : null
  const packed = incoming.method === 'POST' ? url.pathname.split('/').at(-1) : undefined
  const service = [advertised, packed].find(isService)
  const phase = service === undefined ? 'other' : advertised === null ? 'pack' : 'advertise'
  return { method: incoming.method ?? 'GET', path: target, service, phase, headers: incoming.headers }
}

function isService(name: string | null | undefined): name is NonNullable<GitRequest['service']> {
  return name === 'git-upload-pack' || name === 'git-receive-pack'
}

function isAdmitted(options: GitServerOptions, request: GitRequest): boolean {
  if (options.token === undefined) return true
  if (options.anonymousRead === true && request.service !== 'git-receive-pack') return true
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme.toLowerCase() === 'bearer') return value === options.token
  if (scheme.toLowerCase() !== 'basic') return false
  const credentials = Buffer.from(value, 'base64').toString('utf8')
  return credentials.slice(credentials.indexOf(':') + 1) === options.token
}

/** One request on its way through the server. */
interface Exchange {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly request: GitRequest
  readonly record: { status: number }
}

function begin(exchange: Exchange, status: number, headers: Readonly<Record<string, string>>): void {
  exchange.record.status = status
  exchange.response.writeHead(status, { ...headers })
}

function give(exchange: Exchange, answer: Answer): void {
  if (answer === 'cut') {
    exchange.response.destroy()
    return
  }
  exchange.incoming.resume()
  begin(exchange, answer.status, { 'Content-Type': 'text/plain', ...answer.headers })
  exchange.response.end(answer.body ?? '')
}

interface Backend {
  readonly root: string
  readonly environment: Readonly<Record<string, string>>
  readonly afterPush: ReadonlySet<Handler>
}

type BackendProcess = ChildProcessByStdio<Writable, Readable, null>

/** Passes one request to `git http-backend`, as any web server does by CGI. */
async function runBackend(exchange: Exchange, backend: Backend): Promise<void> {
  const { incoming, response, request } = exchange
  const child = spawn(requireTool('git'), ['http-backend'], {
    env: { ...backend.environment, ...cgiVariables(exchange, backend.root) },
    stdio: ['pipe', 'pipe', 'ignore']
  })
  const ended = once(child, 'close')
  // The child may end before it has read all; the client may leave before it has sent all.
  child.stdin.on('error', () => undefined)
  incoming.pipe(child.stdin)
  const isPush = request.service === 'git-receive-pack' && request.phase === 'pack'
  response.once('close', () => {
    if (!response.writableFinished) abandon(incoming, child, isPush)
  })
  if (isPush && backend.afterPush.size > 0) await answerPushLate(exchange, child, backend.afterPush)
  else await answerAsItComes(exchange, child)
  await ended
}

/** A push that was received whole takes effect although its client has gone, as on any server. */
function abandon(incoming: IncomingMessage, child: BackendProcess, isPush: boolean): void {
  if (isPush && incoming.complete) {
    child.stdout.resume()
    return
  }
  child.stdin.destroy()
  child.stdout.destroy()
  child.kill()
}

async function answerPushLate(
  exchange: Exchange,
  child: BackendProcess,
  afterPush: ReadonlySet<Handler>
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer)
  const answer = await firstAnswer(afterPush, exchange.request)
  if (answer !== undefined) {
    give(exchange, answer)
    return
  }
  const head = splitHead(Buffer.concat(chunks))
  begin(exchange, head?.status ?? 500, head?.headers ?? {})
  exchange.response.end(head?.rest)
}

async function answerAsItComes(exchange: Exchange, child: BackendProcess): Promise<void> {
  const { response } = exchange
  let pending: Buffer | undefined = Buffer.alloc(0)
  try {
    for await (const chunk of child.stdout) {
      let body = chunk as Buffer
      if (pending !== undefined) {
        pending = Buffer.concat([pending, body])
        const head = splitHead(pending)
        if (head === undefined) continue
        begin(exchange, head.status, head.headers)
        pending = undefined
        body = head.rest
      }
      if (!response.write(body) && !response.destroyed) await drained(response)
    }
  } catch (error) {
    // The client has gone and `abandon` has closed the pipe.
    if (!response.destroyed) throw error
  }
  if (pending !== undefined) begin(exchange, 500, {})
  response.end()
}

/** Waits until the client has taken what it was sent, or has gone. */
async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>(resolve => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}

interface Head {
  readonly status: number
  readonly headers: Record<string, string>
  readonly rest: Buffer
}

/** Takes the CGI header off, once it is complete. */
function splitHead(output: Buffer): Head | undefined {
  const end = output.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const headers: Record<string, string> = {}
  let status = 200
  for (const line of output.subarray(0, end).toString('latin1').split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).trim()
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10)
    else headers[name] = value
  }
  return { status, headers, rest: output.subarray(end + 4) }
}

function cgiVariables({ incoming, request }: Exchange, root: string): Record<string, string> {
  const url = new URL(request.path, 'http://localhost')
  const variables: Record<string, string | undefined> = {
    GATEWAY_INTERFACE: 'CGI/1.1',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    SERVER_PROTOCOL: `HTTP/${incoming.httpVersion}`,
    REQUEST_METHOD: request.method,
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_USER: 'tester',
    CONTENT_TYPE: incoming.headers['content-type'],
    // No CONTENT_LENGTH: the backend reads to the end of the body without it. With it, a body that is cut off keeps the
    // backend spinning for ever (Git 2.39, http-backend.c, pipe_fixed_length), also when this server is long gone.
    HTTP_CONTENT_ENCODING: incoming.headers['content-encoding'],
    HTTP_ACCEPT_LANGUAGE: incoming.headers['accept-language'],
    GIT_PROTOCOL: singleHeader(incoming.headers['git-protocol'])
  }
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) given[name] = value
  return given
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
