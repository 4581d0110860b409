import { request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { type Interception, refusalOf, type Refusals } from './registry-faults.ts'

export interface RegistryRequest {
  readonly method: string
  /** The path and the query. */
  readonly url: string
  /** The scheme of the Authorization header, lower case. */
  readonly authorization: string | undefined
  readonly accept: string | undefined
  /** 0 where the connection was reset. */
  readonly status: number
}

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Where the registry itself listens. */
  readonly port: number
  /** Told before the client is, so that a test finds its request in the record. */
  readonly answered: (request: RegistryRequest) => void
  readonly interception: Interception | undefined
  readonly refusals: Refusals
}

/** Answers as the interception says, else as a hosted registry would refuse, else as the registry does. */
export async function answer(exchange: Exchange): Promise<void> {
  const { request, response, interception, refusals } = exchange
  if (interception?.delayMs !== undefined) await sleep(interception.delayMs)
  if (interception?.reset === 'before') {
    reset(exchange)
    return
  }
  const asked = { method: request.method ?? '', url: request.url ?? '' }
  const instead =
    interception?.status === undefined
      ? await refusalOf(asked, refusals, path => exists(exchange, path))
      : interception
  if (instead?.status === undefined) {
    forward(exchange)
    return
  }
  tell(exchange, instead.status)
  request.resume()
  response.writeHead(instead.status, instead.headers)
  response.end(instead.body)
}

/** Asks the registry itself, with the rights of the one who asks us. */
async function exists({ request, port }: Exchange, path: string): Promise<boolean> {
  const headers = {
    // Without its type, a manifest is not found.
    accept: [
      'application/vnd.oci.image.index.v1+json',
      'application/vnd.oci.image.manifest.v1+json',
      'application/vnd.docker.distribution.manifest.list.v2+json',
      'application/vnd.docker.distribution.manifest.v2+json'
    ].join(', '),
    ...(request.headers.authorization === undefined ? {} : { authorization: request.headers.authorization })
  }
  return await new Promise((resolve, reject) => {
    const head = send({ host: '127.0.0.1', port, method: 'HEAD', path, headers }, found => {
      found.resume()
      resolve(found.statusCode === 200)
    })
    head.once('error', reject)
    head.end()
  })
}

/** The Host header goes on unchanged: distribution builds the addresses of uploads from it. */
function forward(exchange: Exchange): void {
  const { request, response, port, interception } = exchange
  const { method, url, headers } = request
  const upstream = send(
    { host: '127.0.0.1', port, method, path: interception?.path ?? url, headers },
    found => {
      if (interception?.reset === 'after') {
        found.resume()
        reset(exchange)
        return
      }
      const status = found.statusCode ?? 502
      tell(exchange, status)
      if (interception?.rewrite === undefined) response.writeHead(status, found.rawHeaders)
      else response.writeHead(status, { ...found.headers, ...interception.rewrite })
      found.pipe(response)
    }
  )
  upstream.on('error', () => response.destroy())
  response.on('close', () => upstream.destroy())
  request.pipe(upstream)
}

function reset(exchange: Exchange): void {
  tell(exchange, 0)
  exchange.request.socket.resetAndDestroy()
}

function tell({ request, answered }: Exchange, status: number): void {
  answered({
    method: request.method ?? '',
    url: request.url ?? '',
    authorization: request.headers.authorization?.split(' ')[0]?.toLowerCase(),
    accept: request.headers.accept,
    status
  })
}
