import { isAlias, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'

import { ActionError } from '../errors.ts'
import { parseDocuments, type YamlDocument } from './document.ts'
import { foldKey } from './mapping.ts'
import { readsAsString } from './scalar.ts'
import { lineBreakAt, lineEnd, lineStart, startsItsLine, type Source, type Span } from './source.ts'

/** What an edit was meant to do, in terms of the model and not of the text. */
export interface Intent {
  /** Which item of `images` was to change. */
  readonly entryIndex: number
  /** The fields that were to change and their new values; undefined for one that was to go. */
  readonly fields: readonly { readonly field: string; readonly to: string | undefined }[]
}

/** A text, and the documents it was parsed to. */
export interface Before {
  readonly text: string
  readonly documents: readonly YamlDocument[]
}

/**
 * Proves that a text parses to the old documents with exactly the intended fields changed, knowing nothing of how the
 * edit was made. Nodes are compared with their tags, anchors and styles, so a change in how something is read shows.
 * @throws EDIT_NOT_PROVEN naming the first place that differs.
 */
export function proveModel(before: Before, after: Source, intent: Intent): void {
  const documents = reparse(after)
  const place = differenceInRoot(before.documents[0]?.contents, documents[0]?.contents, intent)
  if (place !== undefined) throw notProven(after, place, intent)
  const rest = restOf({ text: after.text, documents })
  if (restOf(before) !== rest) throw notProven(after, 'a later document', intent)
}

/**
 * Proves that a text equals the old one outside the spans, that the spans stay within the entry and its lines, and that
 * kustomize's parser sees the same tokens around them.
 * @throws EDIT_NOT_PROVEN
 */
export function proveText(
  before: Source,
  after: string,
  change: { readonly spans: readonly Span[]; readonly node: YAMLMap }
): void {
  const { text, path } = before
  const [start, end] = change.node.range ?? [0, 0]
  const first = startsItsLine(text, start) ? lineStart(text, start) : start
  const contentEnd = lineEnd(text, start + text.slice(start, end).trimEnd().length)
  const last = Math.max(end, contentEnd + lineBreakAt(text, contentEnd).length)
  let restBefore = text
  let restAfter = after
  // From the end, so that the offsets of the spans before stay true.
  for (const span of [...change.spans].reverse().sort((a, b) => b.start - a.start || b.end - a.end)) {
    const tail = restBefore.slice(span.end)
    const isInside = span.start >= first && span.end <= last
    if (!isInside || !restAfter.endsWith(span.text + tail))
      throw notProven({ text: after, path }, 'other text')
    restAfter = restAfter.slice(0, restAfter.length - tail.length - span.text.length)
    restBefore = restBefore.slice(0, span.start)
    const seams = [restAfter.length, restAfter.length + span.text.length]
    if (change.node.flow && seams.some(at => isGlued(after, at)))
      throw notProven({ text: after, path }, 'the value beside it')
  }
  if (restBefore !== restAfter) throw notProven({ text: after, path }, 'other text')
}

/** In braces go-yaml v2 takes `newName:,` for a key and `!!str,` for a tag, though the parser sees an empty value. */
function isGlued(text: string, at: number): boolean {
  if (!/^[,}\]]/.test(text.slice(at, at + 1))) return false
  return /(?:[^"'\s]:|(?:^|[\s,:[{])![^\s,[\]{}]*)$/.test(text.slice(lineStart(text, at), at))
}

/** Returns the text of the later documents. They may be broken, so it is compared and not what it means. */
function restOf({ text, documents }: Before): string {
  return text.slice(documents[1]?.range[0] ?? text.length)
}

function reparse(after: Source): readonly YamlDocument[] {
  try {
    return parseDocuments(after)
  } catch (cause) {
    throw notProven(after, 'the YAML syntax', undefined, cause)
  }
}

function differenceInRoot(before: unknown, after: unknown, intent: Intent): string | undefined {
  if (!isMap(before) || !isMap(after)) return 'the root'
  return differenceInPairs(before.items, after.items, '', (then, now, at) => {
    if (foldKey(at) !== 'images' || !isSeq(then) || !isSeq(now)) return difference(then, now, at)
    if (!sameProperties(then, now) || then.items.length !== now.items.length) return at
    return firstPlace(then.items, (item, index) => {
      const place = `${at}[${index}]`
      const other = now.items[index]
      return index === intent.entryIndex
        ? differenceInEntry(item, other, place, intent)
        : difference(item, other, place)
    })
  })
}

function differenceInEntry(before: unknown, after: unknown, at: string, intent: Intent): string | undefined {
  if (!isMap(before) || !isMap(after) || !sameProperties(before, after)) return at
  const intended = intent.fields.map(({ field }) => foldKey(field))
  const others = ({ items }: YAMLMap) => items.filter(pair => !intended.includes(foldKey(keyText(pair))))
  const place = differenceInPairs(others(before), others(after), `${at}.`, difference)
  if (place !== undefined) return place
  const wrong = intent.fields.find(({ field, to }) => {
    const now = after.items.filter(pair => foldKey(keyText(pair)) === foldKey(field))
    return to === undefined ? now.length > 0 : now.length !== 1 || !isText(now[0]?.value, to)
  })
  return wrong && `${at}.${wrong.field}`
}

/** Returns whether kustomize reads the node as exactly this string. */
function isText(node: unknown, text: string): boolean {
  if (!isScalar(node) || node.value !== text) return false
  if (node.tag !== undefined) return node.tag === '!' || node.tag === 'tag:yaml.org,2002:str'
  return (
    node.type === 'QUOTE_DOUBLE' ||
    node.type === 'QUOTE_SINGLE' ||
    (node.type === 'PLAIN' && readsAsString(text))
  )
}

type Compare = (before: unknown, after: unknown, at: string) => string | undefined

const difference: Compare = (before, after, at) => {
  if (isAlias(before)) return isAlias(after) && before.source === after.source ? undefined : at
  if (isScalar(before)) {
    const same = isScalar(after) && before.value === after.value && before.type === after.type
    return same && sameProperties(before, after) ? undefined : at
  }
  if (isMap(before)) {
    if (!isMap(after) || !sameProperties(before, after)) return at
    return differenceInPairs(before.items, after.items, `${at}.`, difference)
  }
  if (isSeq(before)) {
    if (!isSeq(after) || !sameProperties(before, after) || before.items.length !== after.items.length)
      return at
    return firstPlace(before.items, (item, index) => difference(item, after.items[index], `${at}[${index}]`))
  }
  // What is left is a missing value, and the pairs of an ordered map.
  if (isPair(before)) return isPair(after) ? differenceInPairs([before], [after], `${at}.`, difference) : at
  return before === after ? undefined : at
}

function differenceInPairs(
  before: readonly Pair[],
  after: readonly Pair[],
  prefix: string,
  compareValues: Compare
): string | undefined {
  if (before.length !== after.length) return `${prefix}(number of keys)`
  return firstPlace(before, (pair, index) => {
    const at = prefix + keyText(pair)
    const now = after[index]
    return difference(pair.key, now?.key, at) ?? compareValues(pair.value, now?.value, at)
  })
}

interface Properties {
  readonly tag?: string
  readonly anchor?: string
  readonly flow?: boolean
}

function sameProperties(before: Properties, after: Properties): boolean {
  return before.tag === after.tag && before.anchor === after.anchor && before.flow === after.flow
}

function firstPlace<T>(items: readonly T[], compare: (item: T, index: number) => string | undefined) {
  for (const [index, item] of items.entries()) {
    const place = compare(item, index)
    if (place !== undefined) return place
  }
  return undefined
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : ''
}

function notProven({ path }: Source, place: string, intent?: Intent, cause?: unknown): ActionError {
  const fields = intent ? intent.fields.map(({ field }) => field).join(' and ') : 'the entry'
  const message = `${path} was not changed: the edited text would also differ in ${place}, and only ${fields} was to change. Please report this as a bug of newtag, with the file.`
  return new ActionError('EDIT_NOT_PROVEN', message, { cause, location: { path } })
}
