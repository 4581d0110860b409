import type { Bump } from './bump.ts'
import type { WorkflowContext } from './context.ts'
import type { BuildRequest, CacheRequest } from './image/build/builder.ts'
import { imageLabels } from './image/labels.ts'
import type { ProvideRequest } from './image/provide.ts'
import { ownOf } from './image-changes.ts'
import type { OwnImage } from './inputs/image-inputs.ts'
import type { Inputs } from './inputs/inputs.ts'
import type { ObservedImage } from './observe.ts'
import type { SourceCommit } from './source-commit.ts'
import { runningName } from './version-text.ts'

export interface BuildDetails {
  readonly inputs: Inputs
  readonly context: WorkflowContext
  readonly commit: SourceCommit
  /** The bump on the tip: it tells what runs now. */
  readonly bump: Bump
}

/** Puts together what is asked of the builder for one image. */
export function provideRequest(observed: ObservedImage, details: BuildDetails): ProvideRequest {
  const { inputs, context } = details
  return {
    build: buildRequest(observed, details),
    before: observed.found,
    retries: inputs.building.pushRetries,
    commit: context.sourceCommit
  }
}

function buildRequest({ image, source }: ObservedImage, details: BuildDetails): BuildRequest {
  if (source.kind !== 'found') throw new Error('a build without a source')
  const { repository, tag, extraTags, build } = image
  return {
    ...build,
    ...{ repository, tag, extraTags },
    context: source.context,
    file: source.file,
    labels: { ...ownLabels(image, details), ...Object.fromEntries(build.labels.map(split)) },
    cache: cacheRequest(image, details)
  }
}

function split(label: string): readonly [string, string] {
  const equals = label.indexOf('=')
  return [label.slice(0, equals), label.slice(equals + 1)]
}

function ownLabels({ tag }: OwnImage, { context, commit }: BuildDetails): Readonly<Record<string, string>> {
  return imageLabels({
    commit: context.sourceCommit,
    sourceUrl: `${context.serverUrl}/${context.repository}`,
    committedAt: commit.committedAt,
    version: tag,
    about: context.about
  })
}

/** What a pull request builds is not what others should import; GitHub keeps the caches of branches apart itself. */
function cacheRequest(image: OwnImage, { inputs, context, bump }: BuildDetails): CacheRequest {
  const { name } = image.repository
  return {
    mode: inputs.building.cache,
    from: image.build.cacheFrom,
    to: image.build.cacheTo,
    importOnly: context.eventName.startsWith('pull_request'),
    scope: name,
    previous: runningReference(image, inputs, bump)
  }
}

function runningReference(image: OwnImage, inputs: Inputs, { edits }: Bump): string | undefined {
  const running = edits.find(
    ({ edit }) => ownOf(inputs, edit.change) === image && runningName(edit) === image.repository.name
  )
  const { newTag, digest } = running?.edit.before ?? {}
  if (digest !== undefined) return `${image.repository.name}@${digest}`
  return newTag === undefined ? undefined : `${image.repository.name}:${newTag}`
}
