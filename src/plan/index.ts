/** What will be changed, decided before anything is done. */
export { chooseImages } from './choose-images.ts'
export { mirrorNotices, requireDigests, unbuiltNotices } from './digests.ts'
export { renderSuperseded, wayBack } from './guards/order.ts'
export { needsOrder } from './guards/source-commit.ts'
export { renderUnchanged } from './guards/unchanged.ts'
export {
  type DeployedImage,
  deployedImages,
  imageReference,
  type ImageState,
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
  renderEdit,
  unchangedEntries
} from './plan.ts'
export { createPlanner } from './planner.ts'
