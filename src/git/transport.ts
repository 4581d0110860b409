import { fullJitter, retry } from '../async/retry.ts'
import type { ActionError } from '../errors/errors.ts'
import type { ProcessResult } from '../system/process.ts'
import type { System } from '../system/system.ts'
import { authentication, type TokenOrigin } from './credentials.ts'
import type { Git } from './git.ts'
import type { GitFailure } from './failure/kinds.ts'
import type { Remote } from './address.ts'
import type { GitService } from './retry-after.ts'

interface RemoteCommand {
  readonly input?: string
  /** When the answer must be there at the latest, in milliseconds since the epoch. */
  readonly until?: number | undefined
  /** Nothing may be left out of what is fetched: the server has no partial clone. */
  readonly withoutFilter?: boolean
}

export type RemoteAnswer =
  { readonly ok: true; readonly result: ProcessResult } | { readonly ok: false; readonly failure: GitFailure }

/** The server's side of a repository: every command that goes over the wire. */
export interface GitRemote {
  /** Reads from the server; one that does not answer is asked again, because reading twice changes nothing. */
  ask(command: readonly string[], options?: RemoteCommand): Promise<RemoteAnswer>
  /**
   * The same, for what must succeed.
   * @throws {ActionError} AUTH_FAILED, REPOSITORY_NOT_FOUND, REPOSITORY_MOVED, BRANCH_NOT_FOUND, GIT_UNREACHABLE, …
   */
  read(command: readonly string[], options?: RemoteCommand): Promise<ProcessResult>
  /** Sends to the server, once; undefined means that it succeeded. */
  send(command: readonly string[], options?: RemoteCommand): Promise<GitFailure | undefined>
  /** For how long a busy server wants to be left alone, in milliseconds, where it says so. */
  retryAfterMs(failure: GitFailure, service: GitService): Promise<number | undefined>
  /** What a failure means for the author of the workflow. */
  failure(failure: GitFailure, during: 'read' | 'push'): Promise<ActionError>
}

export interface GitRemoteOptions {
  readonly git: Git
  readonly remote: Remote
  /** Empty for none. */
  readonly token: string
  /** For messages; a token that is not empty was given, where nothing is said. */
  readonly tokenOrigin?: TokenOrigin
  /** For how long the server may keep one command waiting, all tries of a read together, in milliseconds. */
  readonly timeoutMs: number
  /** The branch, as far as it is known; for messages. */
  readonly branch: () => string | undefined
}

const readAttempts = 3
const firstDelayMs = 1_000

/**
 * Only commands that go over the wire know that the server has what is missing here: no other command can then start a
 * transfer by itself, one object at a time and without the token.
 */
const promisor = ['-c', 'remote.origin.promisor=true', '-c', 'remote.origin.partialCloneFilter=blob:none']

/**
 * Creates the server's side of a repository. Every form of the token is a secret before it is used. What a failure means
 * is loaded when there is one.
 */
export function createGitRemote(
  system: Pick<System, 'http' | 'clock' | 'secrets'>,
  { git, remote, token, tokenOrigin, timeoutMs, branch }: GitRemoteOptions
): GitRemote {
  const { clock, secrets } = system
  const login = authentication(remote, token)
  for (const secret of login.secrets) secrets.add(secret)
  const deadlineOf = (until: number | undefined) => Math.min(until ?? Infinity, clock.now() + timeoutMs)
  const run = async (
    command: readonly string[],
    deadline: number,
    { input, withoutFilter = false }: RemoteCommand
  ): Promise<RemoteAnswer> => {
    const result = await git.try(command, {
      args: [...(withoutFilter ? [] : promisor), ...login.args],
      env: login.env,
      timeoutMs: Math.max(1, deadline - clock.now()),
      ...(input === undefined ? {} : { input })
    })
    if (result.exitCode === 0) return { ok: true, result }
    const { explainGitFailure } = await import('./failure/recognise.ts')
    // What it means is read from Git's own words: a build secret may be as short as one of them.
    return { ok: false, failure: explainGitFailure(result.stdout.toString(), result.stderr, secrets.hide) }
  }

  const server: GitRemote = {
    retryAfterMs: async ({ busy }, service) => {
      if (!busy) return undefined
      const { createRetryAfter } = await import('./retry-after.ts')
      return await createRetryAfter(system, { remote, authentication: login }).ask(service)
    },
    failure: async (failure, during) => {
      const { failureError } = await import('./failure/message.ts')
      const { name, url, origin } = remote
      const given: TokenOrigin = tokenOrigin ?? { kind: token === '' ? 'none' : 'given' }
      const sent: TokenOrigin = origin === undefined ? { kind: 'unused' } : given
      return failureError(failure, { during, repository: name, url, branch: branch() ?? 'HEAD', token: sent })
    },
    ask: async (command, options = {}) => {
      const until = deadlineOf(options.until)
      return await retry(() => run(command, until, options), {
        ...{ attempts: readAttempts, clock, until },
        waitAfter: async (answer, count) => {
          if (answer.ok || answer.failure.kind !== 'transient') return undefined
          const asked = (await server.retryAfterMs(answer.failure, 'git-upload-pack')) ?? 0
          return Math.max(asked, fullJitter(clock, firstDelayMs, count))
        }
      })
    },
    read: async (command, options) => {
      const answer = await server.ask(command, options)
      if (answer.ok) return answer.result
      throw await server.failure(answer.failure, 'read')
    },
    send: async (command, options = {}) => {
      const answer = await run(command, deadlineOf(options.until), options)
      return answer.ok ? undefined : answer.failure
    }
  }
  return server
}
