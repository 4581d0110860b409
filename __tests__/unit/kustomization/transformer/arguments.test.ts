import { describe, expect, test } from '@jest/globals'

import { setImage, type OneChange as ImageChange } from '../../../support/kustomization/edit-one.ts'
import { failureOf } from '../../../support/errors/failure.ts'

const path = 'apps/shop/kustomization.yaml'
const oldDigest = `sha256:${'1'.repeat(64)}`
const newDigest = `sha256:${'2'.repeat(64)}`

const set = (text: string, change: Partial<ImageChange> = {}) =>
  setImage(text, { image: 'shop', newTag: 'v2', ...change }, path)
const refuse = (text: string, change: Partial<ImageChange> = {}) => failureOf(() => set(text, change))

describe('the entry', () => {
  test('is the one whose newName is the image', () => {
    const text = 'images:\n- name: app\n  newName: shop\n  newTag: v1\n- name: other\n  newTag: v1\n'
    expect(set(text).edit).toMatchObject({ name: 'app', line: 4 })
  })

  test('is the one whose name is the image, when no newName is', () => {
    const text = 'images:\n- name: other\n  newName: x/shop\n- name: shop\n  newTag: v1\n'
    expect(set(text).edit).toMatchObject({ name: 'shop', line: 5 })
  })

  test('is the one named by entryName, whatever the image', () => {
    const text = 'images:\n- name: shop\n  newTag: v1\n- name: web\n  newName: shop\n  newTag: v1\n'
    expect(set(text, { entryName: 'web' }).edit).toMatchObject({ name: 'web', line: 6 })
  })

  test('matches by the whole name, upper and lower case included', () => {
    expect(refuse('images:\n- name: Shop\n- name: x/shop\n- name: shop2\n').code).toBe('ENTRY_NOT_FOUND')
  })

  test('is found when name and newName are the same', () => {
    expect(set('images:\n- name: shop\n  newName: shop\n  newTag: v1\n').edit.previousTag).toBe('v1')
  })

  test('is found by a name that kustomize would read as a number', () => {
    expect(set('images:\n- name: 123\n  newTag: v1\n', { image: '123' }).edit.name).toBe('123')
  })

  test('is one with a name, when another has the image but no name', () => {
    const text = 'images:\n- newName: shop\n  newTag: v1\n- name: shop\n  newTag: v1\n'
    expect(set(text).edit).toMatchObject({ name: 'shop', line: 5 })
  })

  test('may use letters that Go takes for others', () => {
    const text = `\u212Aind: Component\nimageſ:\n- name: shop\n  newTag: v1\n  digeſt: ${oldDigest}\n`
    expect(set(text).text).toBe('\u212Aind: Component\nimageſ:\n- name: shop\n  newTag: v2\n')
  })

  test.each([
    '!!merge <<: {newName: x}',
    '!!binary aGk=: 1',
    'a: !!binary aGk=',
    'a: !!timestamp 2001-01-01',
    'a: !!set {a, b}',
    'a: !!int 7',
    'a: !own x'
  ])('may stand beside the YAML tag in %s', other => {
    const text = `images:\n- name: shop\n  newTag: v1\n- name: b\n  ${other}\n`
    expect(set(text).text).toBe(text.replace('v1', 'v2'))
  })

  test('may have a tag behind a merge key', () => {
    const text = 'images:\n- &b {name: b, newTag: v1}\n- <<: *b\n  name: shop\n  newTag: v1\n'
    expect(set(text).text).toBe(text.replace('shop\n  newTag: v1', 'shop\n  newTag: v2'))
  })

  test('may stand beside others in imageTags', () => {
    const text = 'imageTags:\n- name: b\n  newTag: v1\nimages:\n- name: shop\n  newTag: v1\n'
    expect(set(text).edit.line).toBe(6)
  })

  test('may stand beside empty entries, which kustomize passes over', () => {
    expect(set('images:\n-\n- ~\n- name: shop\n  newTag: v1\n').edit.line).toBe(5)
  })

  test('in a second document does not count', () => {
    const failure = refuse('images:\n- name: other\n---\nimages:\n- name: shop\n')
    expect(failure.code).toBe('ENTRY_NOT_FOUND')
  })
})

describe('ENTRY_NOT_FOUND', () => {
  test('lists the names present, nearest first, with their new names', () => {
    const text = 'images:\n- name: redis\n- name: shop-api\n- name: web\n  newName: ghcr.io/acme/shp\n'
    const failure = refuse(text, { image: 'ghcr.io/acme/shop' })
    expect(failure.code).toBe('ENTRY_NOT_FOUND')
    expect(failure.location).toEqual({ path })
    expect(failure.message).toBe(
      `${path} has no images entry for ghcr.io/acme/shop. The entries present, nearest first: web → ghcr.io/acme/shp, shop-api, redis. Correct image, or set image-name to the entry's name, or set if-missing: add to add an entry.`
    )
  })

  test('finds the short name near to the long one', () => {
    const failure = refuse('images:\n- name: ghcr.io/acme/ship\n- name: shop\n', {
      image: 'ghcr.io/acme/shop'
    })
    expect(failure.message).toContain('nearest first: shop, ghcr.io/acme/ship.')
  })

  test('lists ten names and counts the rest', () => {
    const names = Array.from({ length: 25 }, (_, i) => `- name: app-${i}\n`).join('')
    expect(refuse(`images:\n${names}`).message).toMatch(
      /nearest first: (?:app-\d+, ){9}app-\d+ and 15 more\./
    )
  })

  test('says which input to correct when an entry name was given', () => {
    const failure = refuse('images:\n- name: shop\n', { entryName: 'web' })
    expect(failure.message).toContain('has no images entry with the name web.')
    expect(failure.message).toContain('Correct the name, or leave it out')
  })

  test.each([
    'resources: []\n',
    'images:\n',
    'images: []\n',
    'images: ~\n',
    'images: [ ]',
    'kind: Component\n'
  ])('says so when there is no entry at all: %j', text => {
    const failure = refuse(text)
    expect(failure.code).toBe('ENTRY_NOT_FOUND')
    expect(failure.message).toContain('its images list is empty or missing')
    expect(failure.message).toContain('images:\n- name: shop')
  })

  test('lets no control character of the file into the message', () => {
    const failure = refuse('images:\n- name: "a\\n::set-env name=X::\\e[31m"\n')
    expect(failure.message).toContain('a\\u000a::set-env name=X::\\u001b[31m')
  })
})

describe('ENTRY_AMBIGUOUS', () => {
  test('asks for image-name when a name and a newName match', () => {
    const failure = refuse('images:\n- name: shop\n- name: web\n  newName: shop\n')
    expect(failure.code).toBe('ENTRY_AMBIGUOUS')
    expect(failure.message).toContain('2 images entries match shop (lines 2 and 3): shop, web → shop.')
    expect(failure.message).toContain('Say which one by its name: with image-name')
    expect(failure.location).toEqual({ path, line: 2, column: 3 })
  })

  test('asks for image-name when several new names match', () => {
    const text =
      'images:\n- name: a\n  newName: shop\n- name: b\n  newName: shop\n- name: c\n  newName: shop\n'
    expect(refuse(text).message).toContain('(lines 2, 4 and 6)')
  })

  test('does not mind other names that are there twice', () => {
    expect(set('images:\n- name: a\n- name: a\n- name: shop\n  newTag: v1\n').edit.line).toBe(5)
  })
})

describe('the fields', () => {
  const both = `images:\n- name: shop\n  newTag: v1\n  digest: ${oldDigest}\n`

  test('report the tag before and after', () => {
    expect(set('images:\n- name: shop\n  newTag: v1\n').edit.fields).toEqual([
      { field: 'newTag', from: 'v1', to: 'v2' }
    ])
  })

  test('report a removed digest', () => {
    expect(set(both).edit.fields).toEqual([
      { field: 'newTag', from: 'v1', to: 'v2' },
      { field: 'digest', from: oldDigest, to: undefined }
    ])
  })

  test('report a replaced digest, with and without a new tag', () => {
    const replaced = { field: 'digest', from: oldDigest, to: newDigest }
    expect(set(both, { digest: newDigest }).edit.fields).toEqual([
      { field: 'newTag', from: 'v1', to: 'v2' },
      replaced
    ])
    expect(set(both, { newTag: 'v1', digest: newDigest }).edit.fields).toEqual([replaced])
  })

  test.each([{ newTag: 'v1' }, { newTag: 'v1', digest: oldDigest }])(
    'are none when nothing differs: %j',
    change => {
      const { text, edit } = set(both, change)
      expect(text).toBe(both)
      expect(edit).toMatchObject({ name: 'shop', line: 3, previousTag: 'v1', fields: [] })
      expect(edit.after).toEqual(edit.before)
    }
  )

  test('have no tag before when it was empty', () => {
    for (const tag of ['', '""', "''", '~', 'null', 'Null']) {
      const { text, edit } = set(`images:\n- name: shop\n  newTag: ${tag}\n`)
      expect(edit.previousTag).toBeUndefined()
      expect(edit.fields).toEqual([{ field: 'newTag', from: undefined, to: 'v2' }])
      expect(text.toLowerCase()).toMatch(/newtag: +["']?v2["']? ?\n/)
    }
  })

  test('keep a tag that is written as an alias and is right already', () => {
    const text = 'images:\n- name: a\n  newTag: &t v2\n- name: shop\n  newTag: *t\n'
    expect(set(text).text).toBe(text)
  })

  test.each(['on', '1.10', '1e3', '0x1f', '007'])(
    'get the quotes without which kustomize fails on %s',
    tag => {
      const { text, edit } = set(`images:\n- name: shop\n  newTag: ${tag}\n`, { newTag: tag })
      expect(text).toBe(`images:\n- name: shop\n  newTag: "${tag}"\n`)
      expect(edit.fields).toEqual([{ field: 'newTag', from: tag, to: tag }])
    }
  )
})

describe('a tag added in braces', () => {
  test.each([
    ['{name: shop, newName: }', '{name: shop, newTag: v2, newName: }'],
    ['{newName: , name: shop}', '{newName: , name: shop, newTag: v2}'],
    ['{name: shop, newName: !!str }', '{name: shop, newTag: v2, newName: !!str }'],
    ['{name: shop, newName: &a }', '{name: shop, newTag: v2, newName: &a }'],
    ['{\n  name: shop,\n  newName:\n  }', '{\n  name: shop,\n  newTag: v2,\n  newName:\n  }'],
    ['{"name":"shop","newName":null}', '{"name":"shop","newName":null,"newTag":"v2"}'],
    ['{newTag: , name: shop}', '{newTag: v2 , name: shop}'],
    ['{name: shop, newTag: !!str }', '{name: shop, newTag: !!str v2 }'],
    ['{<<: {name: shop}, newName: }', undefined]
  ])('has its place and quotes where kustomize reads them: %s', (entry, after) => {
    const text = `images:\n- ${entry}\n`
    if (after === undefined) expect(refuse(text).message).toContain('there is no place for newTag')
    else expect(set(text).text).toBe(`images:\n- ${after}\n`)
  })
})

describe('EDIT_REFUSED', () => {
  test.each([
    [
      'a tag with an anchor used elsewhere',
      'images:\n- name: shop\n  newTag: &t v1\n- name: b\n  newTag: *t\n',
      3,
      '*t uses it elsewhere'
    ],
    [
      'an entry with an anchor used elsewhere',
      'images:\n- &e {name: shop, newTag: v1}\n- {<<: *e, name: b}\n',
      2,
      '*e uses it elsewhere'
    ],
    [
      'an entry that is an alias',
      'x: &e {name: shop, newTag: v1}\nimages:\n- *e\n',
      1,
      '*e uses it elsewhere'
    ],
    [
      'a list with an anchor used elsewhere',
      'images: &l\n- name: shop\n  newTag: v1\ny: *l\n',
      2,
      '*l uses it elsewhere'
    ],
    ['a list that is an alias', 'x: &l [{name: shop}]\nimages: *l\n', 2, 'images is the alias *l'],
    [
      'a list from a merge key',
      'x: &r {images: [{name: shop}]}\n<<: *r\n',
      1,
      'images arrives through a merge key'
    ],
    [
      'a tag from a merge key',
      'x: &e {newTag: v1}\nimages:\n- <<: *e\n  name: shop\n',
      3,
      'newTag of this entry arrives through a merge key'
    ],
    [
      'a digest from a merge list',
      'x: &e {digest: d}\ny: &f {}\nimages:\n- <<: [*f, *e]\n  name: shop\n  newTag: v1\n',
      4,
      'digest of this entry arrives'
    ],
    [
      'a merge key after the tag',
      'x: &e {newTag: v9}\nimages:\n- name: shop\n  newTag: v1\n  <<: *e\n',
      3,
      'arrives through a merge key'
    ],
    [
      'a digest with an anchor used elsewhere',
      `images:\n- name: shop\n  newTag: v1\n  digest: &d ${oldDigest}\n- name: b\n  digest: *d\n`,
      4,
      '*d uses it elsewhere'
    ],
    [
      'a tag key with an anchor used elsewhere',
      'images:\n- name: shop\n  digest: x\n  &k digest: y\n- *k : v\n',
      3,
      'digest more than once'
    ],
    [
      'images keys that differ in case',
      'Images:\n- name: shop\nimages:\n- name: b\n',
      1,
      'images is written in upper and lower case (lines 1 and 3)'
    ],
    [
      'two newTag keys',
      'images:\n- name: shop\n  newTag: a\n  newTag: b\n',
      3,
      'newTag more than once (lines 3 and 4'
    ],
    [
      'newTag keys that differ in case',
      'images:\n- name: shop\n  newTag: a\n  newtag: b\n',
      3,
      'newTag more than once (lines 3 and 4'
    ],
    [
      'a key that is an alias',
      'x: &k newTag\nimages:\n- name: shop\n  *k : v1\n',
      4,
      'the key newTag is written as an alias'
    ],
    [
      'a tag under a tagged merge key',
      'x: &e {newTag: v1}\nimages:\n- !!merge <<: *e\n  name: shop\n',
      3,
      'newTag of this entry arrives through a merge key'
    ],
    [
      'a tag between merge keys',
      'x: &e {newTag: v9}\nimages:\n- <<: *e\n  name: shop\n  newTag: v1\n  <<: {newName: x}\n',
      3,
      'newTag of this entry arrives through a merge key'
    ],
    [
      'a digest behind a merge key with another',
      'images:\n- <<: {digest: x}\n  name: shop\n  newTag: v1\n  digest: y\n',
      2,
      'digest of this entry arrives'
    ],
    ['an entry without a name', 'images:\n- newName: shop\n  newTag: v1\n', 2, 'this entry has no name'],
    ['an entry with an empty name', 'images:\n- {newName: shop, name: }\n', 2, 'this entry has no name'],
    ['a template', 'images:\n- name: shop\n  newTag: {{ .Values.tag }}\n', 3, 'newTag looks like a template'],
    ['a tag that is a list', 'images:\n- name: shop\n  newTag: [v1]\n', 3, 'newTag is not a text'],
    [
      'a tag with another YAML tag',
      'images:\n- name: shop\n  newTag: !!float 1.0\n',
      3,
      'newTag has a YAML tag that is not !!str'
    ],
    [
      'an explicit key without value',
      'images:\n- name: shop\n  ? newTag\n',
      3,
      'newTag is written with ? and has no value'
    ],
    ['a pair in a flow list', 'images: [name: shop]\n', 1, 'there is no place for newTag'],
    [
      'a name from a block mapping under a merge key',
      'images:\n- <<:\n    name: shop\n',
      2,
      'there is no place for newTag'
    ],
    [
      'a lone carriage return',
      'images:\n- name: shop # a\r  newTag: v0\n  newTag: v1\n',
      2,
      'U+000D as a line break'
    ],
    [
      'a line separator',
      'images:\n- name: shop # a\u2028  newTag: v0\n  newTag: v1\n',
      2,
      'U+2028 as a line break'
    ]
  ])('for %s', (_, text, line, message) => {
    const failure = refuse(text)
    expect(failure.code).toBe('EDIT_REFUSED')
    expect(failure.location).toMatchObject({ path, line })
    expect(failure.message).toContain(`${path}:${line}: `)
    expect(failure.message).toContain(message)
  })

  test('not for anchors and merges that have nothing to do with the edit', () => {
    const text = 'images:\n- &b {name: b, newTag: v1}\n- {<<: *b, name: c}\n- name: shop\n  newTag: v1\n'
    expect(set(text).text).toBe(text.replace('shop\n  newTag: v1', 'shop\n  newTag: v2'))
  })

  test('not when nothing is to change', () => {
    const text = 'images:\n- name: shop\n  newTag: &t v2\n- name: b\n  newTag: *t\n'
    expect(set(text).text).toBe(text)
  })
})

describe('NOT_A_KUSTOMIZATION', () => {
  test.each([
    ['an empty file', '', undefined, 'its first document, the only one that kustomize reads, is empty'],
    [
      'a byte order mark alone',
      '\uFEFF',
      undefined,
      'its first document, the only one that kustomize reads, is empty'
    ],
    [
      'comments alone',
      '# nothing\n',
      undefined,
      'its first document, the only one that kustomize reads, is empty'
    ],
    [
      'an empty first document',
      '---\n---\nimages: []\n',
      undefined,
      'its first document, the only one that kustomize reads, is empty'
    ],
    ['a list', '- name: shop\n', 1, 'the file must hold keys and values'],
    ['a text', 'hello\n', 1, 'the file must hold keys and values'],
    [
      'another kind',
      'apiVersion: apps/v1\nkind: Deployment\n',
      2,
      'the kind is Deployment, not Kustomization'
    ],
    ['a mapping of images', 'images:\n  shop: v1\n', 2, 'images is not a list'],
    ['a text for images', 'images: shop\n', 1, 'images is not a list'],
    ['a text as an entry', 'images:\n- name: b\n- shop:v1\n', 3, 'this entry of images has no fields'],
    ['a list as an entry', 'images: [[]]\n', 1, 'this entry of images has no fields']
  ])('for %s', (_, text, line, message) => {
    const failure = refuse(text)
    expect(failure.code).toBe('NOT_A_KUSTOMIZATION')
    expect(failure.message).toContain(message)
    expect(failure.location?.line).toBe(line)
    expect(failure.message).toContain(path)
  })

  test.each(['Kustomization', 'Component', '""', '"Kustomization"'])('not for kind: %s', kind => {
    expect(set(`kind: ${kind}\nimages:\n- name: shop\n  newTag: v1\n`).edit.previousTag).toBe('v1')
  })
})

describe('values that are no tag or digest', () => {
  test.each(['', '-a', '.a', 'a b', 'a:b', 'a\n', 'ä', 'a'.repeat(129), '"'])(
    'are a bug of the caller: tag %j',
    newTag => {
      expect(() => set('images:\n- name: shop\n', { newTag })).toThrow('Not a tag')
    }
  )

  test.each(['', 'sha256:abc', 'x', `sha256:${'A'.repeat(64)}`, `${oldDigest}\n`])(
    'are a bug of the caller: digest %j',
    digest => {
      expect(() => set('images:\n- name: shop\n', { digest })).toThrow('Not a digest')
    }
  )
})
