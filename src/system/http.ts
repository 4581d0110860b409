import * as http from 'node:http'
import * as https from 'node:https'
import { Readable } from 'node:stream'

import { HttpClient } from '@actions/http-client'

import { fullJitter, retry } from '../async/retry.ts'
import { cancellation } from '../errors/errors.ts'
import type { Logger } from '../log/log.ts'
import { isBusyStatus } from './busy-status.ts'
import type { Clock } from './clock.ts'
import { isLoopback } from './loopback.ts'
import { isRecord, textField } from '../text/json.ts'

export interface HttpRequest {
  readonly method: 'HEAD' | 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** Kept apart from the other headers: it goes to the origin of `url` and nowhere else. */
  readonly authorization?: string | undefined
  /** A text, or bytes that must arrive as they are. */
  readonly body?: string | Buffer
  /** How much of the answer's body is read. */
  readonly bodyLimit?: number
  /** How often it is sent when the server is busy or out of reach; 3 times. */
  readonly tries?: number
}

export interface HttpAnswer {
  /** Where the answer came from in the end; another origin than asked when the server redirected. */
  readonly url: URL
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
  /** Whether the body was longer than the limit. */
  readonly truncated: boolean
}

export interface Http {
  /**
   * Sends a request, again when the server is busy or out of reach, and follows redirects of reads.
   * @throws {HttpFailure} when there was no answer in the end
   */
  send(request: HttpRequest): Promise<HttpAnswer>
}

/** There was no answer that could be used; the message says why, without any part of the request. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly isFinal: boolean

  constructor(message: string, options: ErrorOptions & { isFinal?: boolean } = {}) {
    super(message, options)
    this.isFinal = options.isFinal ?? false
  }
}

export interface HttpOptions {
  readonly log: Pick<Logger, 'debug'>
  /** How long one request may take, to the end of its body. */
  readonly timeoutMs: number
  /** Fires when the run is cancelled. */
  readonly cancelled?: AbortSignal | undefined
  readonly clock: Clock
}

const defaultTries = 3
const firstDelayMs = 500
const redirectLimit = 5

/** Creates the HTTP port of registries, APIs and busy Git servers; proxies are those of the environment. */
export function createHttp(options: HttpOptions): Http {
  const exchange = createExchange(options)
  return {
    send: async request => {
      const outcome = await retry(() => attempt(request, exchange), {
        attempts: request.tries ?? defaultTries,
        clock: options.clock,
        waitAfter: (last, count) =>
          isPassing(last) ? fullJitter(options.clock, firstDelayMs, count) : undefined
      })
      if (outcome instanceof HttpFailure) throw outcome
      return outcome
    }
  }
}

async function attempt(request: HttpRequest, exchange: Exchange): Promise<HttpAnswer | HttpFailure> {
  try {
    return await follow(request, exchange)
  } catch (error) {
    if (error instanceof HttpFailure) return error
    throw error
  }
}

function isPassing(outcome: HttpAnswer | HttpFailure): boolean {
  return outcome instanceof HttpFailure ? !outcome.isFinal : isBusyStatus(outcome.status)
}

/**
 * Says where a redirect leads, or nothing when it must not be followed: never from https to http, and http never to
 * another machine.
 * @internal exported for its unit test
 */
export function redirectTarget(from: URL, location: string): URL | undefined {
  if (!URL.canParse(location, from.href)) return undefined
  const target = new URL(location, from)
  if (target.protocol === 'https:') return target
  const isLocal = target.protocol === 'http:' && from.protocol === 'http:' && isLoopback(target.hostname)
  return isLocal ? target : undefined
}

function isRead({ method }: HttpRequest): boolean {
  return method === 'HEAD' || method === 'GET'
}

type Exchange = (request: HttpRequest) => Promise<HttpAnswer>

/**
 * Redirects are followed here because @actions/http-client keeps Authorization when only the port or the scheme
 * changes, and fails on a relative Location.
 */
async function follow(request: HttpRequest, exchange: Exchange): Promise<HttpAnswer> {
  let current = request
  for (let left = redirectLimit; ; left -= 1) {
    const answer = await exchange(current)
    const location = answer.headers.location
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined
    // A write is not repeated elsewhere: its body may hold a secret, and it was meant for this server.
    if (!isRedirect || !isRead(current)) return answer
    const target = redirectTarget(current.url, location)
    if (target === undefined || left === 0) {
      const why = left === 0 ? 'too often' : 'to an address that must not be followed'
      throw new HttpFailure(`${current.url.host} redirects ${why}`, { isFinal: true })
    }
    const isSameOrigin = target.origin === request.url.origin
    current = { ...request, url: target, authorization: isSameOrigin ? request.authorization : undefined }
  }
}

function createExchange({ log, timeoutMs, cancelled }: HttpOptions): Exchange {
  // One client for each origin: a client makes its agent for the scheme of the first URL it sees.
  const clients = new Map<string, HttpClient>()
  return async request => {
    const { method, url } = request
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = cancelled === undefined ? timeout : AbortSignal.any([timeout, cancelled])
    try {
      const client =
        clients.get(url.origin) ?? new HttpClient('newtag', [], { keepAlive: true, socketTimeout: timeoutMs })
      clients.set(url.origin, client)
      const { message } = await client.requestRaw(describe(request, client, signal), bodyOf(request))
      const status = message.statusCode ?? 0
      log.debug(`${method} ${url.origin}${url.pathname}: ${status}`)
      const body = await readBody(message, request.bodyLimit ?? 0)
      return { url, status, headers: message.headers, ...body }
    } catch (error) {
      if (cancelled?.aborted === true) throw cancellation()
      const why = timeout.aborted ? `no complete answer within ${timeoutMs / 1000} s` : reason(error)
      log.debug(`${method} ${url.origin}${url.pathname}: ${why}`)
      throw new HttpFailure(`${url.host}: ${why}`, { cause: error })
    }
  }
}

/** The client would write bytes as UTF-8 text, which changes those that are none. */
function bodyOf({ body }: HttpRequest): Parameters<HttpClient['requestRaw']>[1] {
  return Buffer.isBuffer(body) ? Readable.from([body]) : (body ?? null)
}

type RequestInfo = Parameters<HttpClient['requestRaw']>[0]

function describe(request: HttpRequest, client: HttpClient, signal: AbortSignal): RequestInfo {
  const { url, authorization, body } = request
  return {
    parsedUrl: url,
    httpModule: url.protocol === 'https:' ? https : http,
    options: {
      method: request.method,
      // A URL writes an IPv6 address in brackets, a socket takes it without.
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: {
        'user-agent': 'newtag',
        ...request.headers,
        ...(Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {}),
        ...(authorization === undefined ? {} : { authorization })
      },
      agent: client.getAgent(url.href),
      signal
    }
  }
}

/** Reads up to the limit and lets go of the connection when there is more. */
async function readBody(
  message: http.IncomingMessage,
  limit: number
): Promise<{ body: Buffer; truncated: boolean }> {
  const stream: AsyncIterable<Buffer> = message
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    // Leaving the loop destroys the stream.
    if (size > limit) return { body: Buffer.concat(chunks).subarray(0, limit), truncated: true }
  }
  return { body: Buffer.concat(chunks), truncated: false }
}

/** Node reports a host whose every address failed as an error with an empty message and all of them in `errors`. */
function reason(error: unknown): string {
  const all: unknown = isRecord(error) && Array.isArray(error['errors']) ? error['errors'][0] : error
  const message = isRecord(all) ? textField(all, 'message') : undefined
  return message === undefined || message === '' ? 'the connection failed' : message
}
