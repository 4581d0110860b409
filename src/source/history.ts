import { memoize } from '../async/once.ts'
import type { RunContext } from '../context/context.ts'
import { type Logger, oneLine } from '../log/log.ts'
import type { System } from '../system/system.ts'
import { createCompareApi } from './github-compare.ts'
import { createCheckout } from './git/checkout.ts'
import { createCommitFetch } from './git/fetch.ts'
import { askInTurn, isOurs, type Lookup, lookupAt, type Question, readPair } from './question.ts'
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
  /** Begins with what is likely to be needed; it never fails. */
  prepare(ours: string): Promise<void>
}

/** Where the source repository is, and what may read it. */
export interface SourceRepository {
  readonly context: Pick<RunContext, 'workspace' | 'repository' | 'serverUrl' | 'apiUrl' | 'branch'>
  /** Goes to `serverUrl` and `apiUrl` alone; empty for none. */
  readonly token: string
}

export const comparison: Question<Comparison> = {
  prove: ({ ancestry }, ours, commit) => ancestry.compare(ours, commit)
}

/** Creates the history: the checkout is asked first, then the repository itself, then the API of its host. */
export function createHistory(system: System, { context, token }: SourceRepository): History {
  const { apiUrl } = context
  const checkout = createCheckout(system, context.workspace)
  const fetch = createCommitFetch(system, { ...context, token })
  const lookups = [
    ...[checkout, fetch].map(place => lookupAt(place, comparison)),
    ...(apiUrl === undefined || apiUrl === ''
      ? []
      : [createCompareApi(system.http, { ...context, apiUrl, token })])
  ]
  return {
    compare: createCompare(lookups, system.log),
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
    if (!pair.ok) return unknown(pair.problem)
    if (isOurs(pair.value)) return known(ours, { relation: 'same', ahead: undefined })
    return await askInTurn(lookups, pair.value, log, {
      pair: ({ candidates }) => `Order of ${ours} and ${candidates.join(', ')}`,
      value: ({ relation }) => words[relation]
    })
  })
}
