import { describe, expect, test } from '@jest/globals'

import { commitsIn, isObjectName } from '../../../src/source/tag-commits.ts'

const sha1 = '0123456789abcdef0123456789abcdef01234567'
const sha256 = sha1 + 'f'.repeat(24)

describe('commitsIn', () => {
  test.each([
    [sha1, [sha1]],
    [sha256, [sha256]],
    [sha1.toUpperCase(), [sha1]],
    ['0123abc', ['0123abc']],
    ['sha-0123abc', ['0123abc']],
    [`sha-${sha1}`, [sha1]],
    ['main-0123abc-123', ['0123abc']],
    ['v1.2.3-0123abc', ['0123abc']],
    ['0123abc_dirty', ['0123abc']],
    ['git.0123abc', ['0123abc']],
    ['v1.2-5-g0123abc', ['0123abc']],
    ['pr-7.0123ABCd', ['0123abcd']],
    ['feature_0123abc.arm64', ['0123abc']],
    ['20240101', ['20240101']],
    ['main-20240101120000-0123abc', ['0123abc', '20240101120000']],
    [`0123abc-${sha1}`, [sha1, '0123abc']],
    [`${sha1}-${sha256.slice(0, 50)}`, [sha1, sha256.slice(0, 50)]],
    ['0123abc-0123abcdef', ['0123abcdef', '0123abc']],
    ['0123abc-0123ABC', ['0123abc']]
  ])('finds what may be a commit: %s', (tag, commits) => {
    expect(commitsIn(tag)).toEqual(commits)
  })

  test.each([
    '',
    'latest',
    'v1.2.3',
    '0123ab',
    'sha0123abc',
    'x0123abc',
    '0123abcx',
    'g0123ab',
    `${sha256}0`,
    '1.24.0-alpine3.19',
    'gg0123abc',
    'v0123abc',
    'ｆｅｅｄｆａｃｅ',
    '--upload-pack=x',
    'a\n'
  ])('finds nothing: %j', tag => {
    expect(commitsIn(tag)).toEqual([])
  })

  test('gives a handful of a tag that is full of them, and only object names of any tag', () => {
    const many = Array.from({ length: 16 }, (_, index) => `${index + 10}abcde`).join('-')
    expect(commitsIn(many)).toHaveLength(4)
    expect(commitsIn('--upload-pack=deadbeef;$(deadbeef0)\n-deadbeef1').every(isObjectName)).toBe(true)
  })
})
