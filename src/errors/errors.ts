/**
 * Every way a run can fail. The codes are part of the public contract: docs/troubleshooting.md has one entry each.
 * @internal exported for a contract test
 */
export const errorCodes = [
  // the workflow
  'INPUT_INVALID',
  'CONTEXT_INVALID',
  // the image
  'IMAGE_NOT_FOUND',
  'REGISTRY_DENIED',
  'REGISTRY_UNAVAILABLE',
  'CREDENTIAL_HELPER_FAILED',
  'DOCKER_MISSING',
  'DOCKER_UNREACHABLE',
  'BUILDX_MISSING',
  'CONTEXT_NOT_FOUND',
  'DOCKERFILE_NOT_FOUND',
  'SOURCE_MISMATCH',
  'BUILDAH_MISSING',
  'BUILDER_UNAVAILABLE',
  'BUILDER_UNSUPPORTED',
  'BUILD_SECRET_MISSING',
  'DOCKERFILE_INVALID',
  'BUILD_FILE_NOT_FOUND',
  'BUILD_STEP_FAILED',
  'BASE_IMAGE_UNAVAILABLE',
  'BUILD_FAILED',
  'CACHE_EXPORT_FAILED',
  'IMAGE_PUSH_DENIED',
  'IMAGE_PUSH_FAILED',
  'IMAGE_REPOSITORY_MISSING',
  'IMAGE_TAG_IMMUTABLE',
  'IMAGE_TOO_LARGE',
  'DIGEST_UNKNOWN',
  'DIGEST_MISMATCH',
  // the kustomization
  'KUSTOMIZATION_NOT_FOUND',
  'KUSTOMIZATION_AMBIGUOUS',
  'PATH_NOT_ALLOWED',
  'YAML_INVALID',
  'NOT_A_KUSTOMIZATION',
  'ENTRY_NOT_FOUND',
  'ENTRY_AMBIGUOUS',
  'EDIT_REFUSED',
  'EDIT_NOT_PROVEN',
  'KUSTOMIZE_MISSING',
  'KUSTOMIZE_FAILED',
  'RENDER_UNEXPECTED',
  'WORKSPACE_FAILED',
  // the GitOps repository
  'GIT_MISSING',
  'GIT_UNREACHABLE',
  'GIT_FAILED',
  'TLS_FAILED',
  'HOST_KEY_UNKNOWN',
  'PROXY_REFUSED',
  'AUTH_FAILED',
  'ACCESS_RESTRICTED',
  'REPOSITORY_NOT_FOUND',
  'REPOSITORY_MOVED',
  'REPOSITORY_READ_ONLY',
  'STORAGE_FULL',
  'BRANCH_NOT_FOUND',
  'PUSH_DENIED',
  'BRANCH_PROTECTED',
  'PUSH_REJECTED',
  'PUSH_CONFLICT',
  // the run
  'CANCELLED'
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A place in a file. Lines and columns count from 1. */
export interface Location {
  /** Relative to the root of its repository. */
  readonly path: string
  /** The file is the workflow's own, a Dockerfile; else it is one of the GitOps repository. */
  readonly inSource?: boolean
  readonly line?: number
  readonly column?: number
}

interface ActionErrorOptions {
  readonly cause?: unknown
  readonly location?: Location | undefined
  readonly parts?: readonly ActionError[]
}

/**
 * A failure we understand: what happened, to what, and what to do now, in words the user knows.
 * Anything else that is thrown is a bug of ours and is reported as one.
 */
export class ActionError extends Error {
  // Set literally: a bundler may rename the class.
  override readonly name = 'ActionError'
  readonly code: ErrorCode
  readonly location: Location | undefined
  /** The failures that this one is made of; none when it is one alone. */
  readonly parts: readonly ActionError[]

  constructor(code: ErrorCode, message: string, options: ActionErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.location = options.location
    this.parts = options.parts ?? []
  }
}

/** Makes one failure of several: code and location are those of the first, the message is a list of all. */
export function combine(failures: readonly [ActionError, ...ActionError[]]): ActionError {
  const [first] = failures
  if (failures.length === 1) return first
  const parts = failures.flatMap(each => (each.parts.length === 0 ? [each] : each.parts))
  const message = parts.map(each => `- ${each.message}`).join('\n')
  return new ActionError(first.code, message, { cause: first, location: first.location, parts })
}

/** Returns whether a failure is the cancellation of the run. Code that goes on after other failures must not after this. */
export function isCancellation(error: unknown): boolean {
  return error instanceof ActionError && error.code === 'CANCELLED'
}

/** What is thrown by whatever was under way when the run was cancelled. */
export function cancellation(): ActionError {
  return new ActionError('CANCELLED', 'The run was cancelled; what was under way has been stopped.')
}
