/** What will be changed, decided before anything is done. */
import type { planOwnDeploy as PlanOwnDeploy } from './own-deploy.ts'

export { chooseImages } from './choose-images.ts'
export { mirrorNotices, requireDigests, unbuiltNotices } from './digests.ts'
export { renderSuperseded, wayBack } from './guards/newer.ts'
export { needsOrder } from './source-commit.ts'
export { renderUnchanged } from './guards/unchanged.ts'
export {
  type ReportedImage,
  reportedImages,
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
  type PlanOutcome,
  renderEdit,
  unchangedEntries
} from './plan.ts'
export { createPlanner } from './planner.ts'

/** Plans a run whose source commit newtag has made itself: see own-deploy.ts, which is loaded for such a commit. */
export const planOwnDeploy: typeof PlanOwnDeploy = async (base, commit, options) =>
  commit.deploy === undefined
    ? undefined
    : await (await import('./own-deploy.ts')).planOwnDeploy(base, commit, options)
