/** What will be changed, decided before anything is done. */
export { type DecidedImage, decideImages, type ObservedImage } from './choose-images.ts'
export { ownImageNotices, requireDigests, unbuiltNotices } from './digests.ts'
export { isSuperseded, renderSuperseded, wayBack } from './guards/order.ts'
export { needsOrder } from './guards/source-commit.ts'
export { renderUnchanged } from './guards/unchanged.ts'
export { isAbout } from './image-changes.ts'
export { type DeployedImage, deployedImages, type KnownImages } from './images.ts'
export {
  type Bump,
  changedEdits,
  type FileEdit,
  renderEdit,
  type SupersededEdit,
  type UnchangedEdit
} from './plan.ts'
export { createPlanner, type PlannedImage } from './planner.ts'
