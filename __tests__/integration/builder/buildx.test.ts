import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import type { BuildRequest, BuildResult, CacheRequest } from '../../../src/builder/builder.ts'
import { createBuildx } from '../../../src/builder/buildx/buildx.ts'
import { hasGhaCache } from '../../../src/builder/buildx/cache.ts'
import { createProcesses, type Processes } from '../../../src/system/process.ts'
import { writeBuildContext } from '../../../testbed/build-context.ts'
import { createRemoteBuilder, startBuildkit, type TestBuildkit } from '../../../testbed/buildkit.ts'
import { createDockerConfig, startDocker, type TestDocker } from '../../../testbed/docker.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason, toolPath } from '../../../testbed/tools.ts'
import { plainRequest } from '../../support/builder/build-request.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { silentLog } from '../../support/log/silent-log.ts'

const reason = skipReason('docker', 'dockerd', 'buildkitd', 'docker-registry', 'busybox', 'openssl')
const suite = reason === undefined ? describe : describe.skip

let temporary: Temporary
let registry: TestRegistry
let dockers: Record<'classic' | 'containerd', TestDocker>
/** Two, so that one of them has cached nothing. */
let buildkits: readonly [TestBuildkit, TestBuildkit]
/** A Docker configuration with the newest buildx, and with the builders `one`, `two` and `nobody`. */
let fleet: string
let count = 0

beforeAll(async () => {
  if (reason !== undefined) {
    console.warn(`skipped: ${reason}`)
    return
  }
  temporary = await createTemporary('newtag-buildx-engine')
  const [classic, containerd, one, two, started] = await Promise.all([
    startDocker({ containerdStore: false }),
    startDocker({ containerdStore: true }),
    startBuildkit(),
    startBuildkit(),
    startRegistry({ auth: 'none' })
  ])
  dockers = { classic, containerd }
  buildkits = [one, two]
  registry = started
  fleet = path.join(temporary.path, 'fleet')
  await createDockerConfig(fleet, { buildx: 'new' })
  await createRemoteBuilder(fleet, { name: 'one', addresses: [one.address] })
  await createRemoteBuilder(fleet, { name: 'two', addresses: [two.address] })
  // Port 1 is reserved, and nobody listens there.
  await createRemoteBuilder(fleet, { name: 'nobody', addresses: ['tcp://127.0.0.1:1'] })
}, 120_000)
afterAll(async () => {
  if (reason !== undefined) return
  await Promise.all([registry, ...Object.values(dockers), ...buildkits].map(each => each.close()))
  await temporary.remove()
})

interface Setting {
  /** Where it is built: a Docker daemon, or a builder of the fleet. */
  readonly on: TestDocker | 'one' | 'two' | 'nobody' | 'unknown'
  readonly env?: Readonly<Record<string, string>>
  readonly hasGhaCache?: boolean
  /** The folder of an earlier case, with its Dockerfile. */
  readonly workspace?: string
  readonly name?: string
}

/** An engine with a workspace of its own. The Dockerfile is what `steps` says after a shell. */
async function setUp(setting: Setting, ...steps: string[]) {
  count += 1
  const directory = await mkdtemp(path.join(temporary.path, 'case-'))
  const own = path.join(directory, 'own')
  // Commas and quotes are what lists of Docker's options are cut at.
  const workspace = setting.workspace ?? path.join(directory, 'work, "space"')
  await mkdir(own, { mode: 0o700 })
  await mkdir(workspace, { recursive: true })
  if (setting.workspace === undefined) await writeBuildContext(workspace, steps)
  const docker = typeof setting.on === 'string' ? { DOCKER_CONFIG: fleet } : setting.on.env
  const environment = { PATH: toolPath(), HOME: directory, ...docker, ...setting.env }
  const log = silentLog()
  const calls: (readonly string[])[] = []
  const real = createProcesses(new AbortController().signal)
  const processes: Processes = {
    run: (program, args, options) => {
      calls.push(args)
      return real.run(program, args, options)
    }
  }
  const engine = createBuildx(testSystem({ processes, temporary: own }), {
    environment: () => Promise.resolve(environment),
    workspace,
    builder: typeof setting.on === 'string' ? setting.on : undefined,
    hasGhaCache: setting.hasGhaCache ?? false
  })
  const name = setting.name ?? `acme/shop-${count}`
  const request = requestFor(workspace, name)
  const build = async (changes: Partial<BuildRequest> = {}) =>
    built(await engine.build({ ...request, ...changes }, log), log.lines)
  return { engine, request, build, log, calls, own, workspace, name, environment, real }
}

const uncached: CacheRequest = {
  mode: 'none',
  from: [],
  to: [],
  importOnly: false,
  scope: 'shop',
  previous: undefined
}

function requestFor(workspace: string, name: string): BuildRequest {
  const file = path.join(workspace, 'Dockerfile')
  return plainRequest(`${registry.host}/${name}`, { context: workspace, file, cache: uncached })
}

function built(result: BuildResult, lines: readonly string[]) {
  if (result.kind === 'built') return result
  throw new Error(`${result.failure.error.message}\n${lines.join('\n')}`)
}

interface Manifest {
  readonly mediaType: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly config: { readonly digest: string }
  readonly manifests?: readonly {
    readonly digest: string
    readonly platform: { readonly architecture: string }
    readonly annotations?: Readonly<Record<string, string>>
  }[]
}

/** Reads from the registry, with no code of ours that is under test. */
async function read(
  name: string,
  what: string
): Promise<{ readonly digest: string; readonly json: unknown }> {
  const kinds = ['oci.image.index.v1', 'oci.image.manifest.v1', 'docker.distribution.manifest.v2']
  const accept = [...kinds, 'docker.distribution.manifest.list.v2']
    .map(kind => `application/vnd.${kind}+json`)
    .join(', ')
  const answer = await fetch(`${registry.url}/v2/${name}/${what}`, { headers: { accept } })
  expect([what, answer.status]).toEqual([what, 200])
  const bytes = Buffer.from(await answer.arrayBuffer())
  return {
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    json: JSON.parse(bytes.toString())
  }
}

async function pulled(name: string, tag = 'v1') {
  const { digest, json } = await read(name, `manifests/${tag}`)
  const manifest = json as Manifest
  const config = async () =>
    (await read(name, `blobs/${manifest.config.digest}`)).json as {
      readonly config: {
        readonly Labels?: Readonly<Record<string, string>>
        readonly Env?: readonly string[]
      }
    }
  return { digest, manifest, config }
}

/** What a RUN step printed, without the number and the time in front. */
function printed(log: { readonly lines: readonly string[] }): string[] {
  return log.lines.flatMap(line => /^foreign: #\d+ \d+\.\d+ (.*)$/.exec(line)?.[1] ?? [])
}

const run = (step: string) => `RUN --network=none ${step}`

suite.each(['classic', 'containerd', 'one'] as const)('the buildx engine on %s', kind => {
  const on = () => (kind === 'one' ? kind : dockers[kind])

  test('target, build arguments, build contexts, labels and tags are in the image', async () => {
    const it = await setUp(
      { on: on(), env: { FROM_ENV: 'of the step' } },
      'FROM scratch AS first',
      'ARG GREETING FROM_ENV',
      'ENV SAID="$GREETING" ENVIRONMENT="$FROM_ENV"',
      'COPY --from=assets page.txt /',
      'FROM first AS second',
      'ENV SAID=second'
    )
    await mkdir(path.join(it.workspace, 'other assets'))
    await writeFile(path.join(it.workspace, 'other assets', 'page.txt'), 'x')
    const { digest, steps } = await it.build({
      target: 'first',
      buildArgs: ['GREETING=a b; $(c) "é", d', 'FROM_ENV'],
      // Relative to the workspace, as all that the inputs say.
      buildContexts: ['assets=other assets'],
      labels: { revision: 'c0ffee', odd: '--push, "x"' }
    })
    const image = await pulled(it.name)
    expect(image.digest).toBe(digest)
    expect(image.manifest.manifests).toBeUndefined()
    const { config } = await image.config()
    expect(config.Labels).toEqual({ revision: 'c0ffee', odd: '--push, "x"' })
    expect(config.Env).toEqual(expect.arrayContaining(['SAID=a b; $(c) "é", d', 'ENVIRONMENT=of the step']))
    expect(steps.total).toBe(1)
    expect(await readdir(it.own)).toEqual([])
  })

  test('secrets of all kinds reach the step, and nobody else', async () => {
    const secret = {
      value: `of-value-${count}\n"second", line`,
      variable: `of-variable-${count}`,
      file: `of-file-${count}`
    }
    const sums = Object.values(secret).map(text => createHash('sha256').update(text).digest('hex'))
    const mounts = ['value', 'variable', 'file'].map(id => `--mount=type=secret,id=${id},required=true`)
    const it = await setUp(
      { on: on(), env: { SECRET_VARIABLE: secret.variable } },
      run(
        `${mounts.join(' ')} echo under way; sleep 1; cd /run/secrets; ` +
          'for id in value variable file; do sha256sum $id; done'
      )
    )
    await writeFile(path.join(it.workspace, 'the file, "quoted".pem'), secret.file)
    let seen: ReturnType<typeof lookAround> | undefined
    const log = {
      ...it.log,
      foreign: (line: string) => {
        it.log.foreign(line)
        if (line.endsWith(' under way')) seen = lookAround(it.own)
      }
    }
    const request: BuildRequest = {
      ...it.request,
      secrets: [
        { kind: 'value', id: 'value', value: secret.value },
        { kind: 'variable', id: 'variable', variable: 'SECRET_VARIABLE' },
        { kind: 'file', id: 'file', path: 'the file, "quoted".pem' }
      ]
    }
    expect(await it.engine.check(request)).toEqual([])
    built(await it.engine.build(request, log), it.log.lines)

    expect(printed(it.log).map(line => line.slice(0, 64))).toEqual(expect.arrayContaining(sums))
    expect(seen?.files).toEqual([
      { name: expect.stringMatching(/^build-\w+$/), mode: '700' },
      { name: expect.stringMatching(/^build-\w+\/secrets$/), mode: '700' },
      { name: expect.stringMatching(/^build-\w+\/secrets\/0$/), mode: '600' }
    ])
    expect(seen?.commandLines).toContainEqual(expect.stringContaining(`--tag=${registry.host}/${it.name}:v1`))
    const shown = [...(seen?.commandLines ?? []), ...it.log.lines].join('\n')
    for (const text of ['of-value-', 'second", line', 'of-variable-', 'of-file-']) {
      expect(shown).not.toContain(text)
    }
    expect(await readdir(it.own)).toEqual([])
  })

  test('secrets files are gone after a build that failed, too', async () => {
    const it = await setUp({ on: on() }, run('--mount=type=secret,id=a exit 3'))
    const secrets = [{ kind: 'value', id: 'a', value: 's3cret' }] as const
    const result = await it.engine.build({ ...it.request, secrets }, it.log)
    expect(result).toMatchObject({ kind: 'failed', failure: { kind: 'other' } })
    expect(await readdir(it.own)).toEqual([])
  })

  test('BUILD_SECRET_MISSING, before anything is built', async () => {
    const it = await setUp({ on: on() }, run('true'))
    const secrets = [{ kind: 'variable', id: 'a', variable: 'NOT_SET' }] as const
    await expect(it.engine.check({ ...it.request, secrets })).rejects.toMatchObject({
      code: 'BUILD_SECRET_MISSING'
    })
    await expect(it.engine.build({ ...it.request, secrets }, it.log)).rejects.toMatchObject({
      code: 'BUILD_SECRET_MISSING'
    })
    expect(it.calls.every(args => args[1] === 'inspect')).toBe(true)
  })

  test('ssh: a key is offered to the step that mounts it', async () => {
    const it = await setUp(
      { on: on() },
      run('--mount=type=ssh,id=deploy test -S "$SSH_AUTH_SOCK" && echo offered')
    )
    const key = path.join(it.workspace, 'key')
    const openssl = await it.real.run(
      requireTool('openssl'),
      ['genrsa', '-traditional', '-out', key, '2048'],
      {
        env: { PATH: toolPath(), HOME: it.workspace }
      }
    )
    expect([openssl.exitCode, openssl.stderr.includes('unknown option')]).toEqual([0, false])
    await cp(key, path.join(it.own, 'key'))
    await it.build({ ssh: [`deploy=${path.join(it.own, 'key')}`] })
    expect(printed(it.log)).toContain('offered')
  })

  test('network: none is what the step sees', async () => {
    const it = await setUp({ on: on() }, 'RUN echo "interfaces: $(ls /sys/class/net)"')
    await it.build({ network: 'none' })
    expect(printed(it.log)).toContain('interfaces: lo')
  })

  test('no-cache: steps are run again, and are counted', async () => {
    const it = await setUp({ on: on() }, run('echo one > /one'), run('echo two > /two'))
    const seen = []
    for (const noCache of [false, false, true]) seen.push((await it.build({ noCache })).steps)
    // COPY and two RUNs; the first time, other tests may have cached the COPY.
    expect(seen.map(({ total }) => total)).toEqual([3, 3, 3])
    expect(seen.slice(1).map(({ cached }) => cached)).toEqual([3, 0])
  })
})

/** What others on the machine could see right now. */
function lookAround(directory: string) {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).toSorted()
  return {
    files: files.map(name => ({
      name,
      mode: (statSync(path.join(directory, name)).mode & 0o777).toString(8)
    })),
    commandLines: readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(id => {
        try {
          return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')
        } catch {
          return '' // ended meanwhile
        }
      })
  }
}

suite.each(['containerd', 'one'] as const)('what only some builders can do: %s', kind => {
  const on = () => (kind === 'one' ? kind : dockers[kind])

  test('platforms', async () => {
    const it = await setUp({ on: on() })
    const request = { ...it.request, platforms: ['linux/amd64', 'linux/arm64'] }
    expect(await it.engine.check(request)).toEqual([])
    const { digest } = await it.build(request)
    const image = await pulled(it.name)
    expect(image.digest).toBe(digest)
    expect(image.manifest.manifests?.map(({ platform }) => platform.architecture)).toEqual(['amd64', 'arm64'])
  })

  test('annotations', async () => {
    const it = await setUp({ on: on() })
    const request = { ...it.request, annotations: ['org.example.team=a, "b"', 'manifest:org.example.x=1'] }
    expect(await it.engine.check(request)).toEqual([])
    await it.build(request)
    expect((await pulled(it.name)).manifest.annotations).toEqual({
      'org.example.team': 'a, "b"',
      'org.example.x': '1'
    })
  })

  test('provenance, which makes an index', async () => {
    const it = await setUp({ on: on() })
    const request = { ...it.request, provenance: 'mode=max' }
    expect(await it.engine.check(request)).toEqual([])
    const { digest } = await it.build(request)
    const image = await pulled(it.name)
    expect(image.digest).toBe(digest)
    expect(
      image.manifest.manifests?.map(({ annotations }) => annotations?.['vnd.docker.reference.type'])
    ).toEqual([undefined, 'attestation-manifest'])
  })
})

suite('the classic image store', () => {
  test('BUILDER_UNSUPPORTED: all that it cannot do, before anything is built', async () => {
    const it = await setUp({ on: dockers.classic, hasGhaCache: true })
    const request: BuildRequest = {
      ...it.request,
      platforms: ['linux/amd64', 'linux/arm64'],
      provenance: 'true',
      annotations: ['a=b'],
      cache: { ...uncached, mode: 'gha', to: ['type=registry,ref=x/y:z'] }
    }
    for (const attempt of [it.engine.check(request), it.engine.build(request, it.log)]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'BUILDER_UNSUPPORTED',
        message: expect.stringMatching(
          /platforms.*provenance.*annotations.*`cache: gha`.*type registry \(`cache-to`.*setup-buildx-action/
        )
      })
    }
    expect(it.calls).toEqual([['buildx', 'inspect']])
  })

  test('`cache: auto` becomes inline, which is said once in a run', async () => {
    const it = await setUp({ on: dockers.classic, hasGhaCache: true })
    const request = { ...it.request, cache: { ...uncached, mode: 'auto' as const } }
    const [first, second] = await Promise.all([it.engine.check(request), it.engine.check(request)])
    expect([...first, ...second]).toEqual([
      expect.objectContaining({ level: 'notice', message: expect.stringContaining('inside the image') })
    ])
    await it.build(request)
    expect(it.calls.map(args => args[1])).toEqual(['inspect', 'build'])
    expect(it.calls[1]).toContain('--cache-to=type=inline')
  })
})

suite('the caches', () => {
  // What they print tells whether they were run: a step that came from a cache is not always called cached.
  const steps = (unique: string) => [run(`echo one ${unique} | tee /one`), run('echo two | tee /two')]

  /** Builds on one machine with this cache, and then on another; returns what the steps printed there. */
  async function onAnother(unique: string, cache: Partial<CacheRequest>, ...more: string[]) {
    const first = await setUp({ on: 'one' }, ...steps(unique), ...more)
    await first.build({ cache: { ...uncached, ...cache } })
    expect(printed(first.log)).toEqual([`one ${unique}`, 'two'])
    const second = await setUp({ on: 'two', workspace: first.workspace, name: first.name })
    const previous = `${registry.host}/${first.name}:v1`
    await second.build({ tag: 'v2', cache: { ...uncached, ...cache, previous } })
    const answer = await fetch(`${registry.url}/v2/${first.name}/tags/list`)
    return { ran: printed(second.log), tags: ((await answer.json()) as { tags: string[] }).tags.toSorted() }
  }

  test('without one, the other machine runs all steps', async () => {
    expect(await onAnother('none', { mode: 'none' })).toEqual({
      ran: ['one none', 'two'],
      tags: ['v1', 'v2']
    })
  })

  test('inline: from the image that runs now', async () => {
    expect(await onAnother('inline', { mode: 'inline' })).toEqual({ ran: [], tags: ['v1', 'v2'] })
  })

  const stages = ['FROM scratch', 'COPY --from=0 /two /']

  test('registry: a tag beside the image, with the steps of all stages', async () => {
    expect(await onAnother('registry', { mode: 'registry' }, ...stages)).toEqual({
      ran: [],
      tags: ['buildcache', 'v1', 'v2']
    })
  })

  test('registry: nothing is exported where it may only be imported', async () => {
    expect(await onAnother('import', { mode: 'registry', importOnly: true })).toEqual({
      ran: ['one import', 'two'],
      tags: ['v1', 'v2']
    })
  })

  test("registry: the user's own lists", async () => {
    const ref = `${registry.host}/acme/caches:mine`
    const lists = { from: [ref], to: [`type=registry,ref=${ref},mode=max`] }
    expect(await onAnother('own', { mode: 'auto', ...lists })).toEqual({ ran: [], tags: ['v1', 'v2'] })
  })

  test("registry: the user's own export that fails does not fail the build, whose image is pushed", async () => {
    const it = await setUp({ on: 'one' }, run('echo mine'))
    // Port 1 is reserved, and nobody listens there.
    const to = ['type=registry,ref=127.0.0.1:1/acme/cache:1']
    const { digest } = await it.build({ cache: { ...uncached, to } })
    expect((await pulled(it.name)).digest).toBe(digest)
    expect(it.log.lines.join('\n')).toContain('exporting cache to registry')
  })

  test("gha: the user's own entries with a token that BuildKit cannot read are left out, which is said", async () => {
    const env = { ACTIONS_RUNTIME_TOKEN: 'token', ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/' }
    const it = await setUp({ on: 'one', hasGhaCache: hasGhaCache(env), env }, run('echo unread'))
    const cache = { ...uncached, from: ['type=gha'], to: ['type=gha,mode=max'] }
    expect(await it.engine.check({ ...it.request, cache })).toEqual([
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('were left out') })
    ])
    const { digest } = await it.build({ cache })
    expect((await pulled(it.name)).digest).toBe(digest)
  })

  test('steps that another build does at the same time are counted once', async () => {
    const shared = [run('sleep 1; echo shared > /shared')]
    const [two, three] = await Promise.all([
      setUp({ on: 'one' }, ...shared),
      setUp({ on: 'one' }, ...shared, run('echo third'))
    ])
    const [first, second] = await Promise.all([two.build(), three.build()])
    expect([first.steps.total, second.steps.total]).toEqual([2, 3])
  })

  test.each([
    ['classic', 'inline'],
    ['containerd', 'inline'],
    ['containerd', 'registry']
  ] as const)('a Docker daemon with the %s store that has forgotten all: %s', async (store, mode) => {
    const docker = dockers[store]
    const it = await setUp({ on: docker }, ...steps(`${store}-${mode}`))
    const cache = { ...uncached, mode, previous: `${registry.host}/${it.name}:v1` }
    await it.build({ cache })
    const ran = [`one ${store}-${mode}`, 'two']
    expect(printed(it.log)).toEqual(ran)
    // What the machine's own daemon holds is not ours to delete.
    if (docker.kind === 'existing') return
    for (const what of ['image', 'builder']) {
      const { exitCode } = await it.real.run('docker', [what, 'prune', '--all', '--force'], {
        env: it.environment
      })
      expect(exitCode).toBe(0)
    }
    await it.build({ tag: 'v2', cache })
    expect(printed(it.log)).toEqual(ran)
    await it.build({ tag: 'v3', cache, noCache: true })
    expect(printed(it.log)).toEqual([...ran, ...ran])
  })

  test('gha: an export that fails does not fail the build, whose image is pushed', async () => {
    const ac = JSON.stringify([{ Scope: 'refs/heads/main', Permission: 3 }])
    const parts = [{ alg: 'none' }, { ac, exp: 4_102_444_800, nbf: 1_700_000_000 }]
    const token = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const env = {
      ACTIONS_RUNTIME_TOKEN: `${token}.c2ln`,
      ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/',
      ACTIONS_CACHE_SERVICE_V2: 'true'
    }
    expect(hasGhaCache(env)).toBe(true)
    const it = await setUp({ on: 'one', hasGhaCache: true, env }, run('echo gha'))
    const { digest } = await it.build({ cache: { ...uncached, mode: 'gha' } })
    expect((await pulled(it.name)).digest).toBe(digest)
    const lines = it.log.lines.join('\n')
    expect(lines).toContain('exporting to GitHub Actions Cache')
    expect(lines).not.toContain(token)
  })
})

suite('a builder by its name', () => {
  test('the build checks become notices at their lines', async () => {
    const it = await setUp({ on: 'one' })
    const folder = path.join(it.workspace, 'app')
    await mkdir(folder)
    const file = path.join(folder, 'shop.Dockerfile')
    await writeFile(file, 'FROM scratch as base\nMAINTAINER me\nCOPY . /\n')
    const { notices } = await it.build({ file, platforms: ['linux/amd64', 'linux/arm64'] })
    expect(notices).toEqual([
      {
        level: 'warning',
        location: { path: 'app/shop.Dockerfile', line: 1, inSource: true },
        message: expect.stringMatching(/^app\/shop\.Dockerfile:1: FromAsCasing: .*\. See https:\S+$/)
      },
      expect.objectContaining({ location: { path: 'app/shop.Dockerfile', line: 2, inSource: true } })
    ])
  })

  test('an older buildx has no build checks', async () => {
    const it = await setUp({ on: dockers.classic })
    await writeFile(path.join(it.workspace, 'Dockerfile'), 'FROM scratch as base\nCOPY . /\n')
    expect((await it.build()).notices).toEqual([])
  })

  test.each([
    ['unknown', /The builder "unknown" cannot be used.*no builder "unknown" found/],
    [
      'nobody',
      /The builder "nobody" cannot be used.*tcp:\/\/127\.0\.0\.1:1 did not answer: context deadline exceeded/
    ]
  ] as const)(
    'BUILDER_UNAVAILABLE: %s',
    async (on, words) => {
      const it = await setUp({ on })
      await expect(it.engine.check(it.request)).rejects.toMatchObject({
        code: 'BUILDER_UNAVAILABLE',
        message: expect.stringMatching(words)
      })
    },
    60_000
  )

  test.each(['debian', 'new'] as const)(
    'DOCKER_UNREACHABLE: there is no daemon, says %s buildx',
    async buildx => {
      const config = await mkdtemp(path.join(temporary.path, 'config-'))
      await createDockerConfig(config, { buildx })
      const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock', DOCKER_CONFIG: config }
      const it = await setUp({ on: dockers.classic, env })
      await expect(it.engine.check(it.request)).rejects.toMatchObject({ code: 'DOCKER_UNREACHABLE' })
    }
  )

  test('DOCKER_MISSING: docker is not on PATH', async () => {
    const it = await setUp({ on: 'one', env: { PATH: temporary.path } })
    await expect(it.engine.check(it.request)).rejects.toMatchObject({ code: 'DOCKER_MISSING' })
  })
})

suite('an image that the machine has', () => {
  test('pull: asks the registry for the base image although it is there', async () => {
    const it = await setUp({ on: dockers.classic })
    const base = `${registry.host}/acme/base-${count}:1`
    const load = await it.real.run('docker', ['buildx', 'build', '--load', `--tag=${base}`, it.workspace], {
      env: it.environment
    })
    expect([load.exitCode, load.stderr]).toEqual([0, expect.any(String)])
    await writeFile(path.join(it.workspace, 'Dockerfile'), `FROM ${base}\nCOPY Dockerfile /\n`)
    await it.build({ pull: false })
    const result = await it.engine.build({ ...it.request, tag: 'v2', pull: true }, it.log)
    expect(result.kind).toBe('failed')
    expect(it.log.lines.join('\n')).toContain(`${base}: not found`)
  })
})
