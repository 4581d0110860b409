import { ActionError } from '../errors.ts'
import type { ImageEntry, ImagesList } from './images-list.ts'
import { nearest } from './nearest.ts'
import { failureAt, nameLines, show, type Source } from './source.ts'

const namesShown = 10

/** What identifies the entry to change. */
export interface Wanted {
  readonly image: string
  readonly entryName?: string | undefined
}

/**
 * Selects the one entry to change: the one named `entryName` if that is given, else the one that renders as `image`
 * (its `newName`) or replaces it (its `name`).
 * @throws ENTRY_NOT_FOUND when there is none; the names present are listed, nearest first.
 * @throws ENTRY_AMBIGUOUS when there are several.
 * @throws EDIT_REFUSED when the deprecated `imageTags` list has it, or the entry has no name, so an edit does nothing.
 */
export function selectEntry(list: ImagesList, wanted: Wanted, source: Source): ImageEntry {
  const { image, entryName } = wanted
  const found = list.entries.filter(entry => {
    return entryName === undefined
      ? entry.newName === image || entry.name === image
      : entry.name === entryName
  })
  const named = found.filter(entry => entry.name !== undefined)
  const [first] = named
  if (!first) throw found[0] ? nameless(found[0], source) : notFound(list, wanted, source)
  if (named.length > 1) throw ambiguous(named, first, wanted, source)
  refuseDeprecated(first, list, source)
  return first
}

function nameless(entry: ImageEntry, source: Source): ActionError {
  const sentence =
    'this entry has no name, so kustomize applies it to nothing. Give it the name that the image has in the manifests.'
  return failureAt('EDIT_REFUSED', source, entry.offset, sentence)
}

/** kustomize puts the entries of `imageTags` behind those of `images`, so theirs is the tag that counts. */
function refuseDeprecated(entry: ImageEntry, list: ImagesList, source: Source): void {
  const name = [entry.name, entry.newName].find(each => {
    return each !== undefined && list.deprecatedNames.includes(each)
  })
  if (name === undefined) return
  const sentence = `imageTags, which kustomize has deprecated, has an entry for ${show(name)} too, and kustomize applies that one after this. Move it to images (kustomize edit fix does that) and keep one.`
  throw failureAt('EDIT_REFUSED', source, entry.offset, sentence)
}

function ambiguous(
  found: readonly ImageEntry[],
  first: ImageEntry,
  wanted: Wanted,
  source: Source
): ActionError {
  const where = nameLines(
    source.text,
    found.map(entry => entry.offset)
  )
  const names = [...new Set(found.map(entry => entry.name))]
  const [name] = names
  if (names.length === 1 && name !== undefined) {
    const sentence = `${found.length} images entries have the name ${show(name)} (${where}), and kustomize applies all of them. Merge them into one entry.`
    return failureAt('ENTRY_AMBIGUOUS', source, first.offset, sentence)
  }
  const shown = found.slice(0, namesShown).map(describe).join(', ')
  const sentence = `${found.length} images entries match ${show(wanted.image)} (${where}): ${shown}. Set image-name to the name of the entry to change.`
  return failureAt('ENTRY_AMBIGUOUS', source, first.offset, sentence)
}

function notFound(list: ImagesList, wanted: Wanted, source: Source): ActionError {
  const { path } = source
  const name = wanted.entryName ?? wanted.image
  const problem =
    wanted.entryName === undefined
      ? `${path} has no images entry for ${show(name)}`
      : `${path} has no images entry with the name ${show(name)}`
  if (list.deprecatedNames.includes(name)) {
    const message = `${problem}, only one in imageTags, which kustomize has deprecated. Move it to images (kustomize edit fix does that).`
    return new ActionError('EDIT_REFUSED', message, { location: { path } })
  }
  return new ActionError('ENTRY_NOT_FOUND', `${problem}${advice(list, wanted, name)}`, { location: { path } })
}

function advice(list: ImagesList, wanted: Wanted, name: string): string {
  const described = new Map<string, string>()
  for (const entry of list.entries) {
    described.set(entry.name ?? '', describe(entry))
    if (entry.newName !== undefined) described.set(entry.newName, describe(entry))
  }
  if (described.size === 0) {
    return `: its images list is empty or missing. Add the entry once, the tag is then filled in:\n\nimages:\n- name: ${show(name)}`
  }
  const total = new Set(described.values()).size
  const near = nearest(name, [...described.keys()], 2 * namesShown).map(key => described.get(key) ?? key)
  const shown = [...new Set(near)].slice(0, namesShown)
  const more = total > shown.length ? ` and ${total - shown.length} more` : ''
  const action =
    wanted.entryName === undefined
      ? "Correct image, or set image-name to the entry's name"
      : 'Correct image-name, or remove it to find the entry by image'
  return `. The entries present, nearest first: ${shown.join(', ')}${more}. ${action}.`
}

function describe(entry: ImageEntry): string {
  const name = entry.name === undefined ? '(no name)' : show(entry.name)
  return entry.newName === undefined ? name : `${name} → ${show(entry.newName)}`
}
