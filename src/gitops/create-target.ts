import type { Logger } from '../log/log.ts'
import type { Clock } from '../system/clock.ts'
import { pushPlan } from './push-loop.ts'
import type { GitOpsRepository, Tip } from './repository.ts'
import type { Base, Target } from './target.ts'
import type { Workspace } from './workspace/index.ts'

export interface BranchTargetOptions {
  readonly repository: GitOpsRepository
  /** The repository, for people. */
  readonly name: string
  /** For how long a race is run again, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: Clock
  readonly log: Logger
}

/** Publishes as one commit on the branch. */
export function createBranchTarget({ repository, name, timeoutMs, clock, log }: BranchTargetOptions): Target {
  const baseOf = (tip: Tip): Base => ({ kind: 'branch', tree: tip })
  return {
    isPreview: false,
    read: async () => baseOf(await repository.fetchTip()),
    check: async base => {
      if (base.kind === 'branch') await repository.checkPush(base.tree)
    },
    publish: async ({ base, isStale, planOn, onAttempt, meanwhile }) => {
      if (base.kind !== 'branch') throw new Error('a base of another target')
      const first = base.tree
      return await log.group(`Land on ${first.branch} of ${name}`, () =>
        pushPlan({
          ...{ repository, timeoutMs, clock, log, onAttempt, onPush: meanwhile },
          tip: isStale ? undefined : first,
          plan: (tip, until) => planOn(tip === first ? base : baseOf(tip), until)
        })
      )
    }
  }
}

/** Shows what would be published on the branch. */
export function createPreviewTarget(options: BranchTargetOptions): Target {
  return {
    ...createBranchTarget(options),
    isPreview: true,
    check: () => Promise.resolve(),
    publish: () => Promise.reject(new Error('a preview publishes nothing'))
  }
}

/** Writes the files of the checkout. */
export function createWorkspaceTarget(workspace: Workspace): Target {
  return {
    isPreview: false,
    read: async () => ({ kind: 'workspace', tree: await workspace.tree() }),
    check: async (_, { updates }) => {
      await workspace.check(updates)
    },
    publish: async ({ base, planOn, meanwhile }) => {
      meanwhile()
      const plan = await planOn(base, Infinity)
      if (plan.updates.length === 0) return { kind: 'unchanged', plan }
      await workspace.write(plan.updates)
      return { kind: 'written', plan }
    }
  }
}
