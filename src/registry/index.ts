/** Names of images, registries and logins, as the OCI distribution specification has them. */
export type { PushCheck, Revision, TagLookup } from './answers.ts'
export type { Engine, GivenLogin, Logins } from './login/credential.ts'
export { createLogins, podmanAuthFiles } from './login/logins.ts'
export {
  digestProblem,
  dockerHubHosts,
  dockerHubKey,
  formatReference,
  type ImageReference,
  type ImageRepository,
  parseReference,
  parseRepository,
  tagProblem
} from './reference.ts'
export { createRegistry, type Registry } from './registry.ts'
export { createResolver, type Digests, type Resolver } from './resolver.ts'
