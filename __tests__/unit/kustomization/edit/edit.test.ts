import { describe, expect, test } from '@jest/globals'

import { failureOf } from '../../../support/errors/failure.ts'
import { editImages, type ImageChange } from '../../../../testbed/edit-images.ts'

const path = 'apps/shop/kustomization.yaml'
const oldDigest = `sha256:${'1'.repeat(64)}`
const newDigest = `sha256:${'2'.repeat(64)}`

type Asked = Partial<ImageChange>
const edit = (text: string, ...changes: Asked[]) =>
  editImages(
    text,
    changes.map(change => ({ pin: 'tag', ...change })),
    path,
    { ifMissing: 'error' }
  )
const add = (text: string, ...changes: Asked[]) =>
  editImages(
    text,
    changes.map(change => ({ pin: 'tag', ...change })),
    path,
    { ifMissing: 'add' }
  )

describe('several images in one file', () => {
  const text = 'images:\n- name: a\n  newTag: v1\n- {name: b, newTag: v1}\n- name: c\n  newTag: v1 # c\n'

  test('are set together', () => {
    const result = edit(text, { image: 'c', newTag: 'v3' }, { image: 'a', newTag: 'v2' })
    expect(result.text).toBe(
      'images:\n- name: a\n  newTag: v2\n- {name: b, newTag: v1}\n- name: c\n  newTag: v3 # c\n'
    )
    expect(result.edits.map(({ name, line, id }) => ({ name, line, id }))).toEqual([
      { name: 'c', line: 6, id: '0' },
      { name: 'a', line: 3, id: '1' }
    ])
  })

  test('may be asked for twice with the same values', () => {
    const result = edit(text, { image: 'a', newTag: 'v2' }, { entryName: 'a', newTag: 'v2' })
    expect(result.edits).toHaveLength(1)
  })

  test('asked for twice with different values are an error in the inputs', () => {
    const failure = failureOf(() =>
      edit(text, { image: 'a', newTag: 'v2' }, { entryName: 'a', newTag: 'v3' })
    )
    expect(failure.code).toBe('INPUT_INVALID')
    expect(failure.message).toContain(`${path}:2: the inputs ask for two values of the entry a: :v2 and :v3`)
  })

  test('change nothing when one of them is missing', () => {
    const failure = failureOf(() => edit(text, { image: 'a', newTag: 'v2' }, { image: 'x', newTag: 'v2' }))
    expect(failure.code).toBe('ENTRY_NOT_FOUND')
  })
})

describe('entries of one name', () => {
  test('are all set, because kustomize applies all of them', () => {
    const text = 'images:\n- name: shop\n  newTag: v1\n- name: shop\n  newTag: v0\n'
    const result = edit(text, { image: 'shop', newTag: 'v2' })
    expect(result.text).toBe('images:\n- name: shop\n  newTag: v2\n- name: shop\n  newTag: v2\n')
    expect(result.edits.map(({ line }) => line)).toEqual([3, 5])
    expect(result.notices.map(({ message }) => message)).toEqual([
      `${path}:2: 2 entries have the name shop (lines 2 and 4), and kustomize applies all of them, so all get the values. Merge them into one entry.`
    ])
  })

  test('in imageTags count too, which kustomize applies after images', () => {
    const text = 'imageTags:\n- {name: shop, newTag: v0}\nimages:\n- name: shop\n  newTag: v1\n'
    expect(edit(text, { image: 'shop', newTag: 'v2' }).text).toBe(
      text.replace('v0', 'v2').replace('v1', 'v2')
    )
  })

  test('that have nothing but the name stay like that beside one that has more', () => {
    const text = 'images:\n- name: shop\n- name: shop\n  newTag: v1\n'
    expect(edit(text, { image: 'shop', newTag: 'v2' }).text).toBe(text.replace('v1', 'v2'))
  })

  test('only in imageTags are edited there', () => {
    const text = 'imageTags:\n- name: shop\n  newTag: v1\n'
    expect(edit(text, { image: 'shop', newTag: 'v2' }).text).toBe(text.replace('v1', 'v2'))
  })
})

describe('an entry that another one overrides', () => {
  const text = 'images:\n- name: web\n  newName: reg/web\n  newTag: v1\n- name: reg/web\n  newTag: v5\n'

  test('is not edited in vain', () => {
    const failure = failureOf(() => edit(text, { entryName: 'web', newTag: 'v2' }))
    expect(failure.code).toBe('EDIT_REFUSED')
    expect(failure.message).toContain(`${path}:2: a later entry overrides what the entry web sets`)
    expect(failure.message).toContain('line 5')
  })

  test('is edited when both get the value', () => {
    expect(edit(text, { entryName: 'web', newTag: 'v2' }, { entryName: 'reg/web', newTag: 'v2' }).text).toBe(
      text.replace('v1', 'v2').replace('v5', 'v2')
    )
  })

  test('does not keep the other one from being edited', () => {
    expect(edit(text, { entryName: 'reg/web', newTag: 'v2' }).text).toBe(text.replace('v5', 'v2'))
  })

  test('may be overridden when it comes later', () => {
    const reversed = 'images:\n- name: reg/web\n  newTag: v5\n- name: web\n  newName: reg/web\n  newTag: v1\n'
    expect(edit(reversed, { entryName: 'web', newTag: 'v2' }).text).toBe(reversed.replace('v1', 'v2'))
  })

  test('is not judged by its own name when that is a pattern', () => {
    const text = 'images:\n- name: "*"\n  newName: x\n- name: \\w+\n  newTag: v1\n'
    expect(edit(text, { entryName: '\\w+', newTag: 'v2' }).text).toBe(text.replace('v1', 'v2'))
  })

  test('in imageTags counts too', () => {
    const deprecated =
      'imageTags:\n- {name: x/shop, newTag: v0}\nimages:\n- name: shop\n  newName: x/shop\n  newTag: v1\n'
    expect(failureOf(() => edit(deprecated, { entryName: 'shop', newTag: 'v2' })).code).toBe('EDIT_REFUSED')
  })
})

describe('images written twice', () => {
  const text = 'images:\n- name: shop\n  newTag: v0\nresources: []\nimages:\n- name: shop\n  newTag: v1\n'

  test('is edited where kustomize reads it: the last time', () => {
    const result = edit(text, { image: 'shop', newTag: 'v2' })
    expect(result.text).toBe(text.replace('v1', 'v2'))
    expect(result.edits[0]?.line).toBe(7)
    expect(result.notices[0]?.message).toContain(`${path}:1: this list is not read by kustomize`)
  })

  test('has no entry that only the first list has', () => {
    const failure = failureOf(() => edit(text.replace('shop', 'old'), { image: 'old', newTag: 'v2' }))
    expect(failure.code).toBe('ENTRY_NOT_FOUND')
  })
})

describe('pin', () => {
  const tagOnly = 'images:\n- name: shop\n  newTag: v1\n'
  const both = `images:\n- name: shop\n  newTag: v1\n  digest: ${oldDigest}\n`
  const digestOnly = `images:\n- name: shop\n  digest: ${oldDigest}\n`
  const asked = { image: 'shop', newTag: 'v2', digest: newDigest }

  test('tag: replaces a digest, and adds none', () => {
    expect(edit(tagOnly, asked).text).toBe(tagOnly.replace('v1', 'v2'))
    expect(edit(both, asked).text).toBe(both.replace('v1', 'v2').replace(oldDigest, newDigest))
  })

  test.each([tagOnly, both])('tag+digest: has both in the end: %j', text => {
    const after = `images:\n- name: shop\n  newTag: v2\n  digest: ${newDigest}\n`
    expect(edit(text, { ...asked, pin: 'tag+digest' }).text).toBe(after)
    expect(edit(after, { ...asked, pin: 'tag+digest' }).text).toBe(after)
  })

  test.each([tagOnly, both, digestOnly])('digest: has no tag in the end: %j', text => {
    const after = `images:\n- name: shop\n  digest: ${newDigest}\n`
    const result = edit(text, { ...asked, pin: 'digest' })
    expect(result.text).toBe(after)
    expect(result.edits[0]?.after).toEqual({ newName: undefined, newTag: undefined, digest: newDigest })
    expect(edit(after, { ...asked, pin: 'digest' }).text).toBe(after)
  })

  test('digest, in braces: the digest takes the place of the tag', () => {
    expect(edit('images: [{name: shop, newTag: v1}]\n', { ...asked, pin: 'digest' }).text).toBe(
      `images: [{name: shop, digest: ${newDigest.replace('sha', 'sha')}}]\n`
    )
  })

  test('a digest alone takes the place of the tag', () => {
    expect(edit(both, { image: 'shop', digest: newDigest }).text).toBe(
      `images:\n- name: shop\n  digest: ${newDigest}\n`
    )
  })

  test('a digest goes where the neighbours have theirs', () => {
    const text = `images:\n- digest: ${oldDigest}\n  name: a\n  newTag: v1\n- name: shop\n  newTag: v1\n`
    expect(edit(text, { ...asked, pin: 'tag+digest' }).text).toBe(
      `images:\n- digest: ${oldDigest}\n  name: a\n  newTag: v1\n- digest: ${newDigest}\n  name: shop\n  newTag: v2\n`
    )
  })

  test('new fields are quoted as the neighbours have theirs', () => {
    const text = `images:\n- name: a\n  newTag: 'v1'\n  digest: '${oldDigest}'\n- name: shop\n`
    expect(edit(text, { ...asked, pin: 'tag+digest' }).text).toBe(
      `${text}  newTag: 'v2'\n  digest: '${newDigest}'\n`
    )
  })
})

describe('a new name', () => {
  test.each([
    ['- name: shop\n  newTag: v1\n', '- name: shop\n  newName: reg/shop\n  newTag: v2\n'],
    [
      '- name: shop\n  newName: old/shop\n  newTag: v1\n',
      '- name: shop\n  newName: reg/shop\n  newTag: v2\n'
    ],
    ['- name: shop\n', '- name: shop\n  newName: reg/shop\n  newTag: v2\n'],
    ['- {name: shop}\n', '- {name: shop, newName: reg/shop, newTag: v2}\n'],
    ['- {name: shop, newTag: v1}\n', '- {name: shop, newName: reg/shop, newTag: v2}\n'],
    ['- {\n  name: shop\n  }\n', '- {\n  name: shop,\n  newName: reg/shop,\n  newTag: v2\n  }\n'],
    ['- {"name":"shop"}\n', '- {"name":"shop","newName":"reg/shop","newTag":"v2"}\n']
  ])('comes with its tag: %j', (entry, after) => {
    expect(edit(`images:\n${entry}`, { entryName: 'shop', newName: 'reg/shop', newTag: 'v2' }).text).toBe(
      `images:\n${after}`
    )
  })

  test('alone keeps tag and digest', () => {
    const text = `images:\n- name: shop\n  newName: a\n  newTag: v1\n  digest: ${oldDigest}\n`
    expect(edit(text, { entryName: 'shop', newName: 'b' }).text).toBe(
      text.replace('newName: a', 'newName: b')
    )
  })

  test('that arrives through a merge key is not changed', () => {
    const text = 'images:\n- <<: {newName: a}\n  name: shop\n  newTag: v1\n'
    expect(failureOf(() => edit(text, { entryName: 'shop', newName: 'b' })).code).toBe('EDIT_REFUSED')
    expect(edit(text, { entryName: 'shop', newTag: 'v2' }).text).toBe(text.replace('v1', 'v2'))
  })
})

describe('if-missing: add', () => {
  const shop = { image: 'shop', newTag: 'v2' }
  test.each([
    ['no list', 'resources:\n- a.yaml\n', 'resources:\n- a.yaml\nimages:\n- name: shop\n  newTag: v2\n'],
    [
      'no list, lists that are indented',
      'resources:\n  - a.yaml\n',
      'resources:\n  - a.yaml\nimages:\n  - name: shop\n    newTag: v2\n'
    ],
    [
      'no list, blank lines between the keys',
      'kind: Kustomization\n\nresources:\n- a.yaml\n\n# prod\nnamespace: prod\n',
      'kind: Kustomization\n\nresources:\n- a.yaml\n\n# prod\nnamespace: prod\n\nimages:\n- name: shop\n  newTag: v2\n'
    ],
    ['no final newline', 'resources: [a]', 'resources: [a]\nimages:\n- name: shop\n  newTag: v2'],
    [
      'CRLF',
      'resources:\r\n- a.yaml\r\n',
      'resources:\r\n- a.yaml\r\nimages:\r\n- name: shop\r\n  newTag: v2\r\n'
    ],
    [
      'a later document',
      'resources: []\n---\nimages: []\n',
      'resources: []\nimages:\n- name: shop\n  newTag: v2\n---\nimages: []\n'
    ],
    [
      'an end marker',
      'resources: [] # none\n...\n',
      'resources: [] # none\nimages:\n- name: shop\n  newTag: v2\n...\n'
    ],
    [
      'a text block at the end',
      'patches:\n- patch: |\n    a: 1\n\n\n',
      'patches:\n- patch: |\n    a: 1\nimages:\n- name: shop\n  newTag: v2\n\n\n'
    ],
    ['an empty list', 'images: []\n', 'images:\n- name: shop\n  newTag: v2\n'],
    [
      'an empty list with a comment',
      'images: [] # set by CI\nkind: Component\n',
      'images: # set by CI\n- name: shop\n  newTag: v2\nkind: Component\n'
    ],
    ['no value', 'images:\nkind: Component\n', 'images:\n- name: shop\n  newTag: v2\nkind: Component\n'],
    ['null', 'images: null\n', 'images:\n- name: shop\n  newTag: v2\n'],
    [
      'comments alone',
      'images:\n# - name: example\n#   newTag: v0\n',
      'images:\n- name: shop\n  newTag: v2\n# - name: example\n#   newTag: v0\n'
    ],
    [
      'other entries',
      'images:\n  - name: b # B\n    newTag: "1"\n  - name: a\n    newTag: "1"\n\n# end\n',
      'images:\n  - name: b # B\n    newTag: "1"\n  - name: a\n    newTag: "1"\n  - name: shop\n    newTag: "v2"\n\n# end\n'
    ],
    [
      'sorted entries',
      'images:\n- name: a\n  newTag: v1\n# the tail\n- name: z\n  newTag: v1\n',
      'images:\n- name: a\n  newTag: v1\n- name: shop\n  newTag: v2\n# the tail\n- name: z\n  newTag: v1\n'
    ],
    [
      'entries with blank lines between',
      'images:\n- name: z\n  newTag: v1\n\n- name: a\n  newTag: v1\n',
      'images:\n- name: z\n  newTag: v1\n\n- name: a\n  newTag: v1\n\n- name: shop\n  newTag: v2\n'
    ],
    [
      'entries in braces',
      'images:\n- { name: z, newTag: v1 }\n',
      'images:\n- { name: z, newTag: v1 }\n- { name: shop, newTag: v2 }\n'
    ],
    [
      'a list in brackets',
      'images: [{name: z, newTag: v1}]\n',
      'images: [{name: z, newTag: v1}, {name: shop, newTag: v2}]\n'
    ],
    [
      'a list in brackets over lines',
      'images: [\n  {name: z, newTag: v1},\n  ]\n',
      'images: [\n  {name: z, newTag: v1},\n  {name: shop, newTag: v2},\n  ]\n'
    ],
    [
      'JSON without a list',
      '{"resources":["a"]}\n',
      '{"resources":["a"],"images":[{"name":"shop","newTag":"v2"}]}\n'
    ],
    [
      'indented JSON',
      '{\n  "resources": ["a"]\n}\n',
      '{\n  "resources": ["a"],\n  "images": [{"name": "shop", "newTag": "v2"}]\n}\n'
    ],
    ['JSON with an empty list', '{"images": []}', '{"images": [{"name": "shop", "newTag": "v2"}]}'],
    [
      'JSON with a list',
      '{"images": [\n  {"name": "z", "newTag": "1"}\n]}',
      '{"images": [\n  {"name": "z", "newTag": "1"},\n  {"name": "shop", "newTag": "v2"}\n]}'
    ]
  ])('%s', (_, text, after) => {
    const result = add(text, shop)
    expect(result.text).toBe(after)
    const [edit] = result.edits
    expect(edit).toMatchObject({ name: 'shop', index: undefined, before: { newTag: undefined } })
    expect(after.split('\n')[(edit?.line ?? 0) - 1]).toContain('v2')
    expect(add(after, shop).text).toBe(after)
  })

  test('two at once, and a change beside them', () => {
    const text = 'images:\n- name: a\n  newTag: v1\n- name: m\n'
    const result = add(
      text,
      { image: 'z', newTag: 'v2' },
      { image: 'm', newTag: 'v2' },
      { image: 'b', newTag: 'v2' }
    )
    expect(result.text).toBe(
      'images:\n- name: a\n  newTag: v1\n- name: b\n  newTag: v2\n- name: m\n  newTag: v2\n- name: z\n  newTag: v2\n'
    )
    expect(result.edits.map(({ name, line }) => [name, line])).toEqual([
      ['z', 9],
      ['m', 7],
      ['b', 5]
    ])
  })

  test('two at once in brackets', () => {
    expect(
      add('{"images": [\n  {"name": "z"}\n]}', { image: 'b', newTag: 'v2' }, { image: 'a', newTag: 'v2' })
        .text
    ).toBe(
      '{"images": [\n  {"name": "z"},\n  {"name": "b", "newTag": "v2"},\n  {"name": "a", "newTag": "v2"}\n]}'
    )
  })

  test('an entry with a name of its own deploys the image', () => {
    expect(add('images: []\n', { image: 'ghcr.io/acme/shop', entryName: 'shop', newTag: 'v2' }).text).toBe(
      'images:\n- name: shop\n  newName: ghcr.io/acme/shop\n  newTag: v2\n'
    )
  })

  test('with a pin', () => {
    const change = { ...shop, digest: newDigest }
    expect(add('images: []\n', { ...change, pin: 'digest' }).text).toBe(
      `images:\n- name: shop\n  digest: ${newDigest}\n`
    )
    expect(add('images: []\n', { ...change, pin: 'tag+digest' }).text).toBe(
      `images:\n- name: shop\n  newTag: v2\n  digest: ${newDigest}\n`
    )
  })

  test('quotes what kustomize would read as a number', () => {
    expect(add('images: []\n', { image: 'on', newTag: '1e3' }).text).toBe(
      'images:\n- name: "on"\n  newTag: "1e3"\n'
    )
  })

  test.each([
    ['a list with an anchor', 'images: &i []\ny: *i\n'],
    ['a list used elsewhere', 'images: &i\n- name: a\ny: *i\n'],
    ['entries of a form of their own', 'images:\n- {<<: {name: a}}\n'],
    ['a list that is no list', 'images: !!seq\n']
  ])('is refused for %s', (_, text) => {
    expect(failureOf(() => add(text, shop)).code).toBe('EDIT_REFUSED')
  })
})

describe('an entry added beside one that changes', () => {
  const change = { image: 'a', newTag: 'v2' }
  test.each([
    [
      `- name: a\n  newTag: v1\n  digest: ${oldDigest}\n`,
      '- name: a\n  newTag: v2\n- name: m\n  newTag: v2\n'
    ],
    [`- name: a\n  newTag: v1\n  digest: ${oldDigest}`, '- name: a\n  newTag: v2\n- name: m\n  newTag: v2'],
    [`- name: a\n  newTag: |-\n    v1\n`, '- name: a\n  newTag: v2\n- name: m\n  newTag: v2\n'],
    [
      `- name: a\n  newTag: v1\n  digest: ${oldDigest}\n- name: z\n`,
      '- name: a\n  newTag: v2\n- name: m\n  newTag: v2\n- name: z\n'
    ]
  ])('goes below what is left of it: %j', (entries, after) => {
    expect(add(`images:\n${entries}`, change, { image: 'm', newTag: 'v2' }).text).toBe(`images:\n${after}`)
  })

  test('goes into a list of its own below imageTags', () => {
    const text = `imageTags:\n- name: a\n  newTag: v1\n  digest: ${oldDigest}\n`
    expect(add(text, change, { image: 'm', newTag: 'v2' }).text).toBe(
      'imageTags:\n- name: a\n  newTag: v2\nimages:\n- name: m\n  newTag: v2\n'
    )
  })
})

describe('a new entry', () => {
  test('comes behind the entry that would undo it, though the list is sorted', () => {
    const text = 'images:\n- name: b\n- name: r/m\n  newTag: v1\n'
    const change = { image: 'r/m', entryName: 'm', newTag: 'v2' }
    const after = `${text}- name: m\n  newName: r/m\n  newTag: v2\n`
    expect(add(text, change).text).toBe(after)
    expect(add(after, change).text).toBe(after)
  })

  test('is refused when another one undoes it wherever it stands', () => {
    const text = 'images:\n- name: z\n  newTag: v1\nimageTags:\n- name: m.*\n  newTag: v1\n'
    expect(failureOf(() => add(text, { entryName: 'm', newTag: 'v2' })).code).toBe('EDIT_REFUSED')
  })

  test('is refused when it would change what another one deploys', () => {
    const text = 'images:\n- name: z\n  newTag: v1\n- name: a\n  newName: m\n  newTag: v1\n'
    const failure = failureOf(() => add(text, { entryName: 'm', newTag: 'v2' }))
    expect(failure.code).toBe('EDIT_REFUSED')
    expect(failure.message).toContain(
      'adding an entry m would change what this entry deploys from m:v1 to m:v2'
    )
  })

  test.each([
    'commonAnnotations:\n  a: |\n    hello',
    'configMapGenerator:\n- literals:\n  - |\n    k=hello',
    'images:\n- name: b\n  newTag: >\n    v1'
  ])('is not put behind a text that ends the file, which would get a line break: %j', text => {
    const failure = failureOf(() => add(text, { image: 'm', newTag: 'v2' }))
    expect(failure.code).toBe('EDIT_REFUSED')
    expect(failure.message).toContain('End the file with a line break')
  })

  test.each([
    [
      'patches:\n- patch: |+\n    a\n    b\n\n',
      'patches:\n- patch: |+\n    a\n    b\n\nimages:\n- name: m\n  newTag: v2\n'
    ],
    [
      'images:\n- name: b\n  newTag: |+\n    v1\n\nresources:\n- p.yaml\n',
      'images:\n- name: b\n  newTag: |+\n    v1\n\n- name: m\n  newTag: v2\nresources:\n- p.yaml\n'
    ],
    [
      'images:\n- name: n\n  newTag: v1\n- name: o\n',
      'images:\n- name: m\n  newTag: v2\n- name: n\n  newTag: v1\n- name: o\n'
    ],
    ['images:\n# N\n- name: n\n- name: o\n', 'images:\n# N\n- name: n\n- name: o\n- name: m\n  newTag: v2\n'],
    [
      'images:\n- name: z\n  newTag: v1\n  # digest: none yet\nresources: []\n',
      'images:\n- name: z\n  newTag: v1\n  # digest: none yet\n- name: m\n  newTag: v2\nresources: []\n'
    ],
    [
      'images:\n- name: b\n  newTag: v1\n\n# Q\n- name: q\n  newTag: v1\n',
      'images:\n- name: b\n  newTag: v1\n\n- name: m\n  newTag: v2\n\n# Q\n- name: q\n  newTag: v1\n'
    ],
    [
      '{\n  "images": [\n    {\n      "name": "b",\n      "newTag": "v1"\n    }\n  ]\n}\n',
      '{\n  "images": [\n    {\n      "name": "b",\n      "newTag": "v1"\n    },\n    {\n      "name": "m",\n      "newTag": "v2"\n    }\n  ]\n}\n'
    ],
    ['images:\n-\n  name: b\n', 'images:\n-\n  name: b\n- name: m\n  newTag: v2\n'],
    ['images:\n  - # B\n    name: b\n', 'images:\n  - # B\n    name: b\n  - name: m\n    newTag: v2\n'],
    ['images:\n- &x name: b\n', 'images:\n- &x name: b\n- name: m\n  newTag: v2\n'],
    ['images:\n- name: "b"\n', 'images:\n- name: "b"\n- name: "m"\n  newTag: "v2"\n'],
    ['? images\n: - name: b\n', '? images\n: - name: b\n  - name: m\n    newTag: v2\n'],
    ['{\n  images: # none\n}\n', '{\n  images: [{name: m, newTag: v2}] # none\n}\n']
  ])('is written and placed like its neighbours: %j', (text, after) => {
    const change = { image: 'm', newTag: 'v2' }
    expect(add(text, change).text).toBe(after)
    expect(add(after, change).text).toBe(after)
  })
})

describe('entries of one name, with more', () => {
  test('all get the digest when one of them has one', () => {
    const text = `images:\n- name: a\n  newTag: v1\n  digest: ${oldDigest}\n- name: a\n  newTag: v1\n`
    expect(edit(text, { image: 'a', newTag: 'v3', digest: newDigest }).text).toBe(
      `images:\n${`- name: a\n  newTag: v3\n  digest: ${newDigest}\n`.repeat(2)}`
    )
    expect(edit(text, { image: 'a', newTag: 'v3' }).text).toBe(
      `images:\n${'- name: a\n  newTag: v3\n'.repeat(2)}`
    )
  })

  test('are refused when the image that was asked for is not the one that is deployed', () => {
    const text = 'images:\n- name: a\n  newName: r/a\n  newTag: v1\n- name: a\n  newName: r/b\n  newTag: v2\n'
    expect(failureOf(() => edit(text, { image: 'r/b', newTag: 'v3' })).code).toBe('EDIT_REFUSED')
  })

  test('a new name that another entry renames again is refused', () => {
    const text = 'images:\n- name: a\n- name: b\n  newTag: v9\n  newName: c\n'
    expect(failureOf(() => edit(text, { entryName: 'a', newName: 'b' })).code).toBe('EDIT_REFUSED')
  })
})

describe('a digest in the place of a tag', () => {
  const text =
    'images:\n  - name: a\n    # renovate: datasource=docker\n    newTag: "v1" # the front\n    newName: r/a\n'
  const toDigest = { image: 'r/a', newTag: 'v2', digest: newDigest, pin: 'digest' } as const

  test('takes its line, quotes and comment, and gives them back', () => {
    const pinned = text.replace('newTag: "v1"', `digest: "${newDigest}"`)
    expect(edit(text, toDigest).text).toBe(pinned)
    expect(edit(pinned, { image: 'r/a', newTag: 'v1' }).text).toBe(text)
  })

  test('leaves a new name its own place', () => {
    const change = { ...toDigest, image: undefined, entryName: 'a', newName: 'r/n' }
    expect(edit('images: [{name: a, newTag: v1}]\n', change).text).toBe(
      `images: [{name: a, newName: r/n, digest: ${newDigest.replace(':', ':')}}]\n`
    )
    expect(edit('images:\n- name: a\n  newTag: v1\n', change).text).toBe(
      `images:\n- name: a\n  newName: r/n\n  digest: ${newDigest}\n`
    )
  })

  test('goes where a new name comes, in braces: one comma serves both', () => {
    const text = `images: [{newTag: v1,\n  name: a,\n  digest: ${oldDigest}}]\n`
    expect(edit(text, { entryName: 'a', newName: 'z', newTag: 'v3' }).text).toBe(
      'images: [{newTag: v3,\n  name: a,\n  newName: z}]\n'
    )
  })

  test('where the field has an anchor or a tag before its key', () => {
    expect(edit('images:\n- &k newTag: v1\n  name: r/a\n', toDigest).text).toContain(newDigest)
    const tagged = `images:\n- !!str digest: ${oldDigest}\n  name: a\n  newTag: v1\n`
    expect(edit(tagged, { image: 'a', newTag: 'v2' }).text).toBe('images:\n- name: a\n  newTag: v2\n')
  })
})

test('a removed last line takes the blank line above it along, and the file still has no final line break', () => {
  const text = `images:\n- name: a\n  newTag: v1\n\n  digest: ${oldDigest}`
  expect(edit(text, { image: 'a', newTag: 'v2' }).text).toBe('images:\n- name: a\n  newTag: v2')
})

describe('found by properties', () => {
  test('a tag that goes would uncover the one of a merge key', () => {
    const text = 'x: &m {newTag: v0}\nimages:\n- <<: *m\n  name: shop\n  newTag: v1\n'
    const change = { image: 'shop', newTag: 'v2', digest: newDigest, pin: 'digest' } as const
    expect(failureOf(() => edit(text, change)).code).toBe('EDIT_REFUSED')
  })

  test('a pin to a digest that is not known leaves the tag', () => {
    const text = `images:\n- name: shop\n  newTag: v1\n  digest: ${oldDigest}\n`
    const change = { image: 'shop', newTag: 'v1', pin: 'digest' } as const
    const once = edit(text, change).text
    expect(once).toBe('images:\n- name: shop\n  newTag: v1\n')
    expect(edit(once, change).text).toBe(once)
  })

  test.each([
    ['a: 1\n\nb:\n  c: |+\n    y\n', 'a: 1\n\nb:\n  c: |+\n    y\nimages:\n- name: shop\n  newTag: v2\n'],
    ['{resources: [a], x:[b]}\n', '{resources: [a], x:[b], images: [{name: shop, newTag: v2}]}\n'],
    ['images:\n- name: shop\n  newTag: |-\n    #v1\n', 'images:\n- name: shop\n  newTag: v2\n'],
    [
      `images:\n- {\n  name: shop,\n  newTag: v1,\n# c\n  digest: ${oldDigest}\n  }\n`,
      'images:\n- {\n  name: shop,\n  newTag: v2,\n# c\n  }\n'
    ]
  ])('odd layouts: %j', (text, after) => {
    expect(add(text, { image: 'shop', newTag: 'v2' }).text).toBe(after)
  })
})
