import { memoize } from '../../async/once.ts'
import { isCancellation } from '../../errors/errors.ts'
import { oneLine } from '../../log/log.ts'
import type { System } from '../../system/system.ts'
import { createCheckout } from '../git/checkout.ts'
import { createCommitFetch, type CommitFetchOptions } from '../git/fetch.ts'
import { askInTurn, lookupAt, readPair } from '../question.ts'
import { type Answer, known, unknown } from '../relation.ts'
import { isWholeName } from '../tag-commits.ts'
import { listDirty } from './dirty.ts'
import { type BuildFiles, readExcluded } from './excluded.ts'
import { type PathChange, pathChange } from './paths.ts'
import { readSourcePaths } from './source-paths.ts'

/** Knows what the commits of the source repository have changed, and what the checkout has. */
export interface Changes {
  /**
   * Says whether any commit that ours has and the other one has not touches one of the paths, on all sides of merges.
   * The other commit is then an ancestor of ours, or ours itself. What cannot be found out, or does not follow from the
   * commits, is unknown.
   * @param ours the whole name of our commit
   * @param candidates what the other commit may be called, in the order of trust: object names, whole or abbreviated
   * @param paths files and folders, relative to the root of the source repository; `.`, or none, for everything
   * @param ignored files whose changes are none: paths, or `**\/name` for a file of that name in any folder
   * @throws {ActionError} CANCELLED
   */
  readonly changedSince: (
    ours: string,
    candidates: readonly string[],
    paths: readonly string[],
    ignored?: readonly string[]
  ) => Promise<Answer<PathChange>>
  /**
   * Lists files below the paths, at most five, that the build may see and our commit does not have as they are in the
   * checkout: first what is changed or untracked, then what Git ignores and the rules of the build context do not surely
   * exclude. All is as it was when it was first asked. Undefined when that cannot be found out, or when another commit
   * is checked out.
   * @throws {ActionError} CANCELLED
   */
  readonly dirty: (ours: string, files: BuildFiles) => Promise<readonly string[] | undefined>
}

export interface ChangesOptions extends Omit<CommitFetchOptions, 'scope'> {
  /** Where the workflow has checked out the source repository, if it has. */
  readonly workspace: string
}

/**
 * Creates the changes: the checkout is asked first, then the repository itself, which is not read before that. Many
 * entries of a plan have the same question; each is answered once.
 */
export function createChanges(system: System, options: ChangesOptions): Changes {
  const { workspace } = options
  const places = [
    createCheckout(system, workspace),
    createCommitFetch(system, { ...options, scope: 'trees' })
  ]
  const changedSince: Changes['changedSince'] = async (ours, names, texts, ignored = []) => {
    const pair = readPair(ours, names)
    if (!pair.ok) return unknown('other', pair.problem)
    // An abbreviation of ours may be one of another commit, too.
    if (pair.value.candidates[0] === ours) return known(ours, 'unchanged')
    const paths = readSourcePaths(texts)
    if (!paths.ok) return unknown('other', oneLine(paths.problem))
    const question = pathChange(paths.value, ignored)
    const lookups = places.map(place => lookupAt(place, question))
    const answer = await askInTurn(lookups, pair.value, system.log, {
      pair: ({ candidates }) => `Changes from ${candidates.join(', ')} to ${ours}`,
      value: change =>
        !change.ok
          ? change.problem
          : change.value === 'unchanged'
            ? 'unchanged'
            : `changed by ${change.value.by}`
    })
    if (answer.kind === 'unknown') return answer
    const { commit, value } = answer
    return value.ok ? known(commit, value.value) : unknown('other', oneLine(value.problem))
  }
  const dirty: Changes['dirty'] = async (ours, files) => {
    const { context, ignoreFile } = files
    const paths = readSourcePaths(files.paths)
    const areInside = readSourcePaths(ignoreFile === undefined ? [context] : [context, ignoreFile]).ok
    if (!paths.ok || !areInside || !isWholeName(ours)) return undefined
    try {
      return await listDirty(system, workspace, ours, paths.value, await readExcluded(workspace, files))
    } catch (error) {
      if (isCancellation(error)) throw error
      const message = error instanceof Error ? error.message : String(error)
      system.log.debug(oneLine(`The files of the checkout could not be compared: ${message}`))
      return undefined
    }
  }
  return { changedSince: memoize(changedSince), dirty: memoize(dirty) }
}
