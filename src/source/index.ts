/** The application's repository: which commit is deployed, which of two is newer, and what has changed between them. */
import { once } from '../async/once.ts'
import { repositoryUrl, type RunContext } from '../context/context.ts'
import type { System } from '../system/system.ts'
import type { CheckedOut } from './checked-out.ts'
import type { Changes } from './changes/changes.ts'
import { readSourceCommit, type SourceCommit } from './commit.ts'
import type { History, SourceRepository } from './history.ts'
import type { Order, OrderOptions } from './order.ts'

export type { CheckedOut } from './checked-out.ts'
export { nothingBut, type SourceCommit } from './commit.ts'
export { type Deploy, deployTrailers } from './deploy-trailers.ts'
export type { Answer, Cause, Known, Unknown } from './relation.ts'
export type { Standing } from './order.ts'
export { isNewer, short, unknown } from './relation.ts'
export { commitsIn } from './tag-commits.ts'

/** What a run asks the source repository. */
export interface Source extends Order, Changes, Pick<History, 'prepare'> {
  /** Reads the commit that is deployed: from the checkout, else from the event, else its name alone. */
  commit(): Promise<SourceCommit>
  /** Finds out which commit of which repository is checked out where a folder of the workspace lies; undefined for none. */
  checkedOut(folder: string): Promise<CheckedOut | undefined>
}

export interface SourceOptions extends SourceRepository, Pick<OrderOptions, 'findRevision'> {
  readonly context: RunContext
}

/** Creates the port. What compares commits is loaded when there is something to compare. */
export function createSource(system: System, options: SourceOptions): Source {
  const { context, token, findRevision } = options
  const history = once(async () => (await import('./history.ts')).createHistory(system, options))
  const order = once(async () => {
    const { createOrder } = await import('./order.ts')
    const sourceUrl = repositoryUrl(context)
    const { sourceCommit } = context
    return createOrder({ history: await history(), findRevision, sourceCommit, sourceUrl, log: system.log })
  })
  const changes = once(async () =>
    (await import('./changes/changes.ts')).createChanges(system, { ...context, token })
  )
  const checkedOut = once(async () => (await import('./checked-out.ts')).createCheckedOut(system, context))
  return {
    commit: () => readSourceCommit(system, context),
    checkedOut: async folder => await (await checkedOut())(folder),
    prepare: async ours => {
      // The order is judged while somebody waits; what it needs is loaded beside the reading ahead.
      const loading = order()
      await (await history()).prepare(ours)
      await loading
    },
    order: async (...question) => await (await order()).order(...question),
    commitOf: async image => await (await order()).commitOf(image),
    changedSince: async (...question) => await (await changes()).changedSince(...question),
    dirty: async (...question) => await (await changes()).dirty(...question)
  }
}
