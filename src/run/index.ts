/** A run and its stages: from inputs and ports to a report. */
export type { Ports } from './ports.ts'
export type { Report } from './report.ts'
export { run } from './run.ts'
