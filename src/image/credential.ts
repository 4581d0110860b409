import type { Repository } from './reference.ts'

/** What a registry is shown to be let in. */
export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity-token'; readonly token: string }

/** Finds what is known about a registry. */
export interface Credentials {
  /**
   * Finds the credential of a repository's registry; nothing when there is none.
   * @throws {ActionError} CREDENTIAL_HELPER_FAILED when config.json or the helper it names cannot be used
   */
  lookup(repository: Repository): Promise<Credential | undefined>
}
