import { describe, expect, test } from '@jest/globals'

import { fileNotices } from '../../../../src/kustomization/advice/file.ts'

const path = 'apps/kustomization.yaml'
const D1 = `sha256:${'1'.repeat(64)}`

function messages(text: string, ...names: string[]): readonly string[] {
  const notices = fileNotices(text, path, names)
  for (const { message, location } of notices) {
    expect(message.startsWith(`${path}:${String(location?.line)}: `)).toBe(true)
    expect(location?.path).toBe(path)
  }
  return notices.map(({ message }) => message.slice(path.length + 1))
}

describe('another entry of the same list', () => {
  test('renames the image first', () => {
    expect(messages('images:\n- name: app\n  newName: reg/app\n- name: app\n  newTag: v2\n', 'app')).toEqual([
      '4: the entry app has no effect: line 2 renames app to reg/app first. Merge the two entries into one.'
    ])
  })

  test('sets another tag after it', () => {
    const text = 'images:\n- name: app\n  newName: reg/app\n  newTag: v2\n- name: reg/app\n  newTag: v1\n'
    expect(messages(text, 'app')).toEqual([
      '2: a later entry overrides what the entry app sets: reg/app on line 5 changes reg/app:v2 to reg/app:v1. Merge the two entries into one, or move this one below line 5.'
    ])
    expect(messages(text, 'reg/app')).toEqual([])
  })

  test('sets a digest after it', () => {
    const text = `images:\n- name: app\n  newTag: v2\n- name: ap.\n  digest: ${D1}\n`
    expect(messages(text, 'app')).toEqual([
      `2: a later entry overrides what the entry app sets: ap. on line 4 changes app:v2 to app@${D1}. Merge the two entries into one, or move this one below line 4.`
    ])
  })

  test('renames it again', () => {
    const text = 'images:\n- name: app\n  newName: a\n  newTag: v2\n- name: a\n  newName: b\n'
    expect(messages(text, 'app')).toEqual([
      '2: a later entry overrides what the entry app sets: a on line 5 changes a:v2 to b:v2. Merge the two entries into one, or move this one below line 5.'
    ])
  })

  test('cannot be passed by moving this one', () => {
    const text = 'images:\n- name: app\n  newTag: v2\n- name: app\n  newName: a\n  newTag: v1\n'
    expect(messages(text, 'app')[0]).toMatch(/ changes app:v2 to a:v1\. Merge the two entries into one\.$/)
  })

  test('of imageTags comes last', () => {
    const text = 'imageTags:\n- name: app\n  newTag: v1\nimages:\n- name: app\n  newTag: v2\n'
    expect(messages(text, 'app')).toEqual([
      '5: a later entry overrides what the entry app sets: app on line 2 changes app:v2 to app:v1. Merge the two entries into one, or move this one below line 2.'
    ])
  })

  test.each([
    [
      'comes before it with another tag',
      '- name: app\n  newTag: v1\n- name: app\n  newTag: v2\n  newName: x\n',
      'app'
    ],
    ['only renames what it sets', '- name: app\n  newTag: v2\n- name: app\n  newName: reg/app\n', 'app'],
    ['sets the same', '- name: app\n  newTag: v2\n- name: app\n  newTag: v2\n', 'app'],
    ['sets the tag of what it only renames', '- name: app\n  newName: b\n- name: b\n  newTag: v2\n', 'app'],
    ['renames another image to it', '- name: b\n  newName: app\n- name: app\n  newTag: v2\n', 'app'],
    [
      'is about another image',
      '- name: app\n  newTag: v2\n- name: app/b\n  newTag: v1\n- newTag: v3\n',
      'app'
    ]
  ])('is no problem when it %s', (_, list, name) => {
    // The first of two with one name is not the one that counts: only what is deployed is compared.
    expect(messages(`images:\n${list}`, name).filter(message => !message.startsWith('2: a later'))).toEqual(
      []
    )
  })
})

describe('a name that kustomize takes for a regular expression', () => {
  test.each([
    [
      'a+b',
      '2: kustomize takes the name a+b for a regular expression, and with + it never matches a+b itself. If the name is meant as it stands, write it as a\\+b.'
    ],
    [
      '.*',
      '2: kustomize takes the name .* for a regular expression, so it may stand for other images as well. If the name is meant as it stands, write it as .\\*.'
    ],
    [
      'a|b',
      '2: kustomize takes the name a|b for a regular expression, so it stands for every image that starts with the first alternative or ends with the last. If the name is meant as it stands, write it as a\\|b.'
    ],
    [
      '[a',
      '2: kustomize takes the name [a for a regular expression, and it is not a valid one: the build fails on it. If the name is meant as it stands, write it as \\[a.'
    ],
    [
      '(a*)*',
      '2: kustomize takes the name (a*)* for a regular expression. If the name is meant as it stands, write it as \\(a\\*\\)\\*.'
    ]
  ])('is explained: %s', (name, expected) => {
    expect(messages(`images:\n- name: '${name}'\n  newTag: v1\n`, name)).toEqual([expected])
  })

  test.each(['reg.io:5000/team_a/app-1', 'a:1', 'x{y}', 'a]', `app@${D1}`])('is not %s', name => {
    expect(messages(`images:\n- name: '${name}'\n  newTag: v1\n`, name)).toEqual([])
  })

  test('is left alone where nothing was set', () => {
    expect(messages("images:\n- name: 'a+b'\n- name: app\n", 'app')).toEqual([])
  })
})

describe('tagSuffix', () => {
  test('has no effect beside a tag or a digest', () => {
    const text = `images:\n- name: a\n  newTag: v1\n  tagSuffix: -x\n- {name: b, digest: '${D1}', tagSuffix: -y}\n`
    expect(messages(text, 'a', 'b')).toEqual([
      '4: tagSuffix of the entry a has no effect: kustomize ignores it beside newTag. Remove it.',
      '5: tagSuffix of the entry b has no effect: kustomize ignores it beside digest. Remove it.'
    ])
  })

  test('is no problem alone, empty, or in another entry', () => {
    const text =
      'images:\n- name: a\n  tagSuffix: -x\n- name: b\n  newTag: v1\n  tagSuffix:\n- {name: c, newTag: v1, tagSuffix: -x}\n'
    expect(messages(text, 'a', 'b')).toEqual([])
  })
})

describe('a text without quotes that is none for kustomize', () => {
  test('is named with its line, wherever it is', () => {
    const text = [
      'namespace: 123',
      'nameSuffix: -001',
      'commonLabels: {version: 1.10, app: shop}',
      'labels:',
      '- pairs:',
      '    on: off',
      'resources:',
      '- a.yaml',
      '- 0777',
      'images:',
      '- name: app',
      '  newTag: v1',
      '- name: web',
      '  newTag: 1e3'
    ].join('\n')
    expect(messages(text, 'app')).toEqual([
      '1: namespace: 123 is a number for kustomize, and its build fails on it. Write it in quotes.',
      '2: nameSuffix: -001 is a number for kustomize, and its build fails on it. Write it in quotes.',
      '3: version: 1.10 is a number for kustomize, and its build fails on it. Write it in quotes.',
      '6: on: off is a boolean for kustomize, and its build fails on it. Write it in quotes.',
      '9: the item 0777 of resources is a number for kustomize, and its build fails on it. Write it in quotes.',
      '14: newTag: 1e3 is a number for kustomize, and its build fails on it. Write it in quotes.'
    ])
  })

  test('is found behind an alias, where the alias is', () => {
    expect(messages('x: &v 1.10\nimages:\n- name: app\n  newTag: *v\n', 'app')).toEqual([
      '4: newTag: 1.10 is a number for kustomize, and its build fails on it. Write it in quotes.'
    ])
  })

  test('is none when it is quoted, tagged, in a block, null, or text after all', () => {
    const text = [
      'namePrefix: "1"',
      "namespace: '2'",
      'commonAnnotations: {a: !!str 1.10, b: 1.2.3, c: 1234e567, d: , e: null}',
      'images:',
      '- name: app',
      '  newTag: |-',
      '    1.10',
      'replicas: [{name: 1, count: 2}]'
    ].join('\n')
    expect(messages(text, 'app')).toEqual([])
  })
})

describe('nothing is said about', () => {
  test.each([
    ['a broken file', 'images: ['],
    ['another kind', 'kind: Deployment\nnamespace: 1\n'],
    ['an empty file', ''],
    ['a file of more than a megabyte', `namespace: 1\n#${'x'.repeat(1024 * 1024)}`],
    ['what nests too deeply', `namespace: 1\nx: ${'['.repeat(50_000)}`]
  ])('%s', (_, text) => {
    expect(fileNotices(text, path, ['app'])).toEqual([])
  })
})

test('hostile texts end', () => {
  const labels = Array.from({ length: 5000 }, (_, index) => `    k${index}: ${index}`).join('\n')
  const text = `labels:\n- pairs: &p\n${labels}\n${'- pairs: *p\n'.repeat(5000)}`
  expect(fileNotices(text, path, []).length).toBe(100)
})
