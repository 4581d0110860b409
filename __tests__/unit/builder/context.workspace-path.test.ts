import { expect, test } from '@jest/globals'

import { workspacePath } from '../../../src/builder/context.ts'

test.each([
  ['/work/app/Dockerfile', 'app/Dockerfile'],
  ['/work/..app/x', '..app/x'],
  ['/work', ''],
  ['/workspace/Dockerfile', undefined],
  ['/work/../Dockerfile', undefined],
  ['/', undefined]
])('workspacePath %s', (file, name) => {
  expect(workspacePath(file, '/work')).toBe(name)
})
