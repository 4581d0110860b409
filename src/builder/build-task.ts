import type { Notice } from '../errors/notice.ts'
import type { Registry, TagLookup } from '../registry/index.ts'
import type { Clock } from '../system/clock.ts'
import type { BuildLog, BuildRequest, Builder, StepCount } from './builder.ts'
import type { ActionError } from '../errors/errors.ts'

export interface BuildFacts {
  /** In milliseconds, with all attempts. */
  readonly durationMs: number
  /** What is pulled, in bytes, compressed; undefined when the registry did not say. */
  readonly size: number | undefined
  readonly steps: StepCount
}

/** An image to build, and what tells whether an image in the registry is it. */
export interface BuildTask {
  readonly build: BuildRequest
  /** What the registry said of the tag before the build; undefined when it was not asked. */
  readonly before: TagLookup | undefined
  /** How often to retry a push that failed because the registry was busy or unreachable. */
  readonly retries: number
  /** The source commit, which the label of the image names. */
  readonly commit: string
  /** The tag has the source commit in it, so that whatever it names is made from that. */
  readonly namesCommit: boolean
}

export interface BuildPorts {
  readonly registry: Pick<Registry, 'findTag' | 'findRevision' | 'checkPush' | 'inspect'>
  readonly builder: Pick<Builder, 'build'>
  readonly clock: Clock
  readonly log: BuildLog & { warning(message: string): void }
}

/** An image that the registry holds now. */
export interface BuiltImage {
  readonly digest: string
  /** This run built and pushed it; else it was there under a tag that cannot be moved. */
  readonly built: boolean
  /** What the build took; undefined when the image was not built. */
  readonly facts?: BuildFacts
  readonly notices: readonly Notice[]
}

/** What a registry says of a digest. */
export type ImageLookup = Awaited<ReturnType<Registry['inspect']>>

/** What one attempt came to; `failed` is what another attempt may not be. */
export type Attempt =
  | { readonly kind: 'done'; readonly image: BuiltImage; readonly size: number | undefined }
  | { readonly kind: 'failed'; readonly error: ActionError }
