import type { FileEdit } from '../../../src/plan/plan.ts'
import type { EntryValues } from '../../../src/kustomization/edit/set-images.ts'

const none: EntryValues = { newName: undefined, newTag: undefined, digest: undefined }

/** Makes the edit of one entry out of what it had and what it gets. */
export function fileEdit(
  path: string,
  name: string,
  from: Partial<EntryValues>,
  to: Partial<EntryValues>
): FileEdit {
  const [before, after] = [
    { ...none, ...from },
    { ...none, ...to }
  ]
  const fields = (['newName', 'newTag', 'digest'] as const)
    .filter(field => before[field] !== after[field])
    .map(field => ({ field, from: before[field], to: after[field] }))
  return { path, edit: { name, line: 2, before, after, fields, change: 0, added: false } }
}
