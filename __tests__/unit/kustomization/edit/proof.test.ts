import { describe, expect, test } from '@jest/globals'

import { parseDocument, type ParsedText } from '../../../../src/yaml/document.ts'
import { readImages } from '../../../../src/kustomization/read/images.ts'
import { proveModel, type ChangedEntry } from '../../../../src/kustomization/edit/proof.ts'
import { proveText } from '../../../../src/kustomization/edit/text-proof.ts'
import { failureOf } from '../../../support/errors/failure.ts'
import type { Span } from '../../../../src/yaml/spans.ts'

const path = 'kustomization.yaml'
const parse = (text: string): ParsedText => parseDocument({ text, path }, { keepSourceTokens: true })

const before = `# shop
resources: &r [a.yaml]
images:
- name: a
  newTag: v1 # a
- name: shop
  newTag: v1 # shop
  digest: sha256:1
x: *r
---
second: 1
`
const tagIntent: ChangedEntry = { list: 'images', index: 1, fields: [{ field: 'newTag', to: 'v2' }] }
const bothIntent: ChangedEntry = {
  list: 'images',
  index: 1,
  fields: [
    { field: 'newTag', to: 'v2' },
    { field: 'digest', to: undefined }
  ]
}
const good = before.replace('v1 # shop', 'v2 # shop')

function prove(after: string, intent = tagIntent, text = before): void {
  proveModel(parse(text), { text: after, path }, { changed: [intent], added: [] })
}

describe('proveModel accepts', () => {
  test('the intended change', () => {
    expect(() => {
      prove(good)
    }).not.toThrow()
  })

  test('a removed field', () => {
    expect(() => {
      prove(good.replace('  digest: sha256:1\n', ''), bothIntent)
    }).not.toThrow()
  })

  test('an added field', () => {
    const text = 'images:\n- name: a\n- name: shop\n'
    expect(() => {
      prove(`${text}  newTag: v2\n`, tagIntent, text)
    }).not.toThrow()
  })

  test('an alias that became a text of its own', () => {
    const text = 'images:\n- name: a\n  newTag: &t v1\n- name: shop\n  newTag: *t\n'
    expect(() => {
      prove(text.replace('*t', '"v2"'), tagIntent, text)
    }).not.toThrow()
  })
})

describe('proveModel refuses', () => {
  test.each([
    ['no change at all', before, 'images[1].newTag'],
    ['another tag', good.replace('v2', 'v3'), 'images[1].newTag'],
    ['the wrong entry', before.replace('v1 # a', 'v2 # a'), 'images[0].newTag'],
    ['both entries', good.replace('v1 # a', 'v2 # a'), 'images[0].newTag'],
    ['a changed name', good.replace('name: shop', 'name: shap'), 'images[1].name'],
    ['a changed digest', good.replace('sha256:1', 'sha256:2'), 'images[1].digest'],
    ['a lost digest', good.replace('  digest: sha256:1\n', ''), 'images[1].(number of keys)'],
    ['a tag written twice', good.replace('  digest', '  newTag: v2\n  digest'), 'images[1].newTag'],
    [
      'a tag written twice, in another case',
      good.replace('  digest', '  newtag: v9\n  digest'),
      'images[1].newTag'
    ],
    [
      'an unknown field more',
      good.replace('  digest', '  newtags: v9\n  digest'),
      'images[1].(number of keys)'
    ],
    ['an entry more', good.replace('x: *r', '- name: b\nx: *r'), 'images (number of entries)'],
    ['an entry less', good.replace('- name: a\n  newTag: v1 # a\n', ''), 'images[0].(number of keys)'],
    [
      'entries in another order',
      before.replace('- name: a\n  newTag: v1 # a\n', '').replace('x: *r', '- name: a\n  newTag: v1\nx: *r'),
      'images[0].(number of keys)'
    ],
    ['a resource changed', good.replace('a.yaml', 'b.yaml'), 'resources[0]'],
    ['a resource quoted', good.replace('a.yaml', '"a.yaml"'), 'resources[0]'],
    ['a lost anchor', good.replace('&r ', '').replace('*r', '1'), 'resources'],
    ['a renamed alias', good.replace('&r', '&q').replace('*r', '*q'), 'resources'],
    ['an alias written out', good.replace('*r', '[a.yaml]'), 'x'],
    ['a flow list turned into a block', good.replace('[a.yaml]', '\n- a.yaml'), 'resources'],
    ['a renamed key', good.replace('x: *r', 'y: *r'), 'x'],
    ['a key more', good.replace('x: *r', 'x: *r\ny: 1'), '(number of keys)'],
    ['a change in a later document', good.replace('second: 1', 'second: 2'), 'a later document'],
    ['a document less', good.slice(0, good.indexOf('---')), 'a later document'],
    ['a document more', `${good}---\na: 1\n`, 'a later document'],
    ['another root', 'hello\n---\nsecond: 1\n', 'the root'],
    ['broken YAML', good.replace('v2', '"v2'), 'the YAML syntax'],
    ['a tag that swallowed its comment', good.replace('v2 # shop', '"v2 # shop"'), 'images[1].newTag'],
    ['a tag of another type', good.replace('v2 # shop', '!!int "v2"'), 'images[1].newTag'],
    ['a tag as a list', good.replace('v2 # shop', '[v2]'), 'images[1].newTag'],
    ['a tag as a block', good.replace('v2 # shop', '|-\n    v2'), 'images[1].newTag'],
    ['the images list under another shape', good.replace('images:', 'images: &i'), 'images']
  ])('%s', (_, after, place) => {
    const failure = failureOf(() => {
      prove(after)
    })
    expect(failure.code).toBe('EDIT_NOT_PROVEN')
    expect(failure.message).toContain(`also differ in ${place}, where nothing`)
    expect(failure.location).toEqual({ path })
  })

  test.each(['1.10', 'on', '1e3', 'null', '0x1f', '007'])('the tag %s without quotes', tag => {
    const intent: ChangedEntry = { list: 'images', index: 1, fields: [{ field: 'newTag', to: tag }] }
    expect(
      failureOf(() => {
        prove(good.replace('v2', tag), intent)
      }).code
    ).toBe('EDIT_NOT_PROVEN')
    expect(() => {
      prove(good.replace('v2', `"${tag}"`), intent)
    }).not.toThrow()
  })

  test('a digest that should have gone', () => {
    expect(
      failureOf(() => {
        prove(good, bothIntent)
      }).message
    ).toContain('images[1].digest')
  })

  test('an ordered map that changed', () => {
    const text = 'images:\n- name: a\n- name: shop\n  newTag: v1\nx: !!omap [a: 1]\n'
    const after = text.replace('v1', 'v2')
    expect(() => {
      prove(after, tagIntent, text)
    }).not.toThrow()
    expect(
      failureOf(() => {
        prove(after.replace('a: 1', 'a: 2'), tagIntent, text)
      }).code
    ).toBe('EDIT_NOT_PROVEN')
  })
})

describe('proveText', () => {
  const text = 'a: 1\nimages:\n- name: shop\n  newTag: v1\nb: 2\n'
  const tag = text.indexOf('v1')
  const span: Span = { start: tag, end: tag + 2, text: 'v2' }
  const after = text.replace('v1', 'v2')
  const [node] = readImages(parse(text).document, { text, path }).entries.map(entry => entry.mapping.node)
  if (!node) throw new Error('The entry was not read.')
  const proveSpans = (result: string, spans: readonly Span[]) => {
    proveText({ text, path }, result, [{ spans, entry: node, isFlow: false }])
  }

  test('accepts a text that differs in the spans only', () => {
    expect(() => {
      proveSpans(after, [span])
    }).not.toThrow()
  })

  test.each([
    ['newName:', true],
    ['newName: ', false],
    ['newName: !!str', true],
    ['newName: !', true],
    ['newName: !!str ', false],
    ['"newName":', false],
    ['newName: a', false]
  ])('in braces, behind %j: refuses a comma = %s', (last, refused) => {
    const head = `images:\n- {name: shop, ${last}`
    const flow = { text: `${head} }\n`, path }
    const inserted = ', newTag: v2'
    const spans = [{ start: head.length, end: head.length, text: inserted }]
    const [entry] = readImages(parse(flow.text).document, flow).entries
    if (!entry) throw new Error('The entry was not read.')
    const prove = () => {
      proveText(flow, `${head}${inserted} }\n`, [{ spans, entry: entry.mapping.node, isFlow: true }])
    }
    if (refused) expect(failureOf(prove).message).toContain('differ in the value beside it')
    else expect(prove).not.toThrow()
  })

  test('accepts two insertions at one place, in their order', () => {
    const spans = [{ start: tag, end: tag, text: 'x' }, { start: tag, end: tag, text: 'y' }, span]
    expect(() => {
      proveSpans(after.replace('v2', 'xyv2'), spans)
    }).not.toThrow()
  })

  test.each([
    ['a byte more at the start', ` ${after}`, [span]],
    ['a byte less at the end', after.slice(0, -1), [span]],
    ['another byte before', after.replace('a: 1', 'a: 2'), [span]],
    ['another byte behind', after.replace('b: 2', 'b: 3'), [span]],
    ['another text in the span', after.replace('v2', 'v3'), [span]],
    ['other line breaks', after.replaceAll('\n', '\r\n'), [span]],
    ['a change without a span', after, []],
    ['a span before the entry', after.replace('a: 1', 'a: 2'), [span, { start: 3, end: 4, text: '2' }]],
    [
      'a span behind the entry',
      after.replace('b: 2', 'b: 3'),
      [span, { start: text.length - 2, end: text.length - 1, text: '3' }]
    ]
  ])('refuses %s', (_, result, spans) => {
    expect(
      failureOf(() => {
        proveSpans(result, spans)
      }).code
    ).toBe('EDIT_NOT_PROVEN')
  })
})

describe('the proof of what the parser does not see', () => {
  const intent: ChangedEntry = { list: 'images', index: 0, fields: [{ field: 'newTag', to: 'v2' }] }

  test('refuses to lose an anchor that an alias names', () => {
    const text = 'images:\n- name: a\n  newTag: &t v1\nnameSuffix: *t\n'
    expect(
      failureOf(() => {
        prove(text.replace('&t v1', 'v2'), intent, text)
      }).message
    ).toContain('differ in what an alias stands for')
  })

  test('refuses to end a file in another text', () => {
    const text = 'images:\n- newTag: v1\n  name: |\n    a\n'
    expect(
      failureOf(() => {
        prove(text.replace('v1', 'v2').trimEnd(), intent, text)
      }).message
    ).toContain('differ in the last text')
  })

  test.each([
    ['a comment of the entry', 'images:\n- name: a\n  # keep\n  newTag: v1\n', '  # keep\n'],
    ['the comment behind a list in one line', 'images: [{name: a, newTag: v1}] # keep\n', ' # keep']
  ])('refuses to take away %s', (_, text, comment) => {
    const [entry] = readImages(parse(text).document, { text, path }).entries
    const start = text.indexOf(comment) - (comment.startsWith('  ') ? 1 : 0)
    const end = text.indexOf(comment) + comment.length - (comment.startsWith('  ') ? 1 : 0)
    const after = text.slice(0, start) + text.slice(end)
    expect(
      failureOf(() => {
        const node = entry?.mapping.node
        proveText({ text, path }, after, [
          { spans: [{ start, end, text: '' }], entry: node, isFlow: node?.flow === true }
        ])
      }).code
    ).toBe('EDIT_NOT_PROVEN')
  })

  test('lets a new entry take nothing away', () => {
    const text = 'images:\n- name: a\n\n# two  spaces\n'
    for (const [start, end] of [
      [17, 18],
      [24, 25]
    ] as const) {
      const after = text.slice(0, start) + text.slice(end)
      expect(
        failureOf(() => {
          proveText({ text, path }, after, [
            { spans: [{ start, end, text: '' }], entry: undefined, isFlow: false }
          ])
        }).code
      ).toBe('EDIT_NOT_PROVEN')
    }
  })
})
