/** The story of a run and its stages: from inputs and ports to a report. */
export type { Outputs } from './facts.ts'
export type { Ports } from './ports.ts'
export { type Report, run } from './run.ts'
