import type { Builder } from '../builder/index.ts'
import type { GitOpsRepository, Workspace } from '../gitops/index.ts'
import type { Kustomizations } from '../kustomization/index.ts'
import type { Logger } from '../log/log.ts'
import type { Registry } from '../registry/index.ts'
import type { Source } from '../source/index.ts'
import type { Clock } from '../system/clock.ts'

/** Every effect of a run. */
export interface Ports {
  readonly log: Logger
  readonly clock: Clock
  readonly registry: Registry
  readonly builder: Builder
  readonly source: Source
  readonly kustomizations: Kustomizations
  readonly gitops: GitOpsRepository
  readonly workspace: Workspace
}
