import { mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import { isRecord, textField } from '../../text/json.ts'
import { type AuthFile, writeEntry } from './auth-file.ts'
import type { GivenLogin } from './credential.ts'

/**
 * Makes a directory for DOCKER_CONFIG with the user's configuration and our logins added. Everything but config.json is
 * a link to the user's directory, so plug-ins, contexts and the current builder stay. The user's own logins are not
 * changed, and no other job sees ours.
 * @returns its path; it is 0700 and the file 0600
 * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the user's directory cannot be read
 */
export async function makeDockerHome(
  parent: string,
  user: { readonly directory: string; readonly config: AuthFile },
  logins: readonly GivenLogin[]
): Promise<string> {
  const { fields, auths, credHelpers } = user.config
  const config = {
    ...fields,
    auths: {
      ...auths,
      ...Object.fromEntries(
        logins.map(login => [login.configKey, writeEntry({ kind: 'basic', ...login })] as const)
      )
    },
    // Without this a store or a helper would be asked in place of the file.
    credHelpers: {
      ...credHelpers,
      ...Object.fromEntries(logins.map(({ configKey }) => [configKey, ''] as const))
    }
  }
  const home = await mkdtemp(join(parent, 'docker-'))
  await writeFile(join(home, 'config.json'), JSON.stringify(config), { mode: 0o600, flag: 'wx' })
  const users = resolve(user.directory)
  await Promise.all((await listEntries(users)).map(name => symlink(join(users, name), join(home, name))))
  return home
}

/** Lists what is linked. Files that clients write themselves are left out: through a link they would land in the user's directory. */
async function listEntries(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true })
    return entries
      .filter(
        entry => !entry.name.startsWith('config.json') && !(entry.name.startsWith('.') && entry.isFile())
      )
      .map(({ name }) => name)
  } catch (error) {
    const code = isRecord(error) ? textField(error, 'code') : undefined
    if (code === 'ENOENT') return []
    const message = `${directory} cannot be read (${code ?? 'unknown error'}). Make it readable, or remove it.`
    throw new ActionError('CREDENTIAL_HELPER_FAILED', message, { cause: error })
  }
}
