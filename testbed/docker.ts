import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'

import { endDaemon, unmountBelow, waitUntilReady } from './daemon.ts'
import { createTemporary, type Temporary } from './temporary.ts'
import { type Buildx, buildxPluginDirectory, requireTool, toolPath } from './tools.ts'

export interface DockerOptions {
  /**
   * The image store: containerd's, which can do attestations, several platforms and cache export, or the classic
   * one. Without it, whatever there is. A machine's own daemon that has the other store is not used.
   */
  readonly containerdStore?: boolean
  /** The machine's own buildx, else the distribution's, unless `new` asks for the one fetched with BuildKit. */
  readonly buildx?: Buildx
}

/** A Docker daemon with buildx. There is no network for RUN steps in our own: use `RUN --network=none`. */
export interface TestDocker {
  /** For the environment of what talks to it: DOCKER_HOST and DOCKER_CONFIG. */
  readonly env: Readonly<Record<string, string>>
  /** The directory of DOCKER_CONFIG: private to this instance, with the buildx plug-in. */
  readonly configDirectory: string
  /** `existing` is the machine's own daemon, which others use too; `own` was started for this test. */
  readonly kind: 'existing' | 'own'
  readonly version: string
  readonly containerdStore: boolean
  /** Ends the daemon that was started, and deletes all it left. */
  close(): Promise<void>
}

/** Finds or starts a Docker daemon. Several may run at the same time. */
export async function startDocker(options: DockerOptions = {}): Promise<TestDocker> {
  const temporary = await createTemporary('newtag-docker')
  try {
    return (await useExistingDocker(temporary, options)) ?? (await startOwnDocker(temporary, options))
  } catch (error) {
    await temporary.remove()
    throw error
  }
}

/**
 * Makes a Docker configuration directory: private, without logins, and with that buildx where it was fetched. With
 * DOCKER_CONFIG set to it, `docker buildx` works without a daemon as well: with a remote builder.
 */
export async function createDockerConfig(
  directory: string,
  { buildx, ...config }: { readonly buildx?: Buildx | undefined; readonly [name: string]: unknown } = {}
): Promise<void> {
  await mkdir(path.join(directory, 'cli-plugins'), { recursive: true })
  await writeConfig(path.join(directory, 'config.json'), config)
  if (buildx === undefined) return
  const plugins = buildxPluginDirectory(buildx)
  if (plugins === undefined && buildx === 'new')
    throw new Error('The newest buildx is missing: run script/fetch-tools buildkit')
  // The command line itself looks for plug-ins of the machine where there is none of ours.
  if (plugins === undefined) return
  const plugin = 'docker-buildx'
  await symlink(path.join(plugins, plugin), path.join(directory, 'cli-plugins', plugin))
}

/** Puts a login into a Docker configuration directory, as `docker login` does without asking the registry. */
export async function login(
  configDirectory: string,
  host: string,
  user: string,
  password: string
): Promise<void> {
  const file = path.join(configDirectory, 'config.json')
  const config = await readConfig(file)
  const auth = Buffer.from(`${user}:${password}`).toString('base64')
  await writeConfig(file, { ...config, auths: { ...config.auths, [host]: { auth } } })
}

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth: string }>>
  readonly [name: string]: unknown
}

async function readConfig(file: string): Promise<DockerConfig> {
  return JSON.parse(await readFile(file, 'utf8')) as DockerConfig
}

async function writeConfig(file: string, config: DockerConfig): Promise<void> {
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 })
}

async function useExistingDocker(
  temporary: Temporary,
  options: DockerOptions
): Promise<TestDocker | undefined> {
  const host = process.env['DOCKER_HOST']
  // A daemon elsewhere could not reach a registry on our loopback.
  if (host !== undefined && !host.startsWith('unix://')) return undefined
  const configDirectory = path.join(temporary.path, 'config')
  const users = process.env['DOCKER_CONFIG'] ?? path.join(homedir(), '.docker')
  // The machine's plug-in may be in its user's directory; the user's logins must not be seen.
  await createDockerConfig(configDirectory, {
    buildx: options.buildx === 'new' ? 'new' : undefined,
    cliPluginsExtraDirs: [path.join(users, 'cli-plugins'), buildxPluginDirectory()].filter(Boolean)
  })
  const env = { DOCKER_CONFIG: configDirectory, ...(host === undefined ? {} : { DOCKER_HOST: host }) }
  const about = await describeDaemon(env)
  if (about === undefined || (await tryDocker(['buildx', 'version'], env)) === undefined) return undefined
  const { version, containerdStore } = about
  if ((options.containerdStore ?? containerdStore) !== containerdStore) return undefined
  return { env, configDirectory, kind: 'existing', version, containerdStore, close: () => temporary.remove() }
}

/** Starts dockerd with all of its state in `temporary`, and without touching the machine's network. */
async function startOwnDocker(temporary: Temporary, options: DockerOptions): Promise<TestDocker> {
  const dockerd = requireTool('dockerd')
  if (process.getuid?.() !== 0)
    throw new Error('Starting dockerd needs root, or a running Docker with buildx.')
  const at = (name: string) => path.join(temporary.path, name)
  const configDirectory = at('own-config')
  const env = { DOCKER_HOST: `unix://${at('docker.sock')}`, DOCKER_CONFIG: configDirectory }
  await createDockerConfig(configDirectory, { buildx: options.buildx ?? 'debian' })
  await writeFile(
    at('daemon.json'),
    JSON.stringify({ features: { 'containerd-snapshotter': options.containerdStore ?? false } })
  )
  const child = spawn(
    dockerd,
    [
      ...['--config-file', at('daemon.json'), '--host', env.DOCKER_HOST, '--pidfile', at('docker.pid')],
      ...['--data-root', at('data'), '--exec-root', at('exec')],
      ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
      '--userland-proxy=false'
    ],
    {
      env: { PATH: toolPath(), HOME: temporary.path, TMPDIR: temporary.path },
      stdio: ['ignore', 'pipe', 'pipe']
    }
  )
  const logFile = createWriteStream(at('dockerd.log'))
  child.stdout.pipe(logFile, { end: false })
  child.stderr.pipe(logFile, { end: false })
  // A run that is interrupted must not leave a daemon behind.
  const endWithUs = () => child.kill()
  process.once('exit', endWithUs)
  const close = async () => {
    process.off('exit', endWithUs)
    await endDaemon(child)
    logFile.end()
    await unmountBelow(temporary.path)
    await temporary.remove()
  }
  try {
    const about = await waitUntilReady(child, () => describeDaemon(env))
    return { env, configDirectory, kind: 'own', ...about, close }
  } catch (error) {
    const words = await readFile(at('dockerd.log'), 'utf8').catch(() => '')
    await close()
    throw new Error(`dockerd did not start: ${String(error)}\n${words.slice(-3_000)}`, { cause: error })
  }
}

interface Daemon {
  readonly version: string
  readonly containerdStore: boolean
}

async function describeDaemon(env: TestDocker['env']): Promise<Daemon | undefined> {
  const output = await tryDocker(['info', '--format', '{{.ServerVersion}}\n{{json .DriverStatus}}'], env)
  const [version = '', status = ''] = output?.split('\n') ?? []
  // Without a daemon, older clients print an empty version and end with success.
  return version === ''
    ? undefined
    : { version, containerdStore: status.includes('io.containerd.snapshotter') }
}

async function tryDocker(args: readonly string[], env: TestDocker['env']): Promise<string | undefined> {
  const child = spawn(requireTool('docker'), args, {
    env: { PATH: toolPath(), HOME: homedir(), ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return exitCode === 0 ? output : undefined
}
