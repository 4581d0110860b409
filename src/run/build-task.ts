import { repositoryUrl, type RunContext } from '../context/context.ts'
import { entriesOf, type ImageState, otherSource, type Plan } from '../plan/index.ts'
import type { ImageReference } from '../registry/index.ts'
import { type BuildRequest, type CacheRequest, imageLabels, type BuildTask } from '../builder/index.ts'
import type { SourceCommit } from '../source/index.ts'
import { runningName } from '../kustomization/index.ts'
import type { BuildableImage, Inputs } from '../inputs/index.ts'

export interface BuildDetails {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly commit: SourceCommit
}

/**
 * Puts together what is asked of the builder for one image.
 * @param previous the image that runs, where the registry has it: see runningReference()
 */
export function buildTask(image: ImageState, previous: string | undefined, details: BuildDetails): BuildTask {
  const { inputs } = details
  return {
    build: { ...buildRequest(image, details), cache: cacheRequest(image.input, previous, details) },
    before: image.found,
    retries: inputs.building.pushRetries,
    commit: image.commit,
    namesCommit: image.input.tag.namesCommit && !image.input.tag.isShortened
  }
}

function buildRequest(image: ImageState, details: BuildDetails): Omit<BuildRequest, 'cache'> {
  const { input, source } = image
  if (source.kind !== 'found') throw new Error('a build without a source')
  const { repository, tag, build } = input
  return {
    ...build,
    ...{ repository, tag: tag.text },
    context: source.context,
    file: source.file,
    labels: { ...ownLabels(image, details), ...Object.fromEntries(build.labels.map(split)) }
  }
}

function split(label: string): readonly [string, string] {
  const equals = label.indexOf('=')
  return [label.slice(0, equals), label.slice(equals + 1)]
}

/** What is built from the files of another repository has its commit and its address. */
function ownLabels(image: ImageState, { context, commit }: BuildDetails): Readonly<Record<string, string>> {
  const other = otherSource(image)
  const about = {
    title: image.input.repository.name.replace(/^.*\//, ''),
    description: undefined,
    license: undefined
  }
  return imageLabels({
    commit: image.commit,
    sourceUrl: other === undefined ? repositoryUrl(context) : other.address,
    committedAt: image.commit === commit.sha ? commit.committedAt : undefined,
    version: image.input.tag.text,
    about: other === undefined ? context.about : about
  })
}

/** What a pull request builds is not what others should import; GitHub keeps the caches of branches apart itself. */
function cacheRequest(
  image: BuildableImage,
  previous: string | undefined,
  { inputs, context }: BuildDetails
): CacheRequest {
  const { name } = image.repository
  return {
    mode: inputs.building.cache,
    from: image.build.cacheFrom,
    to: image.build.cacheTo,
    importOnly: context.eventName.startsWith('pull_request'),
    scope: name,
    previous
  }
}

/** Finds the image that runs now: it may carry an inline cache. */
export function runningReference({ id, repository }: BuildableImage, plan: Plan): ImageReference | undefined {
  const { name } = repository
  const running = entriesOf(plan).find(entry => entry.id === id && runningName(entry) === name)
  const { newTag: tag, digest } = running?.before ?? {}
  if (digest !== undefined) return { name, digest }
  return tag === undefined ? undefined : { name, tag }
}
