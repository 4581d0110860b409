import type { FileEdit } from './bump.ts'
import type { ImageBook } from './image-book.ts'
import type { ProvidedImage } from './image/provide.ts'
import { isMainChange, lineOf } from './image-changes.ts'
import type { Inputs } from './inputs.ts'
import { oneLine } from './log.ts'
import { deployedName } from './version-text.ts'

/** What is known of the images of a run. */
export interface KnownImages {
  readonly main: ProvidedImage
  readonly book: ImageBook
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
}

/** Lists the images of a run: the main one, then those of the lines as the first file has them. */
export function deployedImages(
  inputs: Inputs,
  { main, book }: KnownImages,
  edits: readonly FileEdit[]
): readonly DeployedImage[] {
  const { image, lines } = inputs
  // Where something else is changed, an image that is not in it is not part of what happens.
  const isElsewhere =
    !main.built &&
    edits.some(({ edit }) => edit.fields.length > 0) &&
    !edits.some(({ edit: { change } }) => isMainChange(inputs, change))
  const first: readonly DeployedImage[] =
    image === undefined || isElsewhere
      ? []
      : [
          {
            image: image.repository.name,
            tag: image.tag,
            digest: main.digest ?? '',
            built: main.built,
            held: main.digest !== undefined
          }
        ]
  const others = lines.flatMap((line): readonly DeployedImage[] => {
    const edit = edits.find(({ edit: { change } }) => lineOf(inputs, change) === line)?.edit
    if (edit === undefined) {
      // A line that means the same entry as one before it is told with that one.
      if (edits.length > 0) return []
      const name = line.newName ?? line.image ?? line.entryName ?? ''
      return [{ image: name, tag: line.newTag ?? '', digest: line.digest ?? '', built: false, held: false }]
    }
    const name = deployedName(edit)
    const { newTag, digest } = edit.after
    const found = newTag === undefined ? undefined : book.digestOf(name, newTag)
    const held = [newTag, digest, line.newTag].some(
      version => version !== undefined && book.isHeld({ name, version })
    )
    // The file may have anything for a tag that is kept.
    const texts = { image: oneLine(name), tag: oneLine(newTag ?? ''), digest: oneLine(digest ?? found ?? '') }
    return [{ ...texts, built: false, held }]
  })
  return [...first, ...others]
}
