import type { RunContext } from '../context/context.ts'
import type { GivenLogin } from '../registry/index.ts'
import { type Inputs, isBuildable } from '../inputs/index.ts'

/** The logins that a run brings itself. */
export interface RegistryLogins {
  /** Wins over what the job has logged in to. */
  readonly given: GivenLogin | undefined
  /** For where the job has no login. */
  readonly fallback: GivenLogin | undefined
}

/**
 * Finds the logins that the inputs mean. The job's own token is good for ghcr.io, which belongs to github.com; it is
 * shown to no other registry.
 */
export function registryLogins(
  { images, building, githubToken }: Pick<Inputs, 'images' | 'building' | 'githubToken'>,
  { serverUrl, actor }: Pick<RunContext, 'serverUrl' | 'actor'>
): RegistryLogins {
  const repositories = images.filter(isBuildable).map(({ repository }) => repository)
  const [first] = repositories
  const { login } = building
  const given =
    login === undefined || first === undefined ? undefined : { configKey: first.configKey, ...login }
  const isOnGhcr = repositories.some(({ registry }) => registry === 'ghcr.io')
  const fallback =
    isOnGhcr && serverUrl === 'https://github.com' && githubToken !== ''
      ? // GHCR looks at the token only, but takes no empty name.
        { configKey: 'ghcr.io', username: actor === '' ? 'github-actions' : actor, password: githubToken }
      : undefined
  return { given, fallback }
}
