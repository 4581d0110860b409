import {
  dockerHubKey,
  formatReference,
  parseReference,
  parseRepository,
  type PushCheck,
  type Registry
} from '../../registry/index.ts'
import { ActionError } from '../../errors/errors.ts'
import { type BuildFailure, type BuildRequest } from '../builder.ts'

/**
 * Asks the registry why it refused a push, because BuildKit shows the status of an answer and drops its words
 * (moby/buildkit, util/resolver). Its own error stays when the registry has no more to say.
 */
export async function explainRefusal(
  { error }: BuildFailure,
  request: BuildRequest,
  registry: Pick<Registry, 'checkPush'>
): Promise<ActionError> {
  const check = await registry.checkPush(request.repository)
  const refusal = refusalOf(check, formatReference({ name: request.repository.name, tag: request.tag }))
  if (refusal === undefined) return error
  return new ActionError(refusal.code, refusal.message, { cause: error })
}

/** What a refused push means, in words; nothing when the registry would take it or gave no clear answer. */
export function refusalOf(check: PushCheck, reference: string): ActionError | undefined {
  if (check.kind === 'missing') {
    return new ActionError(
      'IMAGE_REPOSITORY_MISSING',
      `${reference} cannot be pushed: the registry has no such repository (${check.detail}). Create it first; Amazon ECR ` +
        'and some others do not create it with the first push.'
    )
  }
  if (check.kind !== 'denied') return undefined
  return new ActionError(
    'IMAGE_PUSH_DENIED',
    `${reference} cannot be pushed: the registry refused it (HTTP ${check.status}: ${check.detail}). ${adviseLogin(reference)}`
  )
}

/**
 * Says how to let a push in, as the registry of the image needs it.
 * @param image `ghcr.io/acme/shop:0a1b2c3`
 */
export function adviseLogin(image: string): string {
  const parsed = parseRepository(parseReference(image).name)
  const registry = parsed.ok ? parsed.value.configKey : ''
  if (registry === 'ghcr.io') {
    return (
      'Give the job `permissions: packages: write`; if the package exists already, give this repository the role Write in ' +
      'the settings of the package ("Manage Actions access"). With a login of your own, its token needs write:packages.'
    )
  }
  if (registry === 'public.ecr.aws' || /\.dkr[.-]ecr(?:-fips)?\./.test(registry)) {
    return (
      'Run aws-actions/amazon-ecr-login before newtag with a role that may push to this repository; such a login ends ' +
      'after 12 hours.'
    )
  }
  const password = registry === dockerHubKey ? ' (an access token for reading and writing)' : ''
  return (
    `Set \`registry-username\` and \`registry-password\`${password}, or run docker/login-action before newtag, with an account or ` +
    'token that may write this repository.'
  )
}
