// Refuses an edit that another entry of the same file would undo.

import type { ActionError } from '../../errors/errors.ts'
import type { Addition } from './add-entries.ts'
import {
  applyEntry,
  applyImages,
  splitReference,
  type Entry,
  placeEntries,
  type PlacedEntry
} from '../transformer/apply.ts'
import type { ImageEntry, Images } from '../read/images.ts'
import { readNamePattern } from '../transformer/name-pattern.ts'
import { describeOverride } from '../transformer/override.ts'
import { failureAt, show, type YamlFile } from '../../yaml/file.ts'
import type { LocatedEntry } from './entry-stages.ts'

/** Times that one entry is compared with another. Beyond it only entries are looked at whose new name is an entry. */
const maxApplied = 100_000

/**
 * Finds an edit without the effect that is asked for: an entry whose values a later entry of the same lists overrides, or
 * a new entry that changes what another entry deploys.
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
    const placed = entry ? existing.get(entry) : all.find(other => other.name === name)
    // What a pattern matches is not known from the file; there is a warning for that.
    if (!placed || readNamePattern(name).kind !== 'plain') continue
    if (applyEntry(placed)(name) === undefined || isKept(target, all)) continue
    const sentence =
      describeOverride(placed, all) ??
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
  // From the last one on, so that the indexes before it stay valid. `after` also counts items that are not entries.
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
  if (!entry) throw new Error('An entry of the list has no line.')
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

/** An entry that is not set must deploy what it deployed before, even if a new entry matches the image it makes. */
function findTakenOver(
  images: Images,
  wanted: readonly LocatedEntry[],
  { existing, all }: ListAfter,
  file: YamlFile
): ActionError | undefined {
  const setNames = new Set(wanted.map(({ name }) => name))
  const withoutNew = images.entries.flatMap(entry => existing.get(entry) ?? [])
  for (const entry of images.entries) {
    const { name } = entry
    if (name === undefined || setNames.has(name)) continue
    const [before, now] = [applyImages(name, withoutNew).reference, applyImages(name, all).reference]
    if (before === now) continue
    const added = wanted.find(each => !each.entry)?.name ?? ''
    const sentence = `adding an entry ${show(added)} would change what this entry deploys from ${show(before)} to ${show(now)}. Set this entry instead, or add the other one by hand.`
    return failureAt('EDIT_REFUSED', file, entry.offset, sentence)
  }
  return undefined
}
