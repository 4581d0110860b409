import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

import { afterEach, describe, expect, test } from '@jest/globals'

import { writeBuildContext } from '../../../testbed/build-context.ts'
import { prepareBuildah } from '../../../testbed/buildah.ts'
import { createRemoteBuilder, startBuildkit } from '../../../testbed/buildkit.ts'
import {
  createContainerBuilder,
  loadBuildkitImage,
  removeContainerBuilder
} from '../../../testbed/docker-container.ts'
import { createDockerConfig, login, startDocker } from '../../../testbed/docker.ts'
import { startRegistry, type TestRegistry } from '../../../testbed/registry.ts'
import { createTemporary } from '../../../testbed/temporary.ts'
import { requireTool, skipReason, toolPath } from '../../../testbed/tools.ts'

const reason = skipReason('docker', 'dockerd', 'buildkitd', 'buildah', 'docker-registry', 'busybox')
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

async function temporaryDirectory(): Promise<string> {
  const temporary = await createTemporary('newtag-testbed-test')
  opened.push(() => temporary.remove())
  return temporary.path
}

/** Runs a program to its end with success. */
async function run(program: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  const child = spawn(requireTool(program), args, {
    env: { PATH: toolPath(), ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${String(exitCode)}\n${words}`)
}

/** Builds and pushes with buildx; returns the digest it tells. */
async function buildAndPush(
  env: Record<string, string>,
  registry: TestRegistry,
  args: readonly string[] = []
): Promise<string | undefined> {
  const directory = await temporaryDirectory()
  await writeBuildContext(directory)
  const metadata = path.join(directory, 'metadata.json')
  const image = `${registry.host}/acme/shop:1`
  const options = ['--tag', image, '--push', '--metadata-file', metadata, '--network', 'none', ...args]
  await run('docker', ['buildx', 'build', ...options, directory], {
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    ...env
  })
  return (JSON.parse(await readFile(metadata, 'utf8')) as Record<string, string>)['containerimage.digest']
}

async function digestInRegistry(registry: TestRegistry): Promise<string | null> {
  const accept = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json'
  ].join(', ')
  const authorization = registry.pushAuthorization('acme/shop')
  const answer = await fetch(`${registry.url}/v2/acme/shop/manifests/1`, {
    headers: { accept, ...(authorization === undefined ? {} : { authorization }) }
  })
  return answer.headers.get('docker-content-digest')
}

const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/)

suite('builders', () => {
  test.each([
    ['debian', false],
    ['debian', true],
    ['new', false],
    ['new', true]
  ] as const)('Docker with the %s buildx; containerd store: %s', async (buildx, containerdStore) => {
    const registry = keep(await startRegistry({ auth: 'htpasswd' }))
    const docker = keep(await startDocker({ containerdStore, buildx }))
    await login(docker.configDirectory, registry.host, registry.username, registry.password)

    const told = await buildAndPush(docker.env, registry)

    expect(docker.containerdStore).toBe(containerdStore)
    expect(told).toEqual(digest)
    expect(await digestInRegistry(registry)).toBe(told)
  })

  test('two Docker daemons at once, which leave nothing behind', async () => {
    const dockers = await Promise.all([startDocker(), startDocker()])
    const own = dockers.filter(docker => docker.kind === 'own')
    expect(new Set(own.map(docker => docker.env['DOCKER_HOST'])).size).toBe(own.length)
    await Promise.all(dockers.map(docker => docker.close()))

    for (const docker of dockers) {
      expect(existsSync(path.dirname(docker.configDirectory))).toBe(false)
      expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(path.dirname(docker.configDirectory))
    }
  })

  test.each(['debian', 'new'] as const)('a remote BuildKit with the %s buildx', async buildx => {
    const registry = keep(await startRegistry({ auth: 'bearer' }))
    const buildkit = keep(await startBuildkit())
    const config = path.join(await temporaryDirectory(), 'docker')
    await createDockerConfig(config, { buildx })
    await login(config, registry.host, registry.username, registry.password)
    await createRemoteBuilder(config, { name: 'fleet', addresses: [buildkit.address] })

    const told = await buildAndPush({ DOCKER_CONFIG: config }, registry, ['--builder', 'fleet'])

    expect(told).toEqual(digest)
    expect(await digestInRegistry(registry)).toBe(told)
  })

  test.each([
    ['debian', false],
    ['new', true]
  ] as const)(
    'a container with BuildKit, by the %s buildx; containerd store: %s',
    async (buildx, containerdStore) => {
      const registry = keep(await startRegistry({ auth: 'htpasswd' }))
      const docker = keep(await startDocker({ containerdStore, buildx }))
      await login(docker.configDirectory, registry.host, registry.username, registry.password)
      await loadBuildkitImage(docker)
      await createContainerBuilder(docker, { name: 'contained', use: true })

      const told = await buildAndPush(docker.env, registry)

      expect(told).toEqual(digest)
      expect(await digestInRegistry(registry)).toBe(told)
      await removeContainerBuilder(docker, 'contained')
    }
  )

  test('a BuildKit leaves nothing behind', async () => {
    const buildkit = await startBuildkit()
    const directory = path.dirname(buildkit.socket.slice('unix://'.length))
    expect(existsSync(directory)).toBe(true)
    await buildkit.close()

    expect(existsSync(directory)).toBe(false)
    expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(directory)
  })

  test('buildah', async () => {
    const registry = keep(await startRegistry({ auth: 'none' }))
    const buildah = await prepareBuildah({ insecureRegistries: [registry.host] })
    keep(buildah)
    const directory = await temporaryDirectory()
    await writeBuildContext(directory)
    const image = `${registry.host}/acme/shop:1`
    const digestFile = path.join(directory, 'digest')
    await run('buildah', ['bud', '--tag', image, directory], buildah.env)
    await run('buildah', ['push', '--digestfile', digestFile, image], buildah.env)

    const told = await readFile(digestFile, 'utf8')
    expect(told).toEqual(digest)
    expect(await digestInRegistry(registry)).toBe(told)
    expect(await readdir(buildah.temporaryDirectory)).toEqual([])
    expect(existsSync('/etc/cni/net.d/cni.lock')).toBe(false)
    await buildah.close()
    expect(existsSync(path.dirname(buildah.home))).toBe(false)
  })
})
