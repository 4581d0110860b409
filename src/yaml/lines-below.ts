import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml'

import { isNode, rangeOf } from './nodes.ts'
import { failureAt, lineBreakAt, lineBreakFor, lineEnd, lineStart, type Source, type Span } from './file.ts'

/**
 * Plans new lines below a node in block style, written without their line breaks. They go below the comments that follow
 * it and are indented more than `column` characters: these speak of the node.
 * @throws EDIT_REFUSED when the node ends the file with a text that a line below it would change.
 */
export function insertBelow(source: Source, node: Node, lines: readonly string[], column: number): Span {
  const { text } = source
  const last = lastScalar(node)
  if (last && isOpenAtEnd(text, last)) {
    const sentence =
      'this text ends the file without a line break, and lines below it would add one to it. End the file with a line break.'
    throw failureAt('EDIT_REFUSED', source, rangeOf(last)[0], sentence)
  }
  const keepsBlankLines = last !== undefined && /^[|>][1-9]?\+/.test(headerOf(text, last))
  const contentEnd = keepsBlankLines ? rangeOf(last)[1] : trimmedEnd(text, node)
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
  if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED') return false
  if (text.endsWith('\n') || headerOf(text, scalar).includes('-')) return false
  return text.slice(rangeOf(scalar)[1]).trim() === ''
}

function headerOf(text: string, scalar: Scalar): string {
  if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED') return ''
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

function trimmedEnd(text: string, node: Node): number {
  const [start, end] = rangeOf(node)
  return start + text.slice(start, end).trimEnd().length
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
