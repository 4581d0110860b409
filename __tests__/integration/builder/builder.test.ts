import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash, randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { ActionError } from '../../../src/errors/errors.ts'
import type { BuildRequest, BuildResult } from '../../../src/builder/builder.ts'
import { createBuildx } from '../../../src/builder/buildx/buildx.ts'
import { createCredentials } from '../../../src/registry/login/docker-config.ts'
import { imageLabels } from '../../../src/builder/labels.ts'
import { parseRepository } from '../../../src/registry/reference.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { login, startDocker, type TestDocker } from '../../../testbed/docker.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason, toolPath } from '../../../testbed/tools.ts'
import { verdict } from '../../support/builder/build-output.ts'
import { plainRequest } from '../../support/builder/build-request.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { silentLog } from '../../support/log/silent-log.ts'

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

beforeAll(async () => {
  if (reason !== undefined) {
    console.warn(`skipped: ${reason}`)
    return
  }
  temporary = await createTemporary('newtag-builder')
  const [classic, containerd, none, htpasswd, bearer] = await Promise.all([
    startDocker({ containerdStore: false }),
    startDocker({ containerdStore: true }),
    startRegistry({ auth: 'none' }),
    startRegistry({ auth: 'htpasswd' }),
    startRegistry({ auth: 'bearer' })
  ])
  dockers = { classic, containerd }
  registries = { none, htpasswd, bearer }
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
  const system = testSystem({ temporary: own, ...(cancelled === undefined ? {} : { cancelled }) })
  const builder = createBuildx(system, {
    environment: () => Promise.resolve({ ...environment, ...env }),
    workspace,
    builder: undefined,
    hasGhaCache: false
  })
  const request = plainRequest(`${registry.host}/${name}`, {
    context: workspace,
    file: path.join(workspace, 'Dockerfile')
  })
  const build = (changes: Partial<BuildRequest> = {}) => builder.build({ ...request, ...changes }, log)
  return {
    ...{ own, workspace, temp, name, reference, log, build, registry, config },
    write: (file: string, content: string) => writeFile(path.join(workspace, file), content),
    findTag: () => findTag(config, registry.host, name)
  }
}

async function findTag(configDirectory: string, host: string, name: string) {
  const system = testSystem()
  const registry = createRegistry(system, createCredentials(system, configDirectory))
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

/** The digest of a build that did not fail. */
async function digestOf(build: Promise<BuildResult>): Promise<string> {
  const result = await build
  if (result.kind === 'failed') throw result.failure.error
  return result.digest
}

/** What a build threw; it must be one that we understand. */
async function errorOf(build: Promise<BuildResult>): Promise<ActionError> {
  const error: unknown = await build.then(
    ({ kind }) => new Error(kind),
    (reason: unknown) => reason
  )
  if (!(error instanceof ActionError)) throw error
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
      version: 'v1',
      about: { title: 'shop', description: undefined, license: undefined }
    })
    const digest = await digestOf(it.build({ labels }))

    expect(await it.findTag()).toEqual({ kind: 'present', digest })
    const image = await pulled(it.registry, it.name)
    expect(image.digest).toBe(digest)
    expect(image.manifest.manifests).toBeUndefined()
    expect(image.manifest.layers).toHaveLength(1)
    expect(image.config.config.Labels).toEqual(labels)

    expect(it.log.lines).toContainEqual(expect.stringMatching(/^foreign: #\d+ \[1\/1\] COPY Dockerfile \/$/))
    expect(it.log.lines.join('\n')).not.toContain(it.registry.password)
    expect(await readdir(it.own)).toEqual([])
    expect(await readdir(it.workspace)).toEqual(['Dockerfile'])
    expect(await readdir(it.temp)).toEqual([])
  })

  test('takes a context with spaces and other letters, and a Dockerfile outside of it', async () => {
    const it = await setUp({ docker })
    const context = path.join(it.workspace, 'der Läden 店', '-o')
    await mkdir(context, { recursive: true })
    await writeFile(path.join(context, 'größe 1.txt'), 'x')
    const file = path.join(it.workspace, 'docker files', 'Ünser Dockerfile')
    await mkdir(path.dirname(file))
    await writeFile(file, 'FROM scratch\nCOPY ["größe 1.txt", "/"]\n')
    const digest = await digestOf(it.build({ context, file }))
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
    const result = await it.build()
    if (result.kind === 'built') throw new Error('It was built.')
    const { error } = result.failure
    expect(verdict(result.failure)).toMatch(/^IMAGE_PUSH_DENIED refused/)
    expect(error.message).toMatch(
      /Docker said: .*(?:denied|unauthorized|no basic auth|401|insufficient_scope)/i
    )
    expect(error.message).not.toMatch(/wr0ng|s3cret|r3ader/)
  })

  test('CANCELLED: ends the builder and what it runs, and pushes nothing', async () => {
    const cancel = new AbortController()
    const it = await setUp({ docker, cancelled: cancel.signal })
    await addShell(it.workspace)
    const mark = String(randomInt(1_000_000, 9_000_000))
    await it.write('Dockerfile', `${shell}RUN --network=none echo under way && sleep ${mark}\n`)
    const failure = errorOf(it.build())
    await until(() => it.log.lines.some(line => /^foreign: #\d+ \S+ under way$/.test(line)))
    // The line may be here before the next command has begun.
    await until(async () => (await commandLines()).some(line => line.includes(`sleep ${mark}`)))
    expect(await commandLines()).toContainEqual(expect.stringContaining(it.reference))

    cancel.abort()
    expect((await failure).code).toBe('CANCELLED')
    await until(async () => !(await commandLines()).some(line => line.includes(mark)))
    await until(async () => !(await commandLines()).some(line => line.includes(it.reference)))
    expect(await readdir(it.own)).toEqual([])
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

  test('DOCKER_UNREACHABLE: there is no daemon', async () => {
    const it = await setUp({ docker: dockers.classic, env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })
    await it.write('Dockerfile', fromScratch)
    expect((await errorOf(it.build())).code).toBe('DOCKER_UNREACHABLE')
  })

  test('DOCKER_MISSING: docker is not on PATH', async () => {
    const it = await setUp({ docker: await nobody(), env: { PATH: temporary.path } })
    await it.write('Dockerfile', fromScratch)
    expect((await errorOf(it.build())).code).toBe('DOCKER_MISSING')
  })

  const systemWide = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec']
    .map(directory => `${directory}/docker/cli-plugins/docker-buildx`)
    .find(file => existsSync(file))
  const withoutPlugin = systemWide === undefined ? test : test.skip
  withoutPlugin('BUILDX_MISSING: docker has no such plug-in', async () => {
    const it = await setUp({ docker: await nobody() })
    await it.write('Dockerfile', fromScratch)
    expect((await errorOf(it.build())).code).toBe('BUILDX_MISSING')
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
