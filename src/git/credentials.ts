import { isLoopback } from '../system/loopback.ts'
import type { Remote } from './address.ts'

/** What makes one Git command authenticate. */
export interface Authentication {
  /** Options before the subcommand; they name the variable, never the value. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Every form of the secret, so that the runner can mask it. */
  readonly secrets: readonly string[]
}

/** Where the token of a repository comes from, as far as a failure is explained by it. */
export type TokenOrigin =
  /** The workflow has set it. */
  | { readonly kind: 'given' }
  /** It is empty. */
  | { readonly kind: 'none' }
  /** The workflow has not set it, so that it is the job's own, which is good for this repository only; or one was given for both. */
  | { readonly kind: 'job'; readonly repository: string }
  /** None is sent, because the repository is not reached over HTTP; by SSH there is a key instead. */
  | { readonly kind: 'unused' }

const variable = 'NEWTAG_AUTHORIZATION'
const emptyVariable = 'NEWTAG_NONE'

/**
 * Turns the token into a header for Git, by `--config-env` (git 2.31): the value is in the environment of this one
 * child, so it is in no argv, URL or file. The key is the whole URL, which is more specific than any other key in a
 * configuration can be, and the empty value first drops what actions/checkout may have left for the same URL.
 */
export function authentication(remote: Remote, token: string): Authentication {
  if (token === '' || remote.origin === undefined) return { args: [], env: {}, secrets: [] }
  // Any user name will do with a token on GitHub, GitLab, Gitea and Forgejo; Bitbucket wants its own.
  const user = new URL(remote.origin).hostname === 'bitbucket.org' ? 'x-token-auth' : 'x-access-token'
  const basic = Buffer.from(`${user}:${token}`).toString('base64')
  const key = `http.${remote.url}.extraheader`
  return {
    args: [`--config-env=${key}=${emptyVariable}`, `--config-env=${key}=${variable}`],
    env: { [emptyVariable]: '', [variable]: `Authorization: Basic ${basic}` },
    secrets: [token, basic]
  }
}

/**
 * Says why this token must not be sent to this remote, or nothing.
 * Tokens of GitHub Apps, the job's own among them, start with `ghs_`
 * (https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github);
 * the default of the input `token` is such a token, and it belongs to the server of the workflow alone.
 */
export function tokenProblem(remote: Remote, token: string, serverUrl: string): string | undefined {
  if (token === '' || remote.origin === undefined) return undefined
  if (remote.origin !== serverUrl && token.startsWith('ghs_')) {
    const isSameHost = new URL(remote.origin).hostname === new URL(serverUrl).hostname
    const advice = isSameHost ? `write repository with ${serverUrl}` : 'set token to one of that host'
    return `is a token of ${serverUrl}, and repository is on ${remote.origin}; ${advice}`
  }
  if (remote.protocol === 'http' && !isLoopback(new URL(remote.origin).hostname)) {
    return `would be sent unencrypted to ${remote.origin}; use https`
  }
  return undefined
}
