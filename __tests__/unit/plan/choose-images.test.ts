import { describe, expect, test } from '@jest/globals'

import { commitOfBuild } from '../../../src/plan/choose-images.ts'
import { parseRepository } from '../../../src/registry/reference.ts'

const run = { sourceCommit: 'a'.repeat(40), triggerCommit: 'b'.repeat(40) }
const other = 'c'.repeat(40)
const repository = parseRepository('ghcr.io/acme/shop')
if (!repository.ok) throw new Error(repository.problem)
const image = (text: string, namesCommit: boolean) => ({
  repository: repository.value,
  tag: { text, namesCommit, isLiteral: true, isShortened: false, moves: undefined }
})

describe('commitOfBuild', () => {
  test.each([undefined, run.sourceCommit, run.triggerCommit])(
    'is that of the run when %s is checked out',
    head => {
      expect(commitOfBuild(image(run.sourceCommit, true), head, run)).toBe(run.sourceCommit)
    }
  )

  test('is what is checked out when no tag says otherwise', () => {
    expect(commitOfBuild(image('v1.2.3', false), other, run)).toBe(other)
  })

  test('SOURCE_MISMATCH when a tag names another one', () => {
    expect(() => commitOfBuild(image(run.sourceCommit, true), other, run)).toThrow(
      expect.objectContaining({ code: 'SOURCE_MISMATCH', message: expect.stringContaining(other) })
    )
  })
})
