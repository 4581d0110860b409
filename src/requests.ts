import type { BumpRequest, FileEdit } from './bump.ts'
import { renderCommitText } from './commit-text.ts'
import type { WorkflowContext } from './context.ts'
import { deployedImages, type KnownImages } from './deployed-images.ts'
import { ActionError } from './errors.ts'
import type { BuildSource } from './image/build-source.ts'
import { imageLabels } from './image/labels.ts'
import { decideImage, type ImageRequest, type ProvidedImage } from './image/provide.ts'
import type { ImageBook } from './image-book.ts'
import { isMainChange, lineOf } from './image-changes.ts'
import type { MainImage } from './image-inputs.ts'
import type { Inputs } from './inputs.ts'
import type { ImageChange } from './kustomization/edit-images.ts'
import type { Logger } from './log.ts'
import type { Observation } from './observe.ts'
import type { SourceCommit } from './source-commit.ts'

/** What is known of the main image, and what has to be built. */
export interface MainDecision {
  readonly known: ProvidedImage
  readonly toBuild: ImageRequest | undefined
  /** Why a deploy would fail, in a preview. */
  readonly problem: string | undefined
}

/**
 * Decides whether the main image is built or is there. A preview builds nothing, and shows the bump either way.
 * @throws {ActionError} what decideImage throws
 */
export function decideMainImage(
  inputs: Inputs,
  context: WorkflowContext,
  { found, source, commit }: Pick<Observation, 'found' | 'source' | 'commit'>,
  log: Logger
): MainDecision {
  const { image } = inputs
  const unknown = { known: { digest: undefined, built: false }, toBuild: undefined, problem: undefined }
  if (image === undefined || source === undefined) return unknown
  const request = imageRequest(inputs, image, context, source, commit)
  try {
    const decision = decideImage(request, found, log)
    if (decision.kind === 'use') return { ...unknown, known: { digest: decision.digest, built: false } }
    return inputs.publish === 'none' ? unknown : { ...unknown, toBuild: request }
  } catch (error) {
    if (inputs.publish !== 'none' || !(error instanceof ActionError)) throw error
    return { ...unknown, problem: `A deploy would fail now: ${error.message}` }
  }
}

function imageRequest(
  inputs: Inputs,
  image: MainImage,
  context: WorkflowContext,
  source: BuildSource,
  commit: SourceCommit
): ImageRequest {
  return {
    repository: image.repository,
    tag: image.tag,
    mode: inputs.build,
    redeploy: context.eventName === 'workflow_dispatch' && image.tagIsLiteral && !image.tagNamesCommit,
    source,
    build: {
      target: inputs.target,
      buildArgs: inputs.buildArgs,
      labels: imageLabels({
        commit: context.sourceCommit,
        sourceUrl: `${context.serverUrl}/${context.repository}`,
        committedAt: commit.committedAt,
        version: image.tag
      })
    }
  }
}

/** Puts together what is asked of the editor. */
export function bumpRequest(
  inputs: Inputs,
  context: WorkflowContext,
  commit: SourceCommit,
  known: KnownImages
): BumpRequest {
  const { image } = inputs
  // Only what was built now, or a tag that names the commit, is known to be this commit's.
  const isOurs = ({ edit: { change } }: FileEdit) =>
    image !== undefined && isMainChange(inputs, change)
      ? known.main.built || image.tagNamesCommit
      : lineOf(inputs, change)?.namesCommit === true
  const details = {
    sourceRepository: context.repository,
    sourceRepositoryUrl: `${context.serverUrl}/${context.repository}`,
    runUrl: context.runUrl,
    template: inputs.commitMessage,
    author: inputs.author,
    committer: inputs.committer
  }
  return {
    patterns: inputs.kustomization,
    changes: imageChanges(inputs, known.book),
    options: { ifMissing: inputs.ifMissing },
    leaveOut: () => false,
    describe: edits => {
      const source = edits.some(isOurs) ? commit : undefined
      return renderCommitText({ ...details, source, images: deployedImages(inputs, known, edits) }, edits)
    }
  }
}

/** Lists what is asked of the entries: the main image comes first, then the lines. */
function imageChanges({ image, lines, pin }: Inputs, book: ImageBook): readonly ImageChange[] {
  const digestIn = (tag: string) => (repository: string) => book.digestOf(repository, tag)
  const first: readonly ImageChange[] =
    image === undefined
      ? []
      : [
          {
            image: image.repository.name,
            entryName: image.entryName,
            newTag: image.tag,
            digestIn: digestIn(image.tag),
            pin
          }
        ]
  const others = lines.map(({ entryName, image: name, newName, newTag, digest, keepTag }): ImageChange => {
    // Whoever writes both wants both.
    const isPinned = digest !== undefined && newTag !== undefined && pin === 'tag'
    return {
      entryName,
      image: name,
      newName,
      newTag,
      digest,
      digestIn: newTag === undefined ? undefined : digestIn(newTag),
      keepTag,
      pin: isPinned ? 'tag+digest' : pin
    }
  })
  return [...first, ...others]
}
