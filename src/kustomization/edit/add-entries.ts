import { isNode, isSeq, type Pair, type YAMLSeq } from 'yaml'

import { refuseShared } from './refuse.ts'
import { noPlace, planFirstEntries } from './first-entries.ts'
import { insertFlowItems } from '../../yaml/flow.ts'
import type { Images } from '../read/images.ts'
import { formOf, renderEntry, type EntryForm, type NewEntry } from './new-entry.ts'
import { pairStart, rangeOf, textEnd } from '../../yaml/nodes.ts'
import { columnAt, lineBreakFor, lineEnd, lineStart, type YamlFile } from '../../yaml/file.ts'
import { indentBefore, insertBelow } from '../../yaml/block.ts'
import type { Span } from '../../yaml/spans.ts'

/** New entries with their place in the list: behind the item `after`, in the order given; -1 is before the first. */
export interface Addition {
  readonly after: number
  readonly entries: readonly NewEntry[]
}

/**
 * Finds places for new entries of `images`: in a list that is sorted by name where they belong, else at its end.
 * kustomize applies entries in their order, so there may be reasons to have them at the end whatever their names.
 */
export function placeAdditions(
  images: Images,
  added: readonly NewEntry[],
  file: YamlFile,
  { atEnd }: { readonly atEnd: boolean }
): readonly Addition[] {
  if (added.length === 0) return []
  const list = images.imagesPair?.value
  const count = isSeq(list) ? list.items.length : 0
  const entries = images.entries.filter(entry => entry.list.key === 'images')
  const names = entries.map(({ name }) => name ?? '')
  const isSorted =
    names.length > 1 && names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
  if (!isSorted || atEnd) return [{ after: count - 1, entries: added }]
  const places = new Map<number, NewEntry[]>()
  for (const entry of [...added].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const before = names.findLastIndex(name => name < entry.name)
    const first = canGoFirst(list, file.text) ? -1 : count - 1
    const after = before === -1 ? first : (entries[before]?.index ?? count - 1)
    places.set(after, [...(places.get(after) ?? []), entry])
  }
  return [...places].sort(([a], [b]) => a - b).map(([after, group]) => ({ after, entries: group }))
}

/** Comments above the first entry may be about the list or about that entry: nothing goes between. */
function canGoFirst(list: unknown, text: string): boolean {
  if (!isSeq(list) || list.flow === true) return false
  const [start] = rangeOf(list)
  const above = text.slice(0, lineStart(text, start)).trimEnd()
  return /:$/.test(above) && indentBefore(text, start).length === start - lineStart(text, start)
}

/**
 * Plans new entries of `images`, written like the ones that are there. Without a list one is made at the end of the file.
 * @throws EDIT_REFUSED when the list is written so that nothing can be added to it.
 */
export function planAdditions(
  images: Images,
  additions: readonly Addition[],
  file: YamlFile
): readonly Span[] {
  if (additions.length === 0) return []
  const list = images.imagesPair?.value
  refuseShared([images.root, list], { file, images })
  if (!isSeq(list) || list.items.length === 0) {
    const added = additions.flatMap(({ entries }) => entries)
    return planFirstEntries(images, added, file)
  }
  return additions.flatMap(({ after, entries }) => {
    const dash = ' '.repeat(columnOf(file.text, list))
    const form = [after, after - 1, after + 1]
      .map(index => formOf(file.text, list.items[index], dash))
      .find(each => each !== undefined)
    if (!form) throw noPlace(file, pairStart(pairOf(images)))
    if (list.flow === true) return inFlow(file, list, after, entries, form)
    return after === -1
      ? [beforeFirst(file, list, entries, form)]
      : [inBlock(file, list, after, entries, form)]
  })
}

/** Returns how many characters stand before the dashes of a list. */
function columnOf(text: string, list: YAMLSeq): number {
  return columnAt(text, rangeOf(list)[0]) - 1
}

function inFlow(
  file: YamlFile,
  list: YAMLSeq,
  after: number,
  entries: readonly NewEntry[],
  form: EntryForm
): readonly Span[] {
  const item = list.items[after]
  if (!isNode(item)) throw noPlace(file, rangeOf(list)[0])
  const [start, end] = rangeOf(item)
  const line = lineBreakFor(file.text, lineEnd(file.text, start))
  const rendered = entries.map(entry => renderEntry(entry, { ...form, dash: '' }).join(line))
  return insertFlowItems(file.text, { start, end, before: undefined }, rendered, {
    spaced: form.comma.endsWith(' ')
  })
}

function beforeFirst({ text }: YamlFile, list: YAMLSeq, entries: readonly NewEntry[], form: EntryForm): Span {
  const at = lineStart(text, rangeOf(list)[0])
  const line = lineBreakFor(text, lineEnd(text, at))
  const blank = isAiry(text, list, 0) ? [''] : []
  const lines = entries.flatMap(entry => [...renderEntry(entry, form), ...blank])
  return { start: at, end: at, text: lines.map(each => each + line).join('') }
}

function inBlock(
  file: YamlFile,
  list: YAMLSeq,
  after: number,
  entries: readonly NewEntry[],
  form: EntryForm
): Span {
  const item = list.items[after]
  if (!isNode(item)) throw noPlace(file, rangeOf(list)[0])
  const blank = isAiry(file.text, list, after) ? [''] : []
  const lines = entries.flatMap(entry => [...blank, ...renderEntry(entry, form)])
  return insertBelow(file, item, lines, columnOf(file.text, list))
}

/** Returns whether blank lines stand between an item and one of its neighbours. */
function isAiry(text: string, { items }: YAMLSeq, index: number): boolean {
  return [index - 1, index].some(each => {
    const [one, other] = [items[each], items[each + 1]]
    if (!isNode(one) || !isNode(other)) return false
    const between = text.slice(textEnd(text, one), rangeOf(other)[0])
    return /\n[ \t]*\r?\n/.test(between)
  })
}

function pairOf({ imagesPair }: Images): Pair {
  if (!imagesPair) throw new Error('There is no images list.')
  return imagesPair
}
