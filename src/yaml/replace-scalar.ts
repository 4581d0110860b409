import { isAlias, isNode, isScalar, type Pair, type Scalar } from 'yaml'

import { emptyValueStart, isBlockScalar, isEmpty, isExplicit, rangeOf, styleOf } from './nodes.ts'
import { renderScalar, type ScalarStyle } from './scalar.ts'
import { failureAt, lineEnd, type YamlFile } from './file.ts'
import type { Span } from './spans.ts'

/** Returns whether a text is a string for kustomize whatever it looks like, or for want of a tag may be one. */
export function hasStringTag({ tag }: Scalar): boolean {
  return tag === undefined || tag === '!' || tag === 'tag:yaml.org,2002:str'
}

/**
 * Plans the spans that give a pair a new value. Only the value's own characters are replaced; its quotes stay.
 * @throws EDIT_REFUSED when the old value is not a text.
 */
export function replaceValue(pair: Pair, value: string, inFlow: boolean, file: YamlFile): readonly Span[] {
  const old = pair.value
  const style = styleFor(pair, inFlow)
  if (!isNode(old)) {
    if (isExplicit(pair)) throw refuse('is written with ? and has no value', pair, file)
    return insert(isNode(pair.key) ? rangeOf(pair.key)[1] : 0, `: ${renderScalar(value, style)}`)
  }
  if (isAlias(old)) return [span(rangeOf(old), renderScalar(value, style))]
  if (!isScalar(old)) {
    const isTemplate = file.text.startsWith('{{', rangeOf(old)[0])
    const problem = isTemplate
      ? 'looks like a template ({{ … }}), which kustomize does not fill in'
      : 'is not a text'
    throw refuse(problem, pair, file)
  }
  if (!hasStringTag(old)) throw refuse('has a YAML tag that is not !!str', pair, file)
  if (isEmpty(old)) return insert(emptyValueStart(pair), ` ${renderScalar(value, style)}`)
  if (isBlockScalar(old)) return replaceBlockScalar(old, value, file.text)
  return [span(rangeOf(old), renderScalar(value, style))]
}

/** Returns how to write a text like a pair's value. In JSON every text is quoted, so a value without quotes gets those of its key. */
export function styleFor(pair: Pair, inFlow: boolean): ScalarStyle {
  const style = styleOf(pair.value)
  return inFlow && style === 'plain' ? styleOf(pair.key) : style
}

/** Puts the value where the `|` or `>` was, so that a comment behind it stays, and takes the text lines away. */
function replaceBlockScalar(old: Scalar, value: string, text: string): readonly Span[] {
  const [start, end] = rangeOf(old)
  const header = /^[|>][-+0-9]*/.exec(text.slice(start, end))?.[0] ?? ''
  const headerEnd = lineEnd(text, start)
  const spans = [span([start, start + header.length], renderScalar(value, 'plain'))]
  const content = text.slice(headerEnd, end).trimEnd()
  return content === '' ? spans : [...spans, span([headerEnd, headerEnd + content.length], '')]
}

function refuse(problem: string, pair: Pair, file: YamlFile) {
  const offset = isNode(pair.key) ? rangeOf(pair.key)[0] : 0
  const key = isScalar(pair.key) ? String(pair.key.value) : 'the field'
  return failureAt('EDIT_REFUSED', file, offset, `${key} ${problem}. Write it as ${key}: some-text.`)
}

function insert(at: number, text: string): readonly Span[] {
  return [span([at, at], text)]
}

function span([start, end]: readonly [number, number], text: string): Span {
  return { start, end, text }
}
