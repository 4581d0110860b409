import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../errors/errors.ts'
import type { Logger } from '../log/log.ts'
import type { FetchOptions } from './repository.ts'
import {
  noHaves,
  plainFetch,
  initializeDirectory,
  type GitRemote,
  type RemoteAnswer,
  type Remote
} from '../git/index.ts'

/** Reads where the branch of a remote is, and brings the trees of that commit. */
export interface TipReader {
  /** The name of the branch, as far as it is known. */
  branch(): string | undefined
  fetch(options: FetchOptions): Promise<{ readonly branch: string; readonly commit: string }>
  /** Brings all files of the tip, now and with every later fetch: the server does not give them by name. */
  fetchWhole(): Promise<void>
}

export interface TipReaderOptions {
  readonly gitRemote: GitRemote
  readonly remote: Remote
  /** Undefined means the default branch. */
  readonly branch: string | undefined
  /** Where the bare repository is, or will be. */
  readonly directory: string
  readonly log: Logger
}

/** How many commits come along where one will be looked for; their trees do too, or a later fetch would leave them out. */
const historyDepth = 50

/** What the newest tip is kept by, so that a fetch tells the server what is here. */
const tipRef = 'refs/newtag/tip'

/**
 * Files are left out of the first fetch and asked for by name: its cost is that of the trees. Later the server sends
 * only what is new, and what another writer has just changed is what will be read: small files come along then.
 */
const firstFilter = '--filter=blob:none'
const laterFilter = '--filter=blob:limit=256k'

export function createTipReader(options: TipReaderOptions): TipReader {
  return new GitTipReader(options)
}

class GitTipReader implements TipReader {
  readonly #options: TipReaderOptions
  #branch: string | undefined
  #opened: Promise<void> | undefined
  #fetched = false
  /** The server leaves nothing out, or gives nothing of it later. */
  #whole = false
  #saidWhole = false

  constructor(options: TipReaderOptions) {
    this.#options = options
    this.#branch = options.branch
  }

  branch(): string | undefined {
    return this.#branch
  }

  async fetch(options: FetchOptions): Promise<{ readonly branch: string; readonly commit: string }> {
    const { directory, remote } = this.#options
    await (this.#opened ??= initializeDirectory(directory, remote.url))
    let answer = await this.#fetch(options)
    if (isOtherFormat(answer)) {
      await rm(directory, { recursive: true })
      await initializeDirectory(directory, remote.url, 'sha256')
      answer = await this.#fetch(options)
    }
    const commit = await this.#read(answer)
    return { branch: this.#branch ?? 'HEAD', commit }
  }

  async fetchWhole(): Promise<void> {
    this.#whole = true
    this.#sayWhole()
    await this.#read(await this.#fetch({}))
  }

  async #fetch(options: FetchOptions): Promise<RemoteAnswer> {
    return this.#branch === undefined
      ? await this.#fetchDefault(options)
      : await this.#fetchRef(`refs/heads/${this.#branch}`, options)
  }

  async #fetchRef(ref: string, { until, withHistory }: FetchOptions): Promise<RemoteAnswer> {
    const whole = this.#whole
    const filter = whole ? [] : [this.#fetched ? laterFilter : firstFilter]
    // To say what is here would leave out the files of it, which are not.
    const haves = whole ? noHaves : []
    const depth = `--depth=${withHistory === true ? historyDepth : 1}`
    const command = [...haves, 'fetch', depth, ...plainFetch, ...filter, 'origin', `+${ref}:${tipRef}`]
    return await this.#options.gitRemote.ask(command, { whole, until })
  }

  /** The name and the tip of the default branch are asked for at once. */
  async #fetchDefault(options: FetchOptions): Promise<RemoteAnswer> {
    const { gitRemote, remote } = this.#options
    const { until } = options
    const [head, answer] = await Promise.all([
      gitRemote.ask(['ls-remote', '--symref', 'origin', 'HEAD'], { until }),
      this.#fetchRef('HEAD', options)
    ])
    if (isOtherFormat(answer)) return answer
    if (!head.ok) throw gitRemote.failure(head.failure, 'read')
    const listed = head.result.stdout.toString()
    const [, name] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(listed) ?? []
    const [, commit] = /^([0-9a-f]+)\tHEAD$/m.exec(listed) ?? []
    if (name === undefined || commit === undefined) throw noDefaultBranch(remote)
    this.#branch = name
    // Between the two answers HEAD may have been given to another branch.
    const isSame = answer.ok && (await this.#read(answer)) === commit
    return isSame ? answer : await this.#fetchRef(`refs/heads/${name}`, options)
  }

  async #read(answer: RemoteAnswer): Promise<string> {
    const { gitRemote, directory } = this.#options
    if (!answer.ok) throw gitRemote.failure(answer.failure, 'read')
    this.#fetched = true
    if (answer.result.stderr.includes('filtering not recognized by server')) this.#sayWhole()
    return await readFetchHead(directory)
  }

  #sayWhole(): void {
    const { remote, log } = this.#options
    if (!this.#saidWhole)
      log.info(`${remote.name}: the server has no partial clone, so all files of the tip were fetched.`)
    this.#saidWhole = true
  }
}

/**
 * Git's words when the server has SHA-256 objects and the repository here has not (connect.c, fetch-pack.c); the second
 * are those of the protocol before version 2.
 */
const otherFormat =
  /mismatched algorithms: client sha1; server sha256|does not support this repository's object format/

function isOtherFormat(answer: RemoteAnswer): boolean {
  return !answer.ok && otherFormat.test(answer.failure.detail)
}

/** The first word of the file that `git fetch` leaves behind is what it fetched (git-fetch(1)). */
async function readFetchHead(directory: string): Promise<string> {
  const text = await readFile(path.join(directory, 'FETCH_HEAD'), 'latin1')
  const [, commit] = /^([0-9a-f]{40,64})\t/.exec(text) ?? []
  if (commit === undefined) throw new Error('Git fetched nothing')
  return commit
}

function noDefaultBranch(remote: Remote): ActionError {
  return new ActionError(
    'BRANCH_NOT_FOUND',
    `${remote.name} has no default branch: it is empty, or its HEAD names a branch that does not ` +
      'exist. Push a first commit, or set `branch`.'
  )
}
