import { editImages, type ImageChange, type EditedText } from '../../../testbed/edit-images.ts'

/** Asks for one tag of one image, as a run with the inputs `image` and `tag` does. */
export type OneChange = Pick<ImageChange, 'image' | 'entryName' | 'newTag' | 'digest'>

function editOne(text: string, change: OneChange, path: string): EditedText {
  return editImages(text, [{ ...change, pin: 'tag' }], path, { ifMissing: 'error' })
}

/** As above, where there is one entry for the image. */
export function setImage(text: string, change: OneChange, path: string) {
  const result = editOne(text, change, path)
  const [edit, second] = result.edits
  if (!edit || second) throw new Error(`${result.edits.length} entries were edited`)
  return { text: result.text, edit: { ...edit, previousTag: edit.before.newTag } }
}
