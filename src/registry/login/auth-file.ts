import { readFile } from 'node:fs/promises'

import { ActionError } from '../../errors/errors.ts'
import { isRecord, parseObject, textField } from '../../text/json.ts'
import { type Credential, encodeBasic } from './credential.ts'
import type { Secrets } from '../../system/secrets.ts'

/** A file of logins: Docker's config.json, or auth.json of Podman and buildah, which has some of the same fields. */
export interface AuthFile {
  /** Its path, for messages. */
  readonly file: string
  readonly auths: Readonly<Record<string, unknown>>
  readonly credHelpers: Readonly<Record<string, unknown>>
  readonly credsStore: string
  /** All fields as they are. */
  readonly fields: Readonly<Record<string, unknown>>
}

/**
 * Reads a file of logins. One that is missing or empty has none, as for Docker.
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when it cannot be read or is something else; nothing of it is shown
 */
export async function readAuthFile(file: string): Promise<AuthFile> {
  const text = await readText(file)
  const fields = text.trim() === '' ? {} : parseObject(text)
  if (fields === undefined) {
    throw new ActionError(
      'CREDENTIAL_HELPER_FAILED',
      `${file} is not a JSON object. Correct it, or remove it.`
    )
  }
  // Docker and Podman take null for a field that is not there.
  const auths = fields['auths'] ?? {}
  const credHelpers = fields['credHelpers'] ?? {}
  const credsStore = fields['credsStore'] ?? ''
  const wrong = !isRecord(auths) ? 'auths' : !isRecord(credHelpers) ? 'credHelpers' : 'credsStore'
  if (isRecord(auths) && isRecord(credHelpers) && typeof credsStore === 'string') {
    return { file, auths, credHelpers, credsStore, fields }
  }
  const expected = wrong === 'credsStore' ? 'a text' : 'an object'
  throw new ActionError('CREDENTIAL_HELPER_FAILED', `\`${wrong}\` in ${file} must be ${expected}.`)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = (isRecord(error) ? textField(error, 'code') : undefined) ?? 'unknown error'
    if (code === 'ENOENT') return ''
    const message = `${file} cannot be read (${code}). Make it readable, or remove it.`
    throw new ActionError('CREDENTIAL_HELPER_FAILED', message, { cause: error })
  }
}

/**
 * Reads one entry of `auths`; nothing when it is empty, as where the login itself is in a credential store.
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when its `auth` cannot be decoded
 */
export function readEntry(
  entry: unknown,
  { key, file }: { readonly key: string; readonly file: string },
  secrets: Secrets
): Credential | undefined {
  const fields = isRecord(entry) ? entry : {}
  const field = (name: string) => textField(fields, name) ?? ''
  const [token, auth] = [field('identitytoken'), field('auth')]
  const plain = Buffer.from(auth, 'base64').toString('utf8')
  const colon = plain.indexOf(':')
  const username = auth === '' ? field('username') : plain.slice(0, Math.max(colon, 0))
  // Docker drops trailing NULs of the decoded text too; old versions padded it.
  const password = auth === '' ? field('password') : plain.slice(colon + 1).replace(/\0+$/, '')
  for (const secret of [token, auth, password]) secrets.add(secret)
  if (token !== '') return { kind: 'identity-token', token }
  if (auth !== '' && username === '') {
    const message = `The \`auth\` of ${key} in ${file} is not base64 of "username:password". Log in again.`
    throw new ActionError('CREDENTIAL_HELPER_FAILED', message)
  }
  return username === '' ? undefined : { kind: 'basic', username, password }
}

/** Writes a credential as an entry of `auths`. It is as secret as the credential. */
export function writeEntry(credential: Credential): Readonly<Record<string, string>> {
  if (credential.kind === 'basic') return { auth: encodeBasic(credential) }
  // Podman reads the token only where there is a user too (containers/image, pkg/docker/config/config.go).
  return {
    auth: encodeBasic({ username: '<token>', password: '' }),
    identitytoken: credential.token
  }
}

/** The host of a key, which old logins wrote as an address: `https://host/v1/`. */
export function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/s, '')
}
