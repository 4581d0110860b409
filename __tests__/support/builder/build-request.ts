import type { BuildRequest, CacheRequest } from '../../../src/builder/builder.ts'
import { parseRepository } from '../../../src/registry/reference.ts'

/** A cache of no kind. */
export const noCacheRequest: CacheRequest = {
  mode: 'none',
  from: [],
  to: [],
  importOnly: false,
  scope: 'shop',
  previous: undefined
}

/** A request that asks for nothing but an image. */
export function plainRequest(image: string, changes: Partial<BuildRequest> = {}): BuildRequest {
  const repository = parseRepository(image)
  if (!repository.ok) throw new Error(repository.problem)
  return {
    repository: repository.value,
    tag: 'v1',
    context: '/work',
    file: '/work/Dockerfile',
    target: undefined,
    platforms: [],
    buildArgs: [],
    buildContexts: [],
    labels: {},
    annotations: [],
    secrets: [],
    ssh: [],
    network: undefined,
    pull: false,
    noCache: false,
    provenance: 'false',
    sbom: 'false',
    cache: noCacheRequest,
    ...changes
  }
}
