import type { WorkflowContext } from './context.ts'
import type { ImageBook } from './image-book.ts'
import type { Inputs } from './inputs/inputs.ts'
import type { Ports } from './ports.ts'
import type { Progress } from './progress.ts'

/** What the steps of a run share. */
export interface Story {
  readonly inputs: Inputs
  readonly context: WorkflowContext
  readonly ports: Ports
  readonly progress: Progress
  readonly book: ImageBook
}
