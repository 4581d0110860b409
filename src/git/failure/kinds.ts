import type { TokenOrigin } from '../credentials.ts'

/** What a failed Git command means for newtag. */
export type GitFailureKind =
  /** Somebody else moved the branch first: read it again. */
  | 'race'
  /** The server is busy or unreachable, or the answer was lost: try again. */
  | 'transient'
  /** No credential, or one that the server does not know or no longer takes. */
  | 'auth'
  /** A good credential that is not allowed to do this. */
  | 'denied'
  /** A good credential that a policy of the organisation or the state of the account keeps out. */
  | 'restricted'
  | 'protected'
  /** A hook, a push rule or a setting of the server refused the commit. */
  | 'rejected'
  /** Archived, locked, a mirror, in maintenance, or not writable for the server itself. */
  | 'read-only'
  | 'server-full'
  | 'runner-full'
  | 'certificate'
  | 'host-key'
  | 'proxy'
  | 'moved'
  | 'no-repository'
  | 'no-branch'
  /** Git refuses to use a repository whose directory belongs to another user. */
  | 'ownership'
  | 'other'

/** A failed Git command, explained. */
export interface GitFailure {
  readonly kind: GitFailureKind
  /** Git's or the server's own words: one line of at most 600 characters, without control characters. */
  readonly detail: string
  /** The same with the secrets in it, for what else has to be recognised in them. It is never shown. */
  readonly raw: string
  /** The answer came from the server; otherwise Git itself refused to send anything. */
  readonly remote: boolean
  /** The server turned the request away for a while (429, 503, a rate limit): it may have said for how long. */
  readonly busy: boolean
}

/** What a command was for, as its failure is told. */
export interface FailureSubject {
  readonly during: 'read' | 'push'
  /** As people name it. */
  readonly repository: string
  /** Where it is; tells which host's permissions to name. */
  readonly url?: string
  readonly branch: string
  readonly token: TokenOrigin
}

/** Whether the same push would meet this failure again, until somebody changes something. */
export function isFinal({ kind }: Pick<GitFailure, 'kind'>): boolean {
  return kind !== 'race' && kind !== 'transient' && kind !== 'other'
}

/** What the words of an answer mean. The first match counts, so what occurs in several answers stands behind what is longer. */
export type Rules = readonly (readonly [GitFailureKind, RegExp])[]
