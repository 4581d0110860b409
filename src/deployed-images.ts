import type { FileEdit } from './bump.ts'
import type { ProvidedImage } from './image/provide.ts'
import type { Inputs } from './inputs.ts'
import { deployedName } from './version-text.ts'

/** What is known of the images of a run. */
export interface ProvidedImages {
  readonly main: ProvidedImage
  /** The digest of each line's image in the registry, as far as it is known. */
  readonly lineDigests: readonly (string | undefined)[]
}

/** One image of a run. */
export interface DeployedImage {
  readonly image: string
  /** Empty when a digest alone names the image. */
  readonly tag: string
  /** In the registry; empty when it is not known. */
  readonly digest: string
  /** This run built and pushed it. */
  readonly built: boolean
}

/** Lists the images of a run: the main one, then those of the lines as the first file has them. */
export function deployedImages(
  { image, lines }: Inputs,
  { main, lineDigests }: ProvidedImages,
  edits: readonly FileEdit[]
): readonly DeployedImage[] {
  const first =
    image === undefined
      ? []
      : [{ image: image.repository.name, tag: image.tag, digest: main.digest ?? '', built: main.built }]
  const others = lines.map((line, index): DeployedImage => {
    const edit = edits.find(({ edit: { change } }) => change === index + first.length)?.edit
    return {
      image: edit === undefined ? (line.newName ?? line.image ?? line.entryName ?? '') : deployedName(edit),
      tag: edit?.after.newTag ?? line.newTag ?? '',
      digest: edit?.after.digest ?? line.digest ?? lineDigests[index] ?? '',
      built: false
    }
  })
  return [...first, ...others]
}
