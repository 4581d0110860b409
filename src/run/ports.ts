import type { Bump, EditFile } from '../plan/plan.ts'
import type { Clock } from '../system/clock.ts'
import type { GitOpsRepository } from '../gitops/repository.ts'
import type { BuildSource, BuildSourceInputs } from '../builder/context.ts'
import type { Builder } from '../builder/builder.ts'
import type { Registry } from '../registry/registry.ts'
import type { Logger } from '../log/log.ts'
import type { Notice } from '../errors/notice.ts'
import type { Source } from '../source/index.ts'
import type { Workspace } from '../gitops/workspace/workspace.ts'
import type { Tree } from '../git/tree.ts'
import type { RenderedFile } from './facts.ts'

/** Every effect of a run. */
export interface Ports {
  readonly log: Logger
  readonly clock: Clock
  readonly registry: Registry
  readonly builder: Builder
  readonly gitops: GitOpsRepository
  readonly workspace: Workspace
  readonly source: Source
  readonly editFile: EditFile
  findBuildSource(inputs: BuildSourceInputs): Promise<BuildSource>
  /** Guesses what `advise` will read; only a saving, so it never fails. */
  foresee(tree: Tree, paths: readonly string[]): Promise<readonly string[]>
  /** Looks for reasons why a bump may have no effect. It never fails. */
  advise(tree: Tree, bump: Bump): Promise<readonly Notice[]>
  /** Renders the manifests before and after, where that is possible; fails when more than the images would change. */
  render(tree: Tree, bump: Bump): Promise<readonly RenderedFile[]>
  /** Shows what a bump changes, as `git diff` does. It never fails. */
  compare(bump: Bump): Promise<string>
}
