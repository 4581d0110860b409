import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile
} from 'node:fs/promises'
import { join } from 'node:path'

import type { LoginsOptions } from '../../../../src/registry/login/credential.ts'
import { createLogins, podmanAuthFiles } from '../../../../src/registry/login/logins.ts'
import { parseRepository, type ImageRepository } from '../../../../src/registry/reference.ts'
import type { Processes } from '../../../../src/system/process.ts'
import { createSecrets } from '../../../../src/system/secrets.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'
import { testSystem } from '../../../support/system/test-system.ts'

let home: Temporary
let configDirectory: string
let directory: string
beforeEach(async () => {
  home = await createTemporary('newtag-logins')
  configDirectory = join(home.path, '.docker')
  directory = await mkdtemp(join(home.path, 'run-'))
  await mkdir(configDirectory)
})
afterEach(async () => {
  await home.remove()
})

const given = { configKey: 'ghcr.io', username: 'ci', password: 's3cret' }
const fallback = { configKey: 'ghcr.io', username: 'octocat', password: 'ghs_t0ken' }
const hub = { configKey: 'https://index.docker.io/v1/', username: 'ci', password: 's3cret' }

type SetUpOptions = Partial<LoginsOptions> & { readonly env?: Readonly<Record<string, string>> }

function setUp({ env = {}, ...options }: SetUpOptions = {}, helpers: Readonly<Record<string, string>> = {}) {
  const secrets: string[] = []
  const asked: string[] = []
  const processes: Processes = {
    run: async (program, _, { input }) => {
      asked.push(`${program} ${String(input)}`)
      await Promise.resolve()
      const secret = helpers[program]
      const answer = { Username: 'helped', Secret: secret }
      return secret === undefined
        ? { exitCode: 3, stdout: Buffer.from('broken'), stderr: '' }
        : { exitCode: 0, stdout: Buffer.from(JSON.stringify(answer)), stderr: '' }
    }
  }
  const system = testSystem({
    ...{ processes, env, temporary: directory },
    secrets: createSecrets(secret => secrets.push(secret))
  })
  const logins = createLogins(system, {
    ...{ configDirectory, podmanFiles: [], given: undefined, fallback: undefined },
    ...options
  })
  return { logins, secrets, asked }
}

async function configure(content: unknown): Promise<void> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  await writeFile(join(configDirectory, 'config.json'), text)
}

function repository(name: string): ImageRepository {
  const parsed = parseRepository(name)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64')
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

const shop = repository('ghcr.io/acme/shop')
const ours = { auth: encode('ci:s3cret') }

describe('the lookup', () => {
  test('gives what is given without a look at the file or a helper', async () => {
    await configure('not JSON')
    const { logins, asked } = setUp({ given, fallback })
    expect(await logins.lookup(shop)).toEqual({ kind: 'basic', username: 'ci', password: 's3cret' })
    expect(asked).toEqual([])
  })

  test('gives what is given to its registry only', async () => {
    const { logins } = setUp({ given })
    for (const name of ['ghcr.io.evil.example/acme/shop', 'docker.io/acme/shop', 'ghcr.io:444/acme/shop']) {
      expect(await logins.lookup(repository(name))).toBeUndefined()
    }
  })

  test('gives Docker Hub what is given for it, however the repository is written', async () => {
    const { logins } = setUp({ given: hub })
    for (const name of ['nginx', 'acme/shop', 'docker.io/acme/shop', 'index.docker.io/acme/shop']) {
      expect(await logins.lookup(repository(name))).toMatchObject({ username: 'ci' })
    }
  })

  test('gives the fallback where the user has none, and marks it', async () => {
    const { logins } = setUp({ fallback })
    expect(await logins.lookup(shop)).toEqual({
      kind: 'basic',
      username: 'octocat',
      password: 'ghs_t0ken',
      isFallback: true
    })
    expect(await logins.lookup(repository('quay.io/acme/shop'))).toBeUndefined()
    await configure({ auths: { 'ghcr.io': { auth: encode('user:own') } } })
    expect(await setUp({ fallback }).logins.lookup(shop)).toEqual({
      kind: 'basic',
      username: 'user',
      password: 'own'
    })
  })

  test('does not hide a broken configuration behind the fallback', async () => {
    await configure({ credsStore: 'broken' })
    await expect(setUp({ fallback }).logins.lookup(shop)).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_FAILED'
    })
  })

  test('has each secret of ours reported before it is used, in each shape', () => {
    const { secrets } = setUp({ given, fallback: { ...fallback, configKey: 'x.io' } })
    expect(secrets).toEqual(['s3cret', encode('ci:s3cret'), 'ghs_t0ken', encode('octocat:ghs_t0ken')])
  })

  test('finds what docker/login-action wrote for a scope, as buildx takes it', async () => {
    const scoped = async (key: string, host: string, username: string) => {
      const folder = join(configDirectory, 'buildx', 'config', key)
      await mkdir(folder, { recursive: true })
      const content = { auths: { [host]: { auth: encode(`${username}:x`) } } }
      await writeFile(join(folder, 'config.json'), JSON.stringify(content))
    }
    await configure({ auths: { 'ghcr.io': { auth: encode('all:x') } } })
    await scoped('ghcr.io/acme/shop', 'ghcr.io', 'shop')
    await scoped('ghcr.io/acme/shop@pull,push', 'ghcr.io', 'shop-push')
    await scoped('ghcr.io/acme/empty', 'other.io', 'nobody')
    await scoped('quay.io@push', 'quay.io', 'quay-push')
    await scoped('registry-1.docker.io/library/nginx@pull', 'https://index.docker.io/v1/', 'hub')
    const { logins } = setUp({ fallback })
    const found = async (name: string, action: 'pull' | 'push') => {
      const credential = await logins.lookup(repository(name), action)
      return credential?.kind === 'basic' ? credential.username : undefined
    }
    expect(await found('ghcr.io/acme/shop', 'pull')).toBe('shop')
    expect(await found('ghcr.io/acme/shop', 'push')).toBe('shop-push')
    expect(await found('ghcr.io/acme/shop/web', 'push')).toBe('all')
    expect(await found('ghcr.io/acme/empty', 'pull')).toBe('all')
    expect(await found('quay.io/x/y', 'pull')).toBeUndefined()
    expect(await found('quay.io/x/y', 'push')).toBe('quay-push')
    expect(await found('nginx', 'pull')).toBe('hub')
    expect(await found('nginx', 'push')).toBe('hub')
    expect(await logins.environment('buildx', [shop])).toEqual({})
    const elsewhere = setUp({ env: { BUILDX_CONFIG: join(home.path, 'none') } })
    expect(await elsewhere.logins.lookup(shop)).toMatchObject({ username: 'all' })
  })

  test('looks in the files of Podman first, from the repository to its host', async () => {
    const [first, second] = [join(home.path, 'first.json'), join(home.path, 'second.json')]
    const auth = (name: string) => ({ auth: encode(`${name}:x`) })
    await writeFile(first, JSON.stringify({ auths: { 'ghcr.io/acme': auth('acme'), 'ghcr.io': {} } }))
    await writeFile(
      second,
      JSON.stringify({
        auths: {
          'ghcr.io': auth('host'),
          'ghcr.io/acme/shop/web': auth('web'),
          'https://index.docker.io/v1/': auth('hub')
        },
        credHelpers: { 'quay.io': 'quay' }
      })
    )
    await configure({ auths: { 'ghcr.io': auth('docker'), 'x.io': auth('docker') } })
    const files = { podmanFiles: [first, join(home.path, 'missing.json'), second] }
    const { logins, asked } = setUp(files, { 'docker-credential-quay': 'x' })
    const found = async (name: string) => {
      const credential = await logins.lookup(repository(name))
      return credential?.kind === 'basic' ? credential.username : undefined
    }
    expect(await found('ghcr.io/acme/shop')).toBe('acme')
    expect(await found('ghcr.io/other/shop')).toBe('host')
    expect(await found('ghcr.io/acme/shop/web')).toBe('acme')
    expect(await found('nginx')).toBe('hub')
    expect(await found('quay.io/x/y')).toBe('helped')
    expect(await found('x.io/x/y')).toBe('docker')
    expect(await found('y.io/x/y')).toBeUndefined()
    expect(asked).toEqual(['docker-credential-quay quay.io'])
  })
})

describe('the configuration for buildx', () => {
  const make = async (options: SetUpOptions, name = 'ghcr.io/acme/shop') => {
    const { logins } = setUp(options)
    const { DOCKER_CONFIG = '' } = await logins.environment('buildx', [repository(name)])
    return DOCKER_CONFIG
  }

  test('is the one of the user where no login of ours is needed', async () => {
    await configure('not JSON')
    const { logins } = setUp({ fallback })
    expect(await logins.environment('buildx', [repository('quay.io/acme/shop')])).toEqual({})
    expect(await logins.environment('buildx', [])).toEqual({})
    expect(await readdir(directory)).toEqual([])
  })

  test('keeps all that the user has, and puts our login where no store or helper hides it', async () => {
    const users = {
      auths: { 'ghcr.io': { auth: encode('old:old') }, 'quay.io': { auth: encode('a:b') } },
      credHelpers: { 'ghcr.io': 'gh', 'x.dkr.ecr.eu-west-1.amazonaws.com': 'ecr-login' },
      credsStore: 'desktop',
      currentContext: 'far',
      HttpHeaders: { 'X-Meta': '1' },
      proxies: { default: { httpProxy: 'http://proxy:3128' } },
      plugins: { buildx: { x: '1' } },
      aliases: { builder: 'buildx' },
      cliPluginsExtraDirs: ['/opt/plugins'],
      later: [1, { a: null }]
    }
    await configure(users)
    const made = await make({ given })
    expect(await readJson(join(made, 'config.json'))).toEqual({
      ...users,
      auths: { ...users.auths, 'ghcr.io': ours },
      credHelpers: { ...users.credHelpers, 'ghcr.io': '' }
    })
    expect(await readJson(join(configDirectory, 'config.json'))).toEqual(users)
    expect((await stat(made)).mode & 0o777).toBe(0o700)
    expect((await stat(join(made, 'config.json'))).mode & 0o777).toBe(0o600)
  })

  test('has the login of Docker Hub under the key that Docker asks for', async () => {
    const made = await make({ given: hub }, 'acme/shop')
    expect(await readJson(join(made, 'config.json'))).toEqual({
      auths: { 'https://index.docker.io/v1/': ours },
      credHelpers: { 'https://index.docker.io/v1/': '' }
    })
  })

  test('leads to everything else of the user, but for what clients write there for themselves', async () => {
    await mkdir(join(configDirectory, 'buildx'))
    await mkdir(join(configDirectory, '.folder'))
    await symlink('/usr/lib', join(configDirectory, 'cli-plugins'))
    for (const name of ['ca.pem', '.token_seed', '.buildNodeID', 'config.json', 'config.json123']) {
      await writeFile(join(configDirectory, name), '{}')
    }
    const made = await make({ given })
    expect((await readdir(made)).sort()).toEqual([
      '.folder',
      'buildx',
      'ca.pem',
      'cli-plugins',
      'config.json'
    ])
    expect((await lstat(join(made, 'config.json'))).isFile()).toBe(true)
    for (const name of ['.folder', 'buildx', 'ca.pem', 'cli-plugins']) {
      expect(await readlink(join(made, name))).toBe(join(configDirectory, name))
    }
  })

  test('is made where the user has no directory at all', async () => {
    const made = await make({ given, configDirectory: join(home.path, 'nowhere') })
    expect(await readdir(made)).toEqual(['config.json'])
  })

  test('is made once for the same images, and at the same time', async () => {
    const { logins } = setUp({ given })
    const [one, two] = await Promise.all([1, 2].map(() => logins.environment('buildx', [shop])))
    expect(one).toEqual(two)
    expect(await readdir(directory)).toHaveLength(1)
  })

  test('is not of one run what it is of another', async () => {
    const [one, two] = await Promise.all([
      make({ given }),
      make({ given: { ...given, username: 'other', password: 'other' } })
    ])
    expect(one).not.toBe(two)
    expect(await readJson(join(one, 'config.json'))).toMatchObject({ auths: { 'ghcr.io': ours } })
    expect(await readJson(join(two, 'config.json'))).toMatchObject({
      auths: { 'ghcr.io': { auth: encode('other:other') } }
    })
  })

  test('has the fallback where an image is pushed there and the user has no login', async () => {
    const made = await make({ fallback })
    expect(await readJson(join(made, 'config.json'))).toEqual({
      auths: { 'ghcr.io': { auth: encode('octocat:ghs_t0ken') } },
      credHelpers: { 'ghcr.io': '' }
    })
    expect(await make({ fallback }, 'quay.io/acme/shop')).toBe('')
    await configure({ auths: { 'ghcr.io': ours } })
    expect(await make({ fallback })).toBe('')
    expect(await make({ given, fallback })).not.toBe('')
  })

  test.each([
    ['{"auths":{"ghcr.io":{"auth":"c2VjcmV0"}', 'is not a JSON object'],
    ['["c2VjcmV0"]', 'is not a JSON object'],
    [{ auths: 'c2VjcmV0' }, '`auths`'],
    [{ credHelpers: ['c2VjcmV0'] }, '`credHelpers`'],
    [{ credsStore: { c2VjcmV0: 1 } }, '`credsStore`']
  ])('is not made from a broken one, of which nothing is shown: %j', async (content, words) => {
    await configure(content)
    const failure = setUp({ given }).logins.environment('buildx', [shop])
    await expect(failure).rejects.toMatchObject({
      code: 'CREDENTIAL_HELPER_FAILED',
      message: expect.stringContaining(words)
    })
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('c2VjcmV0') })
    expect(await readdir(directory)).toEqual([])
  })

  test('takes hostile names for names', async () => {
    await configure(
      '{"__proto__":{"x":1},"auths":{"__proto__":{"auth":"eDp5"},"constructor":{}},"credHelpers":{}}'
    )
    const made = await make({ given })
    const text = await readFile(join(made, 'config.json'), 'utf8')
    expect(text).toContain('"__proto__":{"x":1}')
    expect(text).toContain('"__proto__":{"auth":"eDp5"}')
    expect(text).toContain(`"ghcr.io":{"auth":"${ours.auth}"}`)
  })
})

describe('the file for buildah', () => {
  const make = async (options: SetUpOptions, names: readonly string[], helpers = {}) => {
    const { logins } = setUp(options, helpers)
    const { REGISTRY_AUTH_FILE = '' } = await logins.environment('buildah', names.map(repository))
    return REGISTRY_AUTH_FILE === '' ? undefined : await readJson(REGISTRY_AUTH_FILE)
  }

  test('has the login that is given for the repository, and for its host where there is none', async () => {
    expect(await make({ given }, ['ghcr.io/acme/shop'])).toEqual({
      auths: { 'ghcr.io/acme/shop': ours, 'ghcr.io': ours },
      credHelpers: {}
    })
    await configure({
      auths: { 'ghcr.io': { auth: encode('a:b') } },
      credHelpers: { 'ghcr.io': 'x', 'y.io': 'y' }
    })
    expect(await make({ given }, ['ghcr.io/acme/shop'])).toEqual({
      auths: { 'ghcr.io/acme/shop': ours, 'ghcr.io': { auth: encode('a:b') } },
      credHelpers: { 'y.io': 'y' }
    })
  })

  test('has that of Docker Hub under the name by which buildah calls it', async () => {
    expect(await make({ given: hub }, ['nginx', 'acme/shop'])).toEqual({
      auths: { 'docker.io/library/nginx': ours, 'docker.io': ours, 'docker.io/acme/shop': ours },
      credHelpers: {}
    })
  })

  test("has what Docker's store has, and all that the files of Podman and Docker have", async () => {
    const file = join(home.path, 'auth.json')
    const auth = (name: string) => ({ auth: encode(`${name}:x`) })
    await writeFile(
      file,
      JSON.stringify({ auths: { 'a.io': auth('podman') }, credHelpers: { 'h.io': 'one' } })
    )
    await configure({
      auths: { 'a.io': auth('docker'), 'b.io': auth('docker'), 'ghcr.io': {} },
      credHelpers: { 'h.io': 'two' },
      credsStore: 'store'
    })
    const helpers = { 'docker-credential-store': 'stored' }
    expect(await make({ podmanFiles: [file] }, ['ghcr.io/acme/shop'], helpers)).toEqual({
      auths: {
        'a.io': auth('podman'),
        'b.io': auth('docker'),
        'ghcr.io/acme/shop': { auth: encode('helped:stored') },
        'ghcr.io': { auth: encode('helped:stored') }
      },
      credHelpers: { 'h.io': 'one' }
    })
  })

  test('is not made where buildah finds the login itself, or there is none', async () => {
    await configure({ auths: { 'ghcr.io': ours } })
    expect(await make({}, ['ghcr.io/acme/shop', 'quay.io/acme/shop'])).toBeUndefined()
    expect(await make({ env: { REGISTRY_AUTH_FILE: '/x' } }, ['ghcr.io/acme/shop'])).toBeDefined()
  })

  test('is not kept from other images by a helper that fails', async () => {
    await configure({ credHelpers: { 'quay.io': 'broken' } })
    const names = ['quay.io/acme/shop', 'ghcr.io/acme/shop']
    expect(await make({ given }, names)).toMatchObject({ auths: { 'ghcr.io': ours } })
  })
})

describe('the files that buildah reads first', () => {
  const user = { home: '/home/me', id: 1001 }
  test.each([
    [{ REGISTRY_AUTH_FILE: '/a', DOCKER_CONFIG: '/d', XDG_RUNTIME_DIR: '/run/user/1001' }, ['/a']],
    [{ DOCKER_CONFIG: '/d', XDG_RUNTIME_DIR: '/run/user/1001' }, []],
    [
      { REGISTRY_AUTH_FILE: '', DOCKER_CONFIG: '', XDG_RUNTIME_DIR: '/run/user/1001' },
      ['/run/user/1001/containers/auth.json', '/home/me/.config/containers/auth.json']
    ],
    [{ XDG_CONFIG_HOME: '/c' }, ['/run/containers/1001/auth.json', '/c/containers/auth.json']]
  ])('with %j are %j', (env, files) => {
    expect(podmanAuthFiles(env, user)).toEqual(files)
  })
})
