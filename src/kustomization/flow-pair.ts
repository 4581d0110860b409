import type { Pair } from 'yaml'

import { commaBefore, isNode, pairEnd, pairStart, rangeOf } from './pair-source.ts'
import { lineBreakAt, lineBreakFor, lineEnd, lineStart, startsItsLine, type Span } from './source.ts'

/** The place and layout of a pair between its neighbours in a flow mapping. */
interface Surroundings {
  readonly start: number
  readonly end: number
  /** The comma before the pair. */
  readonly before: number | undefined
  /** The comma or closing brace after the pair. */
  readonly after: number
  readonly isLast: boolean
  /** Whether nothing else stands on the pair's lines, except its commas and a comment. */
  readonly hasOwnLines: boolean
}

/**
 * Plans a new pair behind the pair `after` of a flow mapping: on a line of its own where `after` has one, else on the
 * same line. `render` gets what stands between a key and its value there, so that `{"a":1}` stays that narrow.
 */
export function insertFlowPair(
  text: string,
  after: Pair,
  render: (colon: string) => string
): readonly Span[] {
  const around = look(text, after)
  const colon = colonOf(text, after)
  const { end } = around
  if (!around.hasOwnLines) {
    return [insert(end, (colon.endsWith(' ') ? ', ' : ',') + render(colon))]
  }
  const indent = text.slice(lineStart(text, around.start), around.start)
  const line = (at: number, comma: string): Span =>
    insert(at, lineBreakFor(text, at) + indent + render(colon) + comma)
  if (!around.isLast) return [line(lineEnd(text, around.after), ',')]
  return [insert(end, ','), line(lineEnd(text, end), '')]
}

/** Plans the removal of a pair of a flow mapping with one comma, and with its lines where it has some of its own. */
export function removeFlowPair(text: string, pair: Pair): readonly Span[] {
  const { start, end, before, after, isLast, hasOwnLines } = look(text, pair)
  if (hasOwnLines) {
    const lastLine = lineEnd(text, isLast ? end : after)
    const lines = remove(lineStart(text, start), lastLine + lineBreakAt(text, lastLine).length)
    return isLast && before !== undefined ? [remove(before, before + 1), lines] : [lines]
  }
  if (!isLast) {
    const gap = /^[ \t]*/.exec(text.slice(after + 1))?.[0].length ?? 0
    const next = after + 1 + gap
    // At the end of a line the space before the pair goes, else the one behind it.
    if (lineBreakAt(text, next) === '') return [remove(start, next)]
    return [remove(text.slice(0, start).trimEnd().length, after + 1)]
  }
  // A comment between the comma and the pair stays, and so does the comma: a flow mapping may end with one.
  if (before === undefined || text.slice(before + 1, start).trim() !== '') return [remove(start, end)]
  const endsLine = lineEnd(text, end) < after && startsItsLine(text, before)
  return [remove(endsLine ? text.slice(0, before).trimEnd().length : before, end)]
}

function look(text: string, pair: Pair): Surroundings {
  const start = pairStart(pair)
  const end = pairEnd(pair)
  const after = nextToken(text, end)
  const isLast = text[after] !== ','
  const sameLine = lineEnd(text, end) >= after
  const restIsFree = isLast
    ? !sameLine
    : sameLine && /^[ \t]*(?:#|$)/.test(text.slice(after + 1, lineEnd(text, after)))
  return {
    start,
    end,
    before: commaBefore(pair),
    after,
    isLast,
    hasOwnLines: startsItsLine(text, start) && restIsFree
  }
}

/** Returns the first character behind a value that is neither space nor comment: a comma or the closing brace. */
function nextToken(text: string, from: number): number {
  let at = from
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++
    if (text[at] !== '#') return at
    at = lineEnd(text, at)
  }
}

function colonOf(text: string, pair: Pair): string {
  if (!isNode(pair.key) || !isNode(pair.value)) return ': '
  const between = text.slice(rangeOf(pair.key)[1], rangeOf(pair.value)[0])
  return /^ ?: ?$/.test(between) ? between : ': '
}

function insert(at: number, text: string): Span {
  return { start: at, end: at, text }
}

function remove(start: number, end: number): Span {
  return { start, end, text: '' }
}
