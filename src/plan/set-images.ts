import { type ImageInput, type Inputs, isBuildable } from '../inputs/index.ts'
import type { Pin, SetImage } from '../kustomization/index.ts'

/** Says what the entries of an image are to get. */
export function setImageOf(image: ImageInput, { pin }: Pick<Inputs, 'pin'>): SetImage {
  const { id, entryName, tag } = image
  if (isBuildable(image)) return { id, image: image.repository.name, entryName, newTag: tag?.text, pin }
  const { image: name, newName, digest, keepsTag } = image
  return { id, image: name, entryName, newName, newTag: tag?.text, digest, keepsTag, pin: pinOf(image, pin) }
}

/** Whoever writes both a tag and a digest wants both. */
function pinOf({ digest, tag }: ImageInput, pin: Pin): Pin {
  return digest !== undefined && tag !== undefined && pin === 'tag' ? 'tag+digest' : pin
}
