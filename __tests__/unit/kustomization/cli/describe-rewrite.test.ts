import { describe, expect, test } from '@jest/globals'

import { describeRewrite } from '../../../../src/kustomization/cli/describe-rewrite.ts'

const tell = (exact: string, byCli: string) => describeRewrite('v5.8.1', exact, byCli)
const entry = (name: string, tag = 'v1') => `- name: ${name}\n  newTag: ${tag}\n`

describe('describeRewrite', () => {
  test('says nothing when the CLI changed nothing else', () => {
    expect(tell('images: []\n', 'images: []\n')).toBeUndefined()
  })

  test('counts lines, those of comments too, and none that only moved', () => {
    const exact = `# head
images: # list
# first
${entry('web')}  # inner
- name: api
  newTag: v1 # marker # still
# tail
`
    const byCli = `# head
# first
  # inner
images:
${entry('api')}${entry('web')}kind: Kustomization
`
    // Gone are `images: # list`, `newTag: v1 # marker…` and `# tail`; new are `images:`, `newTag: v1` and `kind: …`.
    expect(tell(exact, byCli)).toBe(
      'kustomize v5.8.1 also rewrote the file: 3 other lines are gone, 3 lines are new.'
    )
  })

  test('tells one from many', () => {
    expect(tell('images: [] # a\n', 'images: []\n')).toBe(
      'kustomize v5.8.1 also rewrote the file: 1 other line is gone, 1 line is new.'
    )
  })

  test('counts the line of a comment that is gone, behind a value and behind a byte order mark', () => {
    const exact = 'a: |\n  # no\n  b # no\nc: "# no"\nd: e#no\nf: g # yes\n'
    expect(tell(exact, exact.replace(' # yes', ''))).toContain(': 1 other line is gone, 1 line is new.')
    expect(tell('\uFEFF# a\nb: c\n', 'b: c\n')).toContain(': 1 other line is gone.')
  })

  test('does not count a comment that stays as it is', () => {
    const text = tell('# why\n\nresources: [a.yaml]\n', '# why\n\nresources:\n- a.yaml\n')
    expect(text).toBe('kustomize v5.8.1 also rewrote the file: 1 other line is gone, 2 lines are new.')
  })

  test('counts a line that is there twice now', () => {
    expect(tell('# a\nb: c\n', '# a\n# a\nb: c\n')).toContain(': 1 line is new.')
  })

  test('counts the lines of duplicates of a name that were dropped', () => {
    const exact = `images:\n${entry('web')}${entry('web')}${entry('web')}`
    expect(tell(exact, `images:\n${entry('web')}`)).toBe(
      'kustomize v5.8.1 also rewrote the file: 4 other lines are gone.'
    )
  })

  test('a change of line ends is not a change of every line', () => {
    const exact = `images:\n${entry('web')}`
    expect(tell(exact.replaceAll('\n', '\r\n'), exact)).toBe(
      'kustomize v5.8.1 also rewrote the file: line ends became LF.'
    )
  })

  test('tells of later documents, and of lines that only moved', () => {
    expect(tell('images: []\n---\na: b\n', 'images: []\n')).toContain(
      'the documents after the first were removed'
    )
    expect(tell('images: []\n---\n# end\n', 'images: []\n')).not.toContain('documents')
    expect(tell('a: 1\nb: 2\n', 'b: 2\na: 1\n')).toBe(
      'kustomize v5.8.1 also rewrote the file: lines were moved.'
    )
  })

  test('takes texts that cannot be read', () => {
    expect(tell('images: [', 'x')).toContain('1 other line is gone, 1 line is new')
  })
})
