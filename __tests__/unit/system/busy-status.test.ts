import { expect, test } from '@jest/globals'

import { isBusyStatus } from '../../../src/system/busy-status.ts'

test('only a status that says to come back later is asked again', () => {
  expect([408, 425, 429, 500, 502, 503, 504, 507, 520].filter(isBusyStatus)).toHaveLength(9)
  expect([200, 201, 301, 400, 401, 403, 404, 405, 409, 412, 501, 505].filter(isBusyStatus)).toEqual([])
})
