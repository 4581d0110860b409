import { spawn, type ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

import { close, listen } from './ports.ts'
import {
  type ActiveFault,
  type Asked,
  createFaults,
  type Fault,
  type Interception,
  type Refusals
} from './registry-faults.ts'
import { answer, type RegistryRequest } from './registry-proxy.ts'
import { createTemporary } from './temporary.ts'
import { startTokenServer, type TokenServer } from './token-server.ts'
import { requireTool } from './tools.ts'

export type { Fault } from './registry-faults.ts'

export interface TestRegistryOptions extends Refusals {
  readonly auth: 'none' | 'htpasswd' | 'bearer'
  /** With Bearer: whether anyone may pull, as from a public repository. */
  readonly anonymousPull?: boolean
  /** Asked before each request. */
  readonly intercept?: (request: Asked) => Interception | undefined
}

export interface TestRegistry {
  /** `127.0.0.1:PORT`, to be written in front of a repository's name. */
  readonly host: string
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** May push and pull; without authentication it means nothing. */
  readonly username: string
  readonly password: string
  /** With Bearer: may pull only. */
  readonly reader: { readonly username: string; readonly password: string }
  /** With Bearer: stands for the first user. */
  readonly identityToken: string
  /** The Authorization header that lets one push to a repository. */
  pushAuthorization(repository: string): string | undefined
  /** Has the requests that fit meet a fault from now on. */
  addFault(fault: Fault): ActiveFault
  /** The requests that have been answered, in order. */
  requests(): readonly RegistryRequest[]
  tokenRequests(): ReturnType<TokenServer['requests']>
  close(): Promise<void>
}

const username = 'ci'
const password = 's3cret'
const reader = { username: 'reader', password: 'r3ader' }
const identityToken = 'identity-token-of-ci'
/** bcrypt of the password at the lowest cost. */
const htpasswd = 'ci:$2b$04$m5KifzNF3chhasf0fMG35.u55lGVL0ZH8B2ltgSwzQAeQi0rD7hiC\n'

/**
 * Starts distribution (Debian's docker-registry) with its data in a temporary directory, behind a proxy that records
 * what was asked. Both take ports that the kernel gives.
 * @throws when docker-registry is not there, saying how to get it
 */
export async function startRegistry(options: TestRegistryOptions): Promise<TestRegistry> {
  const program = requireTool('docker-registry')
  const temporary = await createTemporary('newtag-registry')
  const directory = temporary.path
  const tokens = options.auth === 'bearer' ? await startTokens(directory, options) : undefined
  const config = join(directory, 'config.yml')
  await writeFile(join(directory, 'htpasswd'), htpasswd)
  await writeFile(config, registryConfig(directory, options.auth, tokens))
  const { child, port: upstream } = await startProgram(program, config)

  const requests: RegistryRequest[] = []
  const faults = createFaults()
  const proxy = createServer((request, response) => {
    const asked = { method: request.method ?? '', url: request.url ?? '' }
    const interception = options.intercept?.(asked) ?? faults.next(asked)
    const exchange = {
      request,
      response,
      port: upstream,
      answered: (answered: RegistryRequest) => requests.push(answered)
    }
    void answer({ ...exchange, interception, refusals: options }).catch(() => response.destroy())
  })
  const host = `127.0.0.1:${await listen(proxy)}`
  return {
    host,
    url: `http://${host}`,
    username,
    password,
    reader,
    identityToken,
    pushAuthorization: repository => {
      if (tokens !== undefined) return `Bearer ${tokens.token(repository, ['pull', 'push'])}`
      const basic = Buffer.from(`${username}:${password}`).toString('base64')
      return options.auth === 'htpasswd' ? `Basic ${basic}` : undefined
    },
    addFault: fault => faults.add(fault),
    requests: () => requests,
    tokenRequests: () => tokens?.requests() ?? [],
    close: async () => {
      await close(proxy)
      await tokens?.close()
      await stop(child)
      await temporary.remove()
    }
  }
}

async function startTokens(directory: string, options: TestRegistryOptions): Promise<TokenServer> {
  return await startTokenServer({
    directory,
    users: [
      { username, password, identityToken, actions: ['pull', 'push', 'delete'] },
      { ...reader, actions: ['pull'] }
    ],
    anonymousActions: options.anonymousPull === true ? ['pull'] : []
  })
}

/** JSON is YAML, and quotes itself. */
function registryConfig(
  directory: string,
  auth: TestRegistryOptions['auth'],
  tokens: TokenServer | undefined
): string {
  const ways = {
    none: undefined,
    htpasswd: { htpasswd: { realm: 'newtag-testbed', path: join(directory, 'htpasswd') } },
    bearer: {
      token: {
        realm: tokens?.realm,
        service: tokens?.service,
        issuer: tokens?.issuer,
        rootcertbundle: tokens?.certificateFile
      }
    }
  }
  return JSON.stringify({
    version: '0.1',
    log: { accesslog: { disabled: true }, formatter: 'json' },
    storage: { filesystem: { rootdirectory: join(directory, 'data') }, delete: { enabled: true } },
    http: { addr: '127.0.0.1:0' },
    auth: ways[auth]
  })
}

/** Starts the registry and reads from its log which port it was given. */
async function startProgram(program: string, config: string): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(program, ['serve', config], {
    env: { OTEL_TRACES_EXPORTER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const killNow = () => child.kill('SIGKILL')
  process.once('exit', killNow)
  child.once('exit', () => process.removeListener('exit', killNow))
  return await new Promise((resolve, reject) => {
    let log = ''
    const read = (chunk: Buffer) => {
      if (log === 'started') return
      log += chunk.toString('utf8')
      const port = /listening on 127\.0\.0\.1:(\d+)/.exec(log)?.[1]
      if (port === undefined) return
      log = 'started'
      resolve({ child, port: Number(port) })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', code => {
      reject(new Error(`docker-registry ended with exit code ${code ?? 'unknown'}:\n${log}`))
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}
