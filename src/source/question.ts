import { isCancellation } from '../errors/errors.ts'
import { failure, type Result, success } from '../errors/result.ts'
import { type Logger, oneLine } from '../log/log.ts'
import type { Ancestry, NamedCommits } from './git/ancestry.ts'
import type { Read } from './git/reader.ts'
import { type Answer, short, type Unknown, unknown } from './relation.ts'
import { isObjectName, isWholeName } from './tag-commits.ts'

/** Our commit and another one. */
export interface CommitPair {
  /** The whole name of our commit. */
  readonly ours: string
  /** What the other commit may be called, in the order of trust; each is an object name, whole or abbreviated. */
  readonly candidates: readonly string[]
}

/** A repository on this machine that has commits of the source repository. */
export interface LocalRepository {
  readonly ancestry: Ancestry
  readonly read: Read
  /** Finds where the source repository has its branches, as far as that is known here. */
  readonly tips: () => Promise<Tips>
}

/** Where the source repository has its branches. */
export interface Tips {
  /** Of the ref that the run is for; undefined when it is not here. */
  readonly own: string | undefined
  /** Of the default branch. */
  readonly head: string | undefined
  /** They are where the server has them; else there may be more behind them. */
  readonly areCurrent: boolean
  /** The ref that the run is for is the head of a pull request. */
  readonly isPullRequest: boolean
}

/** What is to be found out about two commits, once a repository has both. */
export interface Question<T> {
  /** Returns undefined when what the repository has does not prove an answer. */
  prove(repository: LocalRepository, ours: string, commit: string): Promise<T | undefined>
  /** Why there is no answer then; without it the place says why. */
  readonly gap?: string
  /** A push since the repository was read could have changed this answer. */
  mayBeOver?(value: T): boolean
}

/** A place that has commits of the source repository, or fetches as many as an answer takes. */
export interface Place {
  readonly name: string
  /** @throws {ActionError} CANCELLED, and whatever went wrong, which then says as much as an unknown answer */
  answer<T>(pair: CommitPair, question: Question<T>): Promise<Answer<T>>
}

/** One way to look up the answer to one question. */
export interface Lookup<T> {
  readonly name: string
  /** @throws as `answer` of a place does */
  readonly ask: (pair: CommitPair) => Promise<Answer<T>>
}

export function lookupAt<T>(place: Place, question: Question<T>): Lookup<T> {
  return { name: place.name, ask: pair => place.answer(pair, question) }
}

/** Reads the names of two commits. What is not an object name cannot reach Git, an option for example. */
export function readPair(ours: string, candidates: readonly string[]): Result<CommitPair> {
  const names = candidates.map(name => name.toLowerCase()).filter(isObjectName)
  if (!isWholeName(ours)) return failure('our commit is not the name of a commit')
  return names.length === 0
    ? failure('there is no commit to compare with')
    : success({ ours, candidates: names })
}

/** What decides which commit is meant. */
interface Meaning {
  readonly name: string
  /** Undefined when several commits begin with the name. */
  readonly commit: string | undefined
}

/** The first name that means a commit decides; one that means several before it leaves open which. */
export function resolveName(
  candidates: readonly string[],
  { commits, ambiguous }: NamedCommits
): Meaning | undefined {
  const name = candidates.find(each => commits.has(each) || ambiguous.has(each))
  return name === undefined ? undefined : { name, commit: commits.get(name) }
}

export function ambiguity({ name }: Meaning): Unknown {
  return unknown('ambiguous', `${short(name)} is the beginning of several commits`)
}

/**
 * Asks one lookup after the other, until one knows. That none knows stops nothing, whatever the reason; only a name that
 * several commits have means none of them anywhere.
 * @param describe what the log says of what was asked, and of an answer
 * @throws {ActionError} CANCELLED
 */
export async function askInTurn<T>(
  lookups: readonly Lookup<T>[],
  pair: CommitPair,
  log: Pick<Logger, 'debug'>,
  describe: { readonly pair: (pair: CommitPair) => string; readonly value: (value: T) => string }
): Promise<Answer<T>> {
  const unclear: Unknown[] = []
  let { candidates } = pair
  let commit: string | undefined
  for (const lookup of lookups) {
    const asked = { ...pair, candidates }
    const answer = await ask(lookup, asked)
    const result = answer.kind === 'known' ? describe.value(answer.value) : answer.reason
    log.debug(oneLine(`${describe.pair(asked)}, ${lookup.name}: ${result}`))
    if (answer.kind === 'known' || answer.cause === 'ambiguous') return answer
    unclear.push(answer)
    commit = answer.commit ?? commit
    // With the whole name the next one need not search.
    if (commit !== undefined) candidates = [commit]
  }
  // What has all of the repository knows best why.
  const { cause, reason } = unclear.find(each => each.cause !== 'partial') ?? unclear[0] ?? nobody
  return unknown(cause, oneLine(reason), commit)
}

const nobody = unknown('other', 'nobody could be asked')

async function ask<T>(lookup: Lookup<T>, pair: CommitPair): Promise<Answer<T>> {
  try {
    return await lookup.ask(pair)
  } catch (error) {
    if (isCancellation(error)) throw error
    return unknown('other', error instanceof Error ? error.message : String(error))
  }
}
