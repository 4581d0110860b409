import { builtCommit } from './check-source.ts'
import { ActionError, combine } from '../errors/errors.ts'
import { decideImage, type ImageRequest } from './choose-image.ts'
import type { Logger } from '../log/log.ts'
import type { RunContext } from '../context/context.ts'
import type { ProvidedImage, BuildSource } from '../builder/index.ts'
import type { TagLookup } from '../registry/index.ts'
import type { OwnImage, Inputs } from '../inputs/index.ts'

/** One image of this run, before anything is done. */
export interface ObservedImage {
  readonly image: OwnImage
  /** Undefined when the registry was not asked. */
  readonly found: TagLookup | undefined
  readonly source: BuildSource
  /** The commit that is checked out where it would be built; undefined when that is not known, or was not asked. */
  readonly checkout: string | undefined
  /** Another commit that the image there says it was made from, where the tag does not say. */
  readonly madeFrom: string | undefined
}

/** What becomes of one image of this run. */
export interface DecidedImage extends ObservedImage {
  /** What is known of it before anything is built. */
  readonly known: ProvidedImage
  readonly isToBuild: boolean
  /** The commit that it is built from, when it is. */
  readonly builtCommit: string
}

export interface Decisions {
  /** In the order of the inputs' images. */
  readonly images: readonly DecidedImage[]
  /** Why a deploy would fail, in a preview. */
  readonly problems: readonly string[]
}

/**
 * Decides which images are built and which are there. A preview builds nothing, and shows the bump either way.
 * @throws {ActionError} what decideImage and builtCommit throw, for all images together
 */
export function decideImages(
  inputs: Inputs,
  context: RunContext,
  observed: readonly ObservedImage[],
  log: Logger
): Decisions {
  const failures: ActionError[] = []
  const images = observed.map((each): DecidedImage => {
    const none = { digest: undefined, built: false }
    const rest = { ...each, builtCommit: context.sourceCommit }
    try {
      const decision = decideImage(requestOf(each, inputs, context), each.found, log)
      if (decision.kind === 'use')
        return { ...rest, known: { ...none, digest: decision.digest }, isToBuild: false }
      const commit = builtCommit(each.image, each.checkout, context)
      return { ...rest, known: none, isToBuild: inputs.publish !== 'none', builtCommit: commit }
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      failures.push(error)
      return { ...rest, known: none, isToBuild: false }
    }
  })
  const [first, ...others] = failures
  if (first !== undefined && inputs.publish !== 'none') throw combine([first, ...others])
  return { images, problems: failures.map(({ message }) => `A deploy would fail now: ${message}`) }
}

function requestOf(
  { image, source, madeFrom }: ObservedImage,
  { building }: Inputs,
  context: RunContext
): ImageRequest {
  return {
    repository: image.repository,
    tag: image.tag,
    mode: building.mode,
    skipExisting: building.skipExisting,
    redeploy: isRedeploy(image, context),
    namesCommit: image.tagNamesCommit,
    moves: image.tagMoves,
    digest: image.digest,
    commit: context.sourceCommit,
    madeFrom,
    source
  }
}

function isRedeploy({ tagIsLiteral, tagNamesCommit }: OwnImage, { eventName }: RunContext): boolean {
  return eventName === 'workflow_dispatch' && tagIsLiteral && !tagNamesCommit
}
