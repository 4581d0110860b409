import type { ImageLine } from './image-line.ts'
import type { Inputs } from './inputs.ts'

/*
 * What is asked of the entries is a list of changes, and an edit names its change by the place in it: the main image comes
 * first, where there is one, then the lines of `images`.
 */

/** Whether a change is that of the main image. */
export function isMainChange({ image }: Pick<Inputs, 'image'>, change: number): boolean {
  return image !== undefined && change === 0
}

/** The line that a change comes from; undefined for that of the main image. */
export function lineOf(
  { image, lines }: Pick<Inputs, 'image' | 'lines'>,
  change: number
): ImageLine | undefined {
  return lines[change - (image === undefined ? 0 : 1)]
}
