/** What is to be built and pushed. */
export interface BuildRequest {
  /** `ghcr.io/acme/shop:0a1b2c3`: what the image is pushed as. */
  readonly reference: string
  /** Absolute path of the build context. */
  readonly context: string
  /** Absolute path of the Dockerfile. */
  readonly file: string
  readonly target: string | undefined
  /** `NAME=value`, or `NAME` to take it from the environment. */
  readonly buildArgs: readonly string[]
  readonly labels: Readonly<Record<string, string>>
}

/** Builds an image and pushes it. */
export interface Builder {
  /**
   * @returns the digest the registry was given, `sha256:…`
   * @throws {ActionError} DOCKER_MISSING, BUILDX_MISSING, DOCKER_UNREACHABLE, BUILD_FAILED, IMAGE_PUSH_DENIED,
   *   IMAGE_PUSH_FAILED, DOCKERFILE_NOT_FOUND, DIGEST_UNKNOWN
   */
  build(request: BuildRequest): Promise<string>
}
