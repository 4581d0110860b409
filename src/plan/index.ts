/** What will be changed, decided before anything is done. */
export { chooseImages, versionAsked } from './choose-images.ts'
export { mirrorNotices, requireDigests, unbuiltNotices } from './digests.ts'
export { renderSuperseded, wayBack } from './guards/newer.ts'
export { incomingOf, needsOrder } from './source-commit.ts'
export { type Running, runningImage, runningOn } from './running.ts'
export { renderUnchanged } from './guards/unchanged.ts'
export {
  type ReportedImage,
  reportedImages,
  imageReference,
  type ImageState,
  otherSource,
  type ObservedImage,
  skipUnused
} from './images.ts'
export {
  changedEntries,
  entriesOf,
  isSuperseded,
  type KeptEntry,
  type NewerEntry,
  newerEntries,
  type Plan,
  type PlanOutcome,
  renderEdit,
  unchangedEntries
} from './plan.ts'
export { planOwnDeploy } from './own-deploy.ts'
export { createPlanner } from './planner.ts'
