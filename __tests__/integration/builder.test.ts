import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash, randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { ActionError, type ErrorCode } from '../../src/errors.ts'
import type { BuildRequest } from '../../src/image/builder.ts'
import { createBuildx } from '../../src/image/buildx.ts'
import { createCredentials } from '../../src/image/docker-config.ts'
import { imageLabels } from '../../src/image/labels.ts'
import { parseRepository } from '../../src/image/reference.ts'
import { createRegistry } from '../../src/image/registry.ts'
import { createProcesses } from '../../src/process.ts'
import { login, startDocker, type TestDocker } from '../../testbed/docker.ts'
import { type Interception, startRegistry, type TestRegistry } from '../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../testbed/temporary.ts'
import { requireTool, skipReason, toolPath } from '../../testbed/tools.ts'
import { silentLog } from '../support/silent-log.ts'

const reason = skipReason('docker', 'dockerd', 'docker-registry', 'busybox', 'openssl')
const suite = reason === undefined ? describe : describe.skip
const stores = ['classic', 'containerd'] as const
const auths = ['none', 'htpasswd', 'bearer'] as const

type Auth = (typeof auths)[number]
type Login = 'right' | 'wrong' | 'reader' | 'none'

let temporary: Temporary
let registries: Record<Auth, TestRegistry>
let dockers: Record<(typeof stores)[number], TestDocker>
let count = 0
/** What the registry without authentication answers to a manifest that is put there. */
let fault: Interception | undefined

beforeAll(async () => {
  if (reason !== undefined) {
    console.warn(`skipped: ${reason}`)
    return
  }
  temporary = await createTemporary('newtag-builder')
  const [classic, containerd, none, htpasswd, bearer] = await Promise.all([
    startDocker({ containerdStore: false }),
    startDocker({ containerdStore: true }),
    startRegistry({
      auth: 'none',
      intercept: ({ method, url }) =>
        method === 'PUT' && url.includes('/manifests/') && !url.includes('/blobs/') ? fault : undefined
    }),
    startRegistry({ auth: 'htpasswd' }),
    startRegistry({ auth: 'bearer' })
  ])
  dockers = { classic, containerd }
  registries = { none, htpasswd, bearer }
})
afterEach(() => {
  fault = undefined
})
afterAll(async () => {
  if (reason !== undefined) return
  await Promise.all([...Object.values(registries), ...Object.values(dockers)].map(each => each.close()))
  await temporary.remove()
})

interface Setting {
  readonly docker: TestDocker
  readonly auth?: Auth
  readonly login?: Login
  readonly env?: Readonly<Record<string, string>>
  readonly cancelled?: AbortSignal
}

/** A build of its own: a workspace, a context with `sh` and what is given, a login and a repository. */
async function setUp({ docker, auth = 'none', env = {}, cancelled, ...setting }: Setting) {
  count += 1
  const registry = registries[auth]
  const directory = await mkdtemp(path.join(temporary.path, 'case-'))
  const [own, workspace, temp, config] = ['own', 'workspace', 'temp', 'config'].map(name =>
    path.join(directory, name)
  ) as [string, string, string, string]
  for (const folder of [own, workspace, temp]) await mkdir(folder)
  await cp(docker.configDirectory, config, { recursive: true, verbatimSymlinks: true })
  const users = {
    right: registry,
    wrong: { username: registry.username, password: 'wr0ng' },
    reader: registry.reader
  }
  const who = setting.login ?? 'right'
  if (auth !== 'none' && who !== 'none') {
    await login(config, registry.host, users[who].username, users[who].password)
  }
  const name = `acme/shop-${count}`
  const reference = `${registry.host}/${name}:v1`
  const environment = {
    PATH: toolPath(),
    HOME: directory,
    TMPDIR: temp,
    ...docker.env,
    DOCKER_CONFIG: config
  }
  const log = silentLog()
  const processes = createProcesses(cancelled ?? new AbortController().signal)
  const builder = createBuildx({ processes, env: { ...environment, ...env }, workspace, directory: own, log })
  const build = (changes: Partial<BuildRequest> = {}) =>
    builder.build({
      reference,
      context: workspace,
      file: path.join(workspace, 'Dockerfile'),
      target: undefined,
      buildArgs: [],
      labels: {},
      ...changes
    })
  return {
    ...{ own, workspace, temp, name, reference, log, build, registry, config },
    write: (file: string, content: string) => writeFile(path.join(workspace, file), content),
    findTag: () => findTag(config, registry.host, name)
  }
}

async function findTag(configDirectory: string, host: string, name: string) {
  const onSecret = () => undefined
  const processes = createProcesses(new AbortController().signal)
  const credentials = createCredentials({ configDirectory, processes, env: {}, onSecret })
  const registry = createRegistry({ credentials, log: { debug: () => undefined }, onSecret })
  const repository = parseRepository(`${host}/${name}`)
  if (!repository.ok) throw new Error(repository.problem)
  return await registry.findTag(repository.value, 'v1')
}

interface Manifest {
  readonly mediaType?: string
  readonly manifests?: unknown
  readonly config: { readonly digest: string }
  readonly layers: readonly unknown[]
}

interface ImageConfig {
  readonly config: { readonly Labels?: Record<string, string>; readonly Env?: readonly string[] }
}

/** Reads the image from the registry, with no code of ours that is under test. */
async function pulled(registry: TestRegistry, name: string) {
  const authorization = registry.pushAuthorization(name)
  const get = async (what: string) => {
    const accept = ['oci.image.index.v1', 'oci.image.manifest.v1', 'docker.distribution.manifest.v2']
      .map(type => `application/vnd.${type}+json`)
      .join(', ')
    const headers = { accept, ...(authorization === undefined ? {} : { authorization }) }
    const answer = await fetch(`${registry.url}/v2/${name}/${what}`, { headers })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const bytes = await get('manifests/v1')
  const manifest = JSON.parse(bytes.toString()) as Manifest
  const config = JSON.parse((await get(`blobs/${manifest.config.digest}`)).toString()) as ImageConfig
  return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, manifest, config }
}

/** The failure of a build; each must be one that we understand, and must not show a password. */
async function failureOf(build: Promise<unknown>): Promise<ActionError> {
  const error: unknown = await build.then(
    digest => new Error(`it was built: ${String(digest)}`),
    (reason: unknown) => reason
  )
  if (!(error instanceof ActionError)) throw error
  expect(error.message).not.toMatch(/wr0ng|s3cret|r3ader/)
  return error
}

const fromScratch = 'FROM scratch\nCOPY Dockerfile /\n'
const shell = 'FROM scratch\nCOPY sh /bin/sh\n'
const addShell = (folder: string) => copyFile(requireTool('busybox'), path.join(folder, 'sh'))

suite.each(stores)('buildx on the %s image store', store => {
  let docker: TestDocker
  beforeAll(() => {
    docker = dockers[store]
  })

  test.each(auths)('gives the digest that a registry with authentication %s holds', async auth => {
    const it = await setUp({ docker, auth })
    await it.write('Dockerfile', fromScratch)
    const labels = imageLabels({
      commit: '0a1b2c3',
      sourceUrl: 'https://github.com/acme/shop',
      committedAt: '2026-11-21T10:00:00+01:00',
      version: 'v1'
    })
    const digest = await it.build({ labels })

    expect(await it.findTag()).toEqual({ kind: 'present', digest })
    const image = await pulled(it.registry, it.name)
    expect(image.digest).toBe(digest)
    expect(image.manifest.manifests).toBeUndefined()
    expect(image.manifest.layers).toHaveLength(1)
    expect(image.config.config.Labels).toEqual({
      'org.opencontainers.image.revision': '0a1b2c3',
      'org.opencontainers.image.source': 'https://github.com/acme/shop',
      'org.opencontainers.image.created': '2026-11-21T10:00:00+01:00',
      'org.opencontainers.image.version': 'v1'
    })

    expect(it.log.lines).toContainEqual(expect.stringMatching(/^foreign: #\d+ \[1\/1\] COPY Dockerfile \/$/))
    expect(it.log.lines.join('\n')).not.toContain(it.registry.password)
    expect(await readdir(it.own, { recursive: true })).toEqual([
      expect.stringMatching(/^build-\w+$/),
      expect.stringMatching(/^build-\w+\/metadata\.json$/)
    ])
    expect(await readdir(it.workspace)).toEqual(['Dockerfile'])
    expect(await readdir(it.temp)).toEqual([])
  })

  test('passes the target and the build arguments, also from the environment', async () => {
    const it = await setUp({ docker, env: { FROM_ENV: 'of the step' } })
    await it.write(
      'Dockerfile',
      'FROM scratch AS first\nARG GREETING FROM_ENV\nENV SAID="$GREETING" ENVIRONMENT="$FROM_ENV"\nCOPY Dockerfile /\n' +
        'FROM first AS second\nENV SAID=second\n'
    )
    await it.build({ target: 'first', buildArgs: ['GREETING=a b; $(c) "é"', 'FROM_ENV'] })
    const { config } = await pulled(it.registry, it.name)
    expect(config.config.Env).toEqual(
      expect.arrayContaining(['SAID=a b; $(c) "é"', 'ENVIRONMENT=of the step'])
    )
  })

  test('takes a context with spaces and other letters, and a Dockerfile outside of it', async () => {
    const it = await setUp({ docker })
    const context = path.join(it.workspace, 'der Läden 店', '-o')
    await mkdir(context, { recursive: true })
    await writeFile(path.join(context, 'größe 1.txt'), 'x')
    const file = path.join(it.workspace, 'docker files', 'Ünser Dockerfile')
    await mkdir(path.dirname(file))
    await writeFile(file, 'FROM scratch\nCOPY ["größe 1.txt", "/"]\n')
    const digest = await it.build({ context, file })
    expect((await pulled(it.registry, it.name)).digest).toBe(digest)
  })

  test.each<[Exclude<Auth, 'none'>, Login]>([
    ['htpasswd', 'wrong'],
    ['htpasswd', 'none'],
    ['bearer', 'wrong'],
    ['bearer', 'none'],
    ['bearer', 'reader']
  ])('IMAGE_PUSH_DENIED: %s authentication, and the login is %s', async (auth, who) => {
    const it = await setUp({ docker, auth, login: who })
    await it.write('Dockerfile', fromScratch)
    const error = await failureOf(it.build())
    expect([error.code, error.message]).toEqual([
      'IMAGE_PUSH_DENIED',
      expect.stringMatching(/Docker said: .*(?:denied|unauthorized|no basic auth|401|insufficient_scope)/i)
    ])
  })

  const statuses: [number, ErrorCode][] = [
    [403, 'IMAGE_PUSH_DENIED'],
    [404, 'IMAGE_PUSH_FAILED'],
    [503, 'IMAGE_PUSH_FAILED']
  ]
  test.each(statuses)('a manifest that is answered with %i is %s', async (status, code) => {
    const it = await setUp({ docker })
    await it.write('Dockerfile', fromScratch)
    fault = { status, body: 'trouble' }
    expect((await failureOf(it.build())).code).toBe(code)
    fault = undefined
    expect(await it.findTag()).toEqual({ kind: 'absent' })
  })

  test('IMAGE_PUSH_FAILED: the registry is down', async () => {
    const it = await setUp({ docker })
    await it.write('Dockerfile', fromScratch)
    // Port 1 is reserved, and nobody listens there.
    const error = await failureOf(it.build({ reference: '127.0.0.1:1/acme/shop:v1' }))
    expect([error.code, error.message]).toEqual([
      'IMAGE_PUSH_FAILED',
      expect.stringContaining('connection refused')
    ])
  })

  test('DOCKERFILE_NOT_FOUND: it vanished', async () => {
    const it = await setUp({ docker })
    expect((await failureOf(it.build())).code).toBe('DOCKERFILE_NOT_FOUND')
  })

  test.each([
    ['a COPY of a file that is missing', 'FROM scratch\nCOPY missing.txt /\n', '"/missing.txt": not found'],
    ['a RUN that fails', `${shell}RUN --network=none echo oops && exit 3\n`, 'exit code: 3'],
    [
      'a RUN that prints what a registry says',
      `${shell}RUN --network=none echo "denied: requested access to the resource is denied"; exit 4\n`,
      'exit code: 4'
    ],
    [
      'a RUN that prints what docker says',
      `${shell}RUN --network=none echo "ERROR: Cannot connect to the Docker daemon"; exit 5\n`,
      'exit code: 5'
    ],
    ['a word that is no instruction', 'FROM scratch\nFOO denied: x\n', 'unknown instruction: FOO'],
    ['a base image that is refused', 'FROM {htpasswd}/acme/base:1\n', '401 Unauthorized'],
    ['a base image whose registry is down', 'FROM 127.0.0.1:1/acme/base:1\n', 'connection refused']
  ])('BUILD_FAILED: %s', async (_, dockerfile, words) => {
    const it = await setUp({ docker })
    await addShell(it.workspace)
    await it.write('Dockerfile', dockerfile.replace('{htpasswd}', registries.htpasswd.host))
    const error = await failureOf(it.build())
    expect([error.code, error.message]).toEqual(['BUILD_FAILED', expect.stringContaining(words)])
    expect(await it.findTag()).toEqual({ kind: 'absent' })
  })

  test('BUILD_FAILED: a target that does not exist', async () => {
    const it = await setUp({ docker })
    await it.write('Dockerfile', fromScratch)
    expect((await failureOf(it.build({ target: 'nowhere' }))).code).toBe('BUILD_FAILED')
  })

  test('DOCKER_UNREACHABLE: there is no daemon', async () => {
    const it = await setUp({ docker, env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })
    await it.write('Dockerfile', fromScratch)
    expect((await failureOf(it.build())).code).toBe('DOCKER_UNREACHABLE')
  })

  test('CANCELLED: ends the builder and what it runs, and pushes nothing', async () => {
    const cancel = new AbortController()
    const it = await setUp({ docker, cancelled: cancel.signal })
    await addShell(it.workspace)
    const mark = String(randomInt(1_000_000, 9_000_000))
    await it.write('Dockerfile', `${shell}RUN --network=none echo under way && sleep ${mark}\n`)
    const failure = failureOf(it.build())
    await until(() => it.log.lines.some(line => /^foreign: #\d+ \S+ under way$/.test(line)))
    const seen = await commandLines()
    expect(seen).toContainEqual(expect.stringContaining(`sleep ${mark}`))
    expect(seen).toContainEqual(expect.stringContaining(it.reference))

    const start = performance.now()
    cancel.abort()
    expect((await failure).code).toBe('CANCELLED')
    expect(performance.now() - start).toBeLessThan(3_000)
    await until(async () => !(await commandLines()).some(line => line.includes(mark)))
    await until(async () => !(await commandLines()).some(line => line.includes(it.reference)))
    expect(await readdir(it.own, { recursive: true })).toEqual([expect.stringMatching(/^build-\w+$/)])
    expect(await it.findTag()).toEqual({ kind: 'absent' })
  })
})

suite('buildx that cannot be used', () => {
  /** Stands in for a daemon: nobody is asked. */
  const nobody = async () => {
    const configDirectory = await mkdtemp(path.join(temporary.path, 'nobody-'))
    await writeFile(path.join(configDirectory, 'config.json'), '{}')
    const env = { DOCKER_HOST: `unix://${configDirectory}/none.sock`, DOCKER_CONFIG: configDirectory }
    return { env, configDirectory } as unknown as TestDocker
  }

  test('DOCKER_MISSING: docker is not on PATH', async () => {
    const it = await setUp({ docker: await nobody(), env: { PATH: temporary.path } })
    await it.write('Dockerfile', fromScratch)
    expect((await failureOf(it.build())).code).toBe('DOCKER_MISSING')
  })

  const systemWide = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec']
    .map(directory => `${directory}/docker/cli-plugins/docker-buildx`)
    .find(file => existsSync(file))
  const withoutPlugin = systemWide === undefined ? test : test.skip
  withoutPlugin('BUILDX_MISSING: docker has no such plug-in', async () => {
    const it = await setUp({ docker: await nobody() })
    await it.write('Dockerfile', fromScratch)
    const error = await failureOf(it.build())
    expect([error.code, error.message]).toEqual([
      'BUILDX_MISSING',
      expect.stringMatching(/Docker said: .*(?:unknown flag: --progress|buildx)/)
    ])
  })
})

/** The command lines of every process of the machine. */
async function commandLines(): Promise<string[]> {
  const processes = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  // One that ended meanwhile has none.
  const read = (id: string) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
  return (await Promise.all(processes.map(read))).map(line => line.replaceAll('\0', ' '))
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it did not happen within 10 s')
    await sleep(25)
  }
}
