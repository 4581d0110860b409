import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { System } from '../../system/system.ts'
import { isRecord, textField } from '../../text/json.ts'
import { type AuthFile, hostOf, readAuthFile, readEntry, writeEntry } from './auth-file.ts'
import { askHelper } from './credential-helper.ts'
import type { Credential } from './credential.ts'
import { dockerHubHosts, dockerHubKey, type ImageRepository } from '../reference.ts'

// How buildah and Podman find logins is https://github.com/containers/image, pkg/docker/config/config.go.

/**
 * Finds the login of a repository as buildah does: in each file a helper of the host, else the entry of the
 * repository, of what it is in, of the host.
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when a file or the helper it names cannot be used
 */
export async function findPodmanLogin(
  system: System,
  repository: ImageRepository,
  files: readonly string[]
): Promise<Credential | undefined> {
  const host = hostName(repository)
  for (const path of files) {
    const { file, auths, credHelpers } = await readAuthFile(path)
    const helper = textField(credHelpers, host)
    const key = keysOf(repository).find(name => Object.hasOwn(auths, name)) ?? findHost(auths, host)
    const credential =
      helper !== undefined
        ? await askHelper(system, { name: helper, file }, host)
        : key === undefined
          ? undefined
          : readEntry(auths[key], { key, file }, system.secrets)
    if (credential !== undefined) return credential
  }
  return undefined
}

/** A login for a file: of one repository, or of all that its host has and nobody else has a login for. */
export interface PodmanLogin {
  readonly repository: ImageRepository
  readonly credential: Credential
}

/**
 * Writes a file of logins, for REGISTRY_AUTH_FILE: those that are given, and all of the user's, of which the first
 * file counts. It is 0600, in a directory of its own.
 */
export async function writePodmanAuth(
  directory: string,
  files: readonly AuthFile[],
  logins: readonly PodmanLogin[]
): Promise<string> {
  const auths = new Map<string, unknown>()
  const credHelpers = new Map<string, unknown>()
  for (const file of files) {
    for (const [key, entry] of Object.entries(file.auths)) {
      if (!auths.has(key) && hasLogin(entry)) auths.set(key, entry)
    }
    for (const [key, name] of Object.entries(file.credHelpers))
      if (!credHelpers.has(key)) credHelpers.set(key, name)
  }
  for (const { repository, credential } of logins) {
    const host = hostName(repository)
    const entry = writeEntry(credential)
    // A helper would be asked first, and it is not where this login comes from.
    credHelpers.delete(host)
    auths.set(keysOf(repository)[0] ?? host, entry)
    if (findHost(Object.fromEntries(auths), host) === undefined) auths.set(host, entry)
  }
  const content = { auths: Object.fromEntries(auths), credHelpers: Object.fromEntries(credHelpers) }
  const path = join(await mkdtemp(join(directory, 'podman-')), 'auth.json')
  await writeFile(path, JSON.stringify(content), { mode: 0o600, flag: 'wx' })
  return path
}

/** Docker leaves an empty entry in the file for a login that is in its store. */
function hasLogin(entry: unknown): boolean {
  return isRecord(entry) && (textField(entry, 'auth') ?? '') !== ''
}

/** The host as Podman calls it. */
function hostName({ configKey, registry }: ImageRepository): string {
  return configKey === dockerHubKey ? dockerHubHosts[0] : registry
}

/** `quay.io/acme/shop`, `quay.io/acme`, `quay.io` */
function keysOf(repository: ImageRepository): readonly string[] {
  const parts = [hostName(repository), ...repository.path.split('/')]
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'))
}

/** The key that stands for a host, which old logins wrote as an address. */
function findHost(auths: Readonly<Record<string, unknown>>, host: string): string | undefined {
  const normalize = (name: string) =>
    ['docker.io', 'registry-1.docker.io'].includes(name) ? 'index.docker.io' : name
  return Object.keys(auths).find(key => {
    const name = /^https?:\/\//.test(key) ? hostOf(key) : key
    return normalize(name) === normalize(host)
  })
}
