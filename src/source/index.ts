/** The application's repository: which commit is deployed, which of two is newer, and what has changed between them. */
import { once } from '../async/once.ts'
import type { RunContext } from '../context/context.ts'
import { gitEnvironment } from '../system/environment.ts'
import type { System } from '../system/system.ts'
import type { SourceChanges } from './changes/changes.ts'
import { readSourceCommit, type SourceCommit } from './commit.ts'
import type { OrderGuardOptions } from './order.ts'

export type { SourceCommit } from './commit.ts'
export { namesOther } from './label.ts'
export { commitsIn } from './tag-commits.ts'

/** How another commit is related to ours, in Git's words: a descendant of ours is newer. */
export type Relation = 'same' | 'ancestor' | 'descendant' | 'diverged'

export interface Comparison {
  readonly relation: Relation
  /** By how many commits a descendant is ahead of ours, where that is known. */
  readonly ahead: number | undefined
}

/** `commit`: the whole name of the other commit; of an unknown answer only where that much was found out. */
export type Answer<T> =
  | { readonly kind: 'known'; readonly commit: string; readonly value: T }
  | { readonly kind: 'unknown'; readonly commit?: string | undefined; readonly reason: string }

interface Image {
  readonly name: string
  readonly tag?: string | undefined
  readonly digest?: string | undefined
}

/** What a run asks the source repository. */
export interface Source extends Pick<SourceChanges, 'dirty'> {
  prepare(ours: string): Promise<void>
  order(ours: string, running: Image): Promise<Answer<Comparison>>
  commitOf(image: Image): Promise<string | undefined>
  changedSince(
    ours: string,
    candidates: readonly string[],
    paths: readonly string[]
  ): Promise<Answer<'unchanged' | { readonly by: string }>>
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
    commitOf: async image => await (await order()).sourceOf(current(image)),
    order: async (ours, running) => {
      const { relation, commit, ahead, reason } = await (await order()).judge(ours, current(running))
      if (relation === 'unknown' || commit === undefined) return { kind: 'unknown', commit, reason }
      const words = { same: 'same', older: 'ancestor', newer: 'descendant', diverged: 'diverged' } as const
      return { kind: 'known', commit, value: { relation: words[relation], ahead } }
    },
    changedSince: async (...question) => {
      const since = await (await changes()).since(...question)
      if (since.kind === 'unknown') return since
      return { kind: 'known', commit: since.commit, value: since.kind === 'unchanged' ? 'unchanged' : since }
    },
    dirty: async (...question) => await (await changes()).dirty(...question)
  }
}

function current({ name, tag, digest }: Image) {
  return { image: name, tag, digest }
}
