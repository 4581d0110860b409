/** The GitOps repository, and what it means to publish to it. */
export { createBranchTarget, createPreviewTarget, createWorkspaceTarget } from './create-target.ts'
export { createGitRepository } from './git-backend.ts'
export type { Base, Published, Target } from './target.ts'
export { createWorkspace } from './workspace/index.ts'
