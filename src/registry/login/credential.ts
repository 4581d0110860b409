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

/** `username:password` as the Basic scheme and config.json have it, in base64. It is a secret like the password. */
export function encodeBasic({ username, password }: { username: string; password: string }): string {
  return Buffer.from(`${username}:${password}`).toString('base64')
}
