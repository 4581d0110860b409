import type { RunContext } from '../context/context.ts'
import { type Inputs, isOwnRepository } from '../inputs/index.ts'

/**
 * Finds the token that may read the source repository: `github-token`. Without one it is that of the GitOps repository, if the
 * two are the same one and it goes to the workflow's server anyway. Over SSH, or at another port, it was not given for that
 * server, and nobody is shown what was not given for them.
 */
export function sourceToken(
  { githubToken, remote, token }: Pick<Inputs, 'githubToken' | 'remote' | 'token'>,
  context: Pick<RunContext, 'serverUrl' | 'repository'>
): string {
  if (githubToken !== '') return githubToken
  return remote.origin === context.serverUrl && isOwnRepository(remote, context) ? token : ''
}
