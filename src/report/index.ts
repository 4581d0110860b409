/** What people and later steps read of a run; pure. */
export { renderClosing, renderKept, renderOutputs } from './outputs.ts'
export { renderEarlyFailure, renderSummary } from './summary.ts'
