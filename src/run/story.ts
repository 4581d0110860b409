import type { Ports } from './ports.ts'
import type { Progress } from './facts.ts'
import type { RunContext } from '../context/context.ts'
import type { Resolver } from '../registry/index.ts'
import type { Inputs } from '../inputs/index.ts'

/** What the steps of a run share. */
export interface Story {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly ports: Ports
  readonly progress: Progress
  readonly resolver: Resolver
}
