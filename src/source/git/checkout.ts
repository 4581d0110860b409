import { branchOf } from '../../text/branch-name.ts'
import type { System } from '../../system/system.ts'
import { ambiguity, type Place, resolveName, type Tips } from '../question.ts'
import { known, short, unknown } from '../relation.ts'
import { isWholeName } from '../tag-commits.ts'
import { createAncestry } from './ancestry.ts'
import { readerOfCheckout } from './reader.ts'

export interface Checkout extends Place {
  /** Whether it has a commit with all its history. */
  isWhole(ours: string): Promise<boolean>
}

/**
 * Creates the view on the checkout. It is only read, and nothing that its configuration names is run. It may be
 * another repository or none at all: then it does not hold the commits, and what it holds is true of any repository,
 * as the name of a commit says what its ancestors are.
 * @param workspace where the workflow has checked out the source repository, if it has
 * @param historyRef the ref that the run is for: `refs/heads/main`
 */
export function createCheckout(
  system: Pick<System, 'processes' | 'env'>,
  workspace: string,
  historyRef?: string
): Checkout {
  const read = readerOfCheckout(system, workspace)
  const ancestry = createAncestry(read)
  const branch = branchOf(historyRef)
  const tips = async (): Promise<Tips> => {
    const [own, head] = await Promise.all([
      branch === undefined ? undefined : ancestry.tip(`refs/remotes/origin/${branch}`),
      ancestry.tip('refs/remotes/origin/HEAD')
    ])
    return { own, head, areCurrent: false, isPullRequest: false }
  }
  return {
    name: 'checkout',
    isWhole: async ours => (await ancestry.find([ours])).commits.has(ours) && !(await ancestry.isShallow()),
    answer: async ({ ours, candidates }, question) => {
      const found = await ancestry.find([ours, ...candidates])
      const meaning = resolveName(candidates, found)
      if (meaning === undefined)
        return unknown('partial', `it does not hold ${candidates.map(short).join(' or ')}`)
      const { name, commit } = meaning
      // More commits do not make it one, unless another place has what is trusted more.
      if (commit === undefined && name === candidates[0]) return ambiguity(meaning)
      // What it does not have may begin alike.
      if (commit === undefined || (!isWholeName(name) && (await ancestry.isShallow())))
        return unknown('partial', `it may not hold every commit that begins with ${candidates.join(' or ')}`)
      if (!found.commits.has(ours)) return unknown('partial', `it does not hold ${short(ours)}`, commit)
      const value = await question.prove({ ancestry, read, tips }, ours, commit)
      return value === undefined
        ? unknown('partial', question.gap ?? 'its history is cut off too early', commit)
        : known(commit, value)
    }
  }
}
