import type { EntryEdit, FileEdit } from '../../../src/kustomization/edit/entry-stages.ts'
import type { EntryValues } from '../../../src/kustomization/read/entry.ts'

const none: EntryValues = { newName: undefined, newTag: undefined, digest: undefined }

/** Makes the edit of one entry out of what it had and what it gets; the image `image` asks for it. */
export function entryEdit(
  path: string,
  name: string,
  from: Partial<EntryValues>,
  to: Partial<EntryValues>
): EntryEdit {
  const [before, after] = [
    { ...none, ...from },
    { ...none, ...to }
  ]
  const fields = (['newName', 'newTag', 'digest'] as const)
    .filter(field => before[field] !== after[field])
    .map(field => ({ field, from: before[field], to: after[field] }))
  return {
    ...{ id: 'image', path, name, index: 0, location: { path, line: 2 }, deploys: undefined },
    ...{ before, namesakes: [before], after, line: 2, fields }
  }
}

/** Puts edits of entries into their files; the texts are only as different as they have to be. */
export function fileEdits(entries: readonly EntryEdit[]): readonly FileEdit[] {
  const paths = [...new Set(entries.map(({ path }) => path))]
  return paths.map(path => {
    const own = entries.filter(entry => entry.path === path)
    const isChanged = own.some(({ fields }) => fields.length > 0)
    return { path, before: 'before', after: isChanged ? 'after' : 'before', entries: own, notices: [] }
  })
}
