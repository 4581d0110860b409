import { ActionError } from '../../errors/errors.ts'
import type { EntryMatch } from './entry-stages.ts'
import { newNameOf, refuseMalformed, type SetImage } from './set-image.ts'
import type { ImageEntry, Images } from '../read/images.ts'
import { nearest } from '../../text/nearest.ts'
import { failureAt, locationAt, nameLines, show, type YamlFile } from '../../yaml/file.ts'
import { noValues } from '../read/entry.ts'

/**
 * Finds the entries that a set image is for. If there are none and `if-missing: add` is set, returns a match for a new one.
 * @throws ENTRY_NOT_FOUND, ENTRY_AMBIGUOUS, EDIT_REFUSED
 */
export function matchEntries(
  images: Images,
  set: SetImage,
  file: YamlFile,
  ifMissing: 'error' | 'add'
): readonly EntryMatch[] {
  refuseMalformed(set)
  const entries = selectEntries(images, set, file)
  const { id } = set
  if (entries.length === 0) {
    if (ifMissing === 'error') throw entryNotFound(images, set, file)
    const name = set.entryName ?? set.image ?? ''
    const newName = newNameOf(name, set)
    const { path } = file
    const place = { index: undefined, location: { path } }
    return [{ id, path, name, ...place, deploys: newName ?? name, before: noValues, namesakes: [] }]
  }
  const namesakes = entries.map(({ values }) => values)
  const isFoundByNewName = namesakes.some(({ newName }) => newName !== undefined && newName === set.image)
  const deploys = set.newName ?? (set.entryName === undefined && isFoundByNewName ? set.image : undefined)
  return entries.map(entry => ({
    ...{ id, deploys, namesakes },
    path: file.path,
    name: entry.name ?? '',
    index: images.entries.indexOf(entry),
    location: locationAt(file, entry.offset),
    before: entry.values
  }))
}

const namesShown = 10

/**
 * Selects the entries that a set image is for: those named `entryName` if that is given, else those whose `newName` is
 * `image`, or whose `name` is. They are several when a name is there more than once:
 * kustomize applies all of them, so all of them get the values. None means that the file has no such entry.
 * @throws ENTRY_AMBIGUOUS when entries of different names match.
 * @throws EDIT_REFUSED when the entry has no name, so an edit does nothing.
 */
function selectEntries(
  images: Images,
  { image, entryName }: SetImage,
  file: YamlFile
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
    if (found[0]) throw nameless(found[0], file)
    return []
  }
  if (new Set(withName.map(entry => entry.name)).size > 1) throw ambiguous(withName, first, image ?? '', file)
  const namesakes = named(first.name ?? '')
  // One without values is left alone when another one of its name has values.
  const effective = namesakes.filter(({ values }) => Object.values(values).some(value => value !== undefined))
  return effective.length > 0 ? effective : [first]
}

/** Puts entries in the order of their lines, each once. */
function inOrder(entries: readonly ImageEntry[]): readonly ImageEntry[] {
  return [...new Set(entries)].sort((a, b) => a.offset - b.offset)
}

function nameless(entry: ImageEntry, file: YamlFile): ActionError {
  const sentence =
    'this entry has no name, so kustomize applies it to nothing. Give it the name that the image has in the manifests.'
  return failureAt('EDIT_REFUSED', file, entry.offset, sentence)
}

function ambiguous(
  found: readonly ImageEntry[],
  first: ImageEntry,
  image: string,
  file: YamlFile
): ActionError {
  const where = nameLines(
    file.text,
    found.map(entry => entry.offset)
  )
  const shown = found.slice(0, namesShown).map(describe).join(', ')
  const sentence = `${found.length} images entries match ${show(image)} (${where}): ${shown}. Say which one by its name: with image-name, or with name=*:tag in images.`
  return failureAt('ENTRY_AMBIGUOUS', file, first.offset, sentence)
}

/** Creates the error for a file without an entry for the image; it lists the names present, nearest first. */
function entryNotFound(images: Images, set: SetImage, { path }: YamlFile): ActionError {
  const name = set.entryName ?? set.image ?? ''
  const problem =
    set.entryName === undefined
      ? `${path} has no images entry for ${show(name)}`
      : `${path} has no images entry with the name ${show(name)}`
  const message = `${problem}${advice(images, set, name)}`
  return new ActionError('ENTRY_NOT_FOUND', message, { location: { path } })
}

function advice(images: Images, set: SetImage, name: string): string {
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
    set.entryName === undefined
      ? "Correct image, or set image-name to the entry's name"
      : 'Correct the name, or leave it out to find the entry by image'
  return `. The entries present, nearest first: ${shown.join(', ')}${more}. ${action}, or set if-missing: add to add an entry.`
}

function describe({ name, values }: ImageEntry): string {
  const shown = name === undefined ? '(no name)' : show(name)
  return values.newName === undefined ? shown : `${shown} → ${show(values.newName)}`
}
