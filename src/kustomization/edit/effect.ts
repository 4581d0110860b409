import type { ActionError } from '../../errors/errors.ts'
import type { Addition } from './add-entries.ts'
import { applyEntry, applyImages, splitReference, type Entry } from '../transformer/apply.ts'
import type { ImageEntry, Images } from '../read/images.ts'
import { readNamePattern } from '../transformer/name-pattern.ts'
import { describeOverride } from '../transformer/override.ts'
import { placeEntries, type PlacedEntry } from '../transformer/placed-entries.ts'
import { failureAt, show, type YamlFile } from '../../yaml/file.ts'
import type { LocatedEntry } from './entry-edit.ts'

/** Beyond this, only entries of a name that another entry makes are looked at: each is held against all. */
const maxApplied = 100_000

/**
 * Finds an entry whose values another entry of the same lists takes away again, so that the edit would be right and what
 * is deployed would not be what was asked for; or a new entry that changes what another one deploys.
 * @returns EDIT_REFUSED, or undefined when everything has its effect
 */
export function findIneffective(
  images: Images,
  wanted: readonly LocatedEntry[],
  additions: readonly Addition[],
  file: YamlFile
): ActionError | undefined {
  const { existing, all } = listAfter(images, wanted, additions, file)
  const names = new Set(images.entries.map(({ name }) => name))
  const isLong = wanted.length * all.length > maxApplied
  for (const target of wanted) {
    const { entry, name } = target
    if (isLong && entry && !names.has(target.after.newName)) continue
    const own = entry ? existing.get(entry) : all.find(each => each.name === name)
    // What a pattern matches is not known from the file; there is a warning for that.
    if (!own || readNamePattern(name).kind !== 'plain') continue
    if (applyEntry(own)(name) === undefined || isKept(target, all)) continue
    const sentence =
      describeOverride(own, all) ??
      `another entry overrides what the entry ${show(name)} sets. Merge the two entries into one.`
    return failureAt('EDIT_REFUSED', file, entry?.offset ?? 0, sentence)
  }
  if (additions.length === 0 || isLong) return undefined
  return findTakenOver(images, wanted, { existing, all }, file)
}

/** The lists as they will be, in the order in which kustomize applies them. */
interface ListAfter {
  readonly existing: ReadonlyMap<ImageEntry, PlacedEntry>
  readonly all: readonly PlacedEntry[]
}

function listAfter(
  images: Images,
  wanted: readonly LocatedEntry[],
  additions: readonly Addition[],
  file: YamlFile
): ListAfter {
  const after = new Map(wanted.map(target => [target.entry, target.after]))
  const placed = placeEntries(images, file.text)
  const existing = new Map(
    images.entries.map((entry, index) => [entry, { ...placedAt(placed, index), ...after.get(entry) }])
  )
  const all = images.entries.map(entry => ({ entry, placed: existing.get(entry) }))
  const result = all.flatMap(({ placed: each }) => (each ? [each] : []))
  const count = images.entries.filter(({ list }) => list.key === 'images').length
  // From the end, so that the places before stay true. Items that are no entries count in `after`.
  for (const { after: item, entries } of [...additions].reverse()) {
    const before = images.entries.filter(({ list, index }) => list.key === 'images' && index <= item).length
    const line = result[Math.max(0, before - 1)]?.line ?? 1
    const added = entries.map(({ name, values }) => ({
      name,
      ...values,
      tagSuffix: undefined,
      line,
      suffixLine: line
    }))
    result.splice(Math.min(before, count), 0, ...added)
  }
  return { existing, all: result }
}

function placedAt(placed: readonly PlacedEntry[], index: number): PlacedEntry {
  const entry = placed[index]
  if (!entry) throw new Error('An entry of the list has no place.')
  return entry
}

/** Returns whether an image of the entry's name ends up as what the entry sets. */
function isKept(
  { name, deploys, after: { newTag, digest } }: LocatedEntry,
  entries: readonly Entry[]
): boolean {
  const built = splitReference(applyImages(name, entries).reference)
  if (deploys !== undefined && built.name !== deploys) return false
  if (newTag === undefined && digest === undefined) return true
  return built.tag === (newTag ?? '') && built.digest === (digest ?? '')
}

/** An entry that is not asked for must deploy what it deployed before, even if a new one matches what it makes. */
function findTakenOver(
  images: Images,
  wanted: readonly LocatedEntry[],
  { existing, all }: ListAfter,
  file: YamlFile
): ActionError | undefined {
  const asked = new Set(wanted.map(({ name }) => name))
  const without = images.entries.flatMap(entry => existing.get(entry) ?? [])
  for (const entry of images.entries) {
    const { name } = entry
    if (name === undefined || asked.has(name)) continue
    const [before, now] = [applyImages(name, without).reference, applyImages(name, all).reference]
    if (before === now) continue
    const added = wanted.find(each => !each.entry)?.name ?? ''
    const sentence = `adding an entry ${show(added)} would change what this entry deploys from ${show(before)} to ${show(now)}. Set this entry instead, or add the other one by hand.`
    return failureAt('EDIT_REFUSED', file, entry.offset, sentence)
  }
  return undefined
}
