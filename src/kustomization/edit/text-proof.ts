import { isNode, type Pair, type YAMLMap } from 'yaml'

import { isBlockScalar, pairStart, rangeOf } from '../../yaml/nodes.ts'
import { notProven } from './proof.ts'
import { lineBreakAt, lineEnd, lineStart, startsItsLine, type YamlFile } from '../../yaml/file.ts'
import type { Span } from '../../yaml/spans.ts'

/** Spans that belong together. */
interface Change {
  readonly spans: readonly Span[]
  /** The entry they must stay within; undefined for new entries, which may replace nothing but an empty list. */
  readonly entry: YAMLMap | undefined
  readonly isFlow: boolean
  /** The pair whose value may be that empty list. */
  readonly emptyList?: Pair | undefined
}

/**
 * Proves that a text equals the old one outside the spans, that the spans stay within their entries and the lines of
 * these, and that kustomize's parser sees the same tokens around them.
 * @throws EDIT_NOT_PROVEN
 */
export function proveText(before: YamlFile, after: string, changes: readonly Change[]): void {
  const { text, path } = before
  const spans = changes.flatMap(change => {
    const isAllowed = change.entry ? within(change.entry, text) : emptying(text, change.emptyList)
    return change.spans.map(span => ({ span, isAllowed, isFlow: change.isFlow }))
  })
  // A stable sort keeps spans that start together in the order in which they were applied.
  spans.sort((a, b) => a.span.start - b.span.start)
  let readBefore = 0
  let readAfter = 0
  for (const { span, isAllowed, isFlow } of spans) {
    const kept = span.start - readBefore
    const isKept = kept >= 0 && after.startsWith(text.slice(readBefore, span.start), readAfter)
    readAfter += kept
    if (!isKept || !isAllowed(span) || !after.startsWith(span.text, readAfter))
      throw notProven({ path }, 'other text')
    const seams = [readAfter, readAfter + span.text.length]
    if (isFlow && seams.some(at => isGlued(after, at))) throw notProven({ path }, 'the value beside it')
    readAfter += span.text.length
    readBefore = span.end
  }
  if (text.slice(readBefore) !== after.slice(readAfter)) throw notProven({ path }, 'other text')
}

interface Region {
  readonly first: number
  readonly last: number
}

/** The entry with its lines; in braces the entry alone. */
function regionOf(text: string, entry: YAMLMap): Region {
  const [from, end] = entry.range ?? [0, 0]
  if (entry.flow === true) return { first: from, last: end }
  // An anchor or a tag before the first key belongs to it, and stands before what the parser takes for the entry.
  const start = Math.min(from, entry.items[0] ? pairStart(entry.items[0]) : from)
  const contentEnd = lineEnd(text, start + text.slice(start, end).trimEnd().length)
  return {
    first: startsItsLine(text, start) ? lineStart(text, start) : start,
    last: Math.max(end, contentEnd + lineBreakAt(text, contentEnd).length)
  }
}

type IsAllowed = (span: Span) => boolean

/** Allows what lies in the entry's region and removes no comment that has a line of its own. */
function within(entry: YAMLMap, text: string): IsAllowed {
  const { first, last } = regionOf(text, entry)
  const blockScalars = entry.items.flatMap(({ value }) => (isBlockScalar(value) ? [rangeOf(value)] : []))
  const isComment = (at: number) => !blockScalars.some(([start, end]) => at > start && at < end)
  return ({ start, end }) => {
    if (start < first || end > last) return false
    const marks = text.slice(start, end).matchAll(/\n[ \t]*#/g)
    return ![...marks].some(({ index }) => isComment(start + index + 1))
  }
}

/** Allows insertions, and the removal of an empty list. */
function emptying(text: string, pair: Pair | undefined): IsAllowed {
  const first = isNode(pair?.key) ? rangeOf(pair.key)[1] : 0
  const last = isNode(pair?.value) ? rangeOf(pair.value)[1] : 0
  return ({ start, end }) => {
    if (start === end) return true
    return start >= first && end <= last && /^\s*(?:\[\s*\]|~|null|Null|NULL)?$/.test(text.slice(start, end))
  }
}

/** How far back a key without a value is looked for: more than a key and its tag are long. */
const glueCharacters = 300

/** In braces go-yaml v2 takes `newName:,` for a key and `!!str,` for a tag, though the parser sees an empty value. */
function isGlued(text: string, at: number): boolean {
  if (!/^[,}\]]/.test(text.slice(at, at + 1))) return false
  return /(?:[^"'\s]:|(?:^|[\s,:[{])![^\s,[\]{}]*)$/.test(text.slice(Math.max(0, at - glueCharacters), at))
}
