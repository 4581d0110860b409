import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import type { Clock } from '../clock.ts'
import { ActionError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Processes, ProcessResult } from '../process.ts'
import type { Authentication } from './credentials.ts'
import { createGit, type Git } from './git.ts'
import { explainGitFailure, type GitFailure } from './git-failure.ts'
import { createObjects, type Objects } from './git-objects.ts'
import { failureError, type FailureSubject } from './failure-error.ts'
import type { Remote } from './remote.ts'
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
  readonly clock: Clock
  readonly log: Logger
}

/** Blobs are left out (`--filter=blob:none`) and asked for by name: the cost is that of the tree, not of the files. */
const fetchOptions = ['--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--filter=blob:none']
const readAttempts = 3
/** How many commits of the branch are looked through for a commit whose push got no answer. */
const searchDepth = 200
const tipRef = 'refs/newtag/tip'

/**
 * The Git backend of the GitOps repository: a bare repository of our own, without a work tree, hooks, filters or
 * anything else of the repository's choice. It is kept between attempts.
 */
export function createGitRepository(options: GitRepositoryOptions): GitOpsRepository {
  const directory = path.join(options.directory, 'gitops.git')
  const git = createGit(options.processes, options.env, directory)
  const backend = new GitRepository(options, directory, git)
  return {
    fetchTip: () => backend.fetchTip(),
    findLanded: (tip, commits) => backend.findLanded(tip, commits),
    commit: (tip, files, text) => backend.commit(tip, files, text),
    push: (commit, tip) => backend.push(commit, tip)
  }
}

class GitRepository {
  readonly #options: GitRepositoryOptions
  readonly #directory: string
  readonly #git: Git
  readonly #objects: Objects
  #opened: Promise<void> | undefined
  #branch: string | undefined
  #saidFull = false

  constructor(options: GitRepositoryOptions, directory: string, git: Git) {
    this.#options = options
    this.#directory = directory
    this.#git = git
    this.#branch = options.branch
    this.#objects = createObjects(git, oids => this.#fetchBlobs(oids))
  }

  async fetchTip(): Promise<Tip> {
    await (this.#opened ??= this.#open())
    const branch = (this.#branch ??= await this.#defaultBranch())
    const { stderr } = await this.#read([
      'fetch',
      '--depth=1',
      ...fetchOptions,
      'origin',
      `+refs/heads/${branch}:${tipRef}`
    ])
    if (stderr.includes('filtering not recognized by server') && !this.#saidFull) {
      this.#saidFull = true
      this.#options.log.info(
        `${this.#options.remote.name}: the server has no partial clone, so all files of the tip were fetched.`
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

  async commit(tip: Tip, files: readonly FileUpdate[], text: CommitText): Promise<string> {
    const tree = await this.#objects.writeTree(tip.commit, files)
    const env = {
      GIT_AUTHOR_NAME: text.author.name,
      GIT_AUTHOR_EMAIL: text.author.email,
      GIT_COMMITTER_NAME: text.committer.name,
      GIT_COMMITTER_EMAIL: text.committer.email
    }
    const commit = await this.#git.run(['commit-tree', tree, '-p', tip.commit, '-F', '-'], {
      env,
      input: text.message
    })
    return commit.toString().trim()
  }

  async push(commit: string, tip: Tip): Promise<PushResult> {
    const ref = `refs/heads/${tip.branch}`
    // The lease makes it a compare-and-swap: a branch that was moved back to an ancestor of the tip would otherwise
    // be moved forward again over what was taken out of it. The parent of the commit is the tip, so nothing is forced.
    const { exitCode, stdout, stderr } = await this.#remotely([
      'push',
      '--porcelain',
      '--no-verify',
      `--force-with-lease=${ref}:${tip.commit}`,
      'origin',
      `${commit}:${ref}`
    ])
    if (exitCode === 0) return { kind: 'landed' }
    const failure = explainGitFailure(stdout.toString(), stderr)
    if (failure.kind === 'race')
      return { kind: 'race', mayHaveArrived: failure.remote, detail: failure.detail }
    if (failure.kind === 'transient') return { kind: 'unknown', detail: failure.detail }
    throw this.#failure(failure, 'push')
  }

  async findLanded(tip: Tip, commits: readonly string[]): Promise<string | undefined> {
    const parents = await this.#parents(tip.commit)
    const near = commits.find(commit => commit === tip.commit || parents.includes(commit))
    if (near !== undefined || commits.length === 0) return near
    // One commit came on top of what ours was made for, and it is not ours: nothing to look for, no request needed.
    const bases = await Promise.all(commits.map(commit => this.#parents(commit)))
    if (bases.every(base => base.some(parent => parents.includes(parent)))) return undefined
    const depth = `--depth=${searchDepth}`
    await this.#read([
      'fetch',
      depth,
      '--no-tags',
      '--no-write-fetch-head',
      '--filter=tree:0',
      'origin',
      tip.commit
    ])
    const newest = await this.#git.run(['rev-list', `--max-count=${searchDepth}`, tip.commit])
    const found = new Set(newest.toString().split('\n'))
    return commits.find(commit => found.has(commit))
  }

  /** The parents as the commit names them, also where the history ends here because it is shallow. */
  async #parents(commit: string): Promise<readonly string[]> {
    const text = (await this.#git.run(['cat-file', 'commit', commit])).toString('latin1')
    return [...text.slice(0, text.indexOf('\n\n')).matchAll(/^parent ([0-9a-f]+)$/gm)].map(
      ([, parent = '']) => parent
    )
  }

  /** Everything the machine's or user's own configuration could make Git execute is switched off here. */
  async #open(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    await this.#git.run(['init', '--quiet', '--bare', '--template='])
    const config = [
      '[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n\thooksPath = /dev/null\n\tfsmonitor = false\n\taskPass =',
      '[extensions]\n\tpartialClone = origin',
      `[remote "origin"]\n\turl = ${quoteConfig(this.#options.remote.url)}\n\tpromisor = true\n\tpartialCloneFilter = blob:none`,
      '[credential]\n\thelper =',
      '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false',
      '[push]\n\tgpgSign = false\n\trecurseSubmodules = no\n\tfollowTags = false',
      '[commit]\n\tgpgSign = false\n[i18n]\n\tcommitEncoding = UTF-8',
      // A transfer that stands still is ended, so that a deadline can be kept.
      '[http]\n\tlowSpeedLimit = 1\n\tlowSpeedTime = 30',
      '[protocol "ext"]\n\tallow = never'
    ]
    await writeFile(path.join(this.#directory, 'config'), `${config.join('\n')}\n`, { mode: 0o600 })
  }

  async #defaultBranch(): Promise<string> {
    const { stdout } = await this.#read(['ls-remote', '--symref', 'origin', 'HEAD'])
    const branch = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(stdout.toString())?.[1]
    if (branch !== undefined) return branch
    throw new ActionError(
      'BRANCH_NOT_FOUND',
      `${this.#options.remote.name} has no default branch: it is empty, or its HEAD names a branch that does not ` +
        'exist. Push a first commit, or set `branch`.'
    )
  }

  async #fetchBlobs(oids: readonly string[]): Promise<void> {
    const command = ['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', ...fetchOptions, '--stdin', 'origin']
    await this.#read(command, `${oids.join('\n')}\n`)
  }

  /** Reads from the server; a server that does not answer is asked again, because reading twice changes nothing. */
  async #read(command: readonly string[], input?: string): Promise<ProcessResult> {
    const { clock } = this.#options
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#remotely(command, input)
      if (result.exitCode === 0) return result
      const failure = explainGitFailure(result.stdout.toString(), result.stderr)
      if (failure.kind !== 'transient' || attempt === readAttempts) throw this.#failure(failure)
      await clock.sleep(clock.random() * 500 * 2 ** attempt)
    }
  }

  #remotely(command: readonly string[], input?: string) {
    const { args, env } = this.#options.authentication
    return this.#git.try(command, { args, env, ...(input === undefined ? {} : { input }) })
  }

  #failure(failure: GitFailure, during: FailureSubject['during'] = 'read'): ActionError {
    const { remote, authentication } = this.#options
    return failureError(failure, {
      during,
      repository: remote.name,
      branch: this.#branch ?? 'HEAD',
      hasToken: authentication.args.length > 0
    })
  }
}

/** Quotes a value for Git's configuration file (git-config(1), "Syntax"). */
function quoteConfig(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
