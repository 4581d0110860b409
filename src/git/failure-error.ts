import { ActionError } from '../errors.ts'
import type { GitFailure } from './git-failure.ts'

export interface FailureSubject {
  readonly during: 'read' | 'push'
  readonly repository: string
  readonly branch: string
  readonly hasToken: boolean
}

/** Says what a failed Git command means for the author of the workflow, and what to do. */
export function failureError(failure: GitFailure, subject: FailureSubject): ActionError {
  const { repository, branch } = subject
  const said = `(${failure.detail})`
  switch (failure.kind) {
    case 'auth':
      return new ActionError(
        'AUTH_FAILED',
        subject.hasToken
          ? `${repository} did not accept the token ${said}. Check that \`token\` is valid, has not expired and belongs to this server.`
          : `${repository} asks for a login ${said}. Set \`token\`, or for SSH load a key first.`
      )
    case 'denied':
      return new ActionError(
        'PUSH_DENIED',
        `The token may not ${subject.during === 'push' ? 'push to' : 'read'} ${repository} ${said}. ` +
          'For this repository give the job `permissions: contents: write`; for another one use a token that has write access to its contents.'
      )
    case 'protected':
      return new ActionError(
        'BRANCH_PROTECTED',
        `The branch ${branch} of ${repository} is protected against direct pushes ${said}. ` +
          'Allow the actor of the token to bypass the rule, or deploy from an unprotected branch.'
      )
    case 'rejected':
      return new ActionError(
        'PUSH_REJECTED',
        `A hook of ${repository} refused the commit on ${branch} ${said}. Change what it asks for; \`commit-message\` and \`commit-author\` can help.`
      )
    case 'no-repository':
      return new ActionError(
        'REPOSITORY_NOT_FOUND',
        `${repository} was not found, or the token may not see it ${said}. Check \`repository\`, and that \`token\` has access to it.`
      )
    case 'moved':
      return new ActionError(
        'REPOSITORY_MOVED',
        `${repository} answers with a redirect ${said}. It was renamed or moved: set \`repository\` to where it is now. ` +
          'newtag does not follow, because the token would go with it.'
      )
    case 'no-branch':
      return new ActionError(
        'BRANCH_NOT_FOUND',
        `${repository} has no branch ${branch} ${said}. Check \`branch\`; newtag never makes a branch.`
      )
    case 'transient':
      return new ActionError(
        'GIT_UNREACHABLE',
        `${repository} could not be reached ${said}. Check the address and the network, then run the job again.`
      )
    case 'race':
    case 'other':
      return new ActionError(
        'GIT_FAILED',
        `Git could not ${subject.during === 'push' ? 'push to' : 'read'} ${repository} ${said}. ` +
          'Nothing was changed; if the reason is not clear from this, please report it.'
      )
  }
}
