import type { OwnImage, ImageLine, Inputs } from '../inputs/index.ts'

/*
 * What is asked of the entries is a list of changes, and an edit names its change by the place in it: the images of this
 * run come first, then the lines of `images`.
 */

/** The image of this run that a change is about; undefined for that of a line. */
export function ownOf({ images }: Pick<Inputs, 'images'>, change: number): OwnImage | undefined {
  return images[change]
}

/** Tells the edits that are about an image of this run. */
export function isAbout(
  inputs: Pick<Inputs, 'images'>,
  image: OwnImage
): (each: { readonly edit: { readonly change: number } }) => boolean {
  return ({ edit }) => ownOf(inputs, edit.change) === image
}

/** The line that a change comes from; undefined for that of an image of this run. */
export function lineOf(
  { images, lines }: Pick<Inputs, 'images' | 'lines'>,
  change: number
): ImageLine | undefined {
  return lines[change - images.length]
}
