import { isScalar, parseAllDocuments, visit } from 'yaml'

import type { ImageChange } from './edit-images.ts'
import type { EntryValues } from '../src/kustomization/read/entry.ts'

/**
 * The edit as a person would do it who reads the file into a model, knowing nothing of the code under test; and what
 * the CLI does to the list besides.
 */

/** An entry of the list with its keys as written. */
export type Entry = Readonly<Record<string, string | null>>

/** A kustomization as kustomize reads it, with all of its entries in one list. */
export interface Model {
  readonly others: Readonly<Record<string, unknown>>
  readonly entries: readonly Entry[]
  /** How many of them stand under `images`. Those of `imageTags` follow. */
  readonly listed: number
}

const nulls = ['', '~', 'null', 'Null', 'NULL']

/** Reads the first document of a kustomization. In the entries every scalar but null is a text. */
export function readModel(text: string): Model {
  const typed = parseFirst(text, 'core')
  const texts = parseFirst(text, 'failsafe')
  const isList = (key: string) => ['images', 'imagetags'].includes(key.toLowerCase())
  const [listed = [], tagged = []] = ['images', 'imagetags'].map(list => {
    const found = Object.entries(texts).findLast(([key]) => key.toLowerCase() === list)?.[1]
    return Array.isArray(found) ? (found as (Entry | null)[]).filter(entry => entry !== null) : []
  })
  return {
    others: Object.fromEntries(Object.entries(typed).filter(([key]) => !isList(key))),
    entries: [...listed, ...tagged],
    listed: listed.length
  }
}

function parseFirst(text: string, schema: 'core' | 'failsafe'): Record<string, unknown> {
  const documents = parseAllDocuments(text, { schema, merge: true, uniqueKeys: false })
  const [document] = documents
  if (!document || document.errors.length > 0) throw new Error(`Not YAML: ${String(document?.errors[0])}`)
  visit(document, {
    Scalar: (_, node) => {
      const isNull = isScalar(node) && node.type === 'PLAIN' && nulls.includes(String(node.value))
      if (isNull && node.tag === undefined) node.value = null
    }
  })
  return document.toJS() as Record<string, unknown>
}

/** Writes a model as JSON, which is YAML. */
export function writeModel({ others, entries }: Pick<Model, 'others' | 'entries'>): string {
  return JSON.stringify({ ...others, ...(entries.length > 0 ? { images: entries } : {}) })
}

/** Returns a field of an entry, whatever the case of its key; undefined where it is absent or empty. */
export function fieldOf(entry: Entry, field: string): string | undefined {
  const value = Object.entries(entry).findLast(([key]) => key.toLowerCase() === field.toLowerCase())?.[1]
  return value === '' || value === null ? undefined : value
}

export function valuesOf(entry: Entry): EntryValues {
  const field = (name: string) => fieldOf(entry, name)
  return { newName: field('newName'), newTag: field('newTag'), digest: field('digest') }
}

/** Returns the names of the entries that a change may be about: several where it is ambiguous. */
export function namesFor(
  { entries }: Model,
  { entryName, image }: ImageChange
): readonly (string | undefined)[] {
  const found = entries.filter(entry => {
    const name = fieldOf(entry, 'name')
    return entryName === undefined ? [name, fieldOf(entry, 'newName')].includes(image) : name === entryName
  })
  return [...new Set(found.map(entry => fieldOf(entry, 'name')))]
}

/**
 * Returns the values an entry has after a change: never an old digest beside a new tag, nor an old tag beside a digest.
 * @param namesakes all entries of its name that are changed: they get the same version
 */
export function valuesAfter(
  before: EntryValues,
  { newName, newTag, digest, keepsTag, pin }: ImageChange,
  namesakes: readonly EntryValues[]
): EntryValues {
  const name = newName ?? before.newName
  if (newTag === undefined && digest === undefined) return { ...before, newName: name }
  if (newTag === undefined)
    return { newName: name, newTag: keepsTag === true ? before.newTag : undefined, digest }
  const pinned = namesakes.filter(each => each.digest !== undefined)
  const known = digest ?? pinned.find(each => each.newTag === newTag)?.digest
  if (pin === 'digest' && digest !== undefined) return { newName: name, newTag: undefined, digest }
  const wantsDigest = pin === 'tag+digest' || (pin === 'tag' && pinned.length > 0)
  return { newName: name, newTag, digest: wantsDigest ? known : undefined }
}

/** Returns the entries of a name that are changed: one that has only a name stays like that beside one that has more. */
export function namesakesIn({ entries }: Model, name: string): readonly Entry[] {
  const namesakes = entries.filter(entry => fieldOf(entry, 'name') === name)
  const filled = namesakes.filter(entry => Object.values(valuesOf(entry)).some(value => value !== undefined))
  return filled.length > 0 ? filled : namesakes.slice(0, 1)
}

/** Gives all entries of a name the values of a change. */
export function changeEntries(model: Model, name: string, change: ImageChange): Model {
  const chosen = namesakesIn(model, name)
  const values = chosen.map(valuesOf)
  const entries = model.entries.map(entry => {
    return chosen.includes(entry) ? withValues(entry, valuesAfter(valuesOf(entry), change, values)) : entry
  })
  return { ...model, entries }
}

/** Adds an entry at the end of `images`. */
export function addEntry(model: Model, name: string, values: EntryValues): Model {
  const entries = model.entries.toSpliced(model.listed, 0, withValues({ name }, values))
  return { ...model, entries, listed: model.listed + 1 }
}

function withValues(entry: Entry, values: EntryValues): Entry {
  const rest = Object.entries(entry).filter(([key]) => !/^(?:newname|newtag|digest)$/i.test(key))
  const filled = Object.entries(values).filter((field): field is [string, string] => field[1] !== undefined)
  return Object.fromEntries([...rest, ...filled])
}

/** Sorts the list by name, bytewise, and leaves the first entry of each name, as the CLI does whenever it writes. */
export function sortEntries(model: Model): Model {
  const named = new Map<string, Entry>()
  for (const entry of model.entries) {
    const name = fieldOf(entry, 'name') ?? ''
    if (!named.has(name)) named.set(name, entry)
  }
  const sorted = [...named].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return { ...model, entries: sorted.map(([, entry]) => entry), listed: sorted.length }
}

/**
 * What is known of the CLI's own edit: it sorts, sets the entry that is left of a name, and takes its `tagSuffix`.
 * @param after the values of the CLI's argument; of a field that is `*` there, what it has before
 */
export function editAsCli(model: Model, name: string, after: (before: EntryValues) => EntryValues): Model {
  const sorted = sortEntries(model)
  const entries = sorted.entries.map(entry => {
    return fieldOf(entry, 'name') === name ? withoutSuffix(withValues(entry, after(valuesOf(entry)))) : entry
  })
  return { ...sorted, entries }
}

/** Returns whether an entry of a name has a `tagSuffix`, which counts where it sets nothing else. */
export function hasSuffix({ entries }: Model, name: string): boolean {
  return entries.some(entry => fieldOf(entry, 'name') === name && fieldOf(entry, 'tagSuffix') !== undefined)
}

function withoutSuffix(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => key.toLowerCase() !== 'tagsuffix'))
}

/**
 * Returns whether entries may have to do with each other, so that their order may matter: a name that is more than a
 * name, or one that is there twice, or that another entry makes.
 */
export function mayInteract({ entries }: Model): boolean {
  const names = entries.map(entry => fieldOf(entry, 'name') ?? '')
  return entries.some((entry, index) => {
    const name = names[index] ?? ''
    if (/[^\w./:@-]/.test(name)) return true
    // A dot stands for any character.
    const pattern = new RegExp(`^${name}$`)
    const others = entries.filter(other => other !== entry)
    return others.some(
      other => pattern.test(fieldOf(other, 'name') ?? '') || pattern.test(fieldOf(other, 'newName') ?? '')
    )
  })
}
