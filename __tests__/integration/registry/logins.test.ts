import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

import type { LoginsOptions } from '../../../src/registry/login/credential.ts'
import { createLogins, podmanAuthFiles } from '../../../src/registry/login/logins.ts'
import { parseRepository, type ImageRepository } from '../../../src/registry/reference.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { createProcesses } from '../../../src/system/process.ts'
import { prepareBuildah, type TestBuildah } from '../../../testbed/buildah.ts'
import { login, startDocker, type TestDocker } from '../../../testbed/docker.ts'
import { pushImage } from '../../../testbed/push-image.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { createSecrets } from '../../../src/system/secrets.ts'
import type { System } from '../../../src/system/system.ts'
import { testSystem } from '../../support/system/test-system.ts'
import { skipReason, toolPath } from '../../../testbed/tools.ts'

const reason = skipReason('docker', 'dockerd', 'docker-registry', 'openssl', 'buildah')
const suite = reason === undefined ? describe : describe.skip
const stores = ['classic', 'containerd'] as const
const auths = ['htpasswd', 'bearer'] as const

type User = { readonly username: string; readonly password: string }

let temporary: Temporary
let registries: Record<(typeof auths)[number], TestRegistry>
let dockers: Record<(typeof stores)[number], TestDocker>
let buildah: TestBuildah
const processes = createProcesses(new AbortController().signal)

beforeAll(async () => {
  if (reason !== undefined) {
    console.warn(`skipped: ${reason}`)
    return
  }
  temporary = await createTemporary('newtag-logins')
  const [classic, containerd, htpasswd, bearer] = await Promise.all([
    startDocker({ containerdStore: false }),
    startDocker({ containerdStore: true }),
    startRegistry({ auth: 'htpasswd' }),
    startRegistry({ auth: 'bearer' })
  ])
  dockers = { classic, containerd }
  registries = { htpasswd, bearer }
  buildah = await prepareBuildah({ insecureRegistries: [htpasswd.host, bearer.host] })
})
afterAll(async () => {
  if (reason !== undefined) return
  const all = [...Object.values(registries), ...Object.values(dockers), buildah]
  await Promise.all(all.map(each => each.close()))
  await temporary.remove()
})

function repositoryAt({ host }: { readonly host: string }, name: string): ImageRepository {
  const parsed = parseRepository(`${host}/${name}`)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

function given({ host }: { readonly host: string }, { username, password }: User) {
  return { configKey: host, username, password }
}

/** A machine with a user of Docker; several jobs may run on it. */
async function createMachine(docker: Pick<TestDocker, 'configDirectory' | 'env'>) {
  const home = await mkdtemp(path.join(temporary.path, 'machine-'))
  const configDirectory = path.join(home, '.docker')
  const bin = path.join(home, 'bin')
  await mkdir(bin)
  await cp(docker.configDirectory, configDirectory, { recursive: true, verbatimSymlinks: true })
  const env: Record<string, string> = {
    ...{ PATH: `${bin}:${toolPath()}`, HOME: home },
    ...docker.env,
    ...{ DOCKER_CONFIG: configDirectory, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' }
  }
  return {
    home,
    configDirectory,
    env,
    configure: (config: unknown) =>
      writeFile(path.join(configDirectory, 'config.json'), JSON.stringify(config)),
    login: (host: string, user: User) => login(configDirectory, host, user.username, user.password),
    /** Puts a credential helper on PATH, which knows one registry. */
    helper: async (name: string, host: string, { username, password }: User) => {
      const file = path.join(bin, `docker-credential-${name}`)
      const answer = JSON.stringify({ ServerURL: host, Username: username, Secret: password })
      const script = [
        '#!/bin/sh',
        'read -r server',
        `if [ "$1 $server" = 'get ${host}' ]; then echo '${answer}'; exit 0; fi`,
        "echo 'credentials not found in native keychain'",
        'exit 1'
      ]
      await writeFile(file, `${script.join('\n')}\n`)
      await chmod(file, 0o755)
    },
    run: (program: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      processes.run(program, args, { env: { ...env, ...more }, cwd: home }),
    job: (options: Partial<LoginsOptions> = {}) => createJob({ configDirectory, env, ...options })
  }
}

/** A run of ours. */
async function createJob({
  env,
  ...options
}: Pick<LoginsOptions, 'configDirectory'> & Partial<LoginsOptions> & { readonly env: System['env'] }) {
  const directory = await mkdtemp(path.join(temporary.path, 'job-'))
  const secrets: string[] = []
  const system = testSystem({
    ...{ env, processes, temporary: directory },
    secrets: createSecrets(secret => secrets.push(secret))
  })
  const logins = createLogins(system, {
    ...{ podmanFiles: [], given: undefined, fallback: undefined },
    ...options
  })
  const registry = createRegistry(system, logins)
  let count = 0
  const context = async (from: string) => {
    count += 1
    const folder = path.join(directory, `context-${count}`)
    await mkdir(folder)
    const mark = `${path.basename(directory)}-${count}`
    await writeFile(path.join(folder, 'Dockerfile'), `FROM ${from}\nLABEL mark=${mark}\nCOPY Dockerfile /\n`)
    return folder
  }
  const build = async (repository: ImageRepository, from = 'scratch') => {
    const login = await logins.environment('buildx', [repository])
    const args = ['buildx', 'build', '--push', '--tag', `${repository.name}:v1`, await context(from)]
    return await processes.run('docker', args, { env: { ...env, ...login } })
  }
  const buildWithBuildah = async (repository: ImageRepository, from = 'scratch') => {
    const login = await logins.environment('buildah', [repository])
    const options = { env: { ...env, ...withBuildah(env), ...login } }
    const image = `${repository.name}:v1`
    const built = await processes.run('buildah', ['bud', '--tag', image, await context(from)], options)
    return built.exitCode === 0 ? await processes.run('buildah', ['push', image], options) : built
  }
  const holds = async (repository: ImageRepository) => (await registry.findTag(repository, 'v1')).kind
  return { directory, secrets, logins, build, buildWithBuildah, holds }
}

/** What buildah needs, with the home directory of the user, in which it looks for logins. */
function withBuildah({ HOME = '' }: Readonly<Record<string, string>>): Record<string, string> {
  return { ...buildah.env, HOME }
}

/**
 * All that is in a directory, with what is in its files; links are not followed, buildx may write its own, and what is
 * `left` out does not count.
 */
async function contentOf(directory: string, left = /^$/): Promise<Record<string, string>> {
  const content: Record<string, string> = {}
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(directory, file)
    if (name === 'buildx' || name.startsWith('buildx/') || left.test(name)) continue
    content[name] = entry.isFile() ? await readFile(file, 'utf8') : ''
  }
  return content
}

const wrong = { username: 'ci', password: 'wr0ng' }
let count = 0
/** A name that no other test uses. */
function freshName(): string {
  count += 1
  return `acme/shop-${count}`
}

suite.each(stores)('a login for buildx with the %s image store', store => {
  let machine: Awaited<ReturnType<typeof createMachine>>
  let before: Record<string, string>
  let keep: () => Promise<void>
  beforeEach(async () => {
    machine = await createMachine(dockers[store])
    before = {}
    keep = async () => {
      before = await contentOf(machine.configDirectory)
    }
    await keep()
  })
  afterEach(async () => {
    // Jobs with the user's own configuration leave these.
    expect(await contentOf(machine.configDirectory, /^\.token_seed/)).toEqual(before)
  })

  test.each(auths)('that is given pushes to a registry with authentication %s', async auth => {
    const registry = registries[auth]
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ given: given(registry, registry) })
    expect(await job.build(repository)).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
    expect(await contentOf(machine.configDirectory)).toEqual(before)
    const stranger = await machine.job()
    expect(await stranger.build(repository)).toMatchObject({ exitCode: 1 })
    const basic = Buffer.from(`${registry.username}:${registry.password}`).toString('base64')
    expect(job.secrets).toEqual(expect.arrayContaining([registry.password, basic]))
  })

  test('is not seen by another job on the machine at the same time', async () => {
    const registry = registries.bearer
    const [first, second] = [repositoryAt(registry, freshName()), repositoryAt(registry, freshName())]
    const writer = await machine.job({ given: given(registry, registry) })
    const reader = await machine.job({ given: given(registry, registry.reader) })
    const stranger = await machine.job()
    const results = await Promise.all([writer.build(first), reader.build(second), stranger.build(second)])
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 1, 1])
    expect(await writer.holds(first)).toBe('present')
    expect(await writer.holds(second)).toBe('absent')
    expect(await reader.holds(first)).toBe('present')
    expect(await stranger.holds(first)).toBe('denied')
  })

  test.each(auths)('that the user has is used as it is, authentication %s', async auth => {
    const registry = registries[auth]
    await machine.login(registry.host, registry)
    await keep()
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ fallback: given({ host: 'ghcr.io' }, wrong) })
    expect(await job.logins.environment('buildx', [repository])).toEqual({})
    expect(await job.build(repository)).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
  })

  test('that is given is used beside those that the user has in the file and in a helper', async () => {
    const { htpasswd, bearer } = registries
    await machine.helper('mine', htpasswd.host, htpasswd)
    await machine.configure({ credHelpers: { [htpasswd.host]: 'mine' } })
    await keep()
    const base = freshName()
    await pushImage(htpasswd.url, base, 'v1', { authorization: htpasswd.pushAuthorization(base) })
    const repository = repositoryAt(bearer, freshName())
    const job = await machine.job({ given: given(bearer, bearer) })
    expect(await job.build(repository, `${htpasswd.host}/${base}:v1`)).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
  })

  test.each(['credsStore', 'credHelpers', 'auths'])(
    'that is given goes before a wrong one in %s',
    async where => {
      const registry = registries.bearer
      const { host } = registry
      await machine.helper('wrong', host, wrong)
      if (where === 'auths') await machine.login(host, wrong)
      else await machine.configure({ [where]: where === 'credsStore' ? 'wrong' : { [host]: 'wrong' } })
      await keep()
      const repository = repositoryAt(registry, freshName())
      expect(await (await machine.job()).build(repository)).toMatchObject({ exitCode: 1 })
      const job = await machine.job({ given: given(registry, registry) })
      expect(await job.build(repository)).toMatchObject({ exitCode: 0 })
      expect(await job.holds(repository)).toBe('present')
    }
  )

  test('of the job is used where the user has none, and only there', async () => {
    const registry = registries.bearer
    const repository = repositoryAt(registry, freshName())
    const fallback = given(registry, registry)
    const job = await machine.job({ fallback })
    expect(await job.build(repository)).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
    await machine.login(registry.host, registry.reader)
    await keep()
    const other = await machine.job({ fallback })
    expect(await other.logins.environment('buildx', [repository])).toEqual({})
    expect(await other.logins.lookup(repository)).toEqual({ kind: 'basic', ...registry.reader })
  })
})

suite('the configuration for buildx', () => {
  test('has the plug-ins, the context and the current builder of the user', async () => {
    const machine = await createMachine(dockers.classic)
    const registry = registries.bearer
    const endpoint = dockers.classic.env['DOCKER_HOST'] ?? ''
    const docker = async (...args: string[]) => {
      const result = await machine.run('docker', args)
      expect(result).toMatchObject({ exitCode: 0 })
    }
    await docker('context', 'create', 'mine', '--docker', `host=${endpoint}`)
    await docker('buildx', 'create', '--name', 'far', '--driver', 'remote', '--use', 'tcp://127.0.0.1:1')
    const job = await machine.job({ given: given(registry, registry) })
    const more = await job.logins.environment('buildx', [repositoryAt(registry, 'x/y')])
    const inspected = await machine.run('docker', ['buildx', 'inspect'], more)
    expect(inspected.stdout.toString()).toMatch(/^Name: +far$/m)
    const contexts = await machine.run('docker', ['context', 'ls', '--format', '{{.Name}}'], more)
    expect(contexts.stdout.toString().split('\n')).toContain('mine')
    // What is changed there is the user's own builder, as it would be without us.
    const removed = await machine.run('docker', ['buildx', 'rm', 'far'], more)
    expect(removed).toMatchObject({ exitCode: 0 })
    const left = await machine.run('docker', ['buildx', 'ls'])
    expect(left.stdout.toString()).not.toContain('far')
  })

  test('lets builders work where the user has none, and keeps them from the user', async () => {
    const machine = await createMachine(dockers.classic)
    const before = await contentOf(machine.configDirectory)
    const registry = registries.bearer
    const job = await machine.job({ given: given(registry, registry) })
    const more = await job.logins.environment('buildx', [repositoryAt(registry, 'x/y')])
    const args = ['buildx', 'create', '--name', 'own', '--driver', 'remote', '--use', 'tcp://127.0.0.1:1']
    expect(await machine.run('docker', args, more)).toMatchObject({ exitCode: 0 })
    const inspected = await machine.run('docker', ['buildx', 'inspect'], more)
    expect(inspected.stdout.toString()).toMatch(/^Name: +own$/m)
    expect(await contentOf(machine.configDirectory)).toEqual(before)
    expect(await readdir(machine.configDirectory)).not.toContain('buildx')
  })

  test('can be read by its owner alone', async () => {
    const machine = await createMachine(dockers.classic)
    const registry = registries.bearer
    const job = await machine.job({ given: given(registry, registry) })
    const { DOCKER_CONFIG = '' } = await job.logins.environment('buildx', [repositoryAt(registry, 'x/y')])
    expect(path.dirname(DOCKER_CONFIG)).toBe(job.directory)
    expect((await stat(DOCKER_CONFIG)).mode & 0o777).toBe(0o700)
    expect((await stat(path.join(DOCKER_CONFIG, 'config.json'))).mode & 0o777).toBe(0o600)
  })
})

suite('a login for buildah', () => {
  let machine: Awaited<ReturnType<typeof createMachine>>
  let podmanFiles: readonly string[]
  beforeEach(async () => {
    machine = await createMachine(dockers.classic)
    const runtime = path.join(machine.home, 'run')
    await mkdir(runtime)
    machine.env['XDG_RUNTIME_DIR'] = runtime
    Reflect.deleteProperty(machine.env, 'DOCKER_CONFIG')
    podmanFiles = podmanAuthFiles(machine.env, { home: machine.home, id: 0 })
  })

  /** Logs in as `podman login` does. */
  const loginByPodman = async (registry: TestRegistry, user: User) => {
    const result = await processes.run(
      'buildah',
      ['login', '--tls-verify=false', '--username', user.username, '--password-stdin', registry.host],
      { env: { ...machine.env, ...withBuildah(machine.env) }, input: user.password }
    )
    expect(result).toMatchObject({ exitCode: 0 })
  }

  test.each(auths)('that is given pushes to a registry with authentication %s', async auth => {
    const registry = registries[auth]
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ podmanFiles, given: given(registry, registry) })
    expect(await job.buildWithBuildah(repository)).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
    const { REGISTRY_AUTH_FILE = '' } = await job.logins.environment('buildah', [repository])
    expect((await stat(REGISTRY_AUTH_FILE)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(REGISTRY_AUTH_FILE))).mode & 0o777).toBe(0o700)
    expect(await (await machine.job({ podmanFiles })).buildWithBuildah(repository)).toMatchObject({
      exitCode: 125
    })
  })

  test('that buildah has itself is used as it is, and the registry is asked with it', async () => {
    const registry = registries.bearer
    await loginByPodman(registry, registry)
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ podmanFiles })
    expect(await job.logins.environment('buildah', [repository])).toEqual({})
    expect(await job.buildWithBuildah(repository)).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
  })

  test.each(['auths', 'credHelpers'])('that buildah finds in %s of Docker is used as it is', async where => {
    const registry = registries.htpasswd
    if (where === 'auths') await machine.login(registry.host, registry)
    else {
      await machine.helper('mine', registry.host, registry)
      await machine.configure({ credHelpers: { [registry.host]: 'mine' } })
    }
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ podmanFiles })
    expect(await job.logins.environment('buildah', [repository])).toEqual({})
    expect(await job.buildWithBuildah(repository)).toMatchObject({ exitCode: 0 })
  })

  test("that is in Docker's store is found for buildah, which does not read it", async () => {
    const { htpasswd, bearer } = registries
    await machine.helper('store', htpasswd.host, htpasswd)
    // As docker login leaves it.
    await machine.configure({ credsStore: 'store', auths: { [htpasswd.host]: {} } })
    await loginByPodman(bearer, bearer)
    const base = freshName()
    await pushImage(bearer.url, base, 'v1', { authorization: bearer.pushAuthorization(base) })
    const repository = repositoryAt(htpasswd, freshName())
    const job = await machine.job({ podmanFiles })
    // The base image is one of a registry that only buildah is logged in to.
    const built = await job.buildWithBuildah(repository, `${bearer.host}/${base}:v1`)
    expect(built).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
  })

  test('that is in a file of Docker is found although another file is named', async () => {
    const registry = registries.htpasswd
    await machine.login(registry.host, registry)
    const named = path.join(machine.home, 'named.json')
    await writeFile(named, '{}')
    machine.env['REGISTRY_AUTH_FILE'] = named
    const files = podmanAuthFiles(machine.env, { home: machine.home, id: 0 })
    expect(files).toEqual([named])
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ podmanFiles: files })
    expect(await job.buildWithBuildah(repository)).toMatchObject({ exitCode: 0 })
    expect(await readFile(named, 'utf8')).toBe('{}')
  })

  test("that is in the directory of Docker's that is named is used as it is", async () => {
    const registry = registries.htpasswd
    await machine.login(registry.host, registry)
    machine.env['DOCKER_CONFIG'] = machine.configDirectory
    machine.env['HOME'] = path.join(machine.home, 'empty')
    const files = podmanAuthFiles(machine.env, { home: machine.env['HOME'], id: 0 })
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ podmanFiles: files })
    expect(await job.logins.environment('buildah', [repository])).toEqual({})
    expect(await job.buildWithBuildah(repository)).toMatchObject({ exitCode: 0 })
  })

  test('that is given goes before a wrong one of the very repository and of a helper', async () => {
    const registry = registries.bearer
    const { host } = registry
    const repository = repositoryAt(registry, freshName())
    const auth = Buffer.from(`${wrong.username}:${wrong.password}`).toString('base64')
    await machine.helper('wrong', host, wrong)
    const [file = ''] = podmanFiles
    await mkdir(path.dirname(file))
    await writeFile(
      file,
      JSON.stringify({ auths: { [repository.name]: { auth } }, credHelpers: { [host]: 'wrong' } })
    )
    expect(await (await machine.job({ podmanFiles })).buildWithBuildah(repository)).toMatchObject({
      exitCode: 125
    })
    const job = await machine.job({ podmanFiles, given: given(registry, registry) })
    expect(await job.buildWithBuildah(repository)).toMatchObject({ exitCode: 0 })
  })

  test('is an identity token too', async () => {
    const registry = registries.bearer
    await machine.helper('identity', registry.host, {
      username: '<token>',
      password: registry.identityToken
    })
    await machine.configure({ credsStore: 'identity' })
    const repository = repositoryAt(registry, freshName())
    const job = await machine.job({ podmanFiles })
    expect(await job.buildWithBuildah(repository)).toMatchObject({ exitCode: 0 })
    expect(await job.holds(repository)).toBe('present')
  })
})
