// Warns of entries that nothing uses, or whose image a base has renamed.

import { posix } from 'node:path'

import { noticeAt, type Notice } from '../../errors/notice.ts'
import { nearest } from '../../text/nearest.ts'
import { show } from '../../yaml/file.ts'
import { applyImages, splitReference } from '../transformer/apply.ts'
import { readNamePattern } from '../transformer/name-pattern.ts'
import { withLayersBelow, type Layer } from './graph.ts'
import { limits } from './limits.ts'
import { hasPlainNames, type ImageAtLayer } from './simulate.ts'

/** An entry that was set. */
export interface SetEntry {
  readonly name: string
  /** The 1-based line that a notice is about. */
  readonly line: number
}

/**
 * Says which of the entries that were set have no effect because no image of their name arrives at the kustomization:
 * a lower layer has renamed it, or nothing uses it.
 */
export function entryNotices(
  layer: Layer,
  images: readonly ImageAtLayer[],
  set: readonly SetEntry[]
): readonly Notice[] {
  const { entries, path } = layer
  // A component is applied to images that only its users know, and what a regular expression means has its own notice.
  if (layer.isComponent || !hasPlainNames(layer)) return []
  const matching = new Set(images.flatMap(({ reference }) => applyImages(reference, entries).applied))
  const used = new Set([...matching].map(index => entries[index]?.name))
  const unused = new Map(set.filter(({ name }) => !used.has(name)).map(entry => [entry.name, entry]))
  // A rename of an image that was seen is the better example.
  const seenFirst = images.toSorted((a, b) => Number(b.isSeen) - Number(a.isSeen))
  return [...unused.values()].slice(0, limits.examined).flatMap(({ name, line }) => {
    const { applied } = applyImages(name, entries)
    // Another entry of the same list takes the image away: that has its own notice.
    if (!applied.some(index => entries[index]?.name === name)) return []
    const sentence = describeRenamed(name, layer, seenFirst) ?? describeUnused(name, layer, images)
    return sentence === undefined ? [] : [noticeAt({ path, line }, sentence)]
  })
}

function describeRenamed(
  name: string,
  { entries }: Layer,
  images: readonly ImageAtLayer[]
): string | undefined {
  const { matches } = readNamePattern(name)
  const renamed = images.flatMap(({ reference, renames }) => {
    const rename = renames.findLast(({ from }) => matches(from))
    return rename ? [{ rename, nameHere: splitReference(reference).name }] : []
  })
  const [first] = renamed
  if (!first) return undefined
  const { rename } = first
  const namesHere = [...new Set(renamed.map(({ nameHere }) => nameHere))]
  const [nameHere = rename.to] = namesHere
  const isLast = rename.to === nameHere && namesHere.length === 1
  const arrives = isLast ? '' : `; it arrives as ${namesHere.map(show).join(', ')}`
  const entry = entries.find(other => other.name === nameHere)
  const remedy = entry
    ? `Move what it sets to the entry ${show(nameHere)} on line ${entry.line}.`
    : namesHere.length === 1
      ? `Name this entry ${show(nameHere)}.`
      : 'Make an entry for each of these names.'
  return `the entry ${show(name)} has no effect: ${rename.path}:${rename.line} renames ${show(name)} to ${show(rename.to)} before this file is applied${arrives}. ${remedy}`
}

function describeUnused(name: string, layer: Layer, images: readonly ImageAtLayer[]): string | undefined {
  const seen = images.filter(({ isSeen }) => isSeen)
  const names = new Set(seen.map(({ reference }) => splitReference(reference).name))
  // Without containers there is nothing to compare with: something else may add them.
  if (names.size === 0 || mentionsImage(layer, name)) return undefined
  const shown = nearest(name, [...names], limits.shownNames).map(show)
  const more = names.size > shown.length ? ` and ${names.size - shown.length} more` : ''
  const folder = show(posix.dirname(layer.path))
  return `nothing in ${folder} and the layers below uses an image ${show(name)}, so the entry has no effect. The images there, nearest first: ${shown.join(', ')}${more}. Correct the entry's name.`
}

/**
 * Returns whether a file of the layer or below it names an image where kustomize does not look: the `image` field of a
 * custom resource, an argument, an annotation. A word that is not a path only counts in such a place, as a Deployment
 * and its labels are often called like the image.
 */
function mentionsImage(layer: Layer, name: string): boolean {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const whole = `(?<![\\w./-])${escaped}(?![\\w./-])`
  const asImage = `(?:image\\w{0,30}|repository)["']?[ \\t]{0,30}:[ \\t]{0,30}["']?${escaped}(?![\\w./-])`
  const pattern = /[/:@]/.test(name)
    ? new RegExp(whole)
    : new RegExp(`${asImage}|${whole}(?::[\\w.{]|@sha256:)`, 'i')
  const texts = [...withLayersBelow(layer)].flatMap(each => each.texts)
  return texts.some(text => text.includes(name) && pattern.test(text))
}
