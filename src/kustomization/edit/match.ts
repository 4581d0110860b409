import { ActionError } from '../../errors/errors.ts'
import type { ImageChange } from './set-image.ts'
import type { ImageEntry, Images } from '../read/images.ts'
import { nearest } from '../../text/nearest.ts'
import { failureAt, nameLines, show, type Source } from '../../yaml/file.ts'

const namesShown = 10

/**
 * Selects the entries that a change is about: those named `entryName` if that is given, else those that render as
 * `image` (their `newName`) or replace it (their `name`). They are several when a name is there more than once:
 * kustomize applies all of them, so all of them get the values. None means that the file has no such entry.
 * @throws ENTRY_AMBIGUOUS when entries of different names match.
 * @throws EDIT_REFUSED when the entry has no name, so an edit does nothing.
 */
export function selectEntries(
  images: Images,
  { image, entryName }: ImageChange,
  source: Source
): readonly ImageEntry[] {
  const named = (name: string) => images.byName.get(name) ?? []
  const found =
    entryName === undefined
      ? image === undefined
        ? []
        : inOrder([...(images.byNewName.get(image) ?? []), ...named(image)])
      : named(entryName)
  const withName = found.filter(entry => entry.name !== undefined)
  const [first] = withName
  if (!first) {
    if (found[0]) throw nameless(found[0], source)
    return []
  }
  if (new Set(withName.map(entry => entry.name)).size > 1)
    throw ambiguous(withName, first, image ?? '', source)
  const namesakes = named(first.name ?? '')
  // One that has nothing but a name does nothing, so it stays like that beside others.
  const effective = namesakes.filter(({ values }) => Object.values(values).some(value => value !== undefined))
  return effective.length > 0 ? effective : [first]
}

/** Puts entries in the order of their lines, each once. */
function inOrder(entries: readonly ImageEntry[]): readonly ImageEntry[] {
  return [...new Set(entries)].sort((a, b) => a.offset - b.offset)
}

function nameless(entry: ImageEntry, source: Source): ActionError {
  const sentence =
    'this entry has no name, so kustomize applies it to nothing. Give it the name that the image has in the manifests.'
  return failureAt('EDIT_REFUSED', source, entry.offset, sentence)
}

function ambiguous(
  found: readonly ImageEntry[],
  first: ImageEntry,
  image: string,
  source: Source
): ActionError {
  const where = nameLines(
    source.text,
    found.map(entry => entry.offset)
  )
  const shown = found.slice(0, namesShown).map(describe).join(', ')
  const sentence = `${found.length} images entries match ${show(image)} (${where}): ${shown}. Say which one by its name: with image-name, or with name=*:tag in images.`
  return failureAt('ENTRY_AMBIGUOUS', source, first.offset, sentence)
}

/** Creates the error for a file without an entry for the change; it lists the names present, nearest first. */
export function entryNotFound(images: Images, change: ImageChange, { path }: Source): ActionError {
  const name = change.entryName ?? change.image ?? ''
  const problem =
    change.entryName === undefined
      ? `${path} has no images entry for ${show(name)}`
      : `${path} has no images entry with the name ${show(name)}`
  const message = `${problem}${advice(images, change, name)}`
  return new ActionError('ENTRY_NOT_FOUND', message, { location: { path } })
}

function advice(images: Images, change: ImageChange, name: string): string {
  const described = new Map<string, string>()
  for (const entry of images.entries) {
    described.set(entry.name ?? '', describe(entry))
    if (entry.values.newName !== undefined) described.set(entry.values.newName, describe(entry))
  }
  if (described.size === 0) {
    return `: its images list is empty or missing. Add the entry once, the tag is then filled in, or set if-missing to add:\n\nimages:\n- name: ${show(name)}`
  }
  const total = new Set(described.values()).size
  const near = nearest(name, [...described.keys()], 2 * namesShown).map(key => described.get(key) ?? key)
  const shown = [...new Set(near)].slice(0, namesShown)
  const more = total > shown.length ? ` and ${total - shown.length} more` : ''
  const action =
    change.entryName === undefined
      ? "Correct image, or set image-name to the entry's name"
      : 'Correct the name, or leave it out to find the entry by image'
  return `. The entries present, nearest first: ${shown.join(', ')}${more}. ${action}; if-missing: add adds an entry.`
}

function describe({ name, values }: ImageEntry): string {
  const shown = name === undefined ? '(no name)' : show(name)
  return values.newName === undefined ? shown : `${shown} → ${show(values.newName)}`
}
