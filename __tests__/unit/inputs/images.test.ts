import { describe, expect, test } from '@jest/globals'

import { parse, problemsOf } from '../../support/inputs/parse.ts'

const fromExpression = 'if it comes from an expression, the expression found nothing'

/** Texts of `images` that name no image, and are what expressions give that found nothing, or what a person left. */
const empty: readonly (readonly [text: string, said: string])[] = [
  ['[]', 'is an empty list'],
  ['[ ]', 'is an empty list'],
  ['[\n]', 'is an empty list'],
  ['[ # none today\n]', 'is an empty list'],
  ['---\n[]', 'is an empty list'],
  ['--- []', 'is an empty list'],
  ['# a comment\n[]\n# another', 'is an empty list'],
  ['[]\n...', 'is an empty list'],
  ['null', 'is null'],
  ['Null', 'is Null'],
  ['~', 'is ~'],
  ['--- null', 'is null'],
  ['{}', 'is {}'],
  ['{ }', 'is { }'],
  ['""', 'is ""'],
  ["''", "is ''"],
  ['false', 'is false'],
  ['"[]"', 'is "[]"'],
  ['"null"', 'is "null"'],
  ['---', 'is an empty document'],
  ['---\n---', 'is an empty document'],
  ['...', 'is an empty document'],
  ['# redis:7', 'is nothing but comments'],
  ['\n  # redis:7\n\t# and more\n', 'is nothing but comments'],
  ['---\n# redis:7', 'is nothing but comments']
]

describe('`images` without an image', () => {
  describe.each([
    ['beside an image', {}],
    ['alone', { image: '' }]
  ] as const)('%s', (_, others) => {
    test.each(empty)('%j says what it is', (images, said) => {
      expect(problemsOf({ images, ...others })).toBe(
        `The input \`images\`: ${said}; ${fromExpression}: correct it, or skip this step with \`if:\`.`
      )
    })
  })

  test('says so beside what else is wrong', () => {
    expect(problemsOf({ images: '[]', build: 'x' }).split('\n')).toEqual([
      '2 inputs need a change:',
      expect.stringContaining('`images`: is an empty list'),
      expect.stringContaining('`build`')
    ])
  })

  test.each(['', ' ', '\n', ' \t\r\n '])('is one that was left out when it is blank: %j', images => {
    expect(parse({ images }).images).toMatchObject([{ id: 'image' }])
    expect(problemsOf({ image: '', images })).toBe(
      'The input `image`: is empty, and so is `images`: set one of them, for example image: ghcr.io/acme/shop; ' +
        'if they come from expressions, the expressions found nothing.'
    )
  })
})

describe('an image that is not there', () => {
  test.each([
    ['-', 1],
    ['- \n', 1],
    ['- ~', 1],
    ['- null', 1],
    ['- ""', 1],
    ['- {}', 1],
    ['- []', 1],
    ['[null]', 1],
    ['[""]', 1],
    ['- image: a\n-', 2],
    ['- # redis', 1]
  ])('%j says which item is empty', (images, item) => {
    expect(problemsOf({ images })).toContain(`\`images\`: item ${item} is empty; ${fromExpression}`)
  })

  test.each([
    '- image:',
    '- image: ""',
    '- image: null',
    '- image: ~',
    '- tag: v1\n  image: ',
    '[{image: }]'
  ])('%j says that its `image` is empty', images => {
    expect(problemsOf({ images })).toContain(`\`images\`: item 1 has an empty \`image\`; ${fromExpression}`)
  })

  test.each([
    ['shop=', 'it sets nothing'],
    ['shop=*', 'it sets nothing'],
    ['redis', 'it sets nothing'],
    ['redis:', 'if the tag of a line comes from an expression, the expression found nothing'],
    ['web:v1\nredis: ', 'if the tag of a line comes from an expression'],
    ['shop=ghcr.io/acme/shop:', 'the tag'],
    ['redis@', '"" is not a digest'],
    [':v1', 'it names no entry'],
    ['=:v1', 'it names no entry'],
    ['null\nnull', 'it sets nothing']
  ])('is refused as a part of a line, too: %j', (images, problem) => {
    expect(problemsOf({ images })).toContain(problem)
  })
})
