import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { checkSecrets, placeSecrets } from '../../../src/builder/secrets.ts'
import type { BuildSecret } from '../../../src/builder/builder.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'

let temporary: Temporary
beforeAll(async () => {
  temporary = await createTemporary('newtag-secrets')
  await writeFile(path.join(temporary.path, 'key.pem'), 'the key')
  await mkdir(path.join(temporary.path, 'folder'))
})
afterAll(() => temporary.remove())

const check = (...secrets: BuildSecret[]) =>
  checkSecrets(secrets, { workspace: temporary.path, environment: { NPM_TOKEN: 't0ken', EMPTY: '' } })

describe('checkSecrets', () => {
  test('takes values, variables that are set and files that can be read', async () => {
    await check(
      { kind: 'value', id: 'a', value: 's3cret' },
      { kind: 'variable', id: 'b', variable: 'NPM_TOKEN' },
      { kind: 'variable', id: 'c', variable: 'EMPTY' },
      { kind: 'file', id: 'd', path: 'key.pem' },
      { kind: 'file', id: 'e', path: path.join(temporary.path, 'key.pem') }
    )
  })

  test.each<[BuildSecret, RegExp]>([
    [{ kind: 'variable', id: 'b', variable: 'MISSING' }, /variable MISSING of the secret "b" is not set/],
    [{ kind: 'variable', id: 'b', variable: 'toString' }, /variable toString of/],
    [{ kind: 'file', id: 'd', path: 'missing.pem' }, /file missing\.pem of the secret "d" does not exist/],
    [{ kind: 'file', id: 'd', path: 'folder' }, /is not a regular file/]
  ])('BUILD_SECRET_MISSING: %j', async (secret, words) => {
    await expect(check(secret)).rejects.toMatchObject({
      code: 'BUILD_SECRET_MISSING',
      message: expect.stringMatching(words)
    })
  })

  test('names all that are missing, and no value', async () => {
    const failure = check(
      { kind: 'value', id: 'a', value: 's3cret' },
      { kind: 'variable', id: 'b', variable: 'MISSING' },
      { kind: 'file', id: 'c', path: 'gone' }
    )
    await expect(failure).rejects.toMatchObject({ message: expect.stringMatching(/MISSING.*gone/) })
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('s3cret') })
  })
})

describe('placeSecrets', () => {
  test('writes values where only this user can read them, whatever their ids are', async () => {
    const directory = await mkdtemp(path.join(temporary.path, 'build-'))
    const value = 'two\nlines "and" ü\n'
    const placed = await placeSecrets(
      [
        { kind: 'value', id: '../../x', value },
        { kind: 'variable', id: 'b', variable: 'NPM_TOKEN' },
        { kind: 'file', id: 'c', path: 'key.pem' },
        { kind: 'value', id: '', value: '' }
      ],
      { workspace: temporary.path, directory }
    )
    const folder = path.join(directory, 'secrets')
    expect(placed).toEqual([
      { kind: 'file', id: '../../x', path: path.join(folder, '0') },
      { kind: 'variable', id: 'b', variable: 'NPM_TOKEN' },
      { kind: 'file', id: 'c', path: path.join(temporary.path, 'key.pem') },
      { kind: 'file', id: '', path: path.join(folder, '3') }
    ])
    expect(await readFile(path.join(folder, '0'), 'utf8')).toBe(value)
    expect((await stat(path.join(folder, '0'))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })
})
