import path from 'node:path'

import type { Clock } from '../system/clock.ts'
import { ActionError, isCancellation } from '../errors/errors.ts'
import type { Http } from '../system/http.ts'
import type { Logger } from '../log/log.ts'
import type { Processes } from '../system/process.ts'

import { createTipReader, type TipReader } from './git-tip.ts'
import type { FetchOptions, GitOpsRepository, PushResult, Tip } from './repository.ts'
import {
  type Authentication,
  fetchOptions,
  noHaves,
  createGit,
  type Git,
  isFinal,
  createGitRemote,
  type GitRemote,
  type Remote,
  createRetryAfter,
  findOnBranch,
  readCommit,
  createObjects,
  type Objects,
  type CommitText,
  type FileUpdate
} from '../git/index.ts'

export interface GitRepositoryOptions {
  readonly remote: Remote
  /** The branch; undefined means the default branch of the remote. */
  readonly branch: string | undefined
  readonly authentication: Authentication
  readonly processes: Processes
  /** The environment for Git: see gitEnvironment(). */
  readonly env: Readonly<Record<string, string>>
  /** A new folder of our own; the bare repository is made in it. */
  readonly directory: string
  /** For how long the server may keep one command waiting, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: Clock
  /** Asks a busy server for how long it wants to be left alone. */
  readonly http?: Http
  readonly log: Logger
}

/**
 * The Git backend of the GitOps repository: a bare repository of our own, without a work tree, hooks, filters or
 * anything else of the repository's choice. It is kept between attempts.
 */
export function createGitRepository(options: GitRepositoryOptions): GitOpsRepository {
  return new GitRepository(options)
}

class GitRepository implements GitOpsRepository {
  readonly #options: GitRepositoryOptions
  readonly #git: Git
  readonly #remote: GitRemote
  readonly #objects: Objects
  readonly #tips: TipReader

  constructor(options: GitRepositoryOptions) {
    this.#options = options
    const directory = path.join(options.directory, 'gitops.git')
    this.#git = createGit(options.processes, options.env, directory)
    this.#remote = createGitRemote({
      ...options,
      git: this.#git,
      branch: () => this.#tips.branch(),
      ...(options.http === undefined ? {} : { retryAfter: askAfter(options, options.http) })
    })
    this.#tips = createTipReader({ ...options, directory, gitRemote: this.#remote })
    this.#objects = createObjects({
      git: this.#git,
      fetch: async oids => {
        const command = [...noHaves, 'fetch', ...fetchOptions, '--filter=blob:none', '--stdin', 'origin']
        const answer = await this.#remote.ask(command, { input: `${oids.join('\n')}\n` })
        if (answer.ok) return
        // Before version 2 of the protocol a server gives objects by their ids only if it is told to.
        if (!answer.failure.detail.includes('unadvertised object'))
          throw this.#remote.failure(answer.failure, 'read')
        await this.#tips.fetchWhole()
      }
    })
  }

  async fetchTip(options: FetchOptions = {}): Promise<Tip> {
    const { branch, commit } = await this.#tips.fetch(options)
    return {
      branch,
      commit,
      list: prefixes => this.#objects.list(commit, prefixes),
      read: paths => this.#objects.read(commit, paths)
    }
  }

  async describe({ commit }: Tip): Promise<string> {
    const { author, subject } = await readCommit(this.#git, commit)
    return `${author}: ${subject}`
  }

  async checkPush(tip: Tip): Promise<void> {
    const failure = await this.#remote.send([
      'push',
      '--dry-run',
      '--no-verify',
      'origin',
      `${tip.commit}:${refOf(tip)}`
    ])
    // Only what would stop the real push as well; that the branch has moved on meanwhile does not.
    if (failure !== undefined && isFinal(failure)) throw this.#remote.failure(failure, 'push')
  }

  async commit(tip: Tip, files: readonly FileUpdate[], text: CommitText): Promise<string> {
    const time = Math.floor(this.#options.clock.now() / 1_000)
    return await this.#objects.commit(tip.commit, files, text, time)
  }

  async push(commit: string, tip: Tip, until?: number): Promise<PushResult> {
    // The lease makes it a compare-and-swap: a branch that was moved back to an ancestor of the tip would otherwise
    // be moved forward again over what was taken out of it. The parent of the commit is the tip, so nothing is forced.
    const lease = `--force-with-lease=${refOf(tip)}:${tip.commit}`
    const command = ['push', '--porcelain', '--no-verify', lease, 'origin', `${commit}:${refOf(tip)}`]
    const failure = await this.#remote.send(command, { until }).catch((error: unknown) => {
      throw isCancellation(error) ? cancelledPush(commit, tip, error) : error
    })
    if (failure === undefined) return { kind: 'landed' }
    const { detail } = failure
    if (failure.kind === 'race') return { kind: 'race', mayHaveArrived: failure.remote, detail }
    if (failure.kind === 'transient') {
      const { retryAfterMs } = failure
      return { kind: 'unknown', detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    }
    throw this.#remote.failure(failure, 'push')
  }

  async findLanded(tip: Tip, commits: readonly string[], until?: number): Promise<string | undefined> {
    return await findOnBranch(this.#git, this.#remote, tip.commit, commits, until)
  }
}

function askAfter({ remote, authentication, clock }: GitRepositoryOptions, http: Http) {
  return createRetryAfter({ http, remote, authentication, now: () => clock.now() })
}

function refOf(tip: Tip): string {
  return `refs/heads/${tip.branch}`
}

function cancelledPush(commit: string, tip: Tip, cause: unknown): ActionError {
  return new ActionError(
    'CANCELLED',
    `The run was cancelled while it pushed ${commit} to ${tip.branch}; the commit is on the branch whole, or not at ` +
      'all. Running the job again finds out.',
    { cause }
  )
}
