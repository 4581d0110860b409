import { oneLine } from '../log/log.ts'
import type { EntryValues } from './read/entry.ts'

/** Names a version for people: `v1`, `v1@sha256:0123456789ab`, `sha256:0123456789ab` or `(no tag)`. */
export function renderVersion({ newTag, digest }: Pick<EntryValues, 'newTag' | 'digest'>): string {
  const short = digest === undefined ? '' : oneLine(digest).slice(0, 19)
  if (newTag === undefined) return short === '' ? '(no tag)' : short
  return short === '' ? oneLine(newTag) : `${oneLine(newTag)}@${short}`
}

/** The image that an entry has made of the images it matches, before it was edited. */
export function runningName(edit: {
  readonly name: string
  readonly before: { readonly newName: string | undefined }
}): string {
  return edit.before.newName ?? edit.name
}

/** The image that an entry makes of the images it matches: its new name, or its own. */
export function deployedName(edit: {
  readonly name: string
  readonly after: { readonly newName: string | undefined }
}): string {
  return edit.after.newName ?? edit.name
}
