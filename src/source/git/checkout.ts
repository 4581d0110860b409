import path from 'node:path'

import type { Processes } from '../../system/process.ts'
import { createAncestry } from './ancestry.ts'
import { type CommitPlace, findKinship } from './question.ts'
import { createReader } from './reader.ts'
import { type HistoryPlace, open, short } from '../relation.ts'
import { createGit } from '../../git/index.ts'

export interface CheckoutOptions {
  /** Where the workflow has checked out the source repository, if it has. */
  readonly workspace: string
  readonly processes: Processes
  /** The environment for Git: see gitEnvironment(). */
  readonly env: Readonly<Record<string, string>>
}

export interface Checkout extends HistoryPlace, CommitPlace {
  /** Whether it has a commit with all its history. */
  isWhole(ours: string): Promise<boolean>
}

/** How long a question to a checkout may take, in milliseconds: a full history may have a million commits. */
export const questionMs = 15_000

/**
 * Creates the view on the checkout. It is only read, and nothing that its configuration names is run. It may be
 * another repository or none at all: then it does not hold the commits, and what it holds is true of any repository,
 * as the name of a commit says what its ancestors are.
 */
export function createCheckout({ workspace, processes, env }: CheckoutOptions): Checkout {
  // Named, not looked for: a folder without .git may lie inside another repository.
  const git = createGit(processes, env, path.join(workspace, '.git'))
  const ancestry = createAncestry(git, questionMs)
  const holding = { ancestry, read: createReader(git, questionMs, workspace) }
  const place: CommitPlace = {
    inquire: async ({ ours, candidates }, inquiry) => {
      const found = await ancestry.find([ours, ...candidates])
      const commit = candidates.map(name => found.get(name)).find(name => name !== undefined)
      if (commit === undefined) return open(`it does not hold ${candidates.map(short).join(' or ')}`)
      if (!found.has(ours)) return open(`it does not hold ${short(ours)}`, commit)
      const value = await inquiry.judge(holding, ours, commit)
      return value === undefined ? open(inquiry.gap, commit) : { kind: 'known', commit, value }
    }
  }
  return {
    ...place,
    name: 'checkout',
    isWhole: async ours => (await ancestry.find([ours])).has(ours) && !(await ancestry.isShallow()),
    find: question => findKinship(place, question, 'its history is cut off too early')
  }
}
