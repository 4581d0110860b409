import type { Bump, BumpRequest } from './bump.ts'
import { renderCommitText } from './commit-text.ts'
import type { WorkflowContext } from './context.ts'
import { deployedImages, type ProvidedImages } from './deployed-images.ts'
import { ActionError } from './errors.ts'
import type { BuildSource } from './image/build-source.ts'
import { imageLabels } from './image/labels.ts'
import { decideImage, type ImageRequest, type ProvidedImage } from './image/provide.ts'
import type { MainImage } from './image-inputs.ts'
import type { ImageLine } from './image-line.ts'
import type { Inputs } from './inputs.ts'
import type { ImageChange } from './kustomization/edit-images.ts'
import type { Logger } from './log.ts'
import type { Observation } from './observe.ts'
import type { SourceCommit } from './source-commit.ts'

/** What is known of the main image, and what has to be built. */
export interface MainDecision {
  readonly known: ProvidedImage
  readonly toBuild: ImageRequest | undefined
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
  const unknown = { known: { digest: undefined, built: false }, toBuild: undefined }
  if (image === undefined || source === undefined) return unknown
  if (inputs.publish === 'none') {
    if (found?.kind === 'present')
      return { known: { digest: found.digest, built: false }, toBuild: undefined }
    const why =
      found?.kind === 'denied' || found?.kind === 'unavailable'
        ? 'The registry did not say which digest the tag has'
        : 'The digest is not known before the image is built'
    log.info(`${why}, so the preview shows the tag alone.`)
    return unknown
  }
  const request = imageRequest(inputs, image, context, source, commit)
  const decision = decideImage(request, found, log)
  if (decision.kind === 'build') return { ...unknown, toBuild: request }
  return { known: { digest: decision.digest, built: false }, toBuild: undefined }
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
  provided: ProvidedImages
): BumpRequest {
  const { image } = inputs
  // Only what was built now, or a tag that names the commit, is known to be this commit's.
  const ours = provided.main.built || image?.tagNamesCommit === true
  const details = {
    sourceRepository: context.repository,
    sourceRepositoryUrl: `${context.serverUrl}/${context.repository}`,
    runUrl: context.runUrl,
    source: ours ? commit : undefined,
    template: inputs.commitMessage,
    author: inputs.author,
    committer: inputs.committer
  }
  return {
    patterns: inputs.kustomization,
    changes: imageChanges(inputs, provided),
    options: { ifMissing: inputs.ifMissing },
    describe: edits =>
      renderCommitText({ ...details, images: deployedImages(inputs, provided, edits) }, edits)
  }
}

/** Lists what is asked of the entries: the main image comes first, then the lines. */
export function imageChanges(
  { image, lines, pin }: Inputs,
  { main, lineDigests }: ProvidedImages
): readonly ImageChange[] {
  const first: readonly ImageChange[] =
    image === undefined
      ? []
      : [
          {
            image: image.repository.name,
            entryName: image.entryName,
            newTag: image.tag,
            digest: main.digest,
            pin
          }
        ]
  return [...first, ...lines.map((line, index) => lineChange(line, pin, lineDigests[index]))]
}

function lineChange(line: ImageLine, pin: Inputs['pin'], found: string | undefined): ImageChange {
  const { entryName, image, newName, newTag, keepTag } = line
  const isPinned = line.digest !== undefined && newTag !== undefined && pin === 'tag'
  return {
    entryName,
    image,
    newName,
    newTag,
    keepTag,
    digest: newTag === undefined ? line.digest : (line.digest ?? found),
    // Whoever writes both wants both.
    pin: isPinned ? 'tag+digest' : pin
  }
}

/**
 * A pin that the user wants must not fall away in silence because a registry did not answer.
 * @param toBuild the change whose digest the build will give, if there is one
 * @throws {ActionError} DIGEST_UNKNOWN
 */
export function requireDigests(bump: Bump, changes: readonly ImageChange[], toBuild?: number): void {
  const unpinned = bump.edits.find(({ edit: { after, before, change } }) => {
    if (change === toBuild) return false
    const asked = changes[change]
    const isAsked = asked?.newTag !== undefined && asked.pin !== 'tag'
    return after.digest === undefined && (isAsked || before.digest !== undefined)
  })
  if (unpinned === undefined) return
  const { path, edit } = unpinned
  const [wish, wayOut] =
    edit.before.digest === undefined
      ? ['is to get the digest of its tag (`pin`)', 'set `pin: tag`']
      : ['pins a digest', 'remove `digest:` from the entry']
  throw new ActionError(
    'DIGEST_UNKNOWN',
    `The entry ${edit.name} in ${path} ${wish}, and the registry did not say which digest the new tag has. ` +
      `Log in to the registry before this step, or ${wayOut}.`,
    { location: { path, line: edit.line } }
  )
}
