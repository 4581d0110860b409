import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { copyFile, cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import path from 'node:path'

import type { BuildFailure, BuildRequest } from '../../../src/builder/builder.ts'
import { createBuildah } from '../../../src/builder/buildah/buildah.ts'
import { createBuildx } from '../../../src/builder/buildx/buildx.ts'
import { prepareBuildah, type TestBuildah } from '../../../testbed/buildah.ts'
import { createRemoteBuilder, startBuildkit, type TestBuildkit } from '../../../testbed/buildkit.ts'
import { createDockerConfig, login, startDocker, type TestDocker } from '../../../testbed/docker.ts'
import { close, listen } from '../../../testbed/ports.ts'
import { type Fault, startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason, toolPath } from '../../../testbed/tools.ts'
import { type CapturedBuilder as Engine, lies, verdict } from '../../support/builder/build-output.ts'
import { plainRequest } from '../../support/builder/build-request.ts'
import { silentLog } from '../../support/log/silent-log.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { createSmallDisk, smallDiskProblem } from '../../support/system/small-disk.ts'

const reason = skipReason(
  'docker',
  'dockerd',
  'buildkitd',
  'buildah',
  'docker-registry',
  'busybox',
  'openssl'
)
const suite = reason === undefined ? describe : describe.skip

const engines = ['classic', 'containerd', 'buildkit', 'buildah'] as const
type Auth = 'none' | 'htpasswd' | 'bearer'
type Who = 'right' | 'wrong' | 'reader' | 'none'

let temporary: Temporary
let registries: Record<Auth, TestRegistry>
let dockers: Record<'classic' | 'containerd', TestDocker>
let buildkit: TestBuildkit
let buildah: TestBuildah
/** A Docker configuration with the newest buildx, whose current builder is the remote BuildKit. */
let fleet: string
/** Takes connections, and resets them when it is asked something. */
let resetting: Server
let resettingHost: string
let count = 0

beforeAll(async () => {
  if (reason !== undefined) {
    console.warn(`skipped: ${reason}`)
    return
  }
  temporary = await createTemporary('newtag-build-failures')
  resetting = createServer(socket => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.resetAndDestroy())
  })
  const [classic, containerd, remote, port, none, htpasswd, bearer] = await Promise.all([
    startDocker({ containerdStore: false }),
    startDocker({ containerdStore: true }),
    startBuildkit(),
    listen(resetting),
    startRegistry({ auth: 'none' }),
    startRegistry({ auth: 'htpasswd' }),
    startRegistry({ auth: 'bearer' })
  ])
  dockers = { classic, containerd }
  buildkit = remote
  registries = { none, htpasswd, bearer }
  resettingHost = `127.0.0.1:${port}`
  fleet = path.join(temporary.path, 'fleet')
  await createDockerConfig(fleet, { buildx: 'new' })
  await createRemoteBuilder(fleet, { name: 'fleet', addresses: [buildkit.address], use: true })
  buildah = await prepareBuildah({
    insecureRegistries: [...Object.values(registries).map(({ host }) => host), resettingHost, '127.0.0.1:1']
  })
}, 120_000)
afterAll(async () => {
  if (reason !== undefined) return
  const parts = [...Object.values(registries), ...Object.values(dockers), buildkit, buildah]
  await Promise.all([...parts.map(each => each.close()), close(resetting)])
  await temporary.remove()
})

interface Case {
  /** Lines after a FROM scratch and a shell, or a whole Dockerfile. */
  readonly steps?: readonly string[]
  readonly dockerfile?: string
  readonly files?: Readonly<Record<string, string | Buffer>>
  readonly auth?: Auth
  readonly who?: Who
  /** Another host than that of the registry. */
  readonly host?: string
  readonly changes?: Partial<BuildRequest>
  readonly config?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
  /** What the registry without authentication does when the manifest comes. */
  readonly onPush?: Fault
}

/**
 * Builds, which must fail. Most of these tests wait for the builder to try again, so they run several at a time: what
 * one has to itself, its image among them, has its number.
 */
async function failureOf(engine: Engine, it: Case): Promise<BuildFailure> {
  const number = (count += 1)
  const directory = await mkdtemp(path.join(temporary.path, 'case-'))
  const [own, workspace, config] = ['own', 'workspace', 'config'].map(name => path.join(directory, name)) as [
    string,
    string,
    string
  ]
  for (const folder of [own, workspace]) await mkdir(folder)
  await copyFile(requireTool('busybox'), path.join(workspace, 'busybox'))
  const dockerfile = it.dockerfile ?? ['FROM scratch', 'COPY busybox /bin/sh', ...(it.steps ?? [])].join('\n')
  for (const [name, text] of Object.entries({ Dockerfile: dockerfile, ...it.files })) {
    if (text !== '') await writeFile(path.join(workspace, name), text, { mode: 0o755 })
  }
  const { auth = 'none', who = 'right' } = it
  const registry = registries[auth]
  if (engine === 'buildkit') await cp(fleet, config, { recursive: true, verbatimSymlinks: true })
  await createDockerConfig(config, { buildx: engine === 'buildkit' ? undefined : 'debian', ...it.config })
  if (auth !== 'none' && who !== 'none') {
    const { username, password } =
      who === 'reader' ? registry.reader : who === 'right' ? registry : { ...registry, password: 'wr0ng' }
    await login(config, registry.host, username, password)
  }
  const environment = {
    PATH: toolPath(),
    HOME: directory,
    DOCKER_CONFIG: config,
    ...(engine === 'classic' || engine === 'containerd'
      ? { DOCKER_HOST: dockers[engine].env['DOCKER_HOST'] ?? '' }
      : {}),
    ...(engine === 'buildah' ? { ...buildah.env, REGISTRY_AUTH_FILE: path.join(config, 'config.json') } : {}),
    ...it.env
  }
  const system = testSystem({ temporary: own })
  const options = { environment: () => Promise.resolve(environment), workspace }
  const log = silentLog()
  const image = `acme/shop-${number}`
  if (it.onPush !== undefined)
    registries.none.addFault({ method: 'PUT', url: new RegExp(`/${image}/manifests/`), ...it.onPush })
  const request = plainRequest(`${it.host ?? registry.host}/${image}`, {
    context: workspace,
    file: path.join(workspace, 'Dockerfile'),
    // Our own daemons have no network; an older buildah does not know `RUN --network`.
    network: engine === 'buildah' ? undefined : 'none',
    ...it.changes
  })
  const builder =
    engine === 'buildah'
      ? createBuildah(system, options)
      : createBuildx(system, { ...options, builder: undefined, hasGhaCache: false })
  const result = await builder.build(request, log)
  await builder.close()
  if (result.kind === 'built') throw new Error(`It was built:\n${log.lines.join('\n')}`)
  const { message } = result.failure.error
  expect(message).not.toMatch(/wr0ng|s3cret|r3ader|[\p{Cc}]/u)
  return result.failure
}

/** What holds for every engine, and what for some. */
type Expected = string | (Partial<Record<Engine, string>> & { readonly all?: string })

function expectedOf(expected: Expected, engine: Engine): string | undefined {
  return typeof expected === 'string' ? expected : (expected[engine] ?? expected.all)
}

/** As the OCI distribution specification has it. */
const body = (code: string, message: string) => JSON.stringify({ errors: [{ code, message }] })
const slowDown = body('TOOMANYREQUESTS', 'slow down')

const line = (number: number) => ` line ${number}`

/** The header of a program for ARM. */
const arm = Buffer.concat([
  Buffer.from('7f454c460201010000000000000000000200b70001000000', 'hex'),
  Buffer.alloc(40)
])

/** buildah does not name a line; where it names the instruction, the line is found. */
const dockerfiles: readonly (readonly [string, Case, Expected, RegExp])[] = [
  [
    'the Dockerfile vanished',
    { files: { Dockerfile: '' } },
    'DOCKERFILE_NOT_FOUND other',
    /The Dockerfile Dockerfile could not be read/
  ],
  [
    'the context vanished',
    { changes: { context: '/nowhere/at/all' } },
    'CONTEXT_NOT_FOUND other',
    /context \/nowhere\/at\/all of \S+:v1 was not found/
  ],
  [
    'a word that is no instruction',
    { steps: ['', 'FOO denied: x'] },
    { all: `DOCKERFILE_INVALID other${line(4)}`, buildah: 'DOCKERFILE_INVALID other' },
    /^(?!.*imagebuilder).*FOO/
  ],
  [
    'an empty Dockerfile',
    { dockerfile: '# nothing\n' },
    { all: `DOCKERFILE_INVALID other${line(1)}`, buildah: 'DOCKERFILE_INVALID other' },
    /The Dockerfile Dockerfile is not valid/
  ],
  [
    'an argument of FROM without a value',
    { dockerfile: 'ARG BASE\nFROM ${BASE}\n' },
    { all: `DOCKERFILE_INVALID other${line(2)}`, buildah: 'DOCKERFILE_INVALID other' },
    /FROM/
  ],
  [
    'a target that does not exist',
    { changes: { target: 'nowhere' } },
    'DOCKERFILE_INVALID other',
    /no stage named "nowhere".*`target`/
  ],
  [
    'a COPY of a file that is missing',
    { steps: ['COPY missing.txt /'] },
    `BUILD_FILE_NOT_FOUND other${line(3)}`,
    /A step of Dockerfile takes missing\.txt, which is neither in the build context \. nor/
  ],
  [
    'a COPY of a file that is ignored',
    { steps: ['COPY dist /dist'], files: { dist: 'x', '.dockerignore': 'dist' } },
    `BUILD_FILE_NOT_FOUND other${line(3)}`,
    /\.dockerignore/
  ],
  [
    'a COPY of what an earlier stage has not made',
    { dockerfile: 'FROM scratch AS builder\nCOPY Dockerfile /\nFROM scratch\nCOPY --from=builder /app /\n' },
    `BUILD_FILE_NOT_FOUND other${line(4)}`,
    /nor in the stage/
  ],
  [
    'a RUN that fails',
    { steps: ['RUN echo oops && exit 3'] },
    `BUILD_STEP_FAILED other${line(3)}`,
    /The step "RUN echo oops && exit 3" of Dockerfile\S* failed with exit code 3/
  ],
  [
    'a RUN that is killed',
    { steps: ['RUN exit 137'] },
    `BUILD_STEP_FAILED other${line(3)}`,
    /exit code 137.*memory/
  ],
  [
    'a command that is not there',
    { steps: ['RUN nosuchcommand'] },
    `BUILD_STEP_FAILED other${line(3)}`,
    /exit code 127.*not found/
  ],
  [
    'a secret that was not passed',
    { steps: ['RUN --mount=type=secret,id=npm,required=true echo a'] },
    `BUILD_STEP_FAILED other${line(3)}`,
    /needs the secret npm\. Pass it in `secrets`/
  ],
  [
    'a program of another processor',
    { dockerfile: 'FROM scratch\nCOPY arm /bin/sh\nRUN echo a\n', files: { arm } },
    `BUILD_STEP_FAILED other${line(3)}`,
    /docker\/setup-qemu-action/
  ],
  [
    'an ADD of an address where nobody is',
    { steps: ['ADD http://127.0.0.1:1/x /x'] },
    { all: 'BUILD_FILE_NOT_FOUND other', buildah: `BUILD_FILE_NOT_FOUND other${line(3)}` },
    /Dockerfile: the file that ADD downloads could not be fetched/
  ]
]

suite.each(engines)('a failed build with %s', engine => {
  test.concurrent.each(dockerfiles)('%s', async (_, it, expected, words) => {
    const failure = await failureOf(engine, it)
    expect([verdict(failure), failure.error.message]).toEqual([
      expectedOf(expected, engine),
      expect.stringMatching(words)
    ])
  })

  const bases: readonly (readonly [string, () => Case, Expected])[] = [
    [
      'is missing',
      () => ({ dockerfile: `FROM ${registries.none.host}/acme/base:1\n` }),
      'BASE_IMAGE_UNAVAILABLE other'
    ],
    [
      'asks for a login, Basic',
      () => ({ dockerfile: `FROM ${registries.htpasswd.host}/acme/base:1\n` }),
      'BASE_IMAGE_UNAVAILABLE other'
    ],
    [
      'asks for a login, Bearer',
      () => ({ dockerfile: `FROM ${registries.bearer.host}/acme/base:1\n` }),
      'BASE_IMAGE_UNAVAILABLE other'
    ],
    [
      'is at a registry that is down',
      () => ({ dockerfile: 'FROM 127.0.0.1:1/acme/base:1\n' }),
      'BASE_IMAGE_UNAVAILABLE transient'
    ],
    [
      'is at a registry that breaks off',
      () => ({ dockerfile: `FROM ${resettingHost}/acme/base:1\n` }),
      'BASE_IMAGE_UNAVAILABLE transient'
    ]
  ]
  test.concurrent.each(bases)('a base image that %s', async (_, it, expected) => {
    const failure = await failureOf(engine, it())
    const where = engine === 'buildah' ? '' : line(1)
    expect(verdict(failure)).toBe(`${expectedOf(expected, engine) ?? ''}${where}`)
    expect(failure.error.message).toMatch(
      /The image \S+\/acme\/base:1 that Dockerfile names cannot be pulled/
    )
  })

  test.concurrent.each([
    [503, 'trouble', 'transient'],
    [403, 'trouble', 'other']
  ])('a base image that is answered with %i', async (status, body, kind) => {
    const base = `acme/base-${status}-${engine}`
    const headers = { 'content-type': 'application/json' }
    registries.none.addFault({ url: new RegExp(`/${base}/`), status, body, headers })
    const failure = await failureOf(engine, { dockerfile: `FROM ${registries.none.host}/${base}:1\n` })
    expect([failure.error.code, failure.kind]).toEqual(['BASE_IMAGE_UNAVAILABLE', kind])
  })

  test.concurrent.each<[Exclude<Auth, 'none'>, Who]>([
    ['htpasswd', 'wrong'],
    ['htpasswd', 'none'],
    ['bearer', 'wrong'],
    ['bearer', 'none'],
    ['bearer', 'reader']
  ])('a push with %s authentication when the login is %s', async (auth, who) => {
    const failure = await failureOf(engine, { auth, who })
    expect([failure.error.code, failure.kind]).toEqual(['IMAGE_PUSH_DENIED', 'refused'])
    expect(failure.error.message).toMatch(/was built, but not pushed: .*`registry-username`.*said: /)
  })

  const immutable = body(
    'TAG_INVALID',
    "The image tag 'v1' already exists and cannot be overwritten because it is immutable."
  )
  const answers: readonly (readonly [string, Fault, Expected])[] = [
    [
      'says that the tag is immutable',
      { status: 400, body: immutable },
      { all: 'IMAGE_TAG_IMMUTABLE tag-exists', containerd: 'IMAGE_PUSH_FAILED tag-exists' }
    ],
    [
      'says that the tag is immutable, with 409',
      { status: 409, body: body('CONFLICT', 'tag is immutable') },
      { all: 'IMAGE_TAG_IMMUTABLE tag-exists', containerd: 'IMAGE_PUSH_FAILED tag-exists' }
    ],
    [
      'says 400 and no more',
      { status: 400, body: 'bad' },
      { all: 'IMAGE_PUSH_FAILED tag-exists', classic: 'IMAGE_PUSH_FAILED refused' }
    ],
    [
      'denies it',
      { status: 403, body: body('DENIED', 'permission_denied: write_package') },
      { all: 'IMAGE_PUSH_DENIED refused', containerd: 'IMAGE_PUSH_DENIED refused' }
    ],
    ['says 403 and no more', { status: 403, body: 'trouble' }, 'IMAGE_PUSH_DENIED refused'],
    [
      'has no such repository',
      {
        status: 404,
        body: body('NAME_UNKNOWN', "The repository with name 'a' does not exist in the registry")
      },
      { all: 'IMAGE_REPOSITORY_MISSING refused', containerd: 'IMAGE_REPOSITORY_MISSING refused' }
    ],
    [
      'is read-only',
      { status: 405, body: body('UNSUPPORTED', 'The operation is unsupported.') },
      { all: 'IMAGE_PUSH_FAILED refused', containerd: 'IMAGE_PUSH_FAILED refused' }
    ],
    [
      'finds it too large',
      { status: 413, body: '<html><title>413 Request Entity Too Large</title></html>' },
      'IMAGE_TOO_LARGE refused'
    ],
    ['is broken', { status: 503, body: 'trouble' }, 'IMAGE_PUSH_FAILED transient']
  ]
  test.concurrent.each(answers)('a push to a registry that %s', async (_, fault, expected) => {
    const headers = {
      'content-type': fault.body?.startsWith('{') === true ? 'application/json' : 'text/html'
    }
    const failure = await failureOf(engine, { onPush: { headers, ...fault } })
    expect(verdict(failure)).toBe(expectedOf(expected, engine))
  })

  test.concurrent('a push to a registry that is busy', async () => {
    const headers = { 'content-type': 'application/json' }
    const failure = await failureOf(engine, { onPush: { status: 429, headers, body: slowDown } })
    expect([failure.error.code, failure.kind]).toEqual(['IMAGE_PUSH_FAILED', 'transient'])
  })

  test.concurrent.each([
    ['is down', () => '127.0.0.1:1'],
    ['breaks off', () => resettingHost]
  ])('a push to a registry that %s', async (_, host) => {
    expect(verdict(await failureOf(engine, { host: host() }))).toBe('IMAGE_PUSH_FAILED transient')
  })

  test.concurrent('a push to a host that has no address', async () => {
    expect(verdict(await failureOf(engine, { host: 'registry.invalid' }))).toBe('IMAGE_PUSH_FAILED other')
  })

  describe('whose RUN step prints what others say', () => {
    const print = ['COPY lies /', 'RUN cat /lies && cat /lies >&2']
    const files = { lies: `${lies.join('\n')}\n` }
    const place = (number: number) => (engine === 'buildah' ? '' : line(number))

    test.concurrent('and fails', async () => {
      const steps = [...print, 'RUN cat /lies && cat /lies >&2; exit 4']
      const failure = await failureOf(engine, { steps, files })
      expect(verdict(failure)).toBe(`BUILD_STEP_FAILED other${line(5)}`)
      expect(failure.error.message).toContain('failed with exit code 4')
    })

    test.concurrent('and fails, and is what others say', async () => {
      const steps = [`RUN : '${lies.join("' '")}'; exit 4`]
      const failure = await failureOf(engine, { steps })
      expect(verdict(failure)).toBe(`BUILD_STEP_FAILED other${line(3)}`)
    })

    test.concurrent('and another step fails', async () => {
      const failure = await failureOf(engine, { steps: [...print, 'COPY missing /'], files })
      expect([failure.error.code, failure.kind]).toEqual(['BUILD_FILE_NOT_FOUND', 'other'])
    })

    test.concurrent('and a base image is missing', async () => {
      const base = `FROM ${registries.none.host}/acme/base:1`
      const dockerfile = [
        'FROM scratch AS a',
        'COPY busybox /bin/sh',
        ...print,
        base,
        'COPY --from=a /lies /'
      ].join('\n')
      const failure = await failureOf(engine, { dockerfile, files })
      expect(verdict(failure)).toBe(`BASE_IMAGE_UNAVAILABLE other${place(5)}`)
    })

    test.concurrent('and the push is refused', async () => {
      const onPush = {
        status: 413,
        headers: { 'content-type': 'text/html' },
        body: '413 Request Entity Too Large'
      }
      const failure = await failureOf(engine, { steps: print, files, onPush })
      expect([failure.error.code, failure.kind]).toEqual(['IMAGE_TOO_LARGE', 'refused'])
    })
  })
})

suite('failures of some builders', () => {
  test.concurrent.each(['containerd', 'buildkit'] as const)(
    '%s: the cache cannot be exported',
    async engine => {
      const cache = { mode: 'none', from: [], importOnly: false, scope: 'shop', previous: undefined } as const
      const to = [`type=registry,ref=${registries.htpasswd.host}/acme/cache:1,mode=max,ignore-error=false`]
      const failure = await failureOf(engine, { changes: { cache: { ...cache, to } } })
      expect(verdict(failure)).toBe('CACHE_EXPORT_FAILED other')
      expect(failure.error.message).toMatch(
        /may have been pushed.*Take `ignore-error=false` out of the entry of `cache-to`/
      )
    }
  )

  test.concurrent.each(['classic', 'containerd', 'buildkit'] as const)(
    '%s: the credential helper is not there',
    async engine => {
      const failure = await failureOf(engine, {
        auth: 'htpasswd',
        who: 'none',
        config: { credsStore: 'nowhere' }
      })
      expect(verdict(failure)).toBe('CREDENTIAL_HELPER_FAILED other')
    }
  )

  // BuildKit pushes a manifest again by itself.
  test.concurrent.each(['classic', 'buildah'] as const)('%s: the answer to a push is lost', async engine => {
    expect(verdict(await failureOf(engine, { onPush: { reset: 'after' } }))).toBe(
      'IMAGE_PUSH_FAILED transient'
    )
  })

  // The libraries of buildah wait for minutes when they are told so.
  test.concurrent.each(['classic', 'containerd', 'buildkit'] as const)(
    '%s: the registry of a base image is busy',
    async engine => {
      const base = `acme/base-busy-${engine}`
      const headers = { 'content-type': 'application/json' }
      registries.none.addFault({ url: new RegExp(`/${base}/`), status: 429, headers, body: slowDown })
      const failure = await failureOf(engine, { dockerfile: `FROM ${registries.none.host}/${base}:1\n` })
      expect(verdict(failure)).toBe(`BASE_IMAGE_UNAVAILABLE transient${line(1)}`)
    }
  )

  test.concurrent('buildah: a short name', async () => {
    const failure = await failureOf('buildah', { dockerfile: 'FROM node:24\n' })
    expect(verdict(failure)).toBe('BASE_IMAGE_UNAVAILABLE other')
    expect(failure.error.message).toContain('docker.io/library/node:24')
  })

  test.concurrent('buildah: the disk is full', async () => {
    const problem = await smallDiskProblem()
    if (problem !== undefined) {
      console.warn(`skipped: ${problem}`)
      return
    }
    const disk = await createSmallDisk(path.join(temporary.path, 'disk'), 1_500_000)
    try {
      const storage = path.join(temporary.path, 'small-storage.conf')
      await writeFile(
        storage,
        `[storage]\ndriver = "vfs"\ngraphroot = "${disk.path}/root"\nrunroot = "${disk.path}/run"\n`
      )
      const failure = await failureOf('buildah', { env: { CONTAINERS_STORAGE_CONF: storage } })
      // It ends while it copies, where the step is told, or while it commits.
      expect([failure.error.code, failure.kind, failure.error.message]).toEqual([
        'STORAGE_FULL',
        'other',
        expect.stringContaining('is full')
      ])
    } finally {
      await disk.close()
    }
  })
})
