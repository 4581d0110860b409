import path from 'node:path'

import type { Clock } from '../clock.ts'
import { ActionError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Processes } from '../process.ts'
import type { Authentication } from '../git/credentials.ts'
import { createGit, type Git } from '../git/git.ts'
import { initializeDirectory } from '../git/git-directory.ts'
import { createObjects, type Objects } from './git-objects.ts'
import { createGitRemote, type GitRemote } from '../git/git-remote.ts'
import type { Remote } from '../git/remote.ts'
import type { CommitText, FileUpdate, GitOpsRepository, PushResult, Tip } from './repository.ts'

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
  readonly log: Logger
}

/** Blobs are left out (`--filter=blob:none`) and asked for by name: the cost is that of the tree, not of the files. */
const fetchOptions = ['--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--filter=blob:none']
/** How many commits of the branch are looked through for a commit whose push got no answer. */
const searchDepth = 200
const tipRef = 'refs/newtag/tip'

/**
 * The Git backend of the GitOps repository: a bare repository of our own, without a work tree, hooks, filters or
 * anything else of the repository's choice. It is kept between attempts.
 */
export function createGitRepository(options: GitRepositoryOptions): GitOpsRepository {
  return new GitRepository(options)
}

class GitRepository implements GitOpsRepository {
  readonly #options: GitRepositoryOptions
  readonly #directory: string
  readonly #git: Git
  readonly #remote: GitRemote
  readonly #objects: Objects
  #opened: Promise<void> | undefined
  #branch: string | undefined
  #saidFull = false

  constructor(options: GitRepositoryOptions) {
    this.#options = options
    this.#branch = options.branch
    this.#directory = path.join(options.directory, 'gitops.git')
    this.#git = createGit(options.processes, options.env, this.#directory)
    this.#remote = createGitRemote({ ...options, git: this.#git, branch: () => this.#branch })
    this.#objects = createObjects({
      git: this.#git,
      directory: options.directory,
      fetchBlobs: async oids => {
        const command = [
          '-c',
          'fetch.negotiationAlgorithm=noop',
          'fetch',
          ...fetchOptions,
          '--stdin',
          'origin'
        ]
        await this.#remote.read(command, `${oids.join('\n')}\n`)
      }
    })
  }

  async fetchTip(): Promise<Tip> {
    await (this.#opened ??= initializeDirectory(this.#git, this.#directory, this.#options.remote.url))
    const branch = (this.#branch ??= await this.#defaultBranch())
    const refspec = `+refs/heads/${branch}:${tipRef}`
    const { stderr } = await this.#remote.read(['fetch', '--depth=1', ...fetchOptions, 'origin', refspec])
    if (stderr.includes('filtering not recognized by server') && !this.#saidFull) {
      this.#saidFull = true
      const { name } = this.#options.remote
      this.#options.log.info(
        `${name}: the server has no partial clone, so all files of the tip were fetched.`
      )
    }
    const commit = (await this.#git.run(['rev-parse', '--verify', `${tipRef}^{commit}`])).toString().trim()
    return {
      branch,
      commit,
      list: prefixes => this.#objects.list(commit, prefixes),
      read: paths => this.#objects.read(commit, paths)
    }
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
    const hopeless = ['auth', 'denied', 'protected', 'rejected', 'moved', 'no-repository']
    if (failure !== undefined && hopeless.includes(failure.kind)) throw this.#remote.failure(failure, 'push')
  }

  async commit(tip: Tip, files: readonly FileUpdate[], text: CommitText): Promise<string> {
    const tree = await this.#objects.writeTree(tip.commit, files)
    const env = {
      GIT_AUTHOR_NAME: text.author.name,
      GIT_AUTHOR_EMAIL: text.author.email,
      GIT_COMMITTER_NAME: text.committer.name,
      GIT_COMMITTER_EMAIL: text.committer.email
    }
    const command = ['commit-tree', tree, '-p', tip.commit, '-F', '-']
    return (await this.#git.run(command, { env, input: text.message })).toString().trim()
  }

  async push(commit: string, tip: Tip): Promise<PushResult> {
    // The lease makes it a compare-and-swap: a branch that was moved back to an ancestor of the tip would otherwise
    // be moved forward again over what was taken out of it. The parent of the commit is the tip, so nothing is forced.
    const lease = `--force-with-lease=${refOf(tip)}:${tip.commit}`
    const command = ['push', '--porcelain', '--no-verify', lease, 'origin', `${commit}:${refOf(tip)}`]
    const failure = await this.#remote.send(command).catch((error: unknown) => {
      throw error instanceof ActionError && error.code === 'CANCELLED'
        ? cancelledPush(commit, tip, error)
        : error
    })
    if (failure === undefined) return { kind: 'landed' }
    const { detail } = failure
    if (failure.kind === 'race') return { kind: 'race', mayHaveArrived: failure.remote, detail }
    if (failure.kind === 'transient') return { kind: 'unknown', detail }
    throw this.#remote.failure(failure, 'push')
  }

  async findLanded(tip: Tip, commits: readonly string[]): Promise<string | undefined> {
    const parents = await this.#parents(tip.commit)
    const near = commits.find(commit => commit === tip.commit || parents.includes(commit))
    if (near !== undefined || commits.length === 0) return near
    // Nothing came on top of what ours were made for, or one commit that is not ours: no need to ask the server.
    const bases = await Promise.all(commits.map(commit => this.#parents(commit)))
    const isNear = (base: readonly string[]) =>
      base.some(parent => parent === tip.commit || parents.includes(parent))
    if (parents.length === 1 && bases.every(isNear)) return undefined
    const depth = `--depth=${searchDepth}`
    const options = ['--no-tags', '--no-write-fetch-head', '--filter=tree:0']
    await this.#remote.read(['fetch', depth, ...options, 'origin', tip.commit])
    const newest = await this.#git.run(['rev-list', `--max-count=${searchDepth}`, tip.commit])
    const found = new Set(newest.toString().split('\n'))
    return commits.find(commit => found.has(commit))
  }

  /** The parents as the commit names them, also where the history ends here because it is shallow. */
  async #parents(commit: string): Promise<readonly string[]> {
    const text = (await this.#git.run(['cat-file', 'commit', commit])).toString('latin1')
    const headers = text.slice(0, text.indexOf('\n\n'))
    return [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent)
  }

  async #defaultBranch(): Promise<string> {
    const { stdout } = await this.#remote.read(['ls-remote', '--symref', 'origin', 'HEAD'])
    const branch = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(stdout.toString())?.[1]
    if (branch !== undefined) return branch
    throw new ActionError(
      'BRANCH_NOT_FOUND',
      `${this.#options.remote.name} has no default branch: it is empty, or its HEAD names a branch that does not ` +
        'exist. Push a first commit, or set `branch`.'
    )
  }
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
