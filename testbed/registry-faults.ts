/** What is asked of a registry. */
export interface Asked {
  readonly method: string
  /** The path and the query. */
  readonly url: string
}

/** What happens to a request instead of, or beside, the registry's answer: a fault, or what distribution cannot do. */
export interface Interception {
  /** The status that stands in for the registry's answer; without it the registry answers. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The path that the registry is asked for instead, as a cache or a copy that is behind answers with an older manifest. */
  readonly path?: string
  /** Headers that stand in for those of the registry's own answer. */
  readonly rewrite?: Readonly<Record<string, string>>
  /** How long nothing happens at first, in milliseconds. */
  readonly delayMs?: number
  /** The connection is reset: before the registry has seen the request, or when it has done it, so its answer is lost. */
  readonly reset?: 'before' | 'after'
}

/** An interception of certain requests. */
export interface Fault extends Interception {
  /** Every method, unless it is given. */
  readonly method?: string
  /** Every address, unless it is given. */
  readonly url?: RegExp
  /** How many requests it is for; without it, all of them. */
  readonly times?: number
}

/** A fault that is at work. */
export interface ActiveFault {
  /** How many requests it has met. */
  count(): number
  /** Requests no longer meet it. */
  remove(): void
}

/** The faults of one registry. The first that fits a request is the one it meets. */
export interface Faults {
  add(fault: Fault): ActiveFault
  next(asked: Asked): Interception | undefined
}

export function createFaults(): Faults {
  const active = new Map<Fault, { count: number }>()
  return {
    add: fault => {
      // Its own, so that one may be added twice.
      const own = { ...fault }
      const met = { count: 0 }
      active.set(own, met)
      return { count: () => met.count, remove: () => void active.delete(own) }
    },
    next: ({ method, url }) => {
      for (const [fault, met] of active) {
        if (fault.method !== undefined && fault.method !== method) continue
        if (fault.url?.test(url) === false || met.count >= (fault.times ?? Infinity)) continue
        met.count += 1
        return fault
      }
      return undefined
    }
  }
}

/** What hosted registries refuse, in their own words, and distribution does not. */
export interface Refusals {
  /** As ECR with immutable tags: a manifest is not put where there is one by that tag, be it the same. */
  readonly immutableTags?: boolean
  /** As ECR, where repositories have to be made first: these are not there. */
  readonly missingRepositories?: readonly string[]
  /** As GHCR, where the token lacks `packages: write`: nothing can be pushed to these. */
  readonly deniedRepositories?: readonly string[]
}

/**
 * The refusal of a request.
 * @param exists asks the registry whether there is a manifest at a path
 */
export async function refusalOf(
  { method, url }: Asked,
  refusals: Refusals,
  exists: (path: string) => Promise<boolean>
): Promise<Interception | undefined> {
  const [, repository = '', rest = ''] = /^\/v2\/([^?]+)\/((?:manifests|blobs)\/[^?]*)/.exec(url) ?? []
  if (method === 'POST' && rest === 'blobs/uploads/') {
    if (refusals.missingRepositories?.includes(repository) === true)
      return refuse(
        404,
        'NAME_UNKNOWN',
        `The repository with name '${repository}' does not exist in the registry with id '123456789012'`
      )
    if (refusals.deniedRepositories?.includes(repository) === true)
      return refuse(403, 'DENIED', 'permission_denied: write_package')
  }
  const tag = /^manifests\/([^:]+)$/.exec(rest)?.[1]
  if (method !== 'PUT' || tag === undefined || refusals.immutableTags !== true) return undefined
  if (!(await exists(`/v2/${repository}/manifests/${tag}`))) return undefined
  return refuse(
    400,
    'TAG_INVALID',
    `The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten because the repository is immutable.`
  )
}

/** In the form of the OCI Distribution Specification. */
function refuse(status: number, code: string, message: string): Interception {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ errors: [{ code, message }] })
  }
}
