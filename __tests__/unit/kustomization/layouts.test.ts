import { describe, expect, test } from '@jest/globals'
import { parseAllDocuments } from 'yaml'

import { setImage, type OneChange as ImageChange } from './edit-one.ts'
import { lineDiff } from './line-diff.ts'

/**
 * Generated kustomizations: layouts combined at random, by a seed, so that each failure can be repeated. What the edit
 * must do is decided here from the parts the text was made of, not from the code under test.
 */
const rounds = 3000

interface Generated {
  readonly text: string
  readonly change: ImageChange
  readonly hadDigest: boolean
  readonly isBlock: boolean
}

type Random = () => number

describe('any combination of layouts', () => {
  test.each([1, 2, 3, 4])('seed %i: only the entry changes, and it has the values asked for', seed => {
    const random = createRandom(seed)
    for (let round = 0; round < rounds / 4; round++) {
      const generated = generate(random)
      try {
        check(generated)
      } catch (error) {
        const where = `seed ${seed}, round ${round}: ${JSON.stringify(generated)}`
        throw new Error(where, { cause: error })
      }
    }
  })
})

function check({ text, change, hadDigest, isBlock }: Generated): void {
  const { text: after, edit } = setImage(text, change, 'k.yaml')
  const [before, now] = [modelOf(text), modelOf(after)]

  const entry = now.images.find(({ name }) => name === 'shop')
  expect(entry?.['newTag']).toBe(change.newTag)
  expect(entry?.['digest']).toBe(hadDigest ? change.digest : undefined)

  const neutral = (model: Model) => {
    const images = model.images.map(each => {
      return each['name'] === 'shop' ? { ...each, newTag: undefined, digest: undefined } : each
    })
    return { ...model, images }
  }
  expect(neutral(now)).toEqual(neutral(before))

  const diff = lineDiff(text, after)
  if (isBlock) expect(diff.length).toBeLessThanOrEqual((hadDigest ? 6 : 2) + (text.includes('>-') ? 1 : 0))
  expect(count(after, '\r')).toBe(count(text, '\r') + count(diff, '\r'))
  expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'))
  // A digest on the last line may have a blank line before it, which stays.
  if (!hadDigest) expect(after.endsWith('\n')).toBe(text.endsWith('\n'))
  expect(after.split('\n')[edit.line - 1]).toContain(change.newTag)

  const again = setImage(after, change, 'k.yaml')
  expect(again.text).toBe(after)
  expect(again.edit.fields).toEqual([])
}

/** Counts a character in a text, or the surplus of it in added over removed lines. */
function count(text: string | readonly string[], character: string): number {
  if (typeof text === 'string') return text.split(character).length - 1
  return text.reduce((sum, line) => sum + (line.startsWith('+') ? 1 : -1) * count(line, character), 0)
}

interface Model {
  readonly images: readonly Readonly<Record<string, unknown>>[]
}

function modelOf(text: string): Model & { readonly rest: unknown } {
  const documents = parseAllDocuments(text, { schema: 'failsafe' })
  if ('empty' in documents || documents.some(document => document.errors.length > 0))
    throw new Error('not YAML')
  const [first, ...rest] = documents.map(document => document.toJS({ maxAliasCount: 100 }) as Model)
  if (!first) throw new Error('no document')
  return { ...first, rest }
}

function generate(random: Random): Generated {
  const pick = <T>(...choices: readonly [T, ...T[]]): T =>
    choices[Math.floor(random() * choices.length)] ?? choices[0]
  const eol = pick('\n', '\n', '\r\n')
  const isBlock = random() < 0.6
  const hadDigest = random() < 0.4
  const digest = `sha256:${'ab12'.repeat(16)}`
  const quote = pick('', '', '"', "'")
  const tag = pick(
    'v1',
    '"1.0"',
    "'on'",
    '3f2a1bc',
    '1.2.3',
    '&t v1',
    '!!str 7',
    '""',
    'null',
    `>-${eol}BLOCKv1`,
    undefined
  )
  const fields = shuffle(random, [
    `name: ${quote}shop${quote}`,
    ...(random() < 0.4 ? [`newName: ${quote}registry:5000/shop${quote}`] : []),
    ...(tag !== undefined && (isBlock || !tag.startsWith('>')) ? [`newTag: ${tag}`] : []),
    ...(hadDigest ? [`digest: ${quote}${digest}${quote}`] : [])
  ])
  const other = pick(
    '- name: b',
    '- {name: b, newTag: "1"}',
    '- digest: x\n  name: b',
    '- # b\n  name: b',
    '-  name: b # b'
  )
  const indent = pick('', '  ', '    ')
  const shop = isBlock ? blockEntry(fields, eol, pick) : flowEntry(fields, pick)
  const entries = shuffle(random, [other, shop])
  const list = entries.map(entry => indent + entry.replace(/\r?\n(?!\r?\n|$)/g, `$&${indent}`)).join('\n')
  const text = [
    pick('', '\uFEFF', '# head\n', '---\n', '\n\n'),
    pick('', 'resources: [a.yaml]\n', 'patches:\n- patch: |-\n    images:\n    - name: shop\n'),
    `images:${pick('', ' # ü – 🚀', '   ')}\n${pick('', '# first\n', '\n')}`,
    list,
    pick(
      '\n',
      '',
      '\n\n# end\n',
      '\nnamespace: shop\n',
      '\n...\n',
      '\n---\nimages: [{name: shop, newTag: other}]\n'
    )
  ].join('')
  const change = {
    image: 'shop',
    entryName: 'shop',
    newTag: pick('v2', '2.0', '12345678', '1e5', 'main-1', 'yes'),
    ...(random() < 0.5 ? { digest: `sha256:${'cd34'.repeat(16)}` } : {})
  }
  return { text: text.replace(/\r?\n/g, eol), change, hadDigest, isBlock }
}

function blockEntry(
  fields: readonly string[],
  eol: string,
  pick: <T>(...choices: readonly [T, ...T[]]) => T
): string {
  const gap = pick(' ', ' ', '   ')
  const start = pick(`-${gap}`, `-${gap}`, `-\n${' '.repeat(gap.length + 1)}`)
  const inner = ' '.repeat(gap.length + 1)
  const lines = fields.map(field => {
    const written = field.replace('BLOCK', `${inner}  `)
    return (
      written + (field.includes('>-') ? '' : pick('', '', '', ' # note', '  ', `${eol}${inner}# below`, eol))
    )
  })
  return (start + lines.join(`\n${inner}`)).trimEnd()
}

function flowEntry(fields: readonly string[], pick: <T>(...choices: readonly [T, ...T[]]) => T): string {
  const close = pick('', ',')
  return pick(
    () => `- {${fields.join(', ')}}`,
    () => `- { ${fields.join(' ,')} } # note`,
    () => `- {\n    ${fields.join(',\n    ')}${close}\n  }`,
    () => `- {\n    ${fields.join(', # note\n    ')}${close} # last\n    # end\n  }`,
    () => `- { ${fields.join('\n  , ')}\n  }`,
    () => `- {${fields.join(',\n   ')}}`
  )()
}

function shuffle<T>(random: Random, items: readonly T[]): readonly T[] {
  return items
    .map(item => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}

/** A small generator with a seed (mulberry32). */
function createRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
