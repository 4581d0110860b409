import { describe, expect, test } from '@jest/globals'

import { parseImageLine } from '../../../src/inputs/image-line.ts'

const digest = `sha256:${'d'.repeat(64)}`
const values = {
  sha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  ref: 'main',
  refMoves: true,
  runNumber: '7',
  now: new Date()
}
const parse = (text: string) => parseImageLine(text, values)

interface Expected {
  readonly entryName?: string
  readonly image?: string
  readonly newName?: string
  readonly tag?: string
  readonly digest?: string
  readonly namesCommit?: boolean
  readonly keepsTag?: boolean
}

describe('a line of images', () => {
  test.each<[string, Expected]>([
    ['redis:7.4.1', { image: 'redis', tag: '7.4.1' }],
    ['ghcr.io/acme/shop:v2', { image: 'ghcr.io/acme/shop', tag: 'v2' }],
    ['reg.example:5000/shop:v2', { image: 'reg.example:5000/shop', tag: 'v2' }],
    [`reg.example:5000/shop@${digest}`, { image: 'reg.example:5000/shop', digest }],
    ['shop=ghcr.io/acme/shop:v2', { entryName: 'shop', newName: 'ghcr.io/acme/shop', tag: 'v2' }],
    ['shop=ghcr.io/acme/shop', { entryName: 'shop', newName: 'ghcr.io/acme/shop' }],
    ['shop=*:v2', { entryName: 'shop', tag: 'v2' }],
    ['shop=:v2', { entryName: 'shop', tag: 'v2' }],
    [`shop=*@${digest}`, { entryName: 'shop', digest }],
    [`shop=*:*@${digest}`, { entryName: 'shop', digest, keepsTag: true }],
    [`shop=*:v2@${digest}`, { entryName: 'shop', tag: 'v2', digest }],
    [`shop:latest@${digest}`, { image: 'shop', tag: 'latest', digest }],
    ['shop=other:6000/shop:*', { entryName: 'shop', newName: 'other:6000/shop', keepsTag: true }],
    ['reg:5000/a:v1=b:v2', { entryName: 'reg:5000/a:v1', newName: 'b', tag: 'v2' }],
    ['shop:{sha:7}', { image: 'shop', tag: '0a1b2c3', namesCommit: true }],
    ['shop = ghcr.io/acme/shop:v2', { entryName: 'shop', newName: 'ghcr.io/acme/shop', tag: 'v2' }]
  ])('%s', (text, { tag, namesCommit = false, ...expected }: Expected) => {
    const none = { entryName: undefined, image: undefined, newName: undefined, digest: undefined }
    const isLiteral = !text.includes('{')
    const isMoving = tag === 'latest'
    expect(parse(text)).toEqual({
      ok: true,
      value: {
        ...{ kind: 'prebuilt', id: text, ...none, keepsTag: false, ...expected },
        tag:
          tag === undefined
            ? undefined
            : {
                text: tag,
                isLiteral,
                namesCommit,
                isShortened: namesCommit,
                moves: isMoving ? expect.stringContaining('every build') : undefined
              }
      }
    })
  })

  test.each([
    ['shop', 'sets nothing'],
    ['shop=', 'sets nothing'],
    ['shop=*', 'sets nothing'],
    ['shop=*:*@*', 'sets nothing'],
    [':v2', 'names no entry'],
    ['=x:v2', 'names no entry'],
    ['', 'names no entry'],
    ['a b:v2', 'white space'],
    ['shop:', 'the tag is empty'],
    ['API:v1', 'upper case'],
    ['*:v1', '*'],
    ['shop@', 'is not a digest'],
    ['shop@sha256:1', 'must have exactly 64'],
    ['shop:a+b', 'contains "+"'],
    ['shop:v1:v2', 'contains ":"'],
    ['shop:latest', 'is "latest"'],
    ['shop:{ref}', 'add the commit'],
    ['shop:{nope}', 'not one of'],
    ['shop=UPPER/x:v1', 'upper case'],
    ['shop=https://x/y:v1', 'is a URL'],
    ['shop:v2@*', 'keeps the old image running'],
    ['- name: shop', 'it is YAML']
  ])('%j is refused: %s', (text, problem) => {
    const result = parse(text)
    expect(result.ok ? '' : result.problem).toContain(problem)
  })
})
