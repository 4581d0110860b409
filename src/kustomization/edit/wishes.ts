import { ActionError } from '../../errors/errors.ts'
import { entryNotFound, selectEntries } from './match.ts'
import {
  entryFields,
  wantedValues,
  type EditOptions,
  type EntryValues,
  type ImageChange
} from './set-image.ts'
import type { ImageEntry, Images } from '../read/images.ts'
import { failureAt, show, type Source } from '../../yaml/file.ts'

/** An entry and the values it shall have, or a new one. */
export interface Wish {
  readonly change: number
  readonly entry: ImageEntry | undefined
  readonly name: string
  /** The image that it must deploy, when that was asked for by its name. */
  readonly deploys: string | undefined
  readonly before: EntryValues
  readonly after: EntryValues
}

const noValues: EntryValues = { newName: undefined, newTag: undefined, digest: undefined }

/**
 * Finds the entries of every change; each entry once.
 * @throws ENTRY_NOT_FOUND, ENTRY_AMBIGUOUS, EDIT_REFUSED
 * @throws INPUT_INVALID when two changes want different values for the same entry.
 */
export function findWishes(
  images: Images,
  changes: readonly ImageChange[],
  source: Source,
  { ifMissing }: EditOptions
): readonly Wish[] {
  const wishes = new Map<ImageEntry | string, Wish>()
  changes.forEach((change, index) => {
    const entries = selectEntries(images, change, source)
    if (entries.length === 0) {
      if (ifMissing === 'error') throw entryNotFound(images, change, source)
      addWish(wishes, newWish(change, index), source)
    }
    const namesakes = entries.map(({ values }) => values)
    const isFoundByNewName = namesakes.some(
      ({ newName }) => newName !== undefined && newName === change.image
    )
    const deploys =
      change.newName ?? (change.entryName === undefined && isFoundByNewName ? change.image : undefined)
    for (const entry of entries) {
      const { values: before } = entry
      const after = wantedValues(entry.name ?? '', before, change, namesakes)
      addWish(wishes, { change: index, entry, name: entry.name ?? '', deploys, before, after }, source)
    }
  })
  return [...wishes.values()]
}

function newWish(change: ImageChange, index: number): Wish {
  const name = change.entryName ?? change.image ?? ''
  const newName = change.newName ?? (change.image === name ? undefined : change.image)
  // A digest that is known goes into a new entry only when it is asked for.
  const after = wantedValues(name, { ...noValues, newName }, change, [])
  return { change: index, entry: undefined, name, deploys: newName ?? name, before: noValues, after }
}

function addWish(wishes: Map<ImageEntry | string, Wish>, each: Wish, source: Source): void {
  const key = each.entry ?? each.name
  const other = wishes.get(key)
  if (!other) {
    wishes.set(key, each)
    return
  }
  const differs = entryFields.some(field => other.after[field] !== each.after[field])
  if (!differs) return
  const sentence = `the inputs ask for two values of the entry ${show(each.name)}: ${render(other.after)} and ${render(each.after)}. Name it once.`
  throw each.entry
    ? failureAt('INPUT_INVALID', source, each.entry.offset, sentence)
    : new ActionError('INPUT_INVALID', `${source.path}: ${sentence}`, { location: { path: source.path } })
}

function render({ newName = '', newTag, digest }: EntryValues): string {
  return show(
    `${newName}${newTag === undefined ? '' : `:${newTag}`}${digest === undefined ? '' : `@${digest}`}`
  )
}
