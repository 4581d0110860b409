import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import path from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { authentication } from '../../../src/git/credentials.ts'
import { parseRemote } from '../../../src/git/address.ts'
import { createRetryAfter } from '../../../src/git/retry-after.ts'
import { createHttp } from '../../../src/system/http.ts'
import type { BareRepository } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { close, freePort, listen } from '../../../testbed/ports.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason } from '../../../testbed/tools.ts'
import { type GitClient, openGitClient } from '../../support/git/git-client.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { silentLog } from '../../support/log/silent-log.ts'

/** Failures on the way to a server. */
const token = 'connection-t0ken'
let server: GitServer
let repository: BareRepository
let temporary: Temporary
let count = 0
const undo: (() => unknown)[] = []

beforeAll(async () => {
  server = await startGitServer({ token })
  temporary = await createTemporary('newtag-git-connections')
  repository = await server.createRepository('acme/deploy', { files: { a: 'a' } })
})
afterEach(async () => {
  for (const remove of undo.splice(0).reverse()) await remove()
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function openClient(url: string, env: Readonly<Record<string, string>> = {}): Promise<GitClient> {
  count += 1
  const directory = path.join(temporary.path, `client-${count}`)
  await mkdir(directory)
  return await openGitClient({ url, directory, token, env })
}

async function start(started: Server): Promise<number> {
  const port = await listen(started)
  undo.push(() => close(started))
  return port
}

describe('a server that cannot be reached', () => {
  test.each(['http://127.0.0.1:1/a.git', 'git://127.0.0.1:1/a.git'])(
    'refuses the connection: %s',
    async url => {
      expect(await (await openClient(url)).list()).toMatchObject({ kind: 'transient', remote: true })
    }
  )

  test.each(['https://nosuch.invalid/a.git', 'git://nosuch.invalid/a.git'])(
    'has no address: %s',
    async url => {
      expect(await (await openClient(url)).list()).toMatchObject({ kind: 'transient' })
    }
  )

  test('cuts the connection', async () => {
    const client = await openClient(repository.url)
    expect(await client.fetch()).toBeUndefined()
    undo.push(server.onRequest(() => 'cut'))
    expect(await client.list()).toMatchObject({ kind: 'transient' })
    expect(await client.push()).toMatchObject({ kind: 'transient' })
  })

  test('answers, but the network loses the answer to the push', async () => {
    const client = await openClient(repository.url)
    expect(await client.fetch()).toBeUndefined()
    undo.push(server.afterReceivePack(() => 'cut'))
    expect(await client.push()).toMatchObject({ kind: 'transient' })
    expect(await repository.log('main')).toHaveLength(2)
  })

  test('is another program', async () => {
    const port = await start(createServer((_, response) => response.end('<html>\n<p>Welcome</p>\n</html>\n')))
    expect(await (await openClient(`http://127.0.0.1:${port}/a.git`)).list()).toMatchObject({
      kind: 'no-repository'
    })
  })

  test('has moved', async () => {
    const client = await openClient(repository.url)
    undo.push(server.onRequest(() => ({ status: 301, headers: { Location: 'https://git.example.com/' } })))
    expect(await client.list()).toMatchObject({ kind: 'moved' })
  })
})

const noOpenssl = skipReason('openssl')
const withOpenssl = noOpenssl === undefined ? test : test.skip

describe('TLS', () => {
  withOpenssl('a certificate that nobody vouches for', async () => {
    const files = { key: path.join(temporary.path, 'key.pem'), cert: path.join(temporary.path, 'cert.pem') }
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=git.example.com']
    const made = spawn(requireTool('openssl'), [...request, '-keyout', files.key, '-out', files.cert], {
      stdio: 'ignore'
    })
    expect(await once(made, 'close')).toEqual([0, null])
    const options = { key: await readFile(files.key), cert: await readFile(files.cert) }
    const port = await start(createTlsServer(options, (_, response) => response.end()))
    const client = await openClient(`https://127.0.0.1:${port}/a.git`)
    expect(await client.list()).toMatchObject({ kind: 'certificate' })
    // It is known now, and for another host.
    const knowing = await openClient(`https://127.0.0.1:${port}/a.git`, { GIT_SSL_CAINFO: files.cert })
    expect(await knowing.list()).toMatchObject({ kind: 'certificate' })
  })

  test('a port that does not speak it', async () => {
    const client = await openClient(repository.url.replace('http:', 'https:'))
    expect(await client.list()).toMatchObject({ kind: 'certificate' })
  })
})

describe('a proxy', () => {
  test.each([
    [407, 'proxy'],
    [403, 'proxy'],
    [502, 'transient'],
    [503, 'transient']
  ])('answers %i to CONNECT', async (status, kind) => {
    const proxy = createServer()
    proxy.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`))
    const port = await start(proxy)
    const client = await openClient('https://git.example.com/a.git', {
      https_proxy: `http://127.0.0.1:${port}`
    })
    expect(await client.list()).toMatchObject({ kind })
  })

  test('wants a login for plain HTTP', async () => {
    const port = await start(createServer((_, response) => response.writeHead(407).end()))
    const client = await openClient('http://git.example.com/a.git', {
      http_proxy: `http://127.0.0.1:${port}`
    })
    expect(await client.list()).toMatchObject({ kind: 'proxy' })
  })

  test.each(['http://127.0.0.1:1', 'http://nosuch.invalid:3128'])('is not there: %s', async address => {
    const client = await openClient('https://git.example.com/a.git', { https_proxy: address })
    expect(await client.list()).toMatchObject({ kind: 'transient' })
  })
})

describe('the login', () => {
  test('is not accepted', async () => {
    const other = await startGitServer({ token: 'another' })
    undo.push(() => other.close())
    const there = await other.createRepository('acme/deploy', { files: { a: 'a' } })
    expect(await (await openClient(there.url)).list()).toMatchObject({ kind: 'auth' })
  })
})

const ssh = skipReason('ssh') === undefined ? test : test.skip

describe('SSH', () => {
  ssh.each(['ssh://git@127.0.0.1:1/a.git', 'git@nosuch.invalid:a.git'])('cannot reach %s', async url => {
    expect(await (await openClient(url)).list()).toMatchObject({ kind: 'transient', remote: true })
  })

  test('is not installed', async () => {
    const client = await openClient('git@git.example.com:a.git', { GIT_SSH_COMMAND: '/nowhere/ssh' })
    expect(await client.list()).toMatchObject({ kind: 'other' })
  })
})

describe('git daemon', () => {
  let base: string
  let port: number

  beforeAll(async () => {
    base = path.dirname(repository.directory)
    await writeFile(path.join(repository.directory, 'git-daemon-export-ok'), '')
  })

  async function startDaemon(): Promise<void> {
    port = await freePort()
    const options = [`--base-path=${base}`, '--listen=127.0.0.1', `--port=${port}`, '--informative-errors']
    const daemon = spawn(requireTool('git'), ['daemon', ...options], { stdio: 'ignore', detached: true })
    undo.push(async () => {
      const ended = once(daemon, 'close')
      if (daemon.pid !== undefined) process.kill(-daemon.pid)
      await ended
    })
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries > 600) throw new Error('git daemon did not start')
    }
  }

  test('serves what it is told to, and takes no pushes', async () => {
    await startDaemon()
    const client = await openClient(`git://127.0.0.1:${port}/deploy.git`)
    expect(await client.fetch()).toBeUndefined()
    expect(await client.push()).toMatchObject({ kind: 'denied', remote: true })
    const nowhere = await openClient(`git://127.0.0.1:${port}/nope.git`)
    expect(await nowhere.list()).toMatchObject({ kind: 'no-repository' })
  })
})

/** Whether something takes connections there; when not, some time has passed. */
async function answers(port: number): Promise<boolean> {
  return await new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => setTimeout(resolve, 100, false))
  })
}

describe('a server that is busy', () => {
  function askAfter(url: string) {
    const parsed = parseRemote(url, 'https://github.com')
    if (!parsed.ok) throw new Error(parsed.problem)
    const remote = parsed.value
    const http = createHttp({
      log: silentLog(),
      timeoutMs: 60_000,
      clock: { now: Date.now, sleep: () => Promise.reject(new Error('it asked twice')), random: () => 0 }
    })
    const system = testSystem({ http })
    return createRetryAfter(system, { remote, authentication: authentication(remote, token) })
  }

  test.each([429, 503])('says with %i for how long it wants to be left alone', async status => {
    undo.push(server.onRequest(() => ({ status, headers: { 'Retry-After': '37' } })))
    const before = server.requests.length
    const client = await openClient(repository.url)
    expect(await client.list()).toMatchObject({ kind: 'transient', busy: true })
    expect(await askAfter(repository.url).ask('git-upload-pack')).toBe(37_000)
    const [ofGit, ofOurs, ...others] = server.requests.slice(before)
    expect(others).toEqual([])
    expect(ofGit?.authorization).toMatch(/^Basic /)
    expect(ofOurs).toEqual(ofGit)
  })

  test('says nothing', async () => {
    undo.push(server.onRequest(() => ({ status: 429 })))
    expect(await askAfter(repository.url).ask('git-receive-pack')).toBeUndefined()
  })

  test('is not busy any more', async () => {
    expect(await askAfter(repository.url).ask('git-receive-pack')).toBeUndefined()
    expect(server.requests.at(-1)).toMatchObject({ status: 200 })
  })

  test('cuts the connection', async () => {
    undo.push(server.onRequest(() => 'cut'))
    expect(await askAfter(repository.url).ask('git-upload-pack')).toBeUndefined()
  })

  test('sends us to somebody else, who does not get the credential and has no say', async () => {
    const seen: (string | undefined)[] = []
    const port = await start(
      createServer((request, response) => {
        seen.push(request.headers.authorization)
        response.writeHead(429, { 'Retry-After': '99' }).end()
      })
    )
    const headers = { Location: `http://127.0.0.1:${port}/acme/deploy.git/info/refs` }
    undo.push(server.onRequest(() => ({ status: 302, headers })))
    expect(await askAfter(repository.url).ask('git-upload-pack')).toBeUndefined()
    expect(seen.filter(value => value !== undefined)).toEqual([])
  })
})
