import { describe, expect, test } from '@jest/globals'

import { namesOther } from '../../../src/source/label.ts'

const own = 'https://github.com/acme/shop'

describe('namesOther', () => {
  test.each([
    own,
    'https://github.com/acme/shop/',
    'https://github.com/acme/shop.git',
    'https://github.com/Acme/Shop',
    'http://github.com/acme/shop',
    'git+https://github.com/acme/shop.git',
    'git://github.com/acme/shop.git',
    'ssh://git@github.com:22/acme/shop.git',
    'git@github.com:acme/shop.git',
    'https://github.com/acme/shop/tree/main/services/cart',
    'https://github.com/acme/shop.git#main',
    'https://user:secret@github.com/acme/shop'
  ])('is the same repository: %s', label => {
    expect(namesOther(label, own)).toBe(false)
  })

  test.each([
    'https://github.com/acme/shop-api',
    'https://github.com/acme/other.git',
    'https://github.com/acme',
    'https://gitlab.com/acme/shop',
    'git@github.com:acme/other.git',
    'https://github.com.evil.example/acme/shop'
  ])('is another repository: %s', label => {
    expect(namesOther(label, own)).toBe(true)
  })

  test.each(['', 'acme/shop', 'internal', 'https://', 'file:///acme/shop', '%%%', 'urn:acme:shop'])(
    'names no repository: %j',
    label => {
      expect(namesOther(label, own)).toBe(false)
    }
  )

  test('does not mind the port of the server', () => {
    expect(
      namesOther('ssh://git@git.example.com:2222/acme/shop', 'https://git.example.com:3000/acme/shop')
    ).toBe(false)
  })
})
