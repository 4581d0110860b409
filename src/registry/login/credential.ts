import type { ImageRepository } from '../reference.ts'

/** What a registry is shown to be let in. */
export type Credential =
  | {
      readonly kind: 'basic'
      readonly username: string
      readonly password: string
      /** Nobody asked for this login: what can be read without it must not fail because of it. */
      readonly isFallback?: true
    }
  | { readonly kind: 'identity-token'; readonly token: string; readonly isFallback?: never }

/** What a login is for. Who may push may pull too. */
export type Action = 'pull' | 'push'

/** Finds what is known about a registry. */
export interface Credentials {
  /**
   * Finds the credential of a repository's registry, for pulling unless it is said otherwise; nothing when there is none.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED when config.json or the helper it names cannot be used
   */
  lookup(repository: ImageRepository, action?: Action): Promise<Credential | undefined>
}

/** A user name and a password for the registry of one key of config.json. */
export interface GivenLogin {
  /** As `ImageRepository.configKey`. */
  readonly configKey: string
  readonly username: string
  readonly password: string
}

export interface LoginsOptions {
  /** The directory of the user's config.json: `DOCKER_CONFIG`, or `.docker` in the home directory. */
  readonly configDirectory: string
  /** The files of `podmanAuthFiles` when buildah builds; else none. */
  readonly podmanFiles: readonly string[]
  /** The login of the inputs; it goes before whatever else is known. */
  readonly given: GivenLogin | undefined
  /** The login that is used where the user has none. */
  readonly fallback: GivenLogin | undefined
}

export type Engine = 'buildx' | 'buildah'

/** The logins of a run: the user's own, those of the inputs, and the job's. */
export interface Logins extends Credentials {
  /**
   * The variables that a child needs to be logged in for these repositories. Nothing when the user's own configuration
   * has it all; else `DOCKER_CONFIG` or `REGISTRY_AUTH_FILE` of a copy with our logins, which is made once.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED when the user's configuration cannot be used
   */
  environment(
    engine: Engine,
    repositories: readonly ImageRepository[]
  ): Promise<Readonly<Record<string, string>>>
}

/** `username:password` as the Basic scheme and config.json have it, in base64. It is a secret like the password. */
export function encodeBasic({ username, password }: { username: string; password: string }): string {
  return Buffer.from(`${username}:${password}`).toString('base64')
}
