import type { BuildSource, BuildSourceInputs } from './context.ts'
import type { ActionError } from '../errors/errors.ts'
import type { Logger } from '../log/log.ts'
import type { Notice } from '../errors/notice.ts'
import type { ImageRepository } from '../registry/index.ts'

export type CacheMode = 'auto' | 'gha' | 'registry' | 'inline' | 'none'

/** What a build may keep from build to build, and where. */
export interface CacheRequest {
  readonly mode: CacheMode
  /** The user's own imports, as `docker buildx build --cache-from` takes them. */
  readonly from: readonly string[]
  /** The user's own exports, as `docker buildx build --cache-to` takes them. */
  readonly to: readonly string[]
  /** Nothing is exported: the build of a pull request must not change what others import. */
  readonly importOnly: boolean
  /** Names this image's part of a cache that several images share. */
  readonly scope: string
  /** The image that runs now, `ghcr.io/acme/shop:0a1b2c3`: it may carry an inline cache. */
  readonly previous: string | undefined
}

/** A secret that the Dockerfile mounts with `RUN --mount=type=secret,id=…`. */
export type BuildSecret =
  | { readonly kind: 'value'; readonly id: string; readonly value: string }
  | { readonly kind: 'variable'; readonly id: string; readonly variable: string }
  /** The path is as written, relative to the workspace. */
  | { readonly kind: 'file'; readonly id: string; readonly path: string }

/** How an image is built, whoever builds it. Lists are in the words of docker/build-push-action, one item each. */
export interface BuildSettings {
  readonly target: string | undefined
  /** `linux/amd64`; none means the builder's own. */
  readonly platforms: readonly string[]
  /** `NAME=value`, or `NAME` to take it from the environment. */
  readonly buildArgs: readonly string[]
  /** `name=path` or `name=docker-image://…`; paths are relative to the workspace. */
  readonly buildContexts: readonly string[]
  /** `name=value`, or `index:name=value` for another level than the manifest. */
  readonly annotations: readonly string[]
  readonly secrets: readonly BuildSecret[]
  /** `default`, or `id=path`. */
  readonly ssh: readonly string[]
  readonly network: string | undefined
  readonly pull: boolean
  readonly noCache: boolean
  /** `false`, `true`, or the attributes of buildx: `mode=max`. */
  readonly provenance: string
  /** `false`, `true`, or the attributes of buildx: `generator=…`. */
  readonly sbom: string
}

/** What is to be built and pushed. */
export interface BuildRequest extends BuildSettings {
  readonly repository: ImageRepository
  /** The tag that is deployed, `0a1b2c3`. */
  readonly tag: string
  /** Absolute path of the build context. */
  readonly context: string
  /** Absolute path of the Dockerfile. */
  readonly file: string
  readonly labels: Readonly<Record<string, string>>
  readonly cache: CacheRequest
}

/** What a failed build means for what is done next. */
export interface BuildFailure {
  /** What happened and what to do, from the builder's own words. */
  readonly error: ActionError
  /**
   * - `transient`: the registry was busy or unreachable while the image was pushed; the same command may succeed.
   * - `tag-exists`: the registry said that the tag exists and cannot be moved, or may have meant that.
   * - `refused`: the registry refused the push, and its words may have been lost on the way.
   * - `other`: the build itself failed, or nothing can be done about it.
   */
  readonly kind: 'transient' | 'tag-exists' | 'refused' | 'other'
}

/** How many of the steps of a Dockerfile were run, and how many came from a cache. */
export interface StepCount {
  readonly total: number
  readonly cached: number
}

export type BuildResult =
  | {
      readonly kind: 'built'
      /** The digest the registry was given, `sha256:…`. */
      readonly digest: string
      /** The digest of the configuration that was built; undefined where the builder does not say, or for several. */
      readonly config: string | undefined
      readonly steps: StepCount
      /** What the build checks say of the Dockerfile; their locations are in the source repository. */
      readonly notices: readonly Notice[]
    }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }

/** The log of one build. */
export type BuildLog = Pick<Logger, 'debug' | 'info' | 'foreign'>

/** What an engine needs of its run, besides the machine. */
export interface EngineOptions {
  /** Gives the whole environment of a child, with the variables of the logins; asked when it is first needed. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>
  /** Where commands run. */
  readonly workspace: string
}

/** What builds images and pushes them: Buildx or Buildah. */
export interface BuildEngine {
  /** Begins to ask the builder what it is, before it is known what will be built; what goes wrong is told by `check`. */
  prepare(): void
  /**
   * Finds out, before anything is built, whether it can do what is asked. The builder itself is asked once in a run.
   * @returns what it will do otherwise than asked, where nothing is lost by that
   * @throws {ActionError} DOCKER_MISSING, BUILDX_MISSING, DOCKER_UNREACHABLE, BUILDAH_MISSING, BUILDER_UNAVAILABLE,
   *   BUILDER_UNSUPPORTED, BUILD_SECRET_MISSING
   */
  check(request: BuildRequest): Promise<readonly Notice[]>
  /**
   * Builds and pushes. A failure of the build is a result: what is done about it depends on its kind.
   * @throws {ActionError} CANCELLED, and as `check`
   */
  build(request: BuildRequest, log: BuildLog): Promise<BuildResult>
  /** Removes what was kept for another attempt; nothing is built after it. */
  close(): Promise<void>
}

/** What a run asks for an image that it may have to build. */
export interface Builder extends BuildEngine {
  /** Looks for the build context and its Dockerfile in the workspace. */
  findSource(inputs: BuildSourceInputs): Promise<BuildSource>
}
