import { isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'

import { colonOf, flowPair, insertFlowItems } from '../../yaml/flow.ts'
import { isNothing, type Images } from '../read/images.ts'
import { defaultForm, renderEntry, type NewEntry } from './new-entry.ts'
import { emptyValueStart, isEmpty, pairStart, rangeOf, styleOf } from '../../yaml/nodes.ts'
import { columnAt, failureAt, lineBreakFor, lineEnd, lineStart, type YamlFile } from '../../yaml/file.ts'
import { indentBefore, insertBelow } from '../../yaml/block.ts'
import type { Span } from '../../yaml/spans.ts'

/**
 * Plans the first entries of a kustomization: in the empty list that is there, else in a new list that becomes the last
 * key of the file.
 * @throws EDIT_REFUSED when the list is written so that nothing can be added to it.
 */
export function planFirstEntries(
  images: Images,
  added: readonly NewEntry[],
  file: YamlFile
): readonly Span[] {
  const { imagesPair, root } = images
  if (imagesPair) return planEmptyList(images, imagesPair, added, file)
  return root.flow ? planFlowKey(root, added, file) : planBlockKey(root, added, file)
}

/** Fills an empty list: `images:`, `images: []`, or one with nothing but comments below. */
function planEmptyList(
  images: Images,
  pair: Pair,
  added: readonly NewEntry[],
  file: YamlFile
): readonly Span[] {
  const { text } = file
  const { root } = images
  const { value, key } = pair
  if (!isNode(key) || !isNode(value)) throw noPlace(file, pairStart(pair))
  const isEmptyList = isSeq(value) || isNothing(value, images.aliases)
  const isAnchored =
    value.tag !== undefined || ((isSeq(value) || isScalar(value)) && value.anchor !== undefined)
  if (!isEmptyList || isAnchored) throw noPlace(file, pairStart(pair))
  const [start, end] = rangeOf(value)
  if (/[^\s[\]~nulNUL]/.test(text.slice(start, end))) throw noPlace(file, pairStart(pair))
  if (root.flow) {
    const form = defaultForm('', true, styleOf(key))
    const list = `[${added.flatMap(entry => renderEntry(entry, form)).join(', ')}]`
    if (!isEmpty(value)) return [{ start, end, text: list }]
    const at = emptyValueStart(pair)
    return [{ start: at, end: at, text: ` ${list}` }]
  }
  const keyEnd = text.indexOf(':', rangeOf(key)[1]) + 1
  if (text.slice(keyEnd, start).trim() !== '') throw noPlace(file, pairStart(pair))
  const emptied = isEmpty(value) ? [] : [{ start: keyEnd, end, text: '' }]
  const at = lineEnd(text, Math.max(keyEnd, isEmpty(value) ? keyEnd : end))
  const lines = renderLines(text, root, added).map(each => lineBreakFor(text, at) + each)
  return [...emptied, { start: at, end: at, text: lines.join('') }]
}

/** Adds the key `images` at the end of a file in block style. */
function planBlockKey(root: YAMLMap, added: readonly NewEntry[], file: YamlFile): readonly Span[] {
  const { text } = file
  const last = root.items.at(-1)
  const first = root.items[0]
  if (!last || !first) throw new Error('A kustomization has no keys.')
  const indent = indentBefore(text, pairStart(first)).replace('\uFEFF', '')
  const isAiry = root.items.length > 1 && root.items.slice(1).every(pair => isBelowBlankLine(text, pair))
  const node = isNode(last.value) && !isEmpty(last.value) ? last.value : last.key
  if (!isNode(node)) throw noPlace(file, rangeOf(root)[0])
  const lines = [...(isAiry ? [''] : []), `${indent}${renderKey(first)}:`, ...renderLines(text, root, added)]
  return [insertBelow(file, node, lines, indent.length)]
}

function planFlowKey(root: YAMLMap, added: readonly NewEntry[], file: YamlFile): readonly Span[] {
  const last = root.items.at(-1)
  if (!last || file.text[rangeOf(root)[0]] !== '{' || (isNode(last.value) && isEmpty(last.value)))
    throw noPlace(file, rangeOf(root)[0])
  const form = { ...defaultForm('', true, styleOf(last.key)), colon: colonOf(file.text, last) }
  const spaced = form.colon.endsWith(' ')
  const list = added.flatMap(entry => renderEntry(entry, { ...form, comma: spaced ? ', ' : ',' }))
  const rendered = `${renderKey(last)}${form.colon}[${list.join(spaced ? ', ' : ',')}]`
  return insertFlowItems(file.text, flowPair(last), [rendered], { spaced })
}

function renderLines(text: string, root: YAMLMap, added: readonly NewEntry[]): readonly string[] {
  const form = defaultForm(`${listIndent(text, root)}- `, false, 'plain')
  return added.flatMap(entry => renderEntry(entry, form))
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

function isBelowBlankLine(text: string, pair: Pair): boolean {
  const above = text.slice(0, lineStart(text, pairStart(pair)))
  return /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*$/.test(above.slice(-2_000))
}

/** Creates the error for a list that is written so that nothing can be added to it. */
export function noPlace(file: YamlFile, offset: number) {
  const sentence =
    'newtag cannot add an entry to images in its current form. Add the first entry by hand, as a list item; newtag can then add others.'
  return failureAt('EDIT_REFUSED', file, offset, sentence)
}
