import { isNode, type Pair } from 'yaml'

import { commaBefore, pairEnd, pairStart, rangeOf, styleOf } from './nodes.ts'
import { lineBreakAt, lineBreakFor, lineEnd, lineStart, startsItsLine } from './file.ts'
import type { Span } from './spans.ts'

/** One item of a flow collection: a pair in braces, or an item in brackets. */
interface FlowItem {
  readonly start: number
  readonly end: number
  /** The comma before the item. */
  readonly before: number | undefined
}

/** How an item stands between its neighbours. */
interface Neighbourhood {
  /** The comma or closing bracket after the item. */
  readonly after: number
  readonly isLast: boolean
  /** Whether nothing else stands on the item's lines, except its commas and a comment. */
  readonly hasOwnLines: boolean
}

export function flowPair(pair: Pair): FlowItem {
  return { start: pairStart(pair), end: pairEnd(pair), before: commaBefore(pair) }
}

/** Plans new items behind an item: on lines of their own where it has one, else on the same line. */
export function insertFlowItems(
  text: string,
  item: FlowItem,
  rendered: readonly string[],
  { spaced }: { readonly spaced: boolean }
): readonly Span[] {
  const { start, end } = item
  const { after, isLast, hasOwnLines } = look(text, item)
  if (!hasOwnLines) {
    const comma = spaced ? ', ' : ','
    return [insert(end, rendered.map(each => comma + each).join(''))]
  }
  const indent = text.slice(lineStart(text, start), start)
  const lines = (at: number, separator: string) => lineBreakFor(text, at) + indent + rendered.join(separator)
  if (!isLast) {
    const at = lineEnd(text, after)
    return [insert(at, lines(at, `,${lineBreakFor(text, at)}${indent}`) + ',')]
  }
  const at = lineEnd(text, end)
  return [insert(end, ','), insert(at, lines(at, `,${lineBreakFor(text, at)}${indent}`))]
}

/** Plans the removal of an item with one comma, and with its lines where it has some of its own. */
export function removeFlowItem(text: string, item: FlowItem): readonly Span[] {
  const { start, end, before } = item
  const { after, isLast, hasOwnLines } = look(text, item)
  if (hasOwnLines) {
    const lastLine = lineEnd(text, isLast ? end : after)
    const lines = remove(lineStart(text, start), lastLine + lineBreakAt(text, lastLine).length)
    // Behind the comma a comment may stand on a line of its own; without it, it would read as part of the value.
    const isFree = before !== undefined && !text.slice(before, start).includes('\n#')
    return isLast && isFree ? [remove(before, before + 1), lines] : [lines]
  }
  if (!isLast) {
    const gap = /^[ \t]*/.exec(text.slice(after + 1))?.[0].length ?? 0
    const next = after + 1 + gap
    // At the end of a line the space before the item goes, else the one behind it.
    if (lineBreakAt(text, next) === '') return [remove(start, next)]
    return [remove(text.slice(0, start).trimEnd().length, after + 1)]
  }
  // A comment between the comma and the item stays, and so does the comma: a flow collection may end with one.
  if (before === undefined || text.slice(before + 1, start).trim() !== '') return [remove(start, end)]
  const endsLine = lineEnd(text, end) < after && startsItsLine(text, before)
  return [remove(endsLine ? text.slice(0, before).trimEnd().length : before, end)]
}

/** Returns what stands between a key and its value, so that `{"a":1}` stays that narrow. */
export function colonOf(text: string, pair: Pair): string {
  if (!isNode(pair.key) || !isNode(pair.value)) return ': '
  const between = text.slice(rangeOf(pair.key)[1], rangeOf(pair.value)[0])
  // A key without quotes needs the space.
  return /^ ?: $/.test(between) || (/^ ?:$/.test(between) && styleOf(pair.key) !== 'plain') ? between : ': '
}

function look(text: string, { start, end }: FlowItem): Neighbourhood {
  const after = nextToken(text, end)
  const isLast = text[after] !== ','
  const sameLine = lineEnd(text, end) >= after
  const restIsFree = isLast
    ? !sameLine
    : sameLine && /^[ \t]*(?:#|$)/.test(text.slice(after + 1, lineEnd(text, after)))
  return { after, isLast, hasOwnLines: startsItsLine(text, start) && restIsFree }
}

/** Returns the first character behind a value that is neither space nor comment: a comma or the closing bracket. */
function nextToken(text: string, from: number): number {
  let at = from
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++
    if (text[at] !== '#') return at
    at = lineEnd(text, at)
  }
}

function insert(at: number, text: string): Span {
  return { start: at, end: at, text }
}

function remove(start: number, end: number): Span {
  return { start, end, text: '' }
}
