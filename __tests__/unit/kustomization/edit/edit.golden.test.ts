import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { setImage, type OneChange as ImageChange } from '../../../support/kustomization/edit-one.ts'
import { lineDiff } from '../../../support/text/line-diff.ts'
import { decodeUtf8 } from '../../../../src/yaml/file.ts'

/** What a case expects. Cases are folders: in.yaml, out.yaml and this in change.json. */
interface Expected {
  readonly change: ImageChange
  /** Every line that differs, and no other. */
  readonly lines: readonly string[]
  /** The line of newTag in out.yaml. */
  readonly line: number
  /** Whether setting the old tag again gives back the very bytes of in.yaml. */
  readonly reversible?: boolean
}

const root = join(import.meta.dirname, '../../../fixtures/kustomization')
const cases = readdirSync(root).map(name => ({ name, ...readCase(name) }))
const path = 'apps/shop/kustomization.yaml'

describe('set-image, on real layouts', () => {
  test('has at least forty of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40)
  })

  test.each(cases)('$name: the text becomes out.yaml', ({ before, after, expected }) => {
    const { text, edit } = setImage(before, expected.change, path)
    expect(text).toBe(after)
    expect(edit.line).toBe(expected.line)
    expect(after.split('\n')[edit.line - 1]).toContain(expected.change.newTag)
  })

  test.each(cases)('$name: exactly the expected lines differ', ({ before, after, expected }) => {
    expect(lineDiff(before, after)).toEqual(expected.lines)
  })

  test.each(cases)('$name: the second run changes nothing', ({ after, expected }) => {
    const { text, edit } = setImage(after, expected.change, path)
    expect(text).toBe(after)
    expect(edit.fields).toEqual([])
    expect(edit.previousTag).toBe(expected.change.newTag)
  })

  test.each(cases.filter(({ expected }) => expected.reversible))(
    '$name: the old tag gives back the old bytes',
    ({ before, after, expected }) => {
      const { previousTag } = setImage(before, expected.change, path).edit
      const back = { ...expected.change, newTag: previousTag ?? '' }
      expect(setImage(after, back, path).text).toBe(before)
    }
  )

  test.each(cases)(
    '$name: every comment that is not on a removed line stays',
    ({ before, after, expected }) => {
      const removed = expected.lines.filter(line => line.startsWith('-')).join('')
      const comments = before.match(/#.*/g) ?? []
      const kept = comments.filter(comment => !removed.includes(comment) || after.includes(comment))
      expect(kept.every(comment => after.includes(comment))).toBe(true)
    }
  )
})

function readCase(name: string) {
  const read = (file: string) => decodeUtf8(readFileSync(join(root, name, file)), file)
  const expected = JSON.parse(read('change.json')) as Expected
  return { before: read('in.yaml'), after: read('out.yaml'), expected }
}
