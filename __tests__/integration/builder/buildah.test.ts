import { afterEach, describe, expect, test } from '@jest/globals'
import { createHash, randomInt } from 'node:crypto'
import { mkdir, mkdtemp, open, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { ActionError } from '../../../src/errors/errors.ts'
import type { BuildRequest, BuildResult, CacheRequest } from '../../../src/builder/builder.ts'
import { createBuildah } from '../../../src/builder/buildah/buildah.ts'
import { createProcesses } from '../../../src/system/process.ts'
import { writeBuildContext } from '../../../testbed/build-context.ts'
import { prepareBuildah } from '../../../testbed/buildah.ts'
import { startRegistry, type TestRegistry, type TestRegistryOptions } from '../../../testbed/registry.ts'
import { createTemporary } from '../../../testbed/temporary.ts'
import { skipReason, toolPath } from '../../../testbed/tools.ts'
import { plainRequest } from '../../support/builder/build-request.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const reason = skipReason('buildah', 'docker-registry', 'busybox', 'openssl')
const suite = reason === undefined ? describe : describe.skip

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

/** Keeps a part until the test ends. */
function keep<T extends { close(): Promise<void> }>(part: T): T {
  opened.push(() => part.close())
  return part
}

interface Setting {
  readonly auth?: TestRegistryOptions['auth']
  readonly login?: 'right' | 'reader' | 'none'
  readonly steps?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cancelled?: AbortSignal
  /** Another machine, with the same registry. */
  readonly registry?: TestRegistry
  /** The registry is known as insecure, as it must be for a cache. */
  readonly isKnown?: boolean
}

/** A storage, a workspace with a build context, a registry and a login to it. */
async function setUp(setting: Setting = {}) {
  const registry = setting.registry ?? keep(await startRegistry({ auth: setting.auth ?? 'none' }))
  const buildah = keep(
    await prepareBuildah(setting.isKnown === true ? { insecureRegistries: [registry.host] } : {})
  )
  const temporary = await createTemporary('newtag-buildah-test')
  opened.push(() => temporary.remove())
  const [own, workspace] = ['own', 'workspace'].map(name => path.join(temporary.path, name)) as [
    string,
    string
  ]
  for (const folder of [own, workspace]) await mkdir(folder)
  await writeBuildContext(workspace, setting.steps)
  const environment = {
    PATH: toolPath(),
    ...buildah.env,
    ...(await loginOf(registry, setting, temporary.path)),
    ...setting.env
  }
  const never = new AbortController().signal
  const system = testSystem({ cancelled: setting.cancelled ?? never, temporary: own })
  const builder = createBuildah(system, { environment: () => Promise.resolve(environment), workspace })
  opened.push(() => builder.close())
  const log = silentLog()
  const request = (changes: Partial<BuildRequest> = {}) => ({
    ...requestFor(`${registry.host}/acme/shop`, workspace),
    ...changes
  })
  const run = async (...args: string[]) => {
    const output = await createProcesses(never).run('buildah', args, { env: environment })
    return output.stdout.toString('utf8').trim()
  }
  const images = async (...args: string[]) =>
    JSON.parse(await run('images', '--json', ...args)) as { readonly names?: readonly string[] }[]
  return {
    ...{ registry, buildah, own, workspace, builder, log, request, run },
    build: (changes: Partial<BuildRequest> = {}) => builder.build(request(changes), log),
    write: (file: string, content: string) => writeFile(path.join(workspace, file), content),
    /** What is left of builds: names or IDs of images, and of working containers; files. */
    left: async () => ({
      names: (await images()).flatMap(({ names }) => names ?? []),
      containers: await run('containers', '--all', '--quiet'),
      files: [...(await readdir(buildah.temporaryDirectory)), ...(await readdir(own))]
    }),
    countImages: async () => (await images('--all')).length
  }
}

const nothing = { names: [], containers: '', files: [] }

async function loginOf(
  registry: TestRegistry,
  { auth = 'none', login = 'right' }: Setting,
  directory: string
): Promise<Record<string, string>> {
  if (auth === 'none' || login === 'none') return {}
  const { username, password } = login === 'reader' ? registry.reader : registry
  const entry = { auth: Buffer.from(`${username}:${password}`).toString('base64') }
  const file = path.join(await mkdtemp(path.join(directory, 'login-')), 'auth.json')
  await writeFile(file, JSON.stringify({ auths: { [registry.host]: entry } }))
  return { REGISTRY_AUTH_FILE: file }
}

function requestFor(image: string, workspace: string): BuildRequest {
  const file = path.join(workspace, 'Dockerfile')
  return plainRequest(image, { context: workspace, file, cache: cacheOf({}) })
}

function cacheOf(changes: Partial<CacheRequest>): CacheRequest {
  return { mode: 'auto', from: [], to: [], importOnly: false, scope: 'shop', previous: undefined, ...changes }
}

interface Manifest {
  readonly mediaType?: string
  readonly manifests?: readonly { readonly digest: string; readonly platform: Record<string, string> }[]
  readonly annotations?: Record<string, string>
  readonly config: { readonly digest: string }
  readonly layers: readonly { readonly digest: string }[]
}

interface ImageConfig {
  readonly architecture: string
  readonly config: { readonly Labels?: Record<string, string>; readonly Env?: readonly string[] }
}

/** Reads from the registry, with no code of ours that is under test. */
async function pull(registry: TestRegistry, what = 'v1') {
  const authorization = registry.pushAuthorization('acme/shop')
  const get = async (where: string) => {
    const accept = ['oci.image.index.v1', 'oci.image.manifest.v1']
      .map(type => `application/vnd.${type}+json`)
      .join(', ')
    const headers = { accept, ...(authorization === undefined ? {} : { authorization }) }
    const answer = await fetch(`${registry.url}/v2/acme/shop/${where}`, { headers })
    return answer.status === 200 ? Buffer.from(await answer.arrayBuffer()) : undefined
  }
  const bytes = await get(`manifests/${what}`)
  if (bytes === undefined) return undefined
  const manifest = JSON.parse(bytes.toString()) as Manifest
  const config =
    manifest.manifests === undefined
      ? (JSON.parse(String(await get(`blobs/${manifest.config.digest}`))) as ImageConfig)
      : undefined
  return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, manifest, config }
}

function built(result: BuildResult) {
  if (result.kind === 'failed') throw result.failure.error
  return result
}

function failed(result: BuildResult) {
  if (result.kind === 'built') throw new Error(`it was built: ${result.digest}`)
  expect(result.failure.error.message).not.toMatch(/s3cret|r3ader/)
  const { error, kind } = result.failure
  return { code: error.code, kind, message: error.message, location: error.location }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not happen.')
    await sleep(20)
  }
}

suite('buildah', () => {
  test.each(['none', 'htpasswd', 'bearer'] as const)(
    'gives the digest that a registry with authentication %s holds',
    async auth => {
      const it = await setUp({ auth })
      const labels = { 'org.opencontainers.image.revision': '0a1b2c3', empty: '', odd: '-x="y", $(z) ü' }
      const result = built(
        await it.build({ labels, annotations: ['-a=b=c', 'manifest:org.acme/team=shop, "x"'] })
      )

      const image = await pull(it.registry)
      expect(result).toEqual({
        kind: 'built',
        digest: image?.digest,
        steps: { total: 2, cached: 0 },
        notices: []
      })
      expect(image?.manifest.annotations).toMatchObject({ '-a': 'b=c', 'org.acme/team': 'shop, "x"' })
      expect(image?.config?.config.Labels).toMatchObject(labels)
      expect(image?.manifest.layers.length).toBeGreaterThanOrEqual(2)
      expect(it.log.lines.join('\n')).toContain('foreign: STEP 2/6: COPY busybox /bin/sh')
      expect(it.log.lines.join('\n')).not.toContain(it.registry.password)
      expect(await it.left()).toEqual(nothing)
    }
  )

  test('passes the target, the build arguments, the contexts, the network and the pull', async () => {
    const it = await setUp({ env: { FROM_ENV: 'of the step' } })
    await mkdir(path.join(it.workspace, 'other folder'))
    await it.write('other folder/words', 'from elsewhere')
    await it.write(
      'Dockerfile',
      'FROM scratch AS first\nARG GREETING FROM_ENV\nENV SAID="$GREETING" ENVIRONMENT="$FROM_ENV"\n' +
        'COPY busybox /bin/sh\nCOPY --from=elsewhere words /words\nRUN [ "$(cat /words)" = "from elsewhere" ]\n' +
        'FROM first AS second\nENV SAID=second\n'
    )
    built(
      await it.build({
        target: 'first',
        buildArgs: ['GREETING=-a b; $(c) "é"', 'FROM_ENV'],
        buildContexts: ['elsewhere=other folder'],
        network: 'default',
        pull: true
      })
    )
    expect((await pull(it.registry))?.config?.config.Env).toEqual(
      expect.arrayContaining(['SAID=-a b; $(c) "é"', 'ENVIRONMENT=of the step'])
    )
  })

  test('mounts secrets of all kinds, and shows none', async () => {
    const it = await setUp({
      env: { OF_THE_JOB: 'second-word' },
      steps: ['one', 'two', 'three', 'four'].map(
        id => `RUN --mount=type=secret,id=${id},required=true echo "$(cat /run/secrets/${id})" | wc -c`
      )
    })
    await it.write('third', 'third-word')
    await it.write('fourth, "file"', 'fourth-word')
    const secrets = [
      { kind: 'value', id: 'one', value: 'first-word' },
      { kind: 'variable', id: 'two', variable: 'OF_THE_JOB' },
      { kind: 'file', id: 'three', path: 'third' },
      { kind: 'file', id: 'four', path: 'fourth, "file"' }
    ] as const
    built(await it.build({ secrets }))

    const lines = it.log.lines.join('\n')
    expect(lines.match(/^foreign: 1[12]$/gm)).toEqual(
      ['11', '12', '11', '12'].map(size => `foreign: ${size}`)
    )
    expect(lines).not.toMatch(/(?:first|second|third|fourth)-word/)
    expect(await it.left()).toEqual(nothing)
  })

  test.each(['auto', 'none'] as const)('makes an index of several platforms; cache: %s', async mode => {
    const it = await setUp({ steps: ['COPY Dockerfile /'] })
    const cache = cacheOf({ mode })
    // The layers of another platform must not be taken for this one's.
    built(await it.build({ tag: 'before', cache }))
    const result = built(
      await it.build({
        platforms: ['linux/amd64', 'linux/aarch64'],
        annotations: ['a=b'],
        cache
      })
    )

    const index = await pull(it.registry)
    expect(result).toMatchObject({ digest: index?.digest, steps: { total: 4 } })
    expect(index?.manifest.mediaType).toBe('application/vnd.oci.image.index.v1+json')
    const images = await Promise.all(
      (index?.manifest.manifests ?? []).map(async ({ digest, platform }) => {
        const image = await pull(it.registry, digest)
        return [platform['architecture'], image?.config?.architecture, image?.manifest.annotations?.['a']]
      })
    )
    expect(images).toEqual([
      ['amd64', 'amd64', 'b'],
      ['arm64', 'arm64', 'b']
    ])
    expect(it.log.lines.join('\n')).toContain('foreign: [linux/aarch64] STEP 2/3: COPY busybox /bin/sh')
    expect(await it.left()).toEqual(nothing)
    if (mode === 'none') expect(await it.countImages()).toBe(0)
  })

  test('finds its layers again, unless it shall not', async () => {
    const it = await setUp({ steps: ['RUN echo "$(cat /proc/uptime)" > /when'] })
    const steps = async (changes: Partial<BuildRequest>) => built(await it.build(changes)).steps
    const first = built(await it.build())
    expect(await it.build()).toEqual({ ...first, steps: { total: 2, cached: 2 } })
    // buildah makes a step of a label, which is not the Dockerfile's.
    expect(await steps({ labels: { a: 'b' } })).toEqual({ total: 2, cached: 2 })
    expect(await steps({ noCache: true })).toEqual({ total: 2, cached: 0 })
    const before = await it.countImages()
    expect(await steps({ cache: cacheOf({ mode: 'none' }) })).toEqual({ total: 2, cached: 0 })
    expect((await pull(it.registry))?.manifest.layers).toHaveLength(1)
    expect(await it.countImages()).toBe(before)
    expect(await it.left()).toEqual(nothing)
  })

  test('keeps layers in a repository, which another machine reads', async () => {
    const it = await setUp({ isKnown: true })
    const cache = cacheOf({ mode: 'registry' })
    built(await it.build({ cache }))
    const puts = () =>
      it.registry
        .requests()
        .filter(({ method, url }) => method === 'PUT' && url.includes('/shop/cache/manifests/'))
    expect(puts()).toHaveLength(2)

    const other = await setUp({ isKnown: true, registry: it.registry })
    expect(built(await other.build({ cache: { ...cache, importOnly: true } })).steps).toEqual({
      total: 2,
      cached: 2
    })
    const third = await setUp({ isKnown: true, registry: it.registry })
    const from = [`type=registry,ref=${it.registry.host}/acme/shop/cache`]
    expect(built(await third.build({ cache: cacheOf({ from }) })).steps).toEqual({ total: 2, cached: 2 })
    expect(puts()).toHaveLength(2)
  })

  test('goes on without a cache that cannot be written, and says so', async () => {
    const it = await setUp({ isKnown: true })
    it.registry.addFault({ method: 'POST', url: /\/shop\/cache\//, status: 403 })
    const { digest, notices } = built(await it.build({ cache: cacheOf({ mode: 'registry' }) }))
    expect((await pull(it.registry))?.digest).toBe(digest)
    expect(notices).toEqual([
      {
        level: 'warning',
        location: undefined,
        message: expect.stringContaining(`was not written to ${it.registry.host}/acme/shop/cache.`)
      }
    ])
  })

  test.each<[string, string, Partial<BuildRequest>, string, RegExp]>([
    ['a RUN that fails', 'RUN echo oops && exit 3', {}, 'BUILD_STEP_FAILED', /exit (?:code|status)?:? ?3/],
    [
      'a RUN that prints what buildah says',
      'RUN echo "Error: pushing image: denied"; exit 4',
      {},
      'BUILD_STEP_FAILED',
      /4/
    ],
    ['a COPY of a file that is missing', 'COPY missing.txt /', {}, 'BUILD_FILE_NOT_FOUND', /missing\.txt/],
    ['a word that is no instruction', 'COPPY a b', {}, 'DOCKERFILE_INVALID', /COPPY/i],
    [
      'a target that does not exist',
      'COPY Dockerfile /',
      { target: 'nowhere' },
      'DOCKERFILE_INVALID',
      /nowhere/
    ]
  ])('%s', async (_, step, changes, code, words) => {
    const it = await setUp({ steps: [step] })
    expect(failed(await it.build(changes))).toMatchObject({
      code,
      kind: 'other',
      message: expect.stringMatching(words)
    })
    expect(await pull(it.registry)).toBeUndefined()
    expect(await it.left()).toEqual(nothing)
  })

  test.each<[string, Setting, readonly string[]]>([
    ['no login', { auth: 'htpasswd', login: 'none' }, []],
    ['a login that may only read', { auth: 'bearer', login: 'reader' }, []],
    ['no login, and several platforms', { auth: 'htpasswd', login: 'none' }, ['linux/amd64', 'linux/arm64']]
  ])('a refused push: %s', async (_, setting, platforms) => {
    const it = await setUp({ ...setting, steps: [] })
    const failure = failed(await it.build({ platforms, cache: cacheOf({ mode: 'none' }) }))
    // The push of a list does not say why it fails.
    const code = platforms.length > 0 ? 'IMAGE_PUSH_FAILED' : 'IMAGE_PUSH_DENIED'
    expect(failure).toMatchObject({ code, kind: 'refused' })
    expect(await it.left()).toEqual(nothing)
    expect(await it.countImages()).toBe(0)
  })

  test('pushes again what could not be pushed, without a second build', async () => {
    const it = await setUp()
    const cache = cacheOf({ mode: 'none' })
    const fault = it.registry.addFault({ method: 'PUT', url: /\/manifests\//, status: 503 })
    expect(failed(await it.build({ cache }))).toMatchObject({ code: 'IMAGE_PUSH_FAILED', kind: 'transient' })
    expect(await it.countImages()).toBe(1)
    fault.remove()
    const count = it.log.lines.filter(line => line.includes('STEP ')).length
    const { digest, steps } = built(await it.build({ cache }))
    expect(steps).toEqual({ total: 2, cached: 0 })
    expect((await pull(it.registry))?.digest).toBe(digest)
    expect(it.log.lines.filter(line => line.includes('STEP '))).toHaveLength(count)
    expect(await it.countImages()).toBe(0)
  })

  test('removes what could not be pushed in the end: the registry is down', async () => {
    const it = await setUp()
    // Port 1 is reserved, and nobody listens there.
    const { repository } = requestFor('127.0.0.1:1/acme/shop', it.workspace)
    const failure = failed(await it.build({ repository, cache: cacheOf({ mode: 'none' }) }))
    expect(failure).toMatchObject({ code: 'IMAGE_PUSH_FAILED', kind: 'transient' })
    await it.builder.close()
    expect(await it.countImages()).toBe(0)
    expect(await it.left()).toEqual(nothing)
  })

  test.each([
    ['a RUN step', 'RUN echo under way && sleep {mark}', /under way/],
    ['a COPY', 'COPY large /', /STEP 3\/\d: COPY large/],
    ['the push', 'COPY busybox /{mark}', undefined]
  ])('CANCELLED in %s: ends it, and leaves nothing of its own', async (during, step, sign) => {
    const cancel = new AbortController()
    const mark = String(randomInt(1_000_000, 9_000_000))
    const it = await setUp({ cancelled: cancel.signal, steps: [step.replace('{mark}', mark)] })
    if (during === 'a COPY') await makeLarge(path.join(it.workspace, 'large'))
    const push = it.registry.addFault({ method: 'PUT', url: /\/manifests\//, delayMs: 60_000 })
    await it.run('from', 'scratch')
    const ofOthers = await it.run('containers', '--quiet')
    const failure = it.build({ cache: cacheOf({ mode: 'none' }) }).then(
      () => new Error('it was built'),
      (error: unknown) => error
    )
    const isShown = () => it.log.lines.some(line => line.startsWith('foreign: ') && sign?.test(line) === true)
    await until(() => (sign === undefined ? push.count() > 0 : isShown()))
    cancel.abort()
    const error = await failure
    expect(error instanceof ActionError && error.code).toBe('CANCELLED')
    expect(await commandLines()).not.toMatch(`sleep\0${mark}`)
    expect(await it.left()).toEqual({ ...nothing, containers: ofOthers })
    expect(await it.countImages()).toBe(0)
    expect(await pull(it.registry)).toBeUndefined()
  })

  test('says before the build what it cannot do', async () => {
    const it = await setUp()
    expect(await it.builder.check(it.request())).toEqual([])
    const changes = { provenance: 'mode=max', sbom: 'true', cache: cacheOf({ mode: 'gha' }) }
    await expect(it.builder.check(it.request(changes))).rejects.toMatchObject({
      code: 'BUILDER_UNSUPPORTED',
      message: expect.stringMatching(/^buildah 1\.\d+ cannot .*provenance.*sbom.*cache: gha/)
    })
    const secrets = [{ kind: 'variable', id: 'token', variable: 'NOT_SET' }] as const
    await expect(it.builder.check(it.request({ secrets }))).rejects.toMatchObject({
      code: 'BUILD_SECRET_MISSING'
    })
  })

  test('BUILDAH_MISSING', async () => {
    const it = await setUp({ env: { PATH: '/nowhere' } })
    await expect(it.builder.check(it.request())).rejects.toMatchObject({ code: 'BUILDAH_MISSING' })
  })
})

/** A file of some size, without its blocks: it is copied long enough to be interrupted. */
async function makeLarge(file: string): Promise<void> {
  const handle = await open(file, 'w')
  await handle.truncate(2 ** 30)
  await handle.close()
}

async function commandLines(): Promise<string> {
  const names = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const lines = await Promise.all(
    names.map(name => readFile(`/proc/${name}/cmdline`, 'latin1').catch(() => ''))
  )
  return lines.join('\n')
}
