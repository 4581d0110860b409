import type { Notice } from '../src/errors/notice.ts'
import { matchKustomization } from '../src/kustomization/edit/edit.ts'
import type { EntryEdit } from '../src/kustomization/edit/entry-stages.ts'
import type { SetImage } from '../src/kustomization/edit/set-image.ts'
import { firstOfEachEntry, want } from '../src/kustomization/edit/wanted.ts'

/** A set image without the name of its input, and what is known of the digest of its tag. */
export type ImageChange = Omit<SetImage, 'id'> & {
  readonly digestIn?: ((repository: string) => string | undefined) | undefined
}

/** What an edit of one file gives. */
export interface EditedText {
  readonly text: string
  readonly edits: readonly EntryEdit[]
  readonly notices: readonly Notice[]
}

/** Edits one kustomization, as a plan does: match, want, edit. The id of a set image is its place in the list. */
export function editImages(
  text: string,
  changes: readonly ImageChange[],
  path: string,
  { ifMissing }: { readonly ifMissing: 'error' | 'add' }
): EditedText {
  const sets = changes.map((change, index): SetImage => ({ ...change, id: String(index) }))
  const file = matchKustomization({ text, path }, sets, { ifMissing, keepsParse: true })
  const wanted = file.matches.map(match => {
    const index = Number(match.id)
    const set = sets[index]
    if (set === undefined) throw new Error('a match of another set image')
    return want(match, set, repository => changes[index]?.digestIn?.(repository))
  })
  const { after, entries, notices } = file.edit(firstOfEachEntry(wanted))
  return { text: after, edits: entries, notices }
}
