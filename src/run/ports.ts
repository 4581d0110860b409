import type { Builder } from '../builder/index.ts'
import type { RunContext } from '../context/context.ts'
import type { Target } from '../gitops/index.ts'
import type { Inputs } from '../inputs/index.ts'
import type { Kustomizations } from '../kustomization/index.ts'
import type { Logger } from '../log/log.ts'
import type { Registry, Resolver } from '../registry/index.ts'
import type { Source } from '../source/index.ts'
import type { Clock } from '../system/clock.ts'
import type { Learn } from './facts.ts'

/** Everything that a run may touch. */
export interface Ports {
  readonly log: Logger
  readonly clock: Clock
  readonly registry: Registry
  readonly builder: Builder
  readonly source: Source
  readonly kustomizations: Kustomizations
  readonly target: Target
}

/** What the stages of a run are given. */
export interface Job {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly ports: Ports
  readonly resolver: Resolver
  /** Takes what became known, for the report. */
  readonly learn: Learn
}
