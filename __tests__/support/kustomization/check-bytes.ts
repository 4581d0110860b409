import { expect } from '@jest/globals'

import { fieldOf, type ExpectedEdit } from './expected-edit.ts'
import { onlyAllowedLinesChanged } from '../text/line-changes.ts'
import type { RenderedKustomization } from './render-kustomization.ts'
import { entryFields } from '../../../src/kustomization/read/entry.ts'

/** Checks that no line differs but those of the entries asked for, and that comments and line breaks stay. */
export function checkBytes(
  { text, lines, layout }: RenderedKustomization,
  after: string,
  { targets, added }: ExpectedEdit
): void {
  const changed = targets.map(({ entry }) => entry.layout)
  const { images } = layout
  const isAdding = added.length > 0
  const guarded = lines.map(({ text: line, owners }) => {
    const isOfTarget = owners.some(owner => changed.includes(owner))
    // In a list in brackets a comma comes behind the last entry; an empty list is written out.
    const isOfList = owners.some(owner => images?.entries.includes(owner)) || /images/i.test(line)
    const isWithoutLines =
      layout.isFlow || (images !== undefined && (images.isFlow || images.entries.length === 0))
    return {
      text: line,
      mayChange: isOfTarget || (isAdding && isWithoutLines && (layout.isFlow || isOfList))
    }
  })
  expect(onlyAllowedLinesChanged(guarded, after, { addsAnywhere: isAdding })).toBe(true)
  if (layout.lineBreak === 'LF') expect(after).not.toContain('\r')
  if (layout.lineBreak === 'CRLF') expect(after).not.toMatch(/(?<!\r)\n/)
  expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'))
  const removed = targets.flatMap(({ entry, after: values }) =>
    entryFields.filter(field => fieldOf(entry.layout, field) && values[field] === undefined)
  )
  const [before, now] = [commentsOf(text), commentsOf(after)]
  expect(before.filter(comment => now.includes(comment))).toEqual(now)
  expect(before.length - now.length).toBeLessThanOrEqual(removed.length)
}

function commentsOf(text: string): readonly string[] {
  return text.match(/(?<=#.*)\bc\d+\./g) ?? []
}
