import { isNode, isScalar, type Node, type Pair, type Scalar } from 'yaml'

import type { ScalarStyle } from './scalar.ts'

/** Returns where a node starts and where its own text ends. */
export function rangeOf(node: Node): readonly [start: number, end: number] {
  if (!node.range) throw new Error('A parsed YAML node has no place in the text.')
  return [node.range[0], node.range[1]]
}

/** Returns where the text of a node ends, without the blank lines that the parser counts to a block scalar. */
export function textEnd(text: string, node: Node): number {
  const [start, end] = rangeOf(node)
  return start + text.slice(start, end).trimEnd().length
}

/** Returns whether a node is a text of several lines behind `|` or `>`. */
export function isBlockScalar(node: unknown): node is Scalar {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
}

/** Returns where a pair starts: at its key, or at the `?`, anchor or tag before it. */
export function pairStart(pair: Pair): number {
  const before = pair.srcToken?.start.find(token =>
    ['anchor', 'tag', 'explicit-key-ind'].includes(token.type)
  )
  return before?.offset ?? (isNode(pair.key) ? rangeOf(pair.key)[0] : 0)
}

/** Returns where a pair ends: after its value, or after what stands instead of one. */
export function pairEnd(pair: Pair): number {
  const keyEnd = isNode(pair.key) ? rangeOf(pair.key)[1] : 0
  if (!isNode(pair.value)) return keyEnd
  return isEmpty(pair.value) ? emptyValueStart(pair) : rangeOf(pair.value)[1]
}

/** Returns whether a pair is written `? key`, on lines that do not follow the usual rules. */
export function isExplicit(pair: Pair): boolean {
  return pair.srcToken?.start.some(token => token.type === 'explicit-key-ind') ?? false
}

/** Returns whether a value is written as nothing at all: `newTag:`. */
export function isEmpty(value: Node): boolean {
  const [start, end] = rangeOf(value)
  return start === end
}

/** Returns where an empty value would start: after the colon, and after an anchor or tag if there is one. */
export function emptyValueStart(pair: Pair): number {
  const token = pair.srcToken?.sep?.findLast(each => ['map-value-ind', 'anchor', 'tag'].includes(each.type))
  if (!token) throw new Error('A YAML key without a colon has a value.')
  return token.offset + token.source.length
}

/** Returns the place of the comma that stands before a pair of a flow mapping, if one does. */
export function commaBefore(pair: Pair): number | undefined {
  return pair.srcToken?.start.find(token => token.type === 'comma')?.offset
}

/** Returns how a scalar is quoted; a block scalar counts as plain. */
export function styleOf(node: unknown): ScalarStyle {
  if (!isScalar(node)) return 'plain'
  if (node.type === 'QUOTE_DOUBLE') return 'double'
  return node.type === 'QUOTE_SINGLE' ? 'single' : 'plain'
}
