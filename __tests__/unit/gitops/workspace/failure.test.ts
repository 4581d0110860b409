import { describe, expect, test } from '@jest/globals'

import { reasonOf, withPath } from '../../../../src/gitops/workspace/failure.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: what Node says`), { code })

describe('reasonOf', () => {
  test.each([
    ['ENOSPC', 'no space is left on the device'],
    ['EDQUOT', 'the disk quota is exceeded'],
    ['EROFS', 'the file system is read-only'],
    ['EACCES', 'permission is denied'],
    ['EPERM', 'permission is denied']
  ])('puts %s into words, with what to do now', (code, words) => {
    const reason = reasonOf(systemError(code))
    expect(reason).toMatch(new RegExp(`^${words}\\. [A-Z].*[^.]$`))
  })

  test('leaves what it does not know to Node', () => {
    expect(reasonOf(systemError('EMFILE'))).toBe('EMFILE: what Node says')
    expect(reasonOf('thrown')).toBe('thrown')
  })
})

describe('withPath', () => {
  test('names what could not be written, and keeps the cause', async () => {
    const cause = systemError('ENOSPC')
    await expect(withPath('apps/a.yaml', 'written', () => Promise.reject(cause))).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
      message:
        'apps/a.yaml could not be written: no space is left on the device. Free some before this step.',
      location: { path: 'apps/a.yaml' },
      cause
    })
  })
})
