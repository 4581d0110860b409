import { isCancellation } from '../../errors/errors.ts'
import { type Logger, oneLine } from '../../log/log.ts'
import { memoize } from '../../async/once.ts'
import { type CheckoutOptions, createCheckout } from '../git/checkout.ts'
import { type CommitFetchOptions, createCommitFetch } from '../git/fetch.ts'
import type { Answer, CommitPlace } from '../git/question.ts'
import { type BuildFiles, readKeptOut } from './ignored.ts'
import { pathChange, type PathChange } from './paths.ts'
import { readSourcePaths } from './source-paths.ts'
import { open, type Place } from '../relation.ts'
import { isObjectName, isWholeName } from '../tag-commits.ts'
import { listDirty } from './dirty.ts'

/** What has become of some paths between another commit and ours. */
export type Since =
  | {
      readonly kind: 'unchanged'
      /** The whole name of the other commit; it is an ancestor of ours, or ours itself. */
      readonly commit: string
    }
  | {
      readonly kind: 'changed'
      readonly commit: string
      /** One commit that touches them. */
      readonly by: string
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Knows what the commits of the source repository have changed. */
export interface SourceChanges {
  /**
   * Says whether any commit that ours has and the other one has not touches one of the paths, on all sides of merges.
   * What cannot be found out, or does not follow from the commits, is `unknown`.
   * @param ours the whole name of our commit
   * @param candidates what the other commit may be called, in the order of trust: object names, whole or abbreviated
   * @param paths files and folders, relative to the root of the source repository; `.`, or none, for everything
   * @throws {ActionError} CANCELLED
   */
  readonly since: (ours: string, candidates: readonly string[], paths: readonly string[]) => Promise<Since>
  /**
   * Lists files below the paths, at most five, that the build may see and our commit does not have as they are in the
   * checkout: first what is changed or untracked, then what Git ignores and the rules of the build context do not surely
   * keep out. All is as it was when it was first asked. Undefined when that cannot be found out, or when another commit
   * is checked out.
   * @throws {ActionError} CANCELLED
   */
  readonly dirty: (ours: string, files: BuildFiles) => Promise<readonly string[] | undefined>
}

/** The token goes to `serverUrl` alone. */
export interface SourceChangesOptions extends CheckoutOptions, CommitFetchOptions {
  readonly log: Pick<Logger, 'debug'>
}

/**
 * Creates the port: the checkout is asked first, then the repository itself, which is not read before that. Many entries
 * of a bump have the same question; each is answered once.
 */
export function createSourceChanges(options: SourceChangesOptions): SourceChanges {
  const places = [createCheckout(options), createCommitFetch({ ...options, scope: 'trees' })]
  const since: SourceChanges['since'] = async (ours, candidates, texts) => {
    const names = candidates.map(name => name.toLowerCase()).filter(isObjectName)
    if (!isWholeName(ours)) return unknown('our commit is not the name of a commit')
    const [first] = names
    if (first === undefined) return unknown('there is no commit to compare with')
    if (ours.startsWith(first)) return { kind: 'unchanged', commit: ours }
    const paths = readSourcePaths(texts)
    if (!paths.ok) return unknown(paths.problem)
    return await askAll(places, { ours, names, paths: paths.paths }, options.log)
  }
  const dirty: SourceChanges['dirty'] = async (ours, files) => {
    const paths = readSourcePaths(files.paths)
    const isRead =
      paths.ok &&
      readSourcePaths([files.context, ...(files.ignoreFile === undefined ? [] : [files.ignoreFile])]).ok
    if (!isRead || !isWholeName(ours)) return undefined
    try {
      return await listDirty(options, ours, paths.paths, await readKeptOut(options.workspace, files))
    } catch (error) {
      if (isCancellation(error)) throw error
      options.log.debug(oneLine(`The files of the checkout could not be compared: ${messageOf(error)}`))
      return undefined
    }
  }
  return { since: memoize(since), dirty: memoize(dirty) }
}

interface Matter {
  readonly ours: string
  readonly names: readonly string[]
  readonly paths: readonly string[]
}

async function askAll(
  places: readonly (CommitPlace & { readonly name: Place })[],
  { ours, names, paths }: Matter,
  log: Pick<Logger, 'debug'>
): Promise<Since> {
  const reasons: string[] = []
  let candidates = names
  for (const place of places) {
    const answer = await ask(place, { ours, names: candidates, paths })
    log.debug(oneLine(`Changes from ${candidates.join(', ')} to ${ours}, ${place.name}: ${describe(answer)}`))
    if (answer.kind === 'known') {
      const { commit, value } = answer
      return value.kind === 'unknown' ? unknown(value.reason) : { ...value, commit }
    }
    reasons.push(`${place.name}: ${answer.reason}`)
    // With the whole name the next place need not search.
    if (answer.commit !== undefined) candidates = [answer.commit]
  }
  return unknown(reasons.join('; '))
}

async function ask(place: CommitPlace, { ours, names, paths }: Matter): Promise<Answer<PathChange>> {
  try {
    return await place.inquire({ ours, candidates: names }, pathChange(paths))
  } catch (error) {
    if (isCancellation(error)) throw error
    return open(messageOf(error))
  }
}

function describe(answer: Answer<PathChange>): string {
  if (answer.kind === 'open') return answer.reason
  const { value } = answer
  if (value.kind === 'changed') return `changed by ${value.by}`
  return value.kind === 'unknown' ? value.reason : value.kind
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function unknown(reason: string): Since {
  return { kind: 'unknown', reason: oneLine(reason) }
}
