import path from 'node:path'

import { createLimit } from '../../async/limit.ts'
import { once } from '../../async/once.ts'
import { fullJitter, retry } from '../../async/retry.ts'
import { repositoryUrl } from '../../context/context.ts'
import {
  createGit,
  createGitRemote,
  fetchCommand,
  type GitFailure,
  type GitRemote,
  initializeDirectory,
  isFinal,
  parseRemote,
  type Remote,
  tokenProblem
} from '../../git/index.ts'
import type { System } from '../../system/system.ts'
import {
  ambiguity,
  type CommitPair,
  type LocalRepository,
  type Place,
  type Question,
  resolveName
} from '../question.ts'
import { type Answer, type Cause, known, short, unknown } from '../relation.ts'
import { isNumber } from '../tag-commits.ts'
import { createAncestry } from './ancestry.ts'
import { createReader } from './reader.ts'
import { createRefspecs, type Refspecs } from './refspecs.ts'
import { type FetchScope, scopes } from './scope.ts'

export interface CommitFetchOptions {
  /** `owner/name` of the source repository. */
  readonly repository: string
  readonly serverUrl: string
  /** Where commits are looked for, besides the default branch: `refs/heads/main`. */
  readonly historyRef: string | undefined
  /** May read the source repository; empty for none. */
  readonly token: string
  /** How long one question may take, in milliseconds; 30 seconds. */
  readonly timeoutMs?: number
  /** What comes with the commits; nothing. */
  readonly scope?: keyof typeof scopes
}

export interface CommitFetch extends Place {
  /**
   * Fetches what most questions about our commit need, before one is asked. That it fails is told with the question.
   * @throws {ActionError} CANCELLED
   */
  prepare(ours: string): Promise<void>
}

/** How far a commit is looked for whose whole name is not known, or that the server does not give by its name. */
const searchDepth = 5_000
/** The same, when nothing newer than ours is left to look through: what it is then matters less. */
const olderDepth = 500
const defaultTimeoutMs = 30_000

/** What a token that may not read the repository leads to. */
const accessKinds: ReadonlySet<GitFailure['kind']> = new Set([
  ...(['auth', 'denied', 'restricted', 'no-repository'] as const)
])

const attempts = 3
const firstDelayMs = 1_000

/** Creates the view on the source repository itself: commits are fetched from it into a repository of our own. */
export function createCommitFetch(system: System, options: CommitFetchOptions): CommitFetch {
  const parsed = parseRemote(repositoryUrl(options), options.serverUrl)
  if (parsed.ok) return new RepositoryFetch(system, options, parsed.value)
  const answer = () =>
    Promise.resolve(unknown('other', `the address of the source repository ${parsed.problem}`))
  return { name: 'fetch', answer, prepare: () => Promise.resolve() }
}

/** Why a fetch brought nothing. */
interface FetchProblem {
  readonly cause: Cause
  readonly reason: string
}

/** An answer from the commits that are here. */
interface Look<T> {
  readonly answer: Answer<T>
  /** Up to which depth more of the history may help. */
  readonly reach: number
}

class RepositoryFetch implements CommitFetch {
  readonly name = 'fetch'
  readonly #system: System
  readonly #scope: FetchScope
  readonly #server: GitRemote
  readonly #repository: LocalRepository
  readonly #refspecs: Refspecs
  readonly #timeoutMs: number
  readonly #initialize: () => Promise<void>
  readonly #oneAtATime = createLimit(1)
  readonly #ours = new Set<string>()
  #nameLength: number | undefined
  /** How many of the depths have been fetched. */
  #steps = 0
  /** When what is here was asked for, in milliseconds since the epoch. */
  #fetchedAt = 0
  /** Why no more is fetched. */
  #closed: FetchProblem | undefined

  constructor(system: System, options: CommitFetchOptions, remote: Remote) {
    const { historyRef, token, serverUrl, timeoutMs = defaultTimeoutMs, scope = 'commits' } = options
    this.#system = system
    this.#timeoutMs = timeoutMs
    this.#scope = scopes[scope]
    const directory = path.join(system.temporary, this.#scope.folder)
    this.#initialize = once(() =>
      initializeDirectory(directory, remote.url, this.#nameLength === 64 ? 'sha256' : 'sha1')
    )
    const git = createGit(system, directory)
    this.#server = createGitRemote(system, {
      ...{ git, remote, timeoutMs },
      token: tokenProblem(remote, token, serverUrl) === undefined ? token : '',
      branch: () => historyRef
    })
    const read = createReader(git, timeoutMs)
    const ancestry = createAncestry(read)
    this.#refspecs = createRefspecs(historyRef)
    const refspecs = this.#refspecs
    const isPullRequest = historyRef?.startsWith('refs/pull/') === true
    const tips = async () => {
      const [own, head] = await Promise.all([ancestry.tip(refspecs.own), ancestry.tip(refspecs.head)])
      // A branch may have been removed between two fetches.
      return { own: refspecs.hasOwn() ? own : undefined, head, areCurrent: true, isPullRequest }
    }
    this.#repository = { read, ancestry, tips }
  }

  async prepare(ours: string): Promise<void> {
    this.#want(ours)
    await this.#oneAtATime(async () => {
      if (this.#steps === 0 && (await this.#fetch(this.#scope.depths[0], this.#deadline())) === undefined)
        this.#steps = 1
    })
  }

  /** Answers one question at a time, but what is asked meanwhile is fetched together. */
  async answer<T>(pair: CommitPair, question: Question<T>): Promise<Answer<T>> {
    const { ours, candidates } = pair
    if (ours.length !== (this.#nameLength ?? ours.length))
      return unknown('other', `${short(ours)} is of another kind than other commits`)
    this.#want(ours)
    for (const name of candidates) if (name.length === ours.length) this.#refspecs.add(name)
    const askedAt = this.#system.clock.now()
    return await this.#oneAtATime(() => this.#answer(pair, question, askedAt))
  }

  #want(ours: string): void {
    this.#nameLength ??= ours.length
    this.#ours.add(ours)
    this.#refspecs.add(ours)
  }

  async #answer<T>(pair: CommitPair, question: Question<T>, askedAt: number): Promise<Answer<T>> {
    const { depths } = this.#scope
    const until = this.#deadline()
    for (;;) {
      const look = this.#steps === 0 ? undefined : await this.#look(pair, question)
      const answer = look?.answer
      const isStale = answer !== undefined && mayBeOver(answer, question) && this.#fetchedAt < askedAt
      if (answer !== undefined && isSettled(answer) && !isStale) return answer
      const isNew = !this.#refspecs.areAsked() || isStale
      const step = isNew ? Math.max(this.#steps, 1) : this.#steps + 1
      const depth = depths[step - 1]
      if (look !== undefined && !isNew && (depth === undefined || depth > look.reach)) return look.answer
      const problem = this.#closed ?? (await this.#fetch(depth ?? depths[0], until))
      if (problem !== undefined) return unknown(problem.cause, problem.reason, look?.answer.commit)
      this.#steps = step
    }
  }

  async #look<T>({ ours, candidates }: CommitPair, question: Question<T>): Promise<Look<T>> {
    const { ancestry } = this.#repository
    const found = await ancestry.find([ours, ...candidates])
    const meaning = resolveName(candidates, found)
    if (meaning !== undefined && meaning.commit === undefined) return { answer: ambiguity(meaning), reach: 0 }
    const commit = meaning?.commit
    if (!found.commits.has(ours)) {
      const reach = !this.#refspecs.isAbsent(ours) && (await ancestry.isShallow()) ? searchDepth : 0
      const reason = `the source repository has no commit ${short(ours)} that can be fetched`
      return { answer: unknown('absent', reason, commit), reach }
    }
    if (commit === undefined) {
      const names = candidates.map(short).join(' or ')
      const possible = candidates.filter(name => !this.#refspecs.isAbsent(name))
      const reach =
        possible.length > 0 && (await ancestry.isShallow()) ? await this.#searchReach(ours, possible) : 0
      return { answer: unknown('absent', `the source repository has no commit ${names}`), reach }
    }
    const value = await question.prove(this.#repository, ours, commit)
    if (value !== undefined) return { answer: known(commit, value), reach: 0 }
    const gap = question.gap ?? 'their histories do not meet in what was fetched'
    return { answer: unknown('other', gap, commit), reach: (await ancestry.isShallow()) ? Infinity : 0 }
  }

  async #searchReach(ours: string, candidates: readonly string[]): Promise<number> {
    const isAllHere = await this.#repository.ancestry.holdsAllSince(ours, this.#refspecs.tips)
    if (!isAllHere) return searchDepth
    return candidates.every(isNumber) ? 0 : olderDepth
  }

  /** Fetches one depth; returns why that could not be done. */
  async #fetch(depth: number, until: number): Promise<FetchProblem | undefined> {
    const { clock } = this.#system
    const started = clock.now()
    await this.#initialize()
    const failure = await retry(() => this.#fetchOnce(depth, until), {
      ...{ attempts, clock, until },
      waitAfter: (result, attempt) =>
        result?.kind === 'transient' ? fullJitter(clock, firstDelayMs, attempt) : undefined
    })
    if (failure === undefined) {
      // Every file of these commits came along; more of that would cost more than it tells.
      const wanted = [...this.#ours, this.#refspecs.head]
      if (this.#fetchedAt === 0 && (await this.#scope.isExceeded(this.#repository.ancestry, wanted)))
        this.#closed = { cause: 'other', reason: this.#scope.excess }
      this.#fetchedAt = started
      return undefined
    }
    const isOver = clock.now() >= until
    const seconds = this.#timeoutMs / 1_000
    const reason = isOver
      ? `to read the source repository took longer than ${seconds} s`
      : `the source repository could not be read: ${failure.detail}`
    const problem = { cause: accessKinds.has(failure.kind) ? ('access' as const) : 'other', reason } as const
    if (isOver || isFinal(failure)) this.#closed = problem
    return problem
  }

  /** Fetches what is wanted. What the server does not have, or does not give, is left out: it spoils the whole request. */
  async #fetchOnce(depth: number, until: number): Promise<Pick<GitFailure, 'kind' | 'detail'> | undefined> {
    for (;;) {
      const { refspecs, requested } = this.#refspecs.take()
      if (refspecs.length === 0) return { kind: 'other', detail: 'it has none of the commits' }
      // To tell the server what is here takes a round trip, and saves the tenth part of what comes with the next step.
      const command = fetchCommand({ refspecs, depth, filter: this.#scope.filter })
      const failure = await this.#server.send(command, { until })
      if (failure === undefined) {
        requested()
        return undefined
      }
      if (!this.#refspecs.drop(failure.raw)) return failure
    }
  }

  #deadline(): number {
    return this.#system.clock.now() + this.#timeoutMs
  }
}

/** What is not found may have been pushed since: a deploy of it is why it is asked for. */
function mayBeOver<T>(answer: Answer<T>, question: Question<T>): boolean {
  if (answer.kind === 'known') return question.mayBeOver?.(answer.value) === true
  return answer.commit === undefined && !isSettled(answer)
}

function isSettled(answer: Answer<unknown>): boolean {
  return answer.kind === 'known' || answer.cause === 'ambiguous'
}
