import { join } from 'node:path'

import { once } from '../../async/once.ts'
import type { System } from '../../system/system.ts'
import { encodeBasic, type Logins, type LoginsOptions } from './credential.ts'

/** Creates the logins of a run. What finds them is loaded, and reads the user's configuration, when one is needed. */
export function createLogins(system: System, options: LoginsOptions): Logins {
  for (const login of [options.given, options.fallback]) {
    if (login === undefined) continue
    system.secrets.add(login.password)
    system.secrets.add(encodeBasic(login))
  }
  const load = once(async () => (await import('./find-logins.ts')).findLogins(system, options))
  return {
    lookup: async (repository, action) => await (await load()).lookup(repository, action),
    environment: async (engine, repositories) => await (await load()).environment(engine, repositories)
  }
}

/**
 * The files in which buildah looks for logins before Docker's config.json: the one that is named, else none where
 * Docker's directory is named, else those of the user (containers/common, pkg/auth/auth.go).
 */
export function podmanAuthFiles(
  env: Readonly<Record<string, string | undefined>>,
  user: { readonly home: string; readonly id: number }
): readonly string[] {
  const read = (name: string) => (env[name] === '' ? undefined : env[name])
  const named = read('REGISTRY_AUTH_FILE')
  if (named !== undefined) return [named]
  if (read('DOCKER_CONFIG') !== undefined) return []
  const runtime = read('XDG_RUNTIME_DIR')
  const config = read('XDG_CONFIG_HOME') ?? join(user.home, '.config')
  return [
    runtime === undefined ? `/run/containers/${user.id}/auth.json` : join(runtime, 'containers/auth.json'),
    join(config, 'containers/auth.json')
  ]
}
