import { isScalar, type Pair, type Scalar, type YAMLMap } from 'yaml'

import { pairEnd, pairStart, rangeOf } from './nodes.ts'
import { lineBreakAt, lineBreakFor, lineEnd, lineStart, startsItsLine, type Span } from './file.ts'

/** Plans new lines `rendered` below the pair `after` of a block mapping. */
export function insertBlockPairs(
  text: string,
  map: YAMLMap,
  after: Pair,
  rendered: readonly string[]
): readonly Span[] {
  const at = lastLineEnd(text, after)
  const start = lineBreakFor(text, at) + indentOf(text, map)
  return [{ start: at, end: at, text: rendered.map(each => start + each).join('') }]
}

/** Plans new lines `rendered` before the first pair of a block mapping; the first of them takes its place behind the dash. */
export function insertBlockPairsFirst(
  text: string,
  map: YAMLMap,
  first: Pair,
  rendered: readonly string[]
): readonly Span[] {
  const at = pairStart(first)
  const next = lineBreakFor(text, lineEnd(text, at)) + indentOf(text, map)
  return [{ start: at, end: at, text: rendered.map(each => each + next).join('') }]
}

/**
 * Plans the removal of a pair of a block mapping with its whole lines, and the comment at their end, which speaks of it.
 * Comments on lines of their own stay.
 */
export function removeBlockPair(text: string, pair: Pair): readonly Span[] {
  const start = pairStart(pair)
  const end = lineEnd(text, contentEnd(text, pair))
  const next = end + lineBreakAt(text, end).length
  if (!startsItsLine(text, start)) {
    // The pair shares its line with the dash: what follows it moves up.
    const rest = /^\s*/.exec(text.slice(next))?.[0].length ?? 0
    return [{ start, end: next + rest, text: '' }]
  }
  const from = lineStart(text, start)
  if (next > end || from === 0) return [{ start: from, end: next, text: '' }]
  // The last line of a file without a final line break: what separates it from the line above goes, so there is still none.
  return [{ start: text.slice(0, from).trimEnd().length, end, text: '' }]
}

/** Returns the end of the last line a pair owns. The blank lines after a block scalar may be its content: they count. */
function lastLineEnd(text: string, pair: Pair): number {
  const end = pairEnd(pair)
  if (!isBlockScalar(pair) || text[end - 1] !== '\n') return lineEnd(text, end)
  return text[end - 2] === '\r' ? end - 2 : end - 1
}

/** Returns where the text of a pair ends, without the blank lines that the parser counts to a block scalar. */
function contentEnd(text: string, pair: Pair): number {
  const end = pairEnd(pair)
  if (!isBlockScalar(pair)) return end
  const [start] = rangeOf(pair.value)
  return start + text.slice(start, end).trimEnd().length
}

function isBlockScalar(pair: Pair): pair is Pair<unknown, Scalar> & { value: Scalar } {
  return isScalar(pair.value) && (pair.value.type === 'BLOCK_LITERAL' || pair.value.type === 'BLOCK_FOLDED')
}

/** Returns the indentation of a mapping's keys: as written before one of them, else as many spaces as the first is in. */
function indentOf(text: string, map: YAMLMap): string {
  const own = map.items.map(pairStart).find(start => startsItsLine(text, start))
  if (own !== undefined) return text.slice(lineStart(text, own), own)
  const first = map.items[0]
  if (!first) throw new Error('An images entry has no key.')
  const start = pairStart(first)
  return ' '.repeat(start - lineStart(text, start))
}
