import type { RunContext } from '../context/context.ts'
import { ActionError, combine } from '../errors/errors.ts'
import type { BuildableImage, Inputs } from '../inputs/index.ts'
import type { Logger } from '../log/log.ts'
import { formatReference, type ImageReference } from '../registry/index.ts'
import { chooseImage, type ImageRequest } from './choose-image.ts'
import type { CheckedOut } from '../source/index.ts'
import type { ImageState, ObservedImage } from './images.ts'

export interface Choices {
  /** In the order of the inputs. */
  readonly images: readonly ImageState[]
  /** Why a deploy would fail, in a preview. */
  readonly problems: readonly string[]
}

export interface ChoiceOptions {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly ports: {
    readonly log: Logger
    /** In a preview nothing is built, and the plan is shown either way. */
    readonly target: { readonly isPreview: boolean }
  }
}

/**
 * Chooses which images are built and which are used as they are in their registries.
 * @throws {ActionError} what chooseImage and commitOfBuild throw, for all images together
 */
export function chooseImages(observed: readonly ObservedImage[], options: ChoiceOptions): Choices {
  const { context, ports } = options
  const { isPreview } = ports.target
  const failures: ActionError[] = []
  const images = observed.map((image): ImageState => {
    const unknown = {
      digest: undefined,
      built: false,
      facts: undefined,
      kept: [],
      commit: context.sourceCommit
    }
    const used = { ...image, ...unknown, choice: 'use' } as const
    try {
      const choice = chooseImage(requestOf(image, options), image.found, ports.log)
      if (choice.kind === 'use') return { ...used, digest: choice.digest }
      const commit = commitOfBuild(image.input, image.checkedOut, context)
      return { ...used, commit, choice: isPreview ? 'use' : 'build' }
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      failures.push(error)
      return used
    }
  })
  const [first, ...others] = failures
  if (first !== undefined && !isPreview) throw combine([first, ...others])
  return { images, problems: failures.map(({ message }) => `A deploy would fail now: ${message}`) }
}

function requestOf(
  { input, source, madeFrom }: ObservedImage,
  { inputs, context }: ChoiceOptions
): ImageRequest {
  const { repository, tag, digest } = input
  const { mode, skipExisting } = inputs.building
  return {
    reference: formatReference({ name: repository.name, ...versionAsked(input, inputs) }),
    ...{ mode, skipExisting, digest, madeFrom, source },
    redeploy: context.eventName === 'workflow_dispatch' && tag.isLiteral && !tag.namesCommit,
    namesCommit: tag.namesCommit,
    moves: tag.moves !== undefined,
    commit: context.sourceCommit
  }
}

/** By what the registry is asked for an image: where the digest alone is written, the tag need not be there. */
export function versionAsked(
  { tag, digest }: Pick<BuildableImage, 'tag' | 'digest'>,
  { pin }: Pick<Inputs, 'pin'>
): Pick<ImageReference, 'tag' | 'digest'> {
  return digest !== undefined && pin === 'digest' ? { digest } : { tag: tag.text }
}

/**
 * Finds the commit that an image is built from. A tag that names a commit must not be given to the files of another one, nor to
 * those of another repository: it would be believed from then on, also by the order of deploys.
 * @param checkedOut what is checked out; undefined when nothing is
 * @throws {ActionError} SOURCE_MISMATCH
 * @internal exported for its unit test
 */
export function commitOfBuild(
  { repository, tag }: Pick<BuildableImage, 'repository' | 'tag'>,
  checkedOut: CheckedOut | undefined,
  context: Pick<RunContext, 'sourceCommit' | 'triggerCommit' | 'repository'>
): string {
  const { sourceCommit, triggerCommit } = context
  // On pull requests the merge of the head commit is checked out, which nobody wrote.
  if (checkedOut === undefined || [sourceCommit, triggerCommit].includes(checkedOut.commit))
    return sourceCommit
  const { commit } = checkedOut
  if (!tag.namesCommit) return commit
  const reference = formatReference({ name: repository.name, tag: tag.text })
  const [what, wayOut] =
    checkedOut.kind === 'ours'
      ? [`${commit}, the commit that is checked out`, 'Check out the commit of this run, or']
      : [
          `${commit} of ${checkedOut.address ?? 'a repository without a remote'}, which is checked out there and is not ${context.repository}`,
          'Correct `context`, or'
        ]
  throw new ActionError(
    'SOURCE_MISMATCH',
    `${reference} would be built from ${what}, but its tag names ${sourceCommit}, the commit of this run. ${wayOut} set ` +
      '`tag` to the commit that is checked out.'
  )
}
