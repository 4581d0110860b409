import type { Clock } from '../clock.ts'
import type { ActionError } from '../errors.ts'
import type { ProcessResult } from '../process.ts'
import type { Authentication } from './credentials.ts'
import { failureError } from './failure-error.ts'
import type { Git } from './git.ts'
import { explainGitFailure, type GitFailure } from './git-failure.ts'
import type { Remote } from './remote.ts'

/** The server's side of the GitOps repository: every command that goes over the wire. */
export interface GitRemote {
  /**
   * Reads from the server; one that does not answer is asked again, because reading twice changes nothing.
   * @throws {ActionError} AUTH_FAILED, REPOSITORY_NOT_FOUND, REPOSITORY_MOVED, BRANCH_NOT_FOUND, GIT_UNREACHABLE, …
   */
  read(command: readonly string[], input?: string): Promise<ProcessResult>
  /** Sends to the server, once; undefined means that it succeeded. */
  send(command: readonly string[]): Promise<GitFailure | undefined>
  failure(failure: GitFailure, during: 'read' | 'push'): ActionError
}

export interface GitRemoteOptions {
  readonly git: Git
  readonly remote: Remote
  readonly authentication: Authentication
  readonly clock: Clock
  /** For how long the server may keep one command waiting, all tries of a read together, in milliseconds. */
  readonly timeoutMs: number
  /** The branch, as far as it is known; for messages. */
  readonly branch: () => string | undefined
}

const readAttempts = 3

export function createGitRemote(options: GitRemoteOptions): GitRemote {
  const { git, authentication, clock, timeoutMs } = options
  const { args, env, secrets } = authentication
  const redact = (text: string) =>
    secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text)
  const explain = ({ stdout, stderr }: ProcessResult) =>
    explainGitFailure(redact(stdout.toString()), redact(stderr))
  const run = (command: readonly string[], limitMs: number, input?: string) =>
    git.try(command, { args, env, timeoutMs: limitMs, ...(input === undefined ? {} : { input }) })
  const failureOf: GitRemote['failure'] = (failure, during) =>
    failureError(failure, {
      during,
      repository: options.remote.name,
      branch: options.branch() ?? 'HEAD',
      hasToken: args.length > 0
    })

  return {
    failure: failureOf,
    read: async (command, input) => {
      const deadline = clock.now() + timeoutMs
      for (let attempt = 1; ; attempt += 1) {
        const result = await run(command, Math.max(1, deadline - clock.now()), input)
        if (result.exitCode === 0) return result
        const failure = explain(result)
        const over = attempt === readAttempts || clock.now() >= deadline
        if (failure.kind !== 'transient' || over) throw failureOf(failure, 'read')
        await clock.sleep(clock.random() * 500 * 2 ** attempt)
      }
    },
    send: async command => {
      const result = await run(command, timeoutMs)
      return result.exitCode === 0 ? undefined : explain(result)
    }
  }
}
