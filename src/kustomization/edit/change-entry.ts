import { isAlias, isNode, isScalar, type Pair } from 'yaml'

import { follow } from '../../yaml/aliases.ts'
import { insertBlockPairs, insertBlockPairsFirst, removeBlockPair } from '../../yaml/block.ts'
import { refuseMerged, refuseShared, refuseUnclearFields } from './refuse.ts'
import { findPlace, pairOf, type FieldPlace } from './field-place.ts'
import { colonOf, flowPair, insertFlowItems, removeFlowItem } from '../../yaml/flow.ts'
import type { FieldChange } from './entry-stages.ts'
import type { ImageEntry, Images } from '../read/images.ts'
import { rangeOf, styleOf } from '../../yaml/nodes.ts'
import { hasStringTag, replaceValue } from '../../yaml/replace-scalar.ts'
import { readsAsString, renderScalar } from '../../yaml/scalar.ts'
import { failureAt, type YamlFile } from '../../yaml/file.ts'
import type { Span } from '../../yaml/spans.ts'
import { entryFields, type EntryField, type EntryValues } from '../read/entry.ts'

/** The entry to change, and what surrounds it. */
interface EntryInFile {
  readonly file: YamlFile
  readonly images: Images
  readonly entry: ImageEntry
}

/** The spans to replace, none when the entry has the values already; and the fields that change by it. */
export interface EntryChange {
  readonly spans: readonly Span[]
  readonly fields: readonly FieldChange[]
}

interface Insertion {
  readonly field: EntryField
  readonly to: string
}

/** What has to be done to the pairs of one entry. */
interface Work {
  readonly replaced: readonly { readonly pair: Pair; readonly to: string }[]
  readonly removed: readonly Pair[]
  readonly inserted: readonly Insertion[]
  readonly fields: readonly FieldChange[]
}

/**
 * Plans the smallest change that gives an entry its values.
 * @throws EDIT_REFUSED when there is no local change, or its effect would be unclear.
 */
export function changeEntry(entryInFile: EntryInFile, wanted: EntryValues): EntryChange {
  const { file, images, entry } = entryInFile
  refuseUnclearFields(entry, file)
  const { replaced, removed, inserted, fields } = compare(entryInFile, wanted)
  refuseShared(
    [...replaced, ...removed.map(pair => ({ pair }))].flatMap(({ pair }) => [pair.key, pair.value]),
    entryInFile
  )
  const swapped = findSwap(removed, inserted, isFlow(entry))
  const spans = [
    ...replaced.flatMap(({ pair, to }) => replaceValue(pair, to, isFlow(entry), file)),
    ...(swapped ? swap(swapped, isFlow(entry), file) : []),
    // Where a new line and the removal of the next one meet, the new line comes first.
    ...insert(
      entryInFile,
      inserted.filter(insertion => insertion !== swapped?.inserted),
      removed.filter(pair => pair !== swapped?.pair)
    ),
    ...removed.filter(pair => pair !== swapped?.pair).flatMap(pair => remove(entryInFile, pair))
  ]
  if (spans.length > 0) refuseShared([images.root, entry.list.node, entry.mapping.node], entryInFile)
  return { spans, fields }
}

function compare(entryInFile: EntryInFile, wanted: EntryValues): Work {
  const { entry, file } = entryInFile
  const replaced: { pair: Pair; to: string }[] = []
  const removed: Pair[] = []
  const inserted: Insertion[] = []
  const fields: FieldChange[] = []
  for (const field of entryFields) {
    const pair = pairOf(entry, field)
    const from = entry.values[field]
    const to = wanted[field]
    if (to === from && (to === undefined || !pair || isReadable(entryInFile, pair))) continue
    refuseMerged(entry, field, file, { goes: to === undefined })
    fields.push({ field, from, to })
    if (!pair && to !== undefined) inserted.push({ field, to })
    else if (pair && to !== undefined) replaced.push({ pair, to })
    else if (pair) removed.push(pair)
  }
  return { replaced, removed, inserted, fields }
}

/** Returns whether kustomize reads a value as text: it fails on a tag like 1.10 without quotes, which has to be repaired. */
function isReadable({ images }: EntryInFile, pair: Pair): boolean {
  const value = follow(pair.value, images.aliases)
  if (!isScalar(value) || value.tag !== undefined) return isScalar(value) && hasStringTag(value)
  return value.type !== 'PLAIN' || readsAsString(String(value.value))
}

interface Swap {
  readonly pair: Pair
  readonly inserted: Insertion
}

/**
 * Finds a removed field whose line a new one can take, with the quotes and comments there: a tag that of a digest, or the
 * reverse. In braces any field can: otherwise a removal and an insertion would meet at one comma.
 */
function findSwap(
  removed: readonly Pair[],
  inserted: readonly Insertion[],
  inFlow: boolean
): Swap | undefined {
  const [pair] = removed
  const taker = inserted.find(({ field }) => field !== 'newName') ?? (inFlow ? inserted[0] : undefined)
  return pair && taker && isScalar(pair.key) ? { pair, inserted: taker } : undefined
}

function swap({ pair, inserted }: Swap, inFlow: boolean, file: YamlFile): readonly Span[] {
  if (!isNode(pair.key)) throw new Error('A field of an images entry has no key.')
  const [start, end] = rangeOf(pair.key)
  const key = { start, end, text: renderScalar(inserted.field, styleOf(pair.key)) }
  return [key, ...replaceValue(pair, inserted.to, inFlow, file)]
}

function remove({ file, entry }: EntryInFile, pair: Pair): readonly Span[] {
  return isFlow(entry) ? removeFlowItem(file.text, flowPair(pair)) : removeBlockPair(file.text, pair)
}

/** Adds fields where the neighbouring entries have them, quoted as there. Fields for one place are added together. */
function insert(
  entryInFile: EntryInFile,
  inserted: readonly Insertion[],
  removed: readonly Pair[]
): readonly Span[] {
  const groups: { place: FieldPlace; rendered: string[] }[] = []
  for (const { field, to } of inserted) {
    const place = findPlace(entryInFile.entry, field, entryInFile.images, removed)
    if (!place) throw noPlace(entryInFile, field)
    const colon = isFlow(entryInFile.entry) ? colonOf(entryInFile.file.text, place.at) : ': '
    const rendered = renderScalar(field, styleOf(place.at.key)) + colon + renderScalar(to, place.style)
    const group = groups.find(each => each.place.at === place.at && each.place.isBefore === place.isBefore)
    if (group) group.rendered.push(rendered)
    else groups.push({ place, rendered: [rendered] })
  }
  return groups.flatMap(({ place, rendered }) => insertAt(entryInFile, place, rendered))
}

function insertAt(
  entryInFile: EntryInFile,
  { at, isBefore }: FieldPlace,
  rendered: readonly string[]
): readonly Span[] {
  const { file, entry } = entryInFile
  const { text } = file
  const { node } = entry.mapping
  const isPairInList = isFlow(entry) && text[rangeOf(node)[0]] !== '{'
  if (!(isScalar(at.value) || isAlias(at.value)) || isPairInList) throw noPlace(entryInFile, 'newTag')
  if (isBefore) return insertBlockPairsFirst(text, node, at, rendered)
  if (!isFlow(entry)) return insertBlockPairs(text, node, at, rendered)
  return insertFlowItems(text, flowPair(at), rendered, { spaced: colonOf(text, at).endsWith(' ') })
}

function noPlace({ file, entry }: EntryInFile, field: string) {
  const sentence = `there is no place for ${field} in this entry as it is written. Write it as - name: … on a line of its own.`
  return failureAt('EDIT_REFUSED', file, entry.offset, sentence)
}

function isFlow(entry: ImageEntry): boolean {
  return entry.mapping.node.flow === true
}
