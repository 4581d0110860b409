import path from 'node:path'

import type { Clock } from '../../system/clock.ts'
import type { Processes } from '../../system/process.ts'
import { type Ancestry, createAncestry } from './ancestry.ts'
import { type FetchScope, scopes } from './scope.ts'
import { type Answer, type CommitPlace, findKinship, type Holding, type Inquiry } from './question.ts'
import { createReader } from './reader.ts'
import { type Finding, type HistoryPlace, open, type Question, short } from '../relation.ts'
import { isNumber } from '../tag-commits.ts'
import { createWants, type Wants } from './refspecs.ts'
import {
  branchProblem,
  authentication,
  tokenProblem,
  fetchOptions,
  noHaves,
  createGit,
  initializeDirectory,
  isFinal,
  createGitRemote,
  type GitRemote,
  parseRemote,
  type Remote
} from '../../git/index.ts'

export interface CommitFetchOptions {
  /** `owner/name` of the source repository. */
  readonly repository: string
  readonly serverUrl: string
  /** Where commits that are called by an abbreviation are looked for, besides the default branch. */
  readonly branch: string | undefined
  /** May read the source repository; empty for none. */
  readonly token: string
  readonly processes: Processes
  /** The environment for Git: see gitEnvironment(). */
  readonly env: Readonly<Record<string, string>>
  /** A folder of this run alone; a bare repository is made in it. */
  readonly directory: string
  readonly clock: Clock
  /** Told every form of the token, before it is used. */
  readonly onSecret: (secret: string) => void
  /** How long one question may take; 30 seconds. */
  readonly timeoutMs?: number
  /** What comes with the commits; nothing. */
  readonly scope?: keyof typeof scopes
}

/** How far a commit is looked for whose whole name is not known, or that the server does not give by its name. */
const searchDepth = 5_000
/** The same, when nothing newer than ours is left to look through: what it is then matters less. */
const olderDepth = 500
const defaultTimeoutMs = 30_000

const attempts = 3

/** Creates the view on the source repository itself: commits are fetched from it into a repository of our own. */
export function createCommitFetch(options: CommitFetchOptions): HistoryPlace & CommitPlace {
  const parsed = parseRemote(`${options.serverUrl}/${options.repository}`, options.serverUrl)
  if (parsed.ok) return new CommitFetch(options, parsed.value)
  const answer = () => Promise.resolve(open(`the address of the source repository ${parsed.problem}`))
  return { name: 'fetch', find: answer, inquire: answer }
}

/** How far the commits that are here answer a question. */
type Look<T> = Answer<T> & {
  /** Up to which depth more of the history may help. */
  readonly reach: number
}

class CommitFetch implements HistoryPlace, CommitPlace {
  readonly name = 'fetch'
  readonly #options: CommitFetchOptions
  readonly #remote: Remote
  readonly #directory: string
  readonly #scope: FetchScope
  readonly #gitRemote: GitRemote
  readonly #ancestry: Ancestry
  readonly #holding: Holding
  readonly #wants: Wants
  readonly #timeoutMs: number
  #opened: Promise<void> | undefined
  #nameLength: number | undefined
  /** How many of the depths have been fetched. */
  #steps = 0
  readonly #ours = new Set<string>()
  /** When what is here was asked for, in milliseconds since the epoch. */
  #fetchedAt = 0
  /** Why no more is fetched. */
  #closed: string | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: CommitFetchOptions, remote: Remote) {
    const { serverUrl, branch, processes, env } = options
    this.#options = options
    this.#remote = remote
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs
    this.#scope = scopes[options.scope ?? 'commits']
    this.#directory = path.join(options.directory, this.#scope.folder)
    const token = tokenProblem(remote, options.token, serverUrl) === undefined ? options.token : ''
    const login = authentication(remote, token)
    for (const secret of login.secrets) options.onSecret(secret)
    const git = createGit(processes, env, this.#directory)
    this.#gitRemote = createGitRemote({
      git,
      remote,
      authentication: login,
      clock: options.clock,
      timeoutMs: this.#timeoutMs,
      branch: () => branch
    })
    this.#ancestry = createAncestry(git, this.#timeoutMs)
    this.#holding = { ancestry: this.#ancestry, read: createReader(git, this.#timeoutMs) }
    this.#wants = createWants(
      branch === undefined || branchProblem(branch) !== undefined ? undefined : branch
    )
  }

  /**
   * Fetches what most questions about our commit need, before one is asked. That it fails is told with the question.
   * @throws {ActionError} CANCELLED
   */
  async prepare(ours: string): Promise<void> {
    this.#nameLength ??= ours.length
    this.#wants.add(ours)
    this.#ours.add(ours)
    const turn = this.#turn.then(async () => {
      const until = this.#options.clock.now() + this.#timeoutMs
      if (this.#steps === 0 && (await this.#fetch(this.#scope.depths[0], until)) === undefined)
        this.#steps = 1
    })
    this.#turn = turn.catch(() => undefined)
    await turn
  }

  async find(question: Question): Promise<Finding> {
    return await findKinship(this, question, 'their histories do not meet in what was fetched')
  }

  /** One at a time, but what is asked meanwhile is fetched together. */
  async inquire<T>(question: Question, inquiry: Inquiry<T>): Promise<Answer<T>> {
    const { ours, candidates } = question
    this.#nameLength ??= ours.length
    if (ours.length !== this.#nameLength) return open(`${short(ours)} is of another kind than other commits`)
    this.#ours.add(ours)
    for (const name of [ours, ...candidates]) if (name.length === ours.length) this.#wants.add(name)
    const turn = this.#turn.then(() => this.#answer(question, inquiry))
    this.#turn = turn.catch(() => undefined)
    return await turn
  }

  async #answer<T>(question: Question, inquiry: Inquiry<T>): Promise<Answer<T>> {
    const { depths } = this.#scope
    const asked = this.#options.clock.now()
    const until = asked + this.#timeoutMs
    for (;;) {
      const look = this.#steps === 0 ? undefined : await this.#look(question, inquiry)
      if (look?.kind === 'known') return look
      // What is not found may have been pushed since: a deploy of it is why it is asked for.
      const isStale = look !== undefined && look.commit === undefined && this.#fetchedAt < asked
      const isNew = !this.#wants.areAsked() || isStale
      const step = isNew ? Math.max(this.#steps, 1) : this.#steps + 1
      const depth = depths[step - 1]
      if (look !== undefined && !isNew && (depth === undefined || depth > look.reach)) return look
      const reason = this.#closed ?? (await this.#fetch(depth ?? depths[0], until))
      if (reason !== undefined) return open(reason, look?.commit)
      this.#steps = step
    }
  }

  async #look<T>({ ours, candidates }: Question, inquiry: Inquiry<T>): Promise<Look<T>> {
    const found = await this.#ancestry.find([ours, ...candidates])
    const commit = candidates.map(name => found.get(name)).find(name => name !== undefined)
    const isCut = () => this.#ancestry.isShallow()
    if (!found.has(ours)) {
      const reach = !this.#wants.isAbsent(ours) && (await isCut()) ? searchDepth : 0
      return { ...open(`the source repository does not give ${short(ours)}`, commit), reach }
    }
    if (commit === undefined) {
      const asked = candidates.filter(name => !this.#wants.isAbsent(name))
      const reach = asked.length > 0 && (await isCut()) ? await this.#searchReach(ours, asked) : 0
      return {
        ...open(`${candidates.map(short).join(' or ')} was not found in the source repository`),
        reach
      }
    }
    const value = await inquiry.judge(this.#holding, ours, commit)
    if (value !== undefined) return { kind: 'known', commit, value, reach: 0 }
    return { ...open(inquiry.gap, commit), reach: (await isCut()) ? Infinity : 0 }
  }

  async #searchReach(ours: string, candidates: readonly string[]): Promise<number> {
    if (!(await this.#ancestry.holdsAllSince(ours, this.#wants.tips))) return searchDepth
    return candidates.every(isNumber) ? 0 : olderDepth
  }

  /** Returns why it could not be done. */
  async #fetch(depth: number, until: number): Promise<string | undefined> {
    const started = this.#options.clock.now()
    const reason = await this.#fetchAtOnce(depth, until)
    if (reason !== undefined) return reason
    // Every file of these commits came along; more of that would cost more than it tells.
    const wanted = [...this.#ours, this.#wants.head]
    if (this.#fetchedAt === 0 && (await this.#scope.isExceeded(this.#ancestry, wanted)))
      this.#closed = this.#scope.excess
    this.#fetchedAt = started
    return undefined
  }

  async #fetchAtOnce(depth: number, until: number): Promise<string | undefined> {
    const { clock } = this.#options
    const format = this.#nameLength === 64 ? 'sha256' : 'sha1'
    await (this.#opened ??= initializeDirectory(this.#directory, this.#remote.url, format))
    for (let attempt = 1; ;) {
      const { refspecs, asked } = this.#wants.take()
      if (refspecs.length === 0) return 'the source repository has none of the commits'
      const filter = `--filter=${this.#scope.filter}`
      const command = ['fetch', `--depth=${depth}`, ...fetchOptions, filter, 'origin', ...refspecs]
      // To tell the server what is here takes a round trip, and saves the tenth part of what comes with the next step.
      const failure = await this.#gitRemote.send([...noHaves, ...command], { until })
      if (failure === undefined) {
        asked()
        return undefined
      }
      // One thing that is not there spoils the whole request.
      if (this.#wants.drop(failure.detail)) continue
      const isOver = clock.now() >= until
      if (failure.kind === 'transient' && !isOver && attempt < attempts) {
        await clock.sleep(clock.random() * 500 * 2 ** attempt)
        attempt += 1
        continue
      }
      const reason = isOver ? `it took longer than ${this.#timeoutMs / 1_000} s` : failure.detail
      if (isOver || isFinal(failure)) this.#closed = reason
      return reason
    }
  }
}
