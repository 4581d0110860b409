/** Raw inputs become one frozen object, or all that is wrong with them is reported at once. */
import { type ImageList, isImageList } from './image-list.ts'

export type { BuildMode, SkipExisting } from './builder.ts'
export { messagePlaceholders } from './commit-template.ts'
export type { PrebuiltImage } from './image-line.ts'
export { type BuildableImage, type ImageInput, isBuildable } from './images.ts'
export { type Inputs, isOwnRepository, parseInputs } from './inputs.ts'
export { type RawInputs, secretNames, toRawInputs } from './table.ts'

/** Reads `images` where it is a YAML list; undefined where it is not. The parser is loaded when there is YAML. */
export async function readImageList(text: string): Promise<ImageList | undefined> {
  return isImageList(text) ? (await import('./image-list-yaml.ts')).parseImageList(text) : undefined
}
