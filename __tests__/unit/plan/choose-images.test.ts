import { describe, expect, test } from '@jest/globals'

import { commitOfBuild } from '../../../src/plan/choose-images.ts'
import { parseRepository } from '../../../src/registry/reference.ts'

const run = { sourceCommit: 'a'.repeat(40), triggerCommit: 'b'.repeat(40), repository: 'acme/shop' }
const other = 'c'.repeat(40)
const ours = (commit: string) => ({ kind: 'ours', commit }) as const
const fork = { kind: 'another', commit: other, address: 'https://github.com/eve/shop' } as const
const repository = parseRepository('ghcr.io/acme/shop')
if (!repository.ok) throw new Error(repository.problem)
const image = (text: string, namesCommit: boolean) => ({
  repository: repository.value,
  tag: { text, namesCommit, isLiteral: true, isShortened: false, moves: undefined }
})

describe('commitOfBuild', () => {
  test.each([
    undefined,
    ours(run.sourceCommit),
    ours(run.triggerCommit),
    { ...fork, commit: run.sourceCommit }
  ])('is that of the run when %j is checked out', head => {
    expect(commitOfBuild(image(run.sourceCommit, true), head, run)).toBe(run.sourceCommit)
  })

  test('is what is checked out when no tag says otherwise', () => {
    expect(commitOfBuild(image('v1.2.3', false), ours(other), run)).toBe(other)
    expect(commitOfBuild(image('v1.2.3', false), fork, run)).toBe(other)
  })

  test('SOURCE_MISMATCH when a tag names another one', () => {
    expect(() => commitOfBuild(image(run.sourceCommit, true), ours(other), run)).toThrow(
      expect.objectContaining({ code: 'SOURCE_MISMATCH', message: expect.stringContaining(other) })
    )
  })

  test.each([
    [fork, 'https://github.com/eve/shop'],
    [{ ...fork, address: undefined }, 'a repository without a remote']
  ])('SOURCE_MISMATCH when the files are those of another repository, which is named', (checkedOut, name) => {
    const message = expect.stringMatching(
      `${other} of ${name}, which is checked out there and is not acme/shop`
    )
    expect(() => commitOfBuild(image(run.sourceCommit, true), checkedOut, run)).toThrow(
      expect.objectContaining({ code: 'SOURCE_MISMATCH', message })
    )
  })
})
