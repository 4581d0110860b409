import { formatReference, type ImageReference } from '../registry/index.ts'
import type { RunContext } from '../context/context.ts'
import { type Bump, type DecidedImage, isAbout } from '../plan/index.ts'
import { type BuildRequest, type CacheRequest, imageLabels, type ProvideRequest } from '../builder/index.ts'
import type { SourceCommit } from '../source/index.ts'
import { runningName } from '../kustomization/index.ts'
import type { OwnImage, Inputs } from '../inputs/index.ts'

export interface BuildDetails {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly commit: SourceCommit
}

/**
 * Puts together what is asked of the builder for one image.
 * @param previous the image that runs, where the registry has it: see runningImage()
 */
export function provideRequest(
  decided: DecidedImage,
  previous: ImageReference | undefined,
  details: BuildDetails
): ProvideRequest {
  const { inputs } = details
  return {
    build: { ...buildRequest(decided, details), cache: cacheRequest(decided.image, previous, details) },
    before: decided.found,
    retries: inputs.building.pushRetries,
    commit: decided.builtCommit,
    namesCommit: decided.image.tagNamesCommit
  }
}

function buildRequest(
  { image, source, builtCommit }: DecidedImage,
  details: BuildDetails
): Omit<BuildRequest, 'cache'> {
  if (source.kind !== 'found') throw new Error('a build without a source')
  const { repository, tag, build } = image
  return {
    ...build,
    ...{ repository, tag },
    context: source.context,
    file: source.file,
    labels: { ...ownLabels(image, builtCommit, details), ...Object.fromEntries(build.labels.map(split)) }
  }
}

function split(label: string): readonly [string, string] {
  const equals = label.indexOf('=')
  return [label.slice(0, equals), label.slice(equals + 1)]
}

function ownLabels(
  { tag }: OwnImage,
  builtCommit: string,
  { context, commit }: BuildDetails
): Readonly<Record<string, string>> {
  return imageLabels({
    commit: builtCommit,
    sourceUrl: `${context.serverUrl}/${context.repository}`,
    committedAt: builtCommit === commit.sha ? commit.committedAt : undefined,
    version: tag,
    about: context.about
  })
}

/** What a pull request builds is not what others should import; GitHub keeps the caches of branches apart itself. */
function cacheRequest(
  image: OwnImage,
  previous: ImageReference | undefined,
  { inputs, context }: BuildDetails
): CacheRequest {
  const { name } = image.repository
  return {
    mode: inputs.building.cache,
    from: image.build.cacheFrom,
    to: image.build.cacheTo,
    importOnly: context.eventName.startsWith('pull_request'),
    scope: name,
    previous: previous && formatReference(previous)
  }
}

/** Finds what runs now in the place of an image, by its digest or its tag: it may carry an inline cache. */
export function runningImage(image: OwnImage, inputs: Inputs, { edits }: Bump): ImageReference | undefined {
  const running = edits
    .filter(isAbout(inputs, image))
    .find(({ edit }) => runningName(edit) === image.repository.name)
  const { name } = image.repository
  const { newTag: tag, digest } = running?.edit.before ?? {}
  if (digest !== undefined) return { name, digest }
  return tag === undefined ? undefined : { name, tag }
}
