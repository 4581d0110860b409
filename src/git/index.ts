/** Git itself, for any repository: addresses, credentials, what goes over the wire, objects. */
export { branchProblem, commitUrl, parseRemote, type Remote, sameRepository } from './address.ts'
export { authentication, type Authentication, tokenProblem } from './credentials.ts'
export { initializeDirectory } from './directory.ts'
export { isFinal } from './failure/explain.ts'
export { createGit, type Git } from './git.ts'
export { defaultIdentity } from './identity.ts'
export { findOnBranch, readCommit } from './objects/history.ts'
export { createObjects, type Objects } from './objects/objects.ts'
export { createRetryAfter } from './retry-after.ts'
export {
  createGitRemote,
  fetchOptions,
  type GitRemote,
  noHaves,
  plainFetch,
  type RemoteAnswer
} from './transport.ts'
export type { Tree, TreeEntry } from './tree.ts'
export type { CommitText, FileUpdate, Identity } from './types.ts'
