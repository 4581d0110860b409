import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import {
  type RenameFile,
  replaceFiles,
  type Replacement
} from '../../../../src/gitops/workspace/replace-files.ts'
import { createWorkspace } from '../../../../src/gitops/workspace/workspace.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'

let temporary: Temporary
beforeEach(async () => {
  temporary = await createTemporary('newtag-replace')
})
afterEach(async () => {
  await temporary.remove()
})

async function create(...names: string[]): Promise<readonly Replacement[]> {
  return await Promise.all(
    names.map(async name => {
      const target = path.join(temporary.path, name)
      await mkdir(path.dirname(target), { recursive: true })
      await writeFile(target, `old ${name}`, { mode: 0o640 })
      return { path: name, target, before: Buffer.from(`old ${name}`), after: Buffer.from(`new ${name}`) }
    })
  )
}

async function contents(): Promise<Record<string, string>> {
  const items = await readdir(temporary.path, { recursive: true, withFileTypes: true })
  const files = items.filter(item => item.isFile()).map(item => path.join(item.parentPath, item.name))
  return Object.fromEntries(
    await Promise.all(
      files.map(
        async file => [path.relative(temporary.path, file), (await readFile(file)).toString()] as const
      )
    )
  )
}

/** A file system that refuses to give these names, as one does for a file that is a mount of its own. */
function refusing(...refused: string[]): RenameFile {
  return async (from, to) => {
    if (refused.some(name => to.endsWith(name)))
      throw Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' })
    await rename(from, to)
  }
}

describe('replaceFiles', () => {
  test('replaces all of them', async () => {
    await replaceFiles(await create('a', 'b/c'))
    expect(await contents()).toEqual({ a: 'new a', 'b/c': 'new b/c' })
  })

  test('gives the files their old bytes back when one cannot be replaced', async () => {
    const files = await create('a', 'b/c', 'd', 'e')
    await expect(replaceFiles(files, refusing('d'))).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
      message: expect.stringMatching(/^d could not be written: it is in use, or a mount of its own\./),
      location: { path: 'd' }
    })
    expect(await contents()).toEqual({ a: 'old a', 'b/c': 'old b/c', d: 'old d', e: 'old e' })
    expect((await stat(path.join(temporary.path, 'a'))).mode & 0o777).toBe(0o640)
  })

  test('names the files that it could not change back', async () => {
    const files = await create('a', 'b/c', 'd')
    const thenRemove: RenameFile = async (from, to) => {
      await refusing('d')(from, to).catch(async (error: unknown) => {
        // Nothing can be written beside `b/c` any more, not even by root.
        await rename(path.join(temporary.path, 'b'), path.join(temporary.path, 'moved'))
        throw error
      })
    }
    await expect(replaceFiles(files, thenRemove)).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
      message: expect.stringMatching(/^d could not be written: .* could not be changed back: b\/c\.$/),
      location: { path: 'b/c' }
    })
    expect(await contents()).toEqual({ a: 'old a', 'moved/c': 'new b/c', d: 'old d' })
  })

  test('replaces nothing when a file no longer has the bytes that were edited', async () => {
    const [first, second] = await create('a', 'b')
    if (first === undefined || second === undefined) throw new Error('two files were made')
    await writeFile(second.target, 'theirs')
    await expect(replaceFiles([first, second])).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
      message: expect.stringContaining('b was changed meanwhile')
    })
    expect(await contents()).toEqual({ a: 'old a', b: 'theirs' })
  })
})

describe('a user who may not write', () => {
  const isRoot = process.geteuid?.() === 0

  /** Root may do everything, so the rights of another user are taken on for a while. */
  async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
    if (!isRoot) return await work()
    process.seteuid?.(65_534)
    try {
      return await work()
    } finally {
      process.seteuid?.(0)
    }
  }

  test.each([
    ['into the folder', 0o555, 0o666],
    ['into the file', 0o777, isRoot ? 0o644 : 0o466]
  ])('%s is told so, and nothing is written', async (_, folderMode, fileMode) => {
    const files = await create('a', 'b/c')
    const folder = path.join(temporary.path, 'b')
    await chmod(temporary.path, 0o777)
    await chmod(path.join(temporary.path, 'a'), 0o666)
    await chmod(path.join(folder, 'c'), fileMode)
    await chmod(folder, folderMode)
    const workspace = createWorkspace(temporary.path)
    const changes = files.map(each => ({ path: each.path, content: each.after }))
    const writing = asOrdinaryUser(() => workspace.write(changes))
    await expect(writing).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
      message: expect.stringMatching(/^b\/c could not be written: permission is denied\. Let the user/),
      location: { path: 'b/c' }
    })
    await chmod(folder, 0o755)
    expect(await contents()).toEqual({ a: 'old a', 'b/c': 'old b/c' })
  })
})
