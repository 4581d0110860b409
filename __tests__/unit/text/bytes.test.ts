import { expect, test } from '@jest/globals'

import { renderBytes } from '../../../src/text/bytes.ts'

test.each([
  [0, '0 B'],
  [812, '812 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345, '12.3 kB'],
  [99_960, '100 kB'],
  [999_600, '1.0 MB'],
  [3_400_000, '3.4 MB'],
  [5e15, '5000 TB']
])('%d bytes are %s', (bytes, text) => {
  expect(renderBytes(bytes)).toBe(text)
})
