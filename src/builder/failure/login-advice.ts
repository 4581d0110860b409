import { dockerHubKey, parseReference, parseRepository } from '../../registry/index.ts'

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
