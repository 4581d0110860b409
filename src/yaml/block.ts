import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'

import { isBlockScalar, pairEnd, pairStart, rangeOf, textEnd } from './nodes.ts'
import {
  failureAt,
  lineBreakAt,
  lineBreakFor,
  lineEnd,
  lineStart,
  startsItsLine,
  type YamlFile
} from './file.ts'
import type { Span } from './spans.ts'

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
  const end = lineEnd(text, isBlockScalar(pair.value) ? textEnd(text, pair.value) : pairEnd(pair))
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

/**
 * Plans new lines below a node in block style, written without their line breaks. They go below the comments that follow
 * it and are indented more than `column` characters: these speak of the node.
 * @throws EDIT_REFUSED when the node ends the file with a text that a line below it would change.
 */
export function insertBelow(file: YamlFile, node: Node, lines: readonly string[], column: number): Span {
  const { text } = file
  const last = lastScalar(node)
  if (last && isOpenAtEnd(text, last)) {
    const sentence =
      'this text ends the file without a line break, and lines below it would add one to it. End the file with a line break.'
    throw failureAt('EDIT_REFUSED', file, rangeOf(last)[0], sentence)
  }
  const keepsBlankLines = last !== undefined && /^[|>][1-9]?\+/.test(headerOf(text, last))
  const contentEnd = keepsBlankLines ? rangeOf(last)[1] : textEnd(text, node)
  if (keepsBlankLines && text[contentEnd - 1] === '\n') {
    const line = lineBreakFor(text, contentEnd)
    // A blank line would become one of the text.
    const written = lines.slice(lines.findIndex(each => each !== ''))
    return { start: contentEnd, end: contentEnd, text: written.map(each => each + line).join('') }
  }
  const end = belowComments(text, lineEnd(text, contentEnd), column)
  const own = lineBreakAt(text, end)
  const line = lineBreakFor(text, end)
  // At the start of the next line, so that the line above may go at the same time.
  const at = end + own.length
  return { start: at, end: at, text: lines.map(each => (own === '' ? line + each : each + line)).join('') }
}

/**
 * Returns whether a file ends inside a text of several lines, without a line break. kustomize then reads the text
 * without its last line break too, and with one as soon as anything follows (go-yaml v2; other parsers see no difference).
 */
export function endsInOpenText(text: string, root: unknown): boolean {
  const last = isNode(root) ? lastScalar(root) : undefined
  return last !== undefined && isOpenAtEnd(text, last)
}

function isOpenAtEnd(text: string, scalar: Scalar): boolean {
  if (!isBlockScalar(scalar) || text.endsWith('\n') || headerOf(text, scalar).includes('-')) return false
  return text.slice(rangeOf(scalar)[1]).trim() === ''
}

function headerOf(text: string, scalar: Scalar): string {
  if (!isBlockScalar(scalar)) return ''
  const [start] = rangeOf(scalar)
  return /^[|>][-+0-9]*/.exec(text.slice(start, start + 4))?.[0] ?? ''
}

/** Returns the scalar that a node ends with, when it is written in block style to its end. */
function lastScalar(node: Node): Scalar | undefined {
  let current: unknown = node
  for (;;) {
    if (isScalar(current)) return current
    if (isMap(current) && !current.flow) current = current.items.at(-1)?.value
    else if (isSeq(current) && !current.flow) current = current.items.at(-1)
    else return undefined
  }
}

function belowComments(text: string, from: number, column: number): number {
  let end = from
  for (;;) {
    const next = end + lineBreakAt(text, end).length
    const indent = /^[ \t]*(?=#)/.exec(text.slice(next, lineEnd(text, next)))?.[0].length
    if (next === end || indent === undefined || indent <= column) return end
    end = lineEnd(text, next)
  }
}

/** Returns the spaces before a place, if nothing else stands before it on its line. */
export function indentBefore(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ''
}

/** Returns the end of the last line of a pair. The blank lines after a block scalar may be its content: they count. */
function lastLineEnd(text: string, pair: Pair): number {
  const end = pairEnd(pair)
  if (!isBlockScalar(pair.value) || text[end - 1] !== '\n') return lineEnd(text, end)
  return text[end - 2] === '\r' ? end - 2 : end - 1
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
