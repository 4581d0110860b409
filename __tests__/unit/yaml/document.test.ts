import { describe, expect, test } from '@jest/globals'

import { parseDocument } from '../../../src/yaml/document.ts'
import { setImage } from '../../support/kustomization/edit-one.ts'
import { failureOf } from '../../support/errors/failure.ts'

const path = 'apps/kustomization.yaml'
const parse = (text: string) => parseDocument({ text, path }, { keepSourceTokens: true })
const edit = (text: string) => setImage(text, { image: 'shop', newTag: 'v2' }, path)

describe('YAML_INVALID', () => {
  test('points at the place', () => {
    const failure = failureOf(() => parse('images:\n- name: shop\n  newTag: v1: x # y\n'))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.location).toEqual({ path, line: 3, column: 11 })
    expect(failure.message).toBe(
      `${path}:3:11: this is not valid YAML: Nested mappings are not allowed in compact mappings. Correct the file.\n\n    newTag: v1: x # y\n            ^`
    )
  })

  test.each([
    ['an open list', 'a: [1\n'],
    ['an open quote', 'a: "b\n'],
    ['a tab for indentation', 'images:\n\t- name: shop\n'],
    ['unequal indentation', 'a:\n  b: 1\n c: 2\n'],
    ['an error after a byte order mark', '\uFEFFa: [\n'],
    ['a stray bracket', ']'],
    ['a bracket that closes nothing', 'a: [1]]\nimages: []\n'],
    ['a brace that closes nothing', '{a: 1}\n# b\n }\n']
  ])('for %s', (_, text) => {
    const failure = failureOf(() => parse(text))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.message).toMatch(/^apps\/kustomization\.yaml:\d+:\d+: this is not valid YAML: /)
    expect(failure.location?.line).toBeGreaterThan(0)
    expect(failure.location?.column).toBeGreaterThan(0)
  })

  test.each([
    'images: [{\n  name: shop,\n  newTag: v1\n}]\n',
    'images:\n- {\nname: shop\n}\n',
    'images:\n- {\n\tname: shop\n  }\n'
  ])('says how to indent brackets that only kustomize can read: %j', text => {
    const failure = failureOf(() => parse(text))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.message).toContain('Indent every line up to and with the closing bracket by at least one')
  })

  test('recognises a template', () => {
    const failure = failureOf(() => parse('images:\n- name: shop\n  newTag: {{ .Values.tag }}-x\n'))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.message).toContain('The line looks like a template')
  })

  test('names the first error when the nesting only comes after it', () => {
    const failure = failureOf(() => parse(`a: "x" y\nb: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`))
    expect(failure.message).toContain(`${path}:1:8: this is not valid YAML`)
  })

  test('cuts a long line around the place', () => {
    const failure = failureOf(() => parse(`a: ${'x'.repeat(5000)}: y\n`))
    expect(failure.message.length).toBeLessThan(400)
  })

  test.each([
    ['\u0000', 'U+0000'],
    ['\u0007', 'U+0007'],
    ['\u007f', 'U+007F'],
    ['\u0080', 'U+0080'],
    ['\uffff', 'U+FFFF']
  ])('for the character %j, which kustomize refuses', (character, name) => {
    const failure = failureOf(() => parse(`a: 1\nb: 2 # ${character}\n`))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.location).toEqual({ path, line: 2, column: 8 })
    expect(failure.message).toContain(name)
  })

  test('for an alias without an anchor', () => {
    const failure = failureOf(() => edit('images:\n- name: shop\n  newTag: *nope\n'))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.message).toContain(`${path}:3: no anchor &nope stands before the alias *nope`)
  })

  test('for a file too large to be a kustomization', () => {
    const failure = failureOf(() => parse(`# ${'x'.repeat(50 * 1024 * 1024)}\n`))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.message).toContain('is too large to be a kustomization: 51 MB')
  })

  test.each([
    ['brackets', '['.repeat(100_000)],
    ['closed brackets', 'a: ' + '['.repeat(10_000) + ']'.repeat(10_000)],
    ['braces', '{a: '.repeat(10_000)],
    ['dashes', '- '.repeat(20_000) + 'a'],
    ['question marks', '? '.repeat(20_000)],
    ['indentation', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')]
  ])('for nesting without end: %s', (_, text) => {
    const failure = failureOf(() => edit(text))
    expect(failure.code).toBe('YAML_INVALID')
    expect(failure.message).toContain('nests its values too deeply')
  })
})

describe('later documents, which kustomize does not read', () => {
  test.each([
    ['an open list', '---\na: [\n'],
    ['an open quote', '---\na: "\n'],
    ['a tab', '---\na:\n\tb: 1\n'],
    ['nesting without end', `--- ${'['.repeat(10_000)}\n`],
    ['a mapping on the line of the marker', '--- a: b: c\n'],
    ['an unknown directive', '...\n%FOO bar\n---\na: 1\n']
  ])('may hold %s', (_, rest) => {
    const old = 'images:\n- name: shop\n  newTag: v1\n'
    expect(edit(old + rest).text).toBe(old.replace('v1', 'v2') + rest)
    // The parser counts the line break after an empty value to no document.
    const empty = 'images:\n- name: shop\n  newTag:\n'
    expect(edit(empty + rest).text).toBe(empty.replace('Tag:', 'Tag: v2') + rest)
  })
})

describe('hostile and large files', () => {
  test('an alias bomb costs no more than its text', () => {
    const levels = Array.from({ length: 50 }, (_, i) => `- &a${i + 1} [${`*a${i}, `.repeat(20)}]`).join('\n')
    const text = `images:\n- name: shop\n  newTag: v1\nx:\n- &a0 lol\n${levels}\n`
    expect(edit(text).text).toBe(text.replace('v1', 'v2'))
  })

  test('a bomb of merge keys costs no more than its text', () => {
    const levels = Array.from({ length: 50 }, (_, i) => `- &a${i + 1} {<<: [${`*a${i}, `.repeat(20)}]}`).join(
      '\n'
    )
    const text = `x:\n- &a0 {other: 1}\n${levels}\nimages:\n- {<<: *a50, name: shop, newTag: v1}\n`
    expect(edit(text).text).toBe(text.replace('v1', 'v2'))
  })

  test('a mapping that merges itself ends', () => {
    const failure = failureOf(() => edit('images:\n- &e\n  <<: *e\n  name: shop\n  newTag: v1\n'))
    expect(failure.code).toBe('EDIT_REFUSED')
  })

  test.each([
    ['blank lines', '\n'.repeat(50_000)],
    ['comments', '#\n'.repeat(25_000)],
    ['a long line', `# ${'x'.repeat(1_000_000)}\n`],
    ['a long text', `a: "${'b\n  '.repeat(100_000)}"\n`],
    ['a long flow list', `a: [${'b, '.repeat(10_000)}]\n`],
    ['many anchors', `a:\n${'- &a b\n- *a\n'.repeat(4_000)}`]
  ])('%s are read in linear time', (_, noise) => {
    const text = `${noise}images:\n- name: shop\n  newTag: v1\n`
    expect(edit(text).text).toBe(`${noise}images:\n- name: shop\n  newTag: v2\n`)
  })

  test('a list of 10,000 entries is edited, and searched in vain, in reasonable time', () => {
    const entries = Array.from(
      { length: 10_000 },
      (_, i) => `- name: ghcr.io/acme/app-${i}\n  newTag: v1\n`
    ).join('')
    expect(edit(`images:\n${entries}- name: shop\n  newTag: v1\n`).edit.line).toBe(20_003)
    expect(failureOf(() => edit(`images:\n${entries}`)).code).toBe('ENTRY_NOT_FOUND')
  })
})
