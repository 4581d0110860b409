import { posix } from 'node:path'

import { applyImages, splitReference } from '../transformer/apply.ts'
import { readNamePattern } from '../transformer/name-pattern.ts'
import { nearest } from '../../text/nearest.ts'
import type { PlacedEntry } from '../transformer/placed-entries.ts'
import { show } from '../../yaml/file.ts'
import type { Notice } from '../../errors/notice.ts'
import type { Arrival } from './simulate.ts'
import type { Layer } from './graph.ts'
import { mentionsImage } from './mentions.ts'

/** An entry that was set. */
export interface SetEntry {
  readonly name: string
  /** The 1-based line that a notice is about. */
  readonly line: number
}

const namesShown = 5
/** More notices than are shown. */
const maxExamined = 100

/**
 * Says which of the entries that were set have no effect because no image of their name arrives at the kustomization:
 * a lower layer has renamed it, or nothing uses it.
 */
export function entryNotices(
  layer: Layer,
  arrivals: readonly Arrival[],
  set: readonly SetEntry[]
): readonly Notice[] {
  const { entries, path } = layer
  // A component is applied to images that only its users know, and what a regular expression means has its own notice.
  if (layer.isComponent || !entries.every(({ name = '' }) => readNamePattern(name).kind === 'plain'))
    return []
  const used = usedNames(entries, arrivals)
  // A rename of an image that was seen is the better example.
  const bySeen = [...arrivals].sort((a, b) => Number(b.isSeen) - Number(a.isSeen))
  const unused = new Map(set.filter(({ name }) => !used.has(name)).map(each => [each.name, each]))
  return [...unused.values()].slice(0, maxExamined).flatMap(({ name, line }) => {
    const own = entries.filter(entry => entry.name === name)
    const { applied } = applyImages(name, entries)
    // Another entry of the same list takes the image away: that has its own notice.
    if (!own.some(entry => applied.includes(entries.indexOf(entry)))) return []
    const sentence = describeRenamed(name, layer, bySeen) ?? describeUnused(name, layer, arrivals)
    return sentence === undefined
      ? []
      : [{ message: `${path}:${line}: ${sentence}`, location: { path, line } }]
  })
}

/** Returns the names of the entries that match an image, each at its turn. */
function usedNames(entries: readonly PlacedEntry[], arrivals: readonly Arrival[]): ReadonlySet<string> {
  const used = new Set<string>()
  for (const { reference } of arrivals) {
    for (const index of applyImages(reference, entries).applied) used.add(entries[index]?.name ?? '')
  }
  return used
}

function describeRenamed(name: string, layer: Layer, arrivals: readonly Arrival[]): string | undefined {
  const { matches } = readNamePattern(name)
  const found = arrivals.flatMap(({ reference, renames }) => {
    const rename = renames.findLast(({ from }) => matches(from))
    return rename ? [{ rename, now: splitReference(reference).name }] : []
  })
  const [first] = found
  if (!first) return undefined
  const { rename } = first
  const names = [...new Set(found.map(({ now }) => now))]
  const [now = rename.to] = names
  const arrives =
    rename.to === now && names.length === 1 ? '' : `; it arrives as ${names.map(show).join(', ')}`
  const there = layer.entries.find(entry => entry.name === now)
  const remedy = there
    ? `Move what it sets to the entry ${show(now)} on line ${there.line}.`
    : names.length === 1
      ? `Name this entry ${show(now)}.`
      : 'Make an entry for each of these names.'
  return `the entry ${show(name)} has no effect: ${rename.path}:${rename.line} renames ${show(name)} to ${show(rename.to)} before this file is applied${arrives}. ${remedy}`
}

function describeUnused(name: string, layer: Layer, arrivals: readonly Arrival[]): string | undefined {
  const names = new Set(arrivals.flatMap(each => (each.isSeen ? splitReference(each.reference).name : [])))
  // Without containers there is nothing to compare with: something else may add them.
  if (names.size === 0 || mentionsImage(layer, name)) return undefined
  const shown = nearest(name, [...names], namesShown).map(show)
  const more = names.size > shown.length ? ` and ${names.size - shown.length} more` : ''
  const directory = posix.dirname(layer.path)
  return `nothing in ${show(directory)} and the layers below uses an image ${show(name)}, so the entry has no effect. The images there, nearest first: ${shown.join(', ')}${more}. Correct the entry's name.`
}
