import type { CommitText, FileUpdate, Tree } from '../git/index.ts'

/** The branch as it was when it was last read from the server. */
export interface Tip extends Tree {
  readonly branch: string
  readonly commit: string
}

export type PushResult =
  | { readonly kind: 'landed' }
  /**
   * Somebody else moved the branch first. When the server said so, and not Git before it sent anything, the push may
   * still have arrived once before: libcurl sends a request again when a kept connection turns out to be closed.
   */
  | { readonly kind: 'race'; readonly mayHaveArrived: boolean; readonly detail: string }
  /**
   * The answer was lost or the server is busy; whether the push arrived is unknown. A busy server may have said for
   * how long it wants to be left alone, in milliseconds.
   */
  | { readonly kind: 'unknown'; readonly detail: string; readonly retryAfterMs?: number }

export interface TipOptions {
  readonly until?: number | undefined
  /** Bring some history along, because a commit will be looked for in it. */
  readonly withHistory?: boolean
}

/**
 * A branch of a GitOps repository, read and written by compare-and-swap. `until` is when a command must have ended, in
 * milliseconds since the epoch.
 */
export interface GitOpsRepository {
  /**
   * Reads the tip of the branch from the server.
   * @throws {ActionError} AUTH_FAILED, REPOSITORY_NOT_FOUND, BRANCH_NOT_FOUND, GIT_UNREACHABLE, GIT_FAILED, GIT_MISSING
   */
  fetchTip(options?: TipOptions): Promise<Tip>
  /** Says who made the commit at a tip, and what for: one line for people, of foreign words. */
  describe(tip: Tip): Promise<string>
  /** The one of these commits that is on the branch at `tip`: a push whose answer was lost. */
  findLanded(tip: Tip, commits: readonly string[], until?: number): Promise<string | undefined>
  /**
   * Finds out, without changing anything, whether the server would take a push at all.
   * @throws {ActionError} AUTH_FAILED, PUSH_DENIED, BRANCH_PROTECTED, PUSH_REJECTED, REPOSITORY_NOT_FOUND
   */
  checkPush(tip: Tip): Promise<void>
  /** Makes a commit on top of `tip` in which exactly these files differ; nothing is sent yet. */
  commit(tip: Tip, files: readonly FileUpdate[], text: CommitText): Promise<string>
  /**
   * Moves the branch from `tip` to `commit`, only if it still is at `tip`.
   * @throws {ActionError} AUTH_FAILED, PUSH_DENIED, BRANCH_PROTECTED, PUSH_REJECTED, REPOSITORY_NOT_FOUND, GIT_FAILED
   */
  push(commit: string, tip: Tip, until?: number): Promise<PushResult>
}
