/** The GitOps repository, and what it means to publish to it. */
export { createGitRepository } from './git-backend.ts'
export { type Landing, publish } from './publish.ts'
export type { GitOpsRepository, Tip } from './repository.ts'
export { createWorkspace, type Workspace } from './workspace/index.ts'
