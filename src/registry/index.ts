/** Names of images, registries and logins, as the OCI distribution specification has them. */
export type { PushCheck, Revision, TagLookup } from './answers.ts'
export { dockerHubKey } from './login/auth-file.ts'
export { createLogins, type Engine, type GivenLogin, type Logins } from './login/logins.ts'
export { podmanAuthFiles } from './login/podman.ts'
export {
  digestProblem,
  dockerHubHosts,
  formatReference,
  type ImageReference,
  type ImageRepository,
  parseReference,
  parseRepository,
  tagProblem
} from './reference.ts'
export { createRegistry, type Registry } from './registry.ts'
export { createResolver, type Digests, type Resolver } from './resolver.ts'
