import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

import { isRecord } from '../../text/json.ts'
import type { Action } from './credential.ts'
import type { ImageRepository } from '../reference.ts'

/** A login for a part of a registry: a repository, or actions, or both. */
interface ScopedLogin {
  /** The directory of its config.json. */
  readonly directory: string
  readonly host: string
  /** Empty for all repositories of the host. */
  readonly path: string
  /** None for all. */
  readonly actions: readonly string[]
}

/**
 * Finds the directories of logins for parts of registries, which buildx reads and the `scope` of docker/login-action
 * writes: `<registry>[/<repository>][@<action>,…]` (https://docs.docker.com/build/building/registry-auth/).
 */
export async function listScopedLogins(buildxDirectory: string): Promise<readonly ScopedLogin[]> {
  const base = join(buildxDirectory, 'config')
  try {
    const entries = await readdir(base, { recursive: true, withFileTypes: true })
    return entries
      .filter(entry => entry.name === 'config.json' && !entry.isDirectory())
      .map(({ parentPath }) => parseKey(relative(base, parentPath), parentPath))
  } catch (error) {
    // Buildx goes on without them, whatever the reason.
    if (isRecord(error)) return []
    throw error
  }
}

function parseKey(key: string, directory: string): ScopedLogin {
  const at = key.indexOf('@')
  const [host = '', ...path] = (at < 0 ? key : key.slice(0, at)).split('/')
  const actions = at < 0 ? [] : key.slice(at + 1).split(',')
  return {
    directory,
    host,
    path: path.join('/'),
    actions: actions.map(action => action.trim()).filter(action => action !== '')
  }
}

/** The directory of the login that buildx takes for a repository: one that names it before one that does not. */
export function findScopedLogin(
  logins: readonly ScopedLogin[],
  repository: ImageRepository,
  action: Action
): string | undefined {
  const allowed: readonly string[] = action === 'push' ? ['pull', 'push'] : ['pull']
  const [best] = logins
    .filter(({ host, path, actions }) => {
      const isHere = host === repository.registry && ['', repository.path].includes(path)
      return isHere && actions.every(needed => allowed.includes(needed))
    })
    .sort((a, b) => b.path.length - a.path.length || b.actions.length - a.actions.length)
  return best?.directory
}
