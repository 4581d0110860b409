import { join } from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import { once, memoize } from '../../async/once.ts'
import type { System } from '../../system/system.ts'
import type { Action, Credential, GivenLogin, Logins, LoginsOptions } from './credential.ts'
import { createCredentials, type DockerLogin } from './docker-config.ts'
import { readAuthFile } from './auth-file.ts'
import type { PodmanLogin } from './podman.ts'
import { dockerHubKey, type ImageRepository } from '../reference.ts'
import { findScopedLogin, listScopedLogins } from './scoped.ts'

/** Where a login was found; `scoped`, `podman` and Docker's are the user's own. */
interface FoundLogin {
  readonly credential: Credential
  readonly from: 'given' | 'scoped' | 'podman' | DockerLogin['from'] | 'fallback'
}

/** Creates what createLogins() of logins.ts loads. Each registry is looked up once. */
export function findLogins(system: System, options: LoginsOptions): Logins {
  const { given, podmanFiles } = options
  const docker = createCredentials(system, options.configDirectory)
  const findPodman = async (repository: ImageRepository) => {
    if (podmanFiles.length === 0) return undefined
    const { findPodmanLogin } = await import('./podman.ts')
    return await findPodmanLogin(system, repository, podmanFiles)
  }
  const findScoped = createScoped(system, options)
  const find = memoize(
    async (repository: ImageRepository, action: Action): Promise<FoundLogin | undefined> => {
      const { configKey } = repository
      if (given?.configKey === configKey) return { credential: toCredential(given), from: 'given' }
      const podman = await findPodman(repository)
      if (podman !== undefined) return { credential: podman, from: 'podman' }
      const configured = (await findScoped(repository, action)) ?? (await docker.find(configKey))
      if (configured !== undefined) return configured
      if (options.fallback?.configKey !== configKey) return undefined
      return { credential: { ...toCredential(options.fallback), isFallback: true }, from: 'fallback' }
    }
  )
  const parts: LoginSources = { ...system, ...options, find, docker }
  const environments = new Map<string, Promise<Readonly<Record<string, string>>>>()
  return {
    lookup: async (repository, action = 'pull') => (await find(repository, action))?.credential,
    environment: async (engine, repositories) => {
      const key = JSON.stringify([engine, ...repositories.map(({ name }) => name).sort()])
      const make = engine === 'buildx' ? forBuildx : forBuildah
      const environment = environments.get(key) ?? make(parts, repositories)
      environments.set(key, environment)
      return await environment
    }
  }
}

/** Finds what buildx takes before all else: a login for just this repository, or for just this action. */
function createScoped(system: System, options: LoginsOptions) {
  const { BUILDX_CONFIG: buildx = '' } = system.env
  const list = once(() => listScopedLogins(buildx === '' ? join(options.configDirectory, 'buildx') : buildx))
  return async (repository: ImageRepository, action: Action): Promise<FoundLogin | undefined> => {
    const configDirectory = findScopedLogin(await list(), repository, action)
    if (configDirectory === undefined) return undefined
    const login = await createCredentials(system, configDirectory).find(repository.configKey)
    return login && { credential: login.credential, from: 'scoped' }
  }
}

interface LoginSources extends LoginsOptions, Pick<System, 'env' | 'temporary'> {
  readonly docker: ReturnType<typeof createCredentials>
  readonly find: (repository: ImageRepository, action: Action) => Promise<FoundLogin | undefined>
}

async function forBuildx(
  { given, fallback, find, docker, temporary, configDirectory }: LoginSources,
  repositories: readonly ImageRepository[]
): Promise<Readonly<Record<string, string>>> {
  const logins = given === undefined ? [] : [given]
  // The job's own login is for what it pushes: elsewhere it may read less than nobody in particular.
  const pushed = repositories.find(({ configKey }) => configKey === fallback?.configKey)
  if (fallback !== undefined && pushed !== undefined && (await find(pushed, 'push'))?.from === 'fallback') {
    logins.push(fallback)
  }
  if (logins.length === 0) return {}
  const { makeDockerHome } = await import('./docker-home.ts')
  const user = { directory: configDirectory, config: await docker.config() }
  return { DOCKER_CONFIG: await makeDockerHome(temporary, user, logins) }
}

async function forBuildah(
  { find, docker, temporary, podmanFiles, env }: LoginSources,
  repositories: readonly ImageRepository[]
): Promise<Readonly<Record<string, string>>> {
  const namesFile = (env['REGISTRY_AUTH_FILE'] ?? '') !== ''
  const logins: PodmanLogin[] = []
  for (const repository of repositories) {
    const login = await find(repository, 'push').catch(ignoreHelper)
    if (login === undefined || isSeenByBuildah(login, repository, namesFile)) continue
    logins.push({ repository, credential: login.credential })
  }
  if (logins.length === 0) return {}
  const { writePodmanAuth } = await import('./podman.ts')
  const files = await Promise.all(podmanFiles.map(readAuthFile))
  return { REGISTRY_AUTH_FILE: await writePodmanAuth(temporary, [...files, await docker.config()], logins) }
}

/**
 * Whether buildah finds a login by itself: it reads `auths` and `credHelpers` of Docker's config.json, not `credsStore`,
 * and not at all when a file was named to it (containers/image, pkg/docker/config/config.go).
 */
function isSeenByBuildah({ from }: FoundLogin, { configKey }: ImageRepository, namesFile: boolean): boolean {
  if (from === 'podman') return true
  // It asks a helper of Docker Hub by another key.
  return !namesFile && (from === 'file' || (from === 'helper' && configKey !== dockerHubKey))
}

/** A registry that asks for a login has failed by this already; one that does not must not fail by it. */
function ignoreHelper(error: unknown): undefined {
  if (!(error instanceof ActionError) || error.code !== 'CREDENTIAL_HELPER_FAILED') throw error
  return undefined
}

function toCredential({ username, password }: GivenLogin): Credential & { readonly kind: 'basic' } {
  return { kind: 'basic', username, password }
}
