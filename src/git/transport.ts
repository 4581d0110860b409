import { fullJitter, retry } from '../async/retry.ts'
import type { Clock } from '../system/clock.ts'
import type { ActionError } from '../errors/errors.ts'
import type { ProcessResult } from '../system/process.ts'
import type { Authentication } from './credentials.ts'
import { failureError } from './failure/error.ts'
import type { Git } from './git.ts'
import { explainGitFailure, type GitFailure } from './failure/explain.ts'
import type { Remote } from './address.ts'
import type { RetryAfter } from './retry-after.ts'

/** Nothing comes along that was not asked for. */
export const plainFetch = ['--no-tags', '--recurse-submodules=no'] as const

/** The same, beside a fetch whose FETCH_HEAD is read. */
export const fetchOptions = [...plainFetch, '--no-write-fetch-head'] as const

/** Goes before the subcommand: the server is not told what is here, and leaves nothing out because of it. */
export const noHaves = ['-c', 'fetch.negotiationAlgorithm=noop'] as const

export interface RemoteCommand {
  readonly input?: string
  /** When the answer must be there at the latest, in milliseconds since the epoch. */
  readonly until?: number | undefined
  /** Nothing may be left out of what is fetched. */
  readonly whole?: boolean
}

export type RemoteAnswer =
  { readonly ok: true; readonly result: ProcessResult } | { readonly ok: false; readonly failure: GitFailure }

export interface SendFailure extends GitFailure {
  /** For how long a busy server wants to be left alone, in milliseconds, where it says so. */
  readonly retryAfterMs: number | undefined
}

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
  send(command: readonly string[], options?: RemoteCommand): Promise<SendFailure | undefined>
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
  /** Asks a busy server for how long it wants to be left alone. */
  readonly retryAfter?: RetryAfter
}

const readAttempts = 3
const firstDelayMs = 1_000

/**
 * Only commands that go over the wire know that the server has what is missing here: no other command can then start a
 * transfer by itself, one object at a time and without the token.
 */
const promisor = ['-c', 'remote.origin.promisor=true', '-c', 'remote.origin.partialCloneFilter=blob:none']

export function createGitRemote(options: GitRemoteOptions): GitRemote {
  const { git, authentication, clock, timeoutMs } = options
  const { env, secrets } = authentication
  const redact = (text: string) =>
    secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text)
  const explain = ({ stdout, stderr }: ProcessResult) =>
    explainGitFailure(redact(stdout.toString()), redact(stderr))
  const deadlineOf = (until: number | undefined) => Math.min(until ?? Infinity, clock.now() + timeoutMs)
  const run = (command: readonly string[], deadline: number, { input, whole }: RemoteCommand) =>
    git.try(command, {
      args: [...(whole === true ? [] : promisor), ...authentication.args],
      env,
      timeoutMs: Math.max(1, deadline - clock.now()),
      ...(input === undefined ? {} : { input })
    })
  const pauseOf = async ({ busy }: GitFailure, service: Parameters<RetryAfter['ask']>[0]) =>
    busy ? await options.retryAfter?.ask(service) : undefined
  const failureOf: GitRemote['failure'] = (failure, during) =>
    failureError(failure, {
      during,
      repository: options.remote.name,
      url: options.remote.url,
      branch: options.branch() ?? 'HEAD',
      hasToken: authentication.args.length > 0
    })

  const remote: GitRemote = {
    failure: failureOf,
    ask: async (command, commandOptions = {}) => {
      const until = deadlineOf(commandOptions.until)
      const attempt = async (): Promise<RemoteAnswer> => {
        const result = await run(command, until, commandOptions)
        return result.exitCode === 0 ? { ok: true, result } : { ok: false, failure: explain(result) }
      }
      return await retry(attempt, {
        ...{ attempts: readAttempts, clock, until },
        waitAfter: async (answer, count) => {
          if (answer.ok || answer.failure.kind !== 'transient') return undefined
          const asked = (await pauseOf(answer.failure, 'git-upload-pack')) ?? 0
          return Math.max(asked, fullJitter(clock, firstDelayMs, count))
        }
      })
    },
    read: async (command, commandOptions) => {
      const answer = await remote.ask(command, commandOptions)
      if (answer.ok) return answer.result
      throw failureOf(answer.failure, 'read')
    },
    send: async (command, commandOptions = {}) => {
      const result = await run(command, deadlineOf(commandOptions.until), commandOptions)
      if (result.exitCode === 0) return undefined
      const failure = explain(result)
      return { ...failure, retryAfterMs: await pauseOf(failure, 'git-receive-pack') }
    }
  }
  return remote
}
