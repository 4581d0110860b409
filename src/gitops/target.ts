import type { CommitText, FileUpdate, Tree } from '../git/index.ts'
import type { Tip } from './repository.ts'

/** What a plan is made on: the tip of the branch, or the checkout. */
export type Base =
  { readonly kind: 'branch'; readonly tree: Tip } | { readonly kind: 'workspace'; readonly tree: Tree }

/** What can be published; made anew for each base, because its content may differ. */
export interface Publishable {
  /** Only files whose content differs; none means there is nothing to do. */
  readonly updates: readonly FileUpdate[]
  readonly commit: CommitText
}

interface PublishRequest<P extends Publishable> {
  /** What was read first. */
  readonly base: Base
  /** A while has passed since, and the branch has probably moved: it is read again first. */
  readonly isStale: boolean
  /** @param until when this must have ended, in milliseconds since the epoch */
  readonly planOn: (base: Base, until: number) => Promise<P>
  /** Told the number of each attempt as it begins. */
  readonly onAttempt: (attempt: number) => void
  /** Called when the plan is made and nothing but the target is waited for. */
  readonly meanwhile: () => void
}

export type Published<P extends Publishable> = { readonly plan: P } & (
  | { readonly kind: 'unchanged' | 'written' }
  | {
      readonly kind: 'landed'
      readonly branch: string
      readonly commit: string
      readonly attempts: number
      /** How long others kept this one from landing, from the first push on, in milliseconds; 0 when nobody did. */
      readonly contentionMs: number
    }
)

/** Where a plan is published. */
export interface Target {
  /** Nothing is built or published; what would be is shown. */
  readonly isPreview: boolean
  /** @throws {ActionError} what reading the branch or the checkout throws */
  read(): Promise<Base>
  /**
   * Finds out, without changing anything, whether a plan could be published.
   * @throws {ActionError} AUTH_FAILED, PUSH_DENIED, BRANCH_PROTECTED, PUSH_REJECTED, WORKSPACE_FAILED
   */
  check(base: Base, plan: Publishable): Promise<void>
  /** @throws {ActionError} PUSH_CONFLICT, GIT_UNREACHABLE, WORKSPACE_FAILED, and what `planOn` throws */
  publish<P extends Publishable>(request: PublishRequest<P>): Promise<Published<P>>
}
