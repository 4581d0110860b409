import { isCancellation } from '../errors/errors.ts'
import type { Http } from '../system/http.ts'
import { type Logger, oneLine } from '../log/log.ts'
import { type CheckoutOptions, createCheckout } from './git/checkout.ts'
import { type CommitFetchOptions, createCommitFetch } from './git/fetch.ts'
import { createCompareApi } from './api.ts'
import { type Finding, type HistoryPlace, open, type Standing } from './relation.ts'
import { isObjectName, isWholeName } from './tag-commits.ts'

/** Knows which of two commits of the source repository is the newer one. */
export interface SourceHistory {
  /**
   * Says how another commit stands to ours. What cannot be found out is `unknown`, with the reason.
   * @param ours the whole name of our commit
   * @param candidates what the other commit may be called, in the order of trust: object names, whole or abbreviated
   * @throws {ActionError} CANCELLED
   */
  compare(ours: string, candidates: readonly string[]): Promise<Standing>
  /** Begins with what is likely to be needed; it never fails. */
  prepare(ours: string): Promise<void>
}

/** The token goes to `serverUrl` and `apiUrl` alone. */
export interface SourceHistoryOptions extends CheckoutOptions, CommitFetchOptions {
  /** GITHUB_API_URL; undefined when the server has no such API. */
  readonly apiUrl: string | undefined
  readonly http: Http
  readonly log: Pick<Logger, 'debug'>
}

/** Creates the port: the checkout is asked first, then the repository itself, then the API of its host. */
export function createSourceHistory(options: SourceHistoryOptions): SourceHistory {
  const { apiUrl } = options
  const checkout = createCheckout(options)
  const source = createCommitFetch(options)
  const places = [
    checkout,
    source,
    ...(apiUrl === undefined || apiUrl === '' ? [] : [createCompareApi({ ...options, apiUrl })])
  ]
  return {
    compare: joinPlaces(places, options.log),
    prepare: async ours => {
      try {
        // The default of actions/checkout is one commit.
        if (!(await checkout.isWhole(ours))) await source.prepare?.(ours)
      } catch (error) {
        options.log.debug(oneLine(`The source repository could not be read ahead: ${String(error)}`))
      }
    }
  }
}

/** Asks the places in order, until one knows; each question once. */
export function joinPlaces(
  places: readonly HistoryPlace[],
  log: Pick<Logger, 'debug'>
): SourceHistory['compare'] {
  const asked = new Map<string, Promise<Standing>>()
  return (ours, candidates) => {
    const names = candidates.map(name => name.toLowerCase()).filter(isObjectName)
    const key = [ours, ...names].join(' ')
    const known = asked.get(key) ?? compare(ours, names, places, log)
    asked.set(key, known)
    return known
  }
}

async function compare(
  ours: string,
  names: readonly string[],
  places: readonly HistoryPlace[],
  log: Pick<Logger, 'debug'>
): Promise<Standing> {
  const [first] = names
  if (!isWholeName(ours)) return unknown('our commit is not the name of a commit')
  if (first === undefined) return unknown('there is no commit to compare with')
  if (ours.startsWith(first))
    return { relation: 'same', commit: ours, ahead: undefined, found: undefined, reason: '' }
  const reasons: string[] = []
  let candidates = names
  let commit: string | undefined
  for (const place of places) {
    const finding = await ask(place, ours, candidates)
    log.debug(oneLine(`Order of ${ours} and ${candidates.join(', ')}, ${place.name}: ${describe(finding)}`))
    if (finding.kind === 'known') {
      const { relation, ahead } = finding
      return { relation, ahead, commit: finding.commit, found: place.name, reason: '' }
    }
    reasons.push(`${place.name}: ${finding.reason}`)
    commit = finding.commit ?? commit
    // With the whole name the next place need not search.
    if (commit !== undefined) candidates = [commit]
  }
  return unknown(oneLine(reasons.join('; ')), commit)
}

/** That the order is not known stops nothing, whatever the reason. */
async function ask(place: HistoryPlace, ours: string, candidates: readonly string[]): Promise<Finding> {
  try {
    return await place.find({ ours, candidates })
  } catch (error) {
    if (isCancellation(error)) throw error
    return open(error instanceof Error ? error.message : String(error))
  }
}

function describe(finding: Finding): string {
  return finding.kind === 'known' ? finding.relation : finding.reason
}

function unknown(reason: string, commit?: string): Standing {
  return { relation: 'unknown', commit, ahead: undefined, found: undefined, reason }
}
