/** What people and later steps read of a run; pure. */
export { outputNames, renderClosing, renderOutputs } from './outputs.ts'
export { renderEarlyFailure, renderSummary } from './summary.ts'
