import type { System } from '../../system/system.ts'
import type { Place } from '../question.ts'
import { known, short, unknown } from '../relation.ts'
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
 */
export function createCheckout(system: Pick<System, 'processes' | 'env'>, workspace: string): Checkout {
  const read = readerOfCheckout(system, workspace)
  const ancestry = createAncestry(read)
  return {
    name: 'checkout',
    isWhole: async ours => (await ancestry.find([ours])).has(ours) && !(await ancestry.isShallow()),
    answer: async ({ ours, candidates }, question) => {
      const found = await ancestry.find([ours, ...candidates])
      const commit = candidates.map(name => found.get(name)).find(name => name !== undefined)
      if (commit === undefined) return unknown(`it does not hold ${candidates.map(short).join(' or ')}`)
      if (!found.has(ours)) return unknown(`it does not hold ${short(ours)}`, commit)
      const value = await question.prove({ ancestry, read }, ours, commit)
      return value === undefined
        ? unknown(question.gap ?? 'its history is cut off too early', commit)
        : known(commit, value)
    }
  }
}
