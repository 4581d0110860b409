import { once } from 'node:events'
import {
  createServer,
  request as send,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse
} from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { close, listen } from './ports.ts'

/** A request on its way to the Git server. Its body has been read to the end. */
export interface ProxiedRequest {
  readonly method: string
  /** The request target, with its query. */
  readonly path: string
  readonly service: 'git-upload-pack' | 'git-receive-pack' | undefined
  /** `advertise` lists the refs, `pack` transfers objects. */
  readonly phase: 'advertise' | 'pack' | 'other'
  /** How many requests came before it. */
  readonly index: number
  /** As it is on the wire, which may be compressed. */
  readonly body: Buffer
}

/** How a connection ends: with FIN, as a server does it, or with RST, as a firewall or a host that went down does it. */
type Ending = 'fin' | 'rst'

/** What goes wrong with one request. Bytes are those of bodies as they are on the wire. */
export type Fault = (
  | /** The connection ends, and the server never hears of the request. */
    { readonly kind: 'cut'; readonly ending?: Ending }
    /** So much of the request reaches the server, then both connections end. */
  | { readonly kind: 'cut-request'; readonly bytes: number; readonly ending?: Ending }
  /** The whole request reaches the server. The connection ends when it has answered, or, `early`, before. */
  | { readonly kind: 'lose-answer'; readonly early?: boolean; readonly ending?: Ending }
  /** So much of the answer reaches the client, then the connection ends. */
  | { readonly kind: 'cut-answer'; readonly bytes: number; readonly ending?: Ending }
  /** Another answer than the server's; with `taken`, after the server has done what it was asked for. */
  | {
      readonly kind: 'answer'
      readonly taken: boolean
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** The server gets the request two times; the client gets the second answer. */
  | { readonly kind: 'twice' }
  /** The answer comes byte by byte, with pauses. */
  | { readonly kind: 'drip'; readonly pauseMs: number }
  /** So much of the answer comes, and then nothing, for as long as the client waits. */
  | { readonly kind: 'stall'; readonly bytes: number }
  /** The request is passed on late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Nothing, but for what happens meanwhile. */
  | { readonly kind: 'none' }
) & {
  /** Runs after what the server does and before the client can notice anything; with `twice`, in between. */
  readonly meanwhile?: () => Promise<unknown>
}

/** Says what goes wrong with a request, if anything. It may wait: the request is held until then. */
type FaultHandler = (request: ProxiedRequest) => Promise<Fault | undefined> | Fault | undefined

/** What came through. */
interface PassedRequest extends ProxiedRequest {
  /** How many times the server got the whole of it. */
  readonly delivered: number
  /** The status that the client was told, 0 for none. */
  readonly status: number
}

export interface GitProxyOptions {
  /**
   * Whether the client may use a connection again; default: yes, as all servers allow. libcurl sends a request that
   * gets no answer on a connection of old once more, by itself; on a new connection it does not.
   */
  readonly keepAlive?: boolean
  /**
   * Keeps the client's `Git-Protocol` header from the server, as old proxies do, and as an SSH server does that does not
   * take the variable: both then speak version 0.
   */
  readonly oldProtocol?: boolean
}

/** An HTTP proxy in front of a Git server, with a network that fails as it is told. */
export interface GitProxy {
  readonly url: string
  readonly requests: readonly PassedRequest[]
  /** The same repository, as it is reached through the proxy. */
  through(repositoryUrl: string): string
  /** Asks this function about each request from now on; the first fault counts. Returns a function that unsets it. */
  onRequest(handler: FaultHandler): () => void
  close(): Promise<void>
}

/**
 * Starts a proxy on a free port of the loopback. A request that has come in whole is passed on although its client
 * has gone meanwhile: it is in the network.
 * @param target the server's URL, without a path
 */
export async function startGitProxy(target: string, options: GitProxyOptions = {}): Promise<GitProxy> {
  const handlers = new Set<FaultHandler>()
  const requests: Writable<PassedRequest>[] = []
  const running = new Set<Promise<void>>()
  const closing = new AbortController()

  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await readAll(incoming)
    const request = { ...describe(incoming), index: requests.length, body }
    const record = { ...request, delivered: 0, status: 0 }
    requests.push(record)
    const fault = await firstFault(handlers, request)
    if (options.oldProtocol === true) delete incoming.headers['git-protocol']
    await pass({ incoming, response, record, target, fault, closing: closing.signal })
  }
  const server = createServer((incoming, response) => {
    if (options.keepAlive === false) response.setHeader('Connection', 'close')
    response.on('error', () => undefined)
    // A client that has gone, or a server that ended the connection: the other side sees it end as well.
    const done = serve(incoming, response).catch(() => {
      response.destroy()
    })
    running.add(done)
    void done.finally(() => running.delete(done))
  })
  // Kept connections end with the client, not in the middle of a slow test.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  const url = `http://127.0.0.1:${await listen(server)}`

  return {
    url,
    requests,
    through: repositoryUrl => repositoryUrl.replace(target, url),
    onRequest: handler => {
      handlers.add(handler)
      return () => {
        handlers.delete(handler)
      }
    },
    close: async () => {
      closing.abort()
      await close(server)
      await Promise.all(running)
    }
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

function describe(incoming: IncomingMessage): Pick<ProxiedRequest, 'method' | 'path' | 'service' | 'phase'> {
  const target = incoming.url ?? '/'
  const url = new URL(target, 'http://localhost')
  const isAdvertisement = url.pathname.endsWith('/info/refs')
  const name = isAdvertisement ? url.searchParams.get('service') : url.pathname.split('/').at(-1)
  const service = name === 'git-upload-pack' || name === 'git-receive-pack' ? name : undefined
  const phase = service === undefined ? 'other' : isAdvertisement ? 'advertise' : 'pack'
  return { method: incoming.method ?? 'GET', path: target, service, phase }
}

async function firstFault(
  handlers: ReadonlySet<FaultHandler>,
  request: ProxiedRequest
): Promise<Fault | undefined> {
  for (const handler of [...handlers]) {
    const fault = await handler(request)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** One request on its way through the proxy. */
interface Passage {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly record: Writable<PassedRequest>
  readonly target: string
  readonly fault: Fault | undefined
  readonly closing: AbortSignal
}

async function pass(passage: Passage): Promise<void> {
  const { response, record, fault, closing } = passage
  switch (fault?.kind) {
    case 'cut':
      await fault.meanwhile?.()
      end(response, fault.ending)
      return
    case 'cut-request':
      await deliverPart(passage, fault.bytes)
      await fault.meanwhile?.()
      end(response, fault.ending)
      return
    case 'lose-answer': {
      const answered = deliver(passage).catch(() => undefined)
      if (fault.early !== true) await answered
      await fault.meanwhile?.()
      end(response, fault.ending)
      await answered
      return
    }
    case 'answer':
      if (fault.taken) await deliver(passage)
      await fault.meanwhile?.()
      record.status = fault.status
      response.writeHead(fault.status, { 'Content-Type': 'text/plain', ...fault.headers })
      response.end(fault.body ?? '')
      return
    case 'twice':
      await deliver(passage)
      await fault.meanwhile?.()
      await giveAnswer(passage, await deliver(passage))
      return
    case 'delay':
      await sleep(fault.ms, undefined, { signal: closing })
      await fault.meanwhile?.()
      await giveAnswer(passage, await deliver(passage))
      return
    case 'cut-answer':
    case 'drip':
    case 'stall':
    case 'none':
    case undefined: {
      const answer = await deliver(passage)
      await fault?.meanwhile?.()
      await giveAnswer(passage, answer)
    }
  }
}

/** Gives the server's answer to the client, as far and as fast as the fault lets it. */
async function giveAnswer({ response, record, fault, closing }: Passage, answer: Answer): Promise<void> {
  const { status, headers, body } = answer
  record.status = status
  // Without a length, so that the client sees that an answer is broken only when it has read what there is.
  response.writeHead(status, headers)
  if (fault?.kind === 'cut-answer') {
    await write(response, body.subarray(0, fault.bytes))
    end(response, fault.ending)
  } else if (fault?.kind === 'stall') {
    await write(response, body.subarray(0, fault.bytes))
    await Promise.race([gone(response), once(closing, 'abort')])
    end(response)
  } else if (fault?.kind === 'drip') {
    response.socket?.setNoDelay(true)
    for (let at = 0; at < body.length && !response.destroyed && !closing.aborted; at += 1) {
      await write(response, body.subarray(at, at + 1))
      await sleep(fault.pauseMs)
    }
    response.end()
  } else {
    response.end(body)
  }
}

function end(response: ServerResponse, ending: Ending = 'fin'): void {
  if (ending === 'rst') response.socket?.resetAndDestroy()
  else response.destroy()
}

/** Returns when the bytes have been handed to the network, or the client has gone. */
async function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  if (bytes.length === 0) response.flushHeaders()
  else
    await new Promise<void>(resolve =>
      response.write(bytes, () => {
        resolve()
      })
    )
}

async function gone(response: ServerResponse): Promise<void> {
  if (!response.destroyed) await once(response, 'close')
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[]>
  readonly body: Buffer
}

/** Passes the request on to the server and reads its whole answer. */
async function deliver(passage: Passage): Promise<Answer> {
  const upstream = openUpstream(passage)
  const answered = once(upstream, 'response') as Promise<[IncomingMessage]>
  upstream.end(passage.record.body)
  const [answer] = await answered
  const body = await readAll(answer)
  passage.record.delivered += 1
  const headers: Answer['headers'] = {}
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined && !hopByHop.has(name)) headers[name] = value
  return { status: answer.statusCode ?? 502, headers, body }
}

/** Passes on the beginning of the request, and ends the connection. */
async function deliverPart(passage: Passage, bytes: number): Promise<void> {
  const upstream = openUpstream(passage)
  upstream.on('error', () => undefined)
  await once(upstream, 'socket')
  const part = passage.record.body.subarray(0, bytes)
  await new Promise<void>(resolve => {
    if (part.length > 0)
      upstream.write(part, () => {
        resolve()
      })
    else resolve()
  })
  const closed = once(upstream, 'close')
  upstream.destroy()
  await closed
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect'])

/** Begins the same request to the server, with a body of known length or without, as the client sent it. */
function openUpstream({ incoming, target, record }: Passage): ClientRequest {
  const headers: Record<string, string | string[]> = { connection: 'close' }
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !hopByHop.has(name)) headers[name] = value
  if (incoming.headers['content-length'] !== undefined) headers['content-length'] = String(record.body.length)
  return send(new URL(incoming.url ?? '/', target), { method: incoming.method ?? 'GET', headers })
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
