import { join } from 'node:path'

import { once, memoize } from '../../async/once.ts'
import type { System } from '../../system/system.ts'
import { type AuthFile, hostOf, readAuthFile, readEntry } from './auth-file.ts'
import { askHelper } from './credential-helper.ts'
import type { Credential, Credentials } from './credential.ts'
import { textField } from '../../text/json.ts'
import { dockerHubHosts, dockerHubKey } from '../reference.ts'

/** What Docker's configuration knows about a registry, and which part of it. */
export interface DockerLogin {
  readonly credential: Credential
  readonly from: 'file' | 'helper' | 'store'
}

export interface DockerCredentials extends Credentials {
  /** Reads config.json, once. */
  readonly config: () => Promise<AuthFile>
  /** As `lookup`, by the key of config.json. */
  readonly find: (configKey: string) => Promise<DockerLogin | undefined>
}

/**
 * Creates the lookup of credentials as the Docker CLI does it (docker/cli, cli/config/configfile/file.go): a helper
 * for the host, else the store, else the file itself. With a store, what the file says is not read, unless the host's
 * helper is set to an empty text. Each registry is looked up once.
 * @param directory the one of config.json: `DOCKER_CONFIG`, or `.docker` in the home directory
 */
export function createCredentials(system: System, directory: string): DockerCredentials {
  const file = join(directory, 'config.json')
  const config = once(() => readAuthFile(file))
  const find = memoize(async (key: string): Promise<DockerLogin | undefined> => {
    const { auths, credHelpers, credsStore } = await config()
    const helperKey = keysOf(key).find(name => textField(credHelpers, name) !== undefined)
    const helper = helperKey === undefined ? credsStore : (textField(credHelpers, helperKey) ?? '')
    if (helper !== '') {
      const credential = await askHelper(system, { name: helper, file }, key)
      return credential && { credential, from: helperKey === undefined ? 'store' : 'helper' }
    }
    const credential = readEntry(findEntry(auths, key), { key, file }, system.secrets)
    return credential && { credential, from: 'file' }
  })
  return { config, find, lookup: async ({ configKey }) => (await find(configKey))?.credential }
}

/** The keys under which a registry may be written; Docker Hub's by hand is often just the host. */
function keysOf(key: string): readonly string[] {
  return key === dockerHubKey ? [key, ...dockerHubHosts] : [key]
}

/** The exact key first, then any that has the same host, as old logins left them. */
function findEntry(auths: Readonly<Record<string, unknown>>, key: string): unknown {
  const keys = keysOf(key)
  const exact = keys.find(name => Object.hasOwn(auths, name))
  if (exact !== undefined) return auths[exact]
  return Object.entries(auths).find(([name]) => keys.includes(hostOf(name)))?.[1]
}
