/** The application's repository: which commit is deployed, which of two is newer, and what has changed between them. */
import { once } from '../async/once.ts'
import type { RunContext } from '../context/context.ts'
import { gitEnvironment } from '../system/environment.ts'
import type { System } from '../system/system.ts'
import type { SourceChanges } from './changes/changes.ts'
import { readSourceCommit, type SourceCommit } from './commit.ts'
import type { OrderGuard, OrderGuardOptions } from './order.ts'

export type { SourceCommit } from './commit.ts'
export type { Since } from './changes/changes.ts'
export type { CurrentImage, Verdict } from './order.ts'
export type { Standing } from './relation.ts'
export { commitsIn } from './tag-commits.ts'

/** What a run asks the source repository. */
export interface Source extends OrderGuard, SourceChanges {
  /** Reads the commit that is deployed: from the event, else from the checkout, else its name alone. */
  commit(): Promise<SourceCommit>
  /** Finds the commit that is checked out where a folder of the workspace lies; undefined when that is not known. */
  checkedOut(folder: string): Promise<string | undefined>
}

export interface SourceOptions extends Pick<OrderGuardOptions, 'findRevision'> {
  readonly context: RunContext
  /** May read the source repository; empty when there is none. It goes to the server of the workflow alone. */
  readonly token: string
}

/** Creates the port. What compares commits is loaded when there is something to compare. */
export function createSource(system: System, options: SourceOptions): Source {
  const { processes, log, secrets } = system
  const { context } = options
  const env = gitEnvironment(system.env)
  const details = {
    ...context,
    ...system,
    ...options,
    env,
    directory: system.temporary,
    onSecret: secrets.add
  }
  const order = once(async () => {
    const [{ createOrderGuard }, { createSourceHistory }] = await Promise.all([
      import('./order.ts'),
      import('./history.ts')
    ])
    return createOrderGuard({
      history: createSourceHistory(details),
      findRevision: options.findRevision,
      sourceUrl: `${context.serverUrl}/${context.repository}`,
      log
    })
  })
  const changes = once(async () => (await import('./changes/changes.ts')).createSourceChanges(details))
  const checkouts = once(async () => {
    const { createCheckoutReader } = await import('./checked-out.ts')
    return createCheckoutReader(context, processes, env)
  })
  return {
    commit: () => readSourceCommit(context, processes, env),
    checkedOut: async folder => await (await checkouts())(folder),
    prepare: async ours => {
      await (await order()).prepare(ours)
    },
    sourceOf: async image => await (await order()).sourceOf(image),
    judge: async (ours, current) => await (await order()).judge(ours, current),
    since: async (...question) => await (await changes()).since(...question),
    dirty: async (...question) => await (await changes()).dirty(...question)
  }
}
