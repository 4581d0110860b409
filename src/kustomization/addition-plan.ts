import { isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'

import { lastLineEnd } from './block-pair.ts'
import { colonOf, flowPair, insertFlowItems, type FlowItem } from './flow-item.ts'
import { refuseShared } from './edit-guard.ts'
import { isNothing, type Images } from './images-list.ts'
import { defaultForm, formOf, renderEntry, type EntryForm, type NewEntry } from './new-entry.ts'
import { isEmpty, isNode, pairStart, rangeOf, styleOf } from './pair-source.ts'
import { columnAt, failureAt, lineBreakFor, lineEnd, lineStart, type Source, type Span } from './source.ts'

/** New entries with their place in the list: behind the item `after`, in the order given; -1 is an empty list. */
export interface Addition {
  readonly after: number
  readonly entries: readonly NewEntry[]
}

export interface AdditionPlan {
  readonly spans: readonly Span[]
  readonly additions: readonly Addition[]
}

/**
 * Plans new entries of `images`, written like the ones that are there: in a list that is sorted by name at their place,
 * else at its end. Without a list one is made at the end of the file.
 * @throws EDIT_REFUSED when the list is written so that nothing can be added to it.
 */
export function planAdditions(images: Images, added: readonly NewEntry[], source: Source): AdditionPlan {
  if (added.length === 0) return { spans: [], additions: [] }
  const list = images.imagesPair?.value
  if (isSeq(list) && list.items.length > 0)
    return planInList(images, list.items, list.flow === true, added, source)
  const additions = [{ after: -1, entries: added }]
  refuseShared([images.root, list], { source, images })
  const pair = images.imagesPair
  if (pair) return { spans: planEmptyList(images, pair, added, source), additions }
  return {
    spans: images.root.flow
      ? planFlowKey(images.root, added, source)
      : planBlockKey(images.root, added, source),
    additions
  }
}

function planInList(
  images: Images,
  items: readonly unknown[],
  isFlow: boolean,
  added: readonly NewEntry[],
  source: Source
): AdditionPlan {
  refuseShared([images.root, images.imagesPair?.value], { source, images })
  const additions = placeInOrder(images, items.length, added)
  const spans = additions.flatMap(({ after, entries }) => {
    const item = items[after]
    const form = [item, items[after - 1], items[after + 1]]
      .map(each => formOf(source.text, each))
      .find(Boolean)
    if (!isNode(item) || !form) throw noPlace(source, pairStart(pairOf(images)))
    return isFlow ? inFlow(source, item, entries, form) : inBlock(source, items, after, entries, form)
  })
  return { spans, additions }
}

/** kustomize applies entries in their order, but people keep long lists sorted by name. */
function placeInOrder(images: Images, count: number, added: readonly NewEntry[]): readonly Addition[] {
  const entries = images.entries.filter(({ list }) => list.key === 'images')
  const names = entries.map(({ name }) => name ?? '')
  const isSorted =
    names.length > 1 && names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
  if (!isSorted) return [{ after: count - 1, entries: added }]
  const places = new Map<number, NewEntry[]>()
  for (const entry of [...added].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const before = names.findLastIndex(name => name < entry.name)
    // Comments above the first entry may be about the list or about that entry: nothing goes between.
    const after = before === -1 ? count - 1 : (entries[before]?.index ?? count - 1)
    places.set(after, [...(places.get(after) ?? []), entry])
  }
  return [...places].sort(([a], [b]) => a - b).map(([after, group]) => ({ after, entries: group }))
}

function inFlow(
  { text }: Source,
  item: Node,
  entries: readonly NewEntry[],
  form: EntryForm
): readonly Span[] {
  const [start, end] = rangeOf(item)
  const flowItem: FlowItem = { start, end, before: undefined }
  const rendered = entries.flatMap(entry => renderEntry(entry, { ...form, dash: '' }))
  return insertFlowItems(text, flowItem, rendered, { spaced: form.comma.endsWith(' ') })
}

function inBlock(
  { text }: Source,
  items: readonly unknown[],
  after: number,
  entries: readonly NewEntry[],
  form: EntryForm
): readonly Span[] {
  const item = items[after]
  if (!isNode(item)) throw new Error('An item of a list has no place.')
  const [start, end] = rangeOf(item)
  const at = lineEnd(text, start + text.slice(start, end).trimEnd().length)
  const line = lineBreakFor(text, at)
  const isAiry =
    after > 0 &&
    /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(Math.max(0, lineStart(text, start) - 200), lineStart(text, start)))
  const rendered = entries.map(
    entry =>
      (isAiry ? line : '') +
      renderEntry(entry, form)
        .map(each => line + each)
        .join('')
  )
  return [{ start: at, end: at, text: rendered.join('') }]
}

/** The list is there, but empty: `images:`, `images: []` or with nothing but comments below. */
function planEmptyList(
  images: Images,
  pair: Pair,
  added: readonly NewEntry[],
  source: Source
): readonly Span[] {
  const { text } = source
  const { root } = images
  const { value, key } = pair
  if (!isNode(key) || !isNode(value)) throw noPlace(source, pairStart(pair))
  const isNothingYet = isSeq(value) || isNothing(value, images.aliases)
  const isAnchored =
    value.tag !== undefined || ((isSeq(value) || isScalar(value)) && value.anchor !== undefined)
  if (!isNothingYet || isAnchored) throw noPlace(source, pairStart(pair))
  const [start, end] = rangeOf(value)
  if (/[^\s[\]~nulNUL]/.test(text.slice(start, end))) throw noPlace(source, pairStart(pair))
  if (root.flow) {
    const form = defaultForm('', true, styleOf(key))
    const list = `[${added.flatMap(entry => renderEntry(entry, form)).join(', ')}]`
    const space = isEmpty(value) ? ' ' : ''
    return [{ start, end, text: space + list }]
  }
  const keyEnd = text.indexOf(':', rangeOf(key)[1]) + 1
  if (text.slice(keyEnd, start).trim() !== '') throw noPlace(source, pairStart(pair))
  const emptied = isEmpty(value) ? [] : [{ start: keyEnd, end, text: '' }]
  const at = lineEnd(text, Math.max(keyEnd, isEmpty(value) ? keyEnd : end))
  return [...emptied, { start: at, end: at, text: renderLines(text, root, added, lineBreakFor(text, at)) }]
}

/** Adds the key `images` at the end of a file in block style. */
function planBlockKey(root: YAMLMap, added: readonly NewEntry[], { text }: Source): readonly Span[] {
  const last = root.items.at(-1)
  const first = root.items[0]
  if (!last || !first) throw new Error('A kustomization has no keys.')
  const start = pairStart(first)
  const indent = text.slice(lineStart(text, start), start).replace('\uFEFF', '')
  const at = endOf(text, last)
  const line = lineBreakFor(text, at)
  const isAiry = root.items.length > 1 && root.items.slice(1).every(pair => isBelowBlankLine(text, pair))
  const lines = renderLines(text, root, added, line)
  return [{ start: at, end: at, text: `${isAiry ? line : ''}${line}${indent}${renderKey(first)}:${lines}` }]
}

function planFlowKey(root: YAMLMap, added: readonly NewEntry[], source: Source): readonly Span[] {
  const last = root.items.at(-1)
  if (!last || source.text[rangeOf(root)[0]] !== '{' || (isNode(last.value) && isEmpty(last.value)))
    throw noPlace(source, rangeOf(root)[0])
  const form = { ...defaultForm('', true, styleOf(last.key)), colon: colonOf(source.text, last) }
  const spaced = form.colon.endsWith(' ')
  const list = added.flatMap(entry => renderEntry(entry, { ...form, comma: spaced ? ', ' : ',' }))
  const rendered = `${renderKey(last)}${form.colon}[${list.join(spaced ? ', ' : ',')}]`
  return insertFlowItems(source.text, flowPair(last), [rendered], { spaced })
}

function renderLines(text: string, root: YAMLMap, added: readonly NewEntry[], line: string): string {
  const form = defaultForm(`${listIndent(text, root)}- `, false, 'plain')
  return added
    .flatMap(entry => renderEntry(entry, form))
    .map(each => line + each)
    .join('')
}

/** Returns the spaces before the dashes of the file's other lists. */
function listIndent(text: string, root: YAMLMap): string {
  const first = root.items[0]
  const own = first ? columnAt(text, pairStart(first)) - 1 : 0
  const list = root.items
    .map(({ value }) => value)
    .find(value => isSeq(value) && !value.flow && value.items.length > 0)
  const column = isNode(list) ? columnAt(text, rangeOf(list)[0]) - 1 : own
  return ' '.repeat(Math.max(own, column))
}

function renderKey(like: Pair): string {
  const style = styleOf(like.key)
  if (style === 'plain') return 'images'
  return style === 'single' ? "'images'" : '"images"'
}

/** Returns the end of the last line of a pair, in front of blank lines and comments that follow it. */
function endOf(text: string, pair: Pair): number {
  const { value } = pair
  if (!isNode(value) || isScalar(value)) return lastLineEnd(text, pair)
  const [start, end] = rangeOf(value)
  return lineEnd(text, start + text.slice(start, end).trimEnd().length)
}

function isBelowBlankLine(text: string, pair: Pair): boolean {
  const above = text.slice(0, lineStart(text, pairStart(pair)))
  return /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*$/.test(above.slice(-2_000))
}

function pairOf({ imagesPair }: Images): Pair {
  if (!imagesPair) throw new Error('There is no images list.')
  return imagesPair
}

function noPlace(source: Source, offset: number) {
  const sentence =
    'no entry can be added to images as it is written. Write it as a list with one entry by hand, once.'
  return failureAt('EDIT_REFUSED', source, offset, sentence)
}
