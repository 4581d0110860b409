import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { ActionError } from '../errors.ts'
import type { Processes } from '../process.ts'
import { askHelper } from './credential-helper.ts'
import type { Credential, Credentials } from './credential.ts'
import { isRecord, parseObject, textField } from '../json.ts'
import { dockerHubHosts } from './reference.ts'

export interface CredentialsOptions {
  /** The directory of config.json: `DOCKER_CONFIG`, or `.docker` in the home directory. */
  readonly configDirectory: string
  readonly processes: Processes
  /** The whole environment of a credential helper. */
  readonly env: Readonly<Record<string, string>>
  /** Told every secret that is read, before anything else can show it. */
  readonly onSecret: (value: string) => void
}

interface DockerConfig {
  readonly auths: Readonly<Record<string, unknown>>
  readonly credHelpers: Readonly<Record<string, unknown>>
  readonly credsStore: string
}

const dockerHubKey = 'https://index.docker.io/v1/'

/**
 * Creates the lookup of credentials as the Docker CLI does it (docker/cli, cli/config/configfile/file.go): a helper
 * for the host, else the store, else the file itself. With a store, what the file says is not read, unless the host's
 * helper is set to an empty text. Each registry is looked up once.
 */
export function createCredentials(options: CredentialsOptions): Credentials {
  const file = join(options.configDirectory, 'config.json')
  const found = new Map<string, Promise<Credential | undefined>>()
  let config: Promise<DockerConfig> | undefined
  const search = async (key: string): Promise<Credential | undefined> => {
    config ??= readConfig(file)
    const { auths, credHelpers, credsStore } = await config
    const own = keysOf(key).find(name => textField(credHelpers, name) !== undefined)
    const helper = own === undefined ? credsStore : (textField(credHelpers, own) ?? '')
    if (helper !== '') return await askHelper(helper, key, { ...options, file })
    const entry = findEntry(auths, key)
    return entry === undefined ? undefined : readEntry(entry, key, file, options.onSecret)
  }
  return {
    lookup: async ({ configKey }) => {
      const known = found.get(configKey) ?? search(configKey)
      found.set(configKey, known)
      return await known
    }
  }
}

async function readConfig(file: string): Promise<DockerConfig> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const code = (isRecord(error) ? textField(error, 'code') : undefined) ?? 'unknown error'
    if (code === 'ENOENT') return { auths: {}, credHelpers: {}, credsStore: '' }
    const message = `${file} cannot be read (${code}). Make it readable, or remove it.`
    throw new ActionError('CREDENTIAL_HELPER_FAILED', message, { cause: error })
  }
  // Docker takes an empty file for an empty configuration.
  const config = text.trim() === '' ? {} : parseObject(text)
  if (config === undefined) {
    throw new ActionError(
      'CREDENTIAL_HELPER_FAILED',
      `${file} is not a JSON object. Correct it, or remove it.`
    )
  }
  const { auths = {}, credHelpers = {}, credsStore = '' } = config
  const wrong = !isRecord(auths) ? 'auths' : !isRecord(credHelpers) ? 'credHelpers' : 'credsStore'
  if (isRecord(auths) && isRecord(credHelpers) && typeof credsStore === 'string') {
    return { auths, credHelpers, credsStore }
  }
  const expected = wrong === 'credsStore' ? 'a text' : 'an object'
  throw new ActionError('CREDENTIAL_HELPER_FAILED', `\`${wrong}\` in ${file} must be ${expected}.`)
}

/** The keys under which a registry may be written; Docker Hub's by hand is often just the host. */
function keysOf(key: string): readonly string[] {
  return key === dockerHubKey ? [key, ...dockerHubHosts] : [key]
}

/** The exact key first, then any that has the same host: `https://host`, `https://host/v1/`, as old logins left them. */
function findEntry(auths: Readonly<Record<string, unknown>>, key: string): unknown {
  const keys = keysOf(key)
  const exact = keys.find(name => Object.hasOwn(auths, name))
  if (exact !== undefined) return auths[exact]
  return Object.entries(auths).find(([name]) => keys.includes(hostOf(name)))?.[1]
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/s, '')
}

function readEntry(
  entry: unknown,
  key: string,
  file: string,
  onSecret: (value: string) => void
): Credential | undefined {
  const fields = isRecord(entry) ? entry : {}
  const field = (name: string) => textField(fields, name) ?? ''
  const [token, auth] = [field('identitytoken'), field('auth')]
  const plain = Buffer.from(auth, 'base64').toString('utf8')
  const colon = plain.indexOf(':')
  const username = auth === '' ? field('username') : plain.slice(0, Math.max(colon, 0))
  // Docker drops trailing NULs of the decoded text too; old versions padded it.
  const password = auth === '' ? field('password') : plain.slice(colon + 1).replace(/\0+$/, '')
  for (const secret of [token, auth, password]) if (secret !== '') onSecret(secret)
  if (token !== '') return { kind: 'identity-token', token }
  if (auth !== '' && username === '') {
    const message = `The \`auth\` of ${key} in ${file} is not base64 of "username:password". Log in again.`
    throw new ActionError('CREDENTIAL_HELPER_FAILED', message)
  }
  return username === '' ? undefined : { kind: 'basic', username, password }
}
