import type { YAMLMap } from 'yaml'

import { notProven } from './proof.ts'
import { lineBreakAt, lineEnd, lineStart, startsItsLine, type Source, type Span } from './source.ts'

/** Spans that belong together. */
export interface Change {
  readonly spans: readonly Span[]
  /** The entry they stay within; undefined for new entries, which take nothing away but an empty list. */
  readonly entry: YAMLMap | undefined
  readonly isFlow: boolean
}

/**
 * Proves that a text equals the old one outside the spans, that the spans stay within their entries and the lines of
 * these, and that kustomize's parser sees the same tokens around them.
 * @throws EDIT_NOT_PROVEN
 */
export function proveText(before: Source, after: string, changes: readonly Change[]): void {
  const { text, path } = before
  const spans = changes.flatMap(change => {
    const region = change.entry && regionOf(text, change.entry)
    return change.spans.map(span => ({ span, region, isFlow: change.isFlow }))
  })
  // A stable sort keeps spans that start together in the order in which they were applied.
  spans.sort((a, b) => a.span.start - b.span.start)
  let readBefore = 0
  let readAfter = 0
  for (const { span, region, isFlow } of spans) {
    const kept = span.start - readBefore
    const isKept = kept >= 0 && after.startsWith(text.slice(readBefore, span.start), readAfter)
    readAfter += kept
    if (!isKept || !isAllowed(text, span, region) || !after.startsWith(span.text, readAfter))
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

/** The entry with its lines. */
function regionOf(text: string, entry: YAMLMap): Region {
  const [start, end] = entry.range ?? [0, 0]
  const contentEnd = lineEnd(text, start + text.slice(start, end).trimEnd().length)
  return {
    first: startsItsLine(text, start) ? lineStart(text, start) : start,
    last: Math.max(end, contentEnd + lineBreakAt(text, contentEnd).length)
  }
}

function isAllowed(text: string, span: Span, region: Region | undefined): boolean {
  if (region) return span.start >= region.first && span.end <= region.last
  return /^\s*(?:\[\s*\]|~|null|Null|NULL)?$/.test(text.slice(span.start, span.end))
}

/** In braces go-yaml v2 takes `newName:,` for a key and `!!str,` for a tag, though the parser sees an empty value. */
function isGlued(text: string, at: number): boolean {
  if (!/^[,}\]]/.test(text.slice(at, at + 1))) return false
  return /(?:[^"'\s]:|(?:^|[\s,:[{])![^\s,[\]{}]*)$/.test(text.slice(lineStart(text, at), at))
}
