/** Replaces `text` for the characters from `start` up to `end`; equal offsets insert. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies spans, which must not overlap. Spans that start together are applied in the order given. */
export function applySpans(text: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let cursor = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < cursor) throw new Error('The edit planned two changes of the same characters.')
    parts.push(text.slice(cursor, span.start), span.text)
    cursor = span.end
  }
  // Joined, it is one text to the engine, and not a tree of slices that the parser would walk for each character.
  return [...parts, text.slice(cursor)].join('')
}
