import { memoize } from '../async/once.ts'
import type { RunContext } from '../context/context.ts'
import { type Logger, oneLine } from '../log/log.ts'
import type { System } from '../system/system.ts'
import { createCompareApi } from './github-compare.ts'
import { createCheckout } from './git/checkout.ts'
import { createCommitFetch } from './git/fetch.ts'
import { standIn } from './merged-head.ts'
import { askInTurn, type Lookup, lookupAt, type Question, readPair } from './question.ts'
import { type Reach, reach } from './taken-back.ts'
import { type Answer, type Comparison, known, type Relation, unknown } from './relation.ts'

/** Knows which of two commits of the source repository is the newer one. */
export interface History {
  /**
   * Says how another commit is related to ours.
   * @param ours the whole name of our commit
   * @param candidates what the other commit may be called, in the order of trust: object names, whole or abbreviated
   * @throws {ActionError} CANCELLED
   */
  compare(ours: string, candidates: readonly string[]): Promise<Answer<Comparison>>
  /**
   * Says whether a commit was taken back by a push by force: nothing that counts leads to it any more. On tags nothing is
   * taken back.
   * @param commit the whole name
   * @throws {ActionError} CANCELLED
   */
  isTakenBack(ours: string, commit: string): Promise<Answer<boolean>>
  /** Begins with what is likely to be needed; it never fails. */
  prepare(ours: string): Promise<void>
}

/** Where the source repository is, and what may read it. */
export interface SourceRepository {
  readonly context: Pick<
    RunContext,
    | 'workspace'
    | 'repository'
    | 'serverUrl'
    | 'apiUrl'
    | 'historyRef'
    | 'defaultBranch'
    | 'takenBack'
    | 'sourceCommit'
  >
  /** Goes to `serverUrl` and `apiUrl` alone; empty for none. */
  readonly token: string
}

export const comparison: Question<Comparison> = {
  prove: async (repository, ours, commit) =>
    await repository.ancestry.compare(ours, await standIn(repository, commit))
}

/** Creates the history: the checkout is asked first, then the repository itself, then the API of its host. */
export function createHistory(system: System, { context, token }: SourceRepository): History {
  const { apiUrl, historyRef } = context
  const checkout = createCheckout(system, context.workspace, historyRef)
  const fetch = createCommitFetch(system, { ...context, token })
  const api =
    apiUrl === undefined || apiUrl === ''
      ? undefined
      : createCompareApi(system.http, { ...context, apiUrl, token })
  const comparing = [
    ...[checkout, fetch].map(place => lookupAt(place, comparison)),
    ...(api === undefined ? [] : [api.compare])
  ]
  // The server knows where its branches are now; the checkout where they were when it was made.
  const taking = [
    lookupAt(fetch, reach),
    ...(api === undefined ? [] : [api.reach]),
    lookupAt(checkout, reach)
  ]
  return {
    compare: createCompare(comparing, system.log),
    isTakenBack: createTakenBack(taking, context, system.log),
    prepare: async ours => {
      try {
        // The default of actions/checkout is one commit.
        if (!(await checkout.isWhole(ours))) await fetch.prepare(ours)
      } catch (error) {
        system.log.debug(oneLine(`The source repository could not be read ahead: ${String(error)}`))
      }
    }
  }
}

const words: Readonly<Record<Relation, string>> = {
  same: 'same',
  ancestor: 'older',
  descendant: 'newer',
  diverged: 'diverged'
}

/** Asks the lookups in order, until one knows; each question once. */
export function createCompare(
  lookups: readonly Lookup<Comparison>[],
  log: Pick<Logger, 'debug'>
): History['compare'] {
  return memoize(async (ours, names) => {
    const pair = readPair(ours, names)
    if (!pair.ok) return unknown('other', pair.problem)
    // An abbreviation of ours may be one of another commit, too.
    if (pair.value.candidates[0] === ours) return known(ours, { relation: 'same', ahead: undefined })
    return await askInTurn(lookups, pair.value, log, {
      pair: ({ candidates }) => `Order of ${ours} and ${candidates.join(', ')}`,
      value: ({ relation }) => words[relation]
    })
  })
}

/**
 * Asks the lookups in order whether a commit was taken back. Where none knows, the event may: it says what a push replaced.
 */
export function createTakenBack(
  lookups: readonly Lookup<Reach>[],
  { historyRef, takenBack }: Pick<RunContext, 'historyRef' | 'takenBack'>,
  log: Pick<Logger, 'debug'>
): History['isTakenBack'] {
  return memoize(async (ours, commit) => {
    if (historyRef === undefined) return known(commit, false)
    const pair = readPair(ours, [commit])
    if (!pair.ok) return unknown('other', pair.problem)
    const answer = await askInTurn(lookups, pair.value, log, {
      pair: () => `Whether ${historyRef} leads to ${commit}`,
      value: value => value
    })
    if (answer.kind === 'known' && answer.value !== 'branch gone')
      return known(commit, answer.value === 'taken back')
    if (commit === takenBack) return known(commit, true)
    return answer.kind === 'known'
      ? unknown('other', `${historyRef} is gone, and the default branch does not lead to it`, commit)
      : { ...answer, commit }
  })
}
