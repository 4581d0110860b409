import type { FileEdit, UnchangedEdit } from './plan.ts'
import { isAbout, lineOf } from './image-changes.ts'
import { oneLine } from '../log/log.ts'
import { type Digests, formatReference } from '../registry/index.ts'
import type { BuildFacts, ProvidedImage } from '../builder/index.ts'
import { deployedName, runningName } from '../kustomization/index.ts'
import type { Inputs } from '../inputs/index.ts'

/** What is known of the images of a run. */
export interface KnownImages {
  /** In the order of the inputs' images. */
  readonly own: readonly ProvidedImage[]
  /** What the registries said. */
  readonly digests: Digests
}

/** One image of a run. */
export interface DeployedImage {
  readonly image: string
  /** Empty when a digest alone names the image. */
  readonly tag: string
  /** Empty when it is not known. */
  readonly digest: string
  /** This run built and pushed it. */
  readonly built: boolean
  /** The registry said that it holds it. */
  readonly held: boolean
  /** An entry has it, or will; an image that something newer was faster than is built and in none. */
  readonly inEntry: boolean
  /** An entry did not have it before. */
  readonly changed: boolean
  readonly facts?: BuildFacts | undefined
}

/** Lists the images of a run: its own, then those of the lines as the first file has them. */
export function deployedImages(
  inputs: Inputs,
  { own, digests }: KnownImages,
  edits: readonly FileEdit[],
  unchanged: readonly UnchangedEdit[] = []
): readonly DeployedImage[] {
  const { images, lines } = inputs
  const first = images.flatMap((image, index): readonly DeployedImage[] => {
    const { digest, built = false, facts } = own[index] ?? {}
    const isOwn = isAbout(inputs, image)
    const ownEdits = edits.filter(isOwn)
    const kept = ownEdits.length > 0 ? undefined : unchanged.find(isOwn)
    if (kept !== undefined) return [keptImage(kept)]
    // Where something else is changed, an image that is not in it is not part of what happens.
    const isElsewhere = !built && ownEdits.length === 0 && isChange(edits)
    if (isElsewhere) return []
    const { repository, tag } = image
    return [
      {
        ...{ image: repository.name, tag, digest: digest ?? '', built, facts },
        held: digest !== undefined,
        inEntry: ownEdits.length > 0,
        changed: isChange(ownEdits)
      }
    ]
  })
  const others = lines.flatMap((line): readonly DeployedImage[] => {
    const ownEdits = edits.filter(({ edit: { change } }) => lineOf(inputs, change) === line)
    // What the first file has that changes.
    const edit = (ownEdits.find(each => isChange([each])) ?? ownEdits[0])?.edit
    if (edit === undefined) {
      // A line that means the same entry as one before it is told with that one.
      if (edits.length > 0) return []
      const name = line.newName ?? line.image ?? line.entryName ?? ''
      return [
        {
          image: name,
          tag: line.newTag ?? '',
          digest: line.digest ?? '',
          ...{ ...unbuilt, held: false, inEntry: false, changed: false }
        }
      ]
    }
    const name = deployedName(edit)
    const { newTag, digest } = edit.after
    const found = digests.get(formatReference({ name, tag: newTag }))
    const held = [{ tag: newTag }, { digest }, { tag: line.newTag }].some(version =>
      digests.has(formatReference({ name, ...version }))
    )
    // The file may have anything for a tag that is kept.
    const texts = { image: oneLine(name), tag: oneLine(newTag ?? ''), digest: oneLine(digest ?? found ?? '') }
    return [{ ...texts, ...unbuilt, held, inEntry: true, changed: isChange(ownEdits) }]
  })
  return [...first, ...others]
}

const unbuilt = { built: false }

function isChange(edits: readonly FileEdit[]): boolean {
  return edits.some(({ edit }) => edit.fields.length > 0)
}

/** An image that stays what it is. */
function keptImage({ edit }: UnchangedEdit): DeployedImage {
  const { newTag = '', digest = '' } = edit.before
  return {
    image: oneLine(runningName(edit)),
    ...{ tag: oneLine(newTag), digest: oneLine(digest) },
    ...{ ...unbuilt, held: false, inEntry: true, changed: false }
  }
}
