import type { FileEdit } from './plan.ts'
import { renderCommitText } from './commit-message.ts'
import { deployedImages, type KnownImages } from './images.ts'
import { lineOf, ownOf } from './image-changes.ts'
import type { RunContext } from '../context/context.ts'
import type { BumpRequest } from './plan-edits.ts'
import { type Digests, formatReference } from '../registry/index.ts'
import type { ImageChange } from '../kustomization/index.ts'
import type { SourceCommit } from '../source/index.ts'
import type { Inputs } from '../inputs/index.ts'

export interface BumpAbout {
  /** The commit of the run. */
  readonly commit: SourceCommit
  /** The commit that this run has built the image of a change from, or will; undefined where it builds none. */
  readonly builtFrom: (change: number) => string | undefined
  readonly known: KnownImages
}

function nothingBut(sha: string): SourceCommit {
  return { sha, committedAt: undefined, authoredAt: undefined, author: undefined, subject: undefined }
}

/** Puts together what is asked of the editor. */
export function bumpRequest(
  inputs: Inputs,
  context: RunContext,
  { commit, builtFrom, known }: BumpAbout
): BumpRequest {
  // Only what was built now, or a tag that names the commit, is known to be this commit's.
  const isOurs = ({ edit: { change } }: FileEdit) =>
    builtFrom(change) !== undefined ||
    ownOf(inputs, change)?.tagNamesCommit === true ||
    lineOf(inputs, change)?.namesCommit === true
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
    changes: imageChanges(inputs, known.digests),
    options: { ifMissing: inputs.ifMissing },
    leaveOut: () => false,
    describe: edits => {
      const ours = edits.find(isOurs)?.edit.change
      const sha = ours === undefined ? undefined : (builtFrom(ours) ?? commit.sha)
      const source = sha === undefined || sha === commit.sha ? commit : nothingBut(sha)
      const images = deployedImages(inputs, known, edits).filter(({ changed }) => changed)
      return renderCommitText({ ...details, source: ours === undefined ? undefined : source, images }, edits)
    }
  }
}

/** Lists what is asked of the entries: the images of this run come first, then the lines. */
function imageChanges({ images, lines, pin }: Inputs, digests: Digests): readonly ImageChange[] {
  const digestIn = (tag: string) => (name: string) => digests.get(formatReference({ name, tag }))
  const first = images.map(({ repository, tag, entryName }): ImageChange => ({
    image: repository.name,
    entryName,
    newTag: tag,
    digestIn: digestIn(tag),
    pin
  }))
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
