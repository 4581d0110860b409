import { existsSync } from 'node:fs'
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile
} from 'node:fs/promises'
import path from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import type { Tree } from '../../../../src/git/tree.ts'
import { createWorkspace } from '../../../../src/gitops/workspace/workspace.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'

const file = 'apps/shop/kustomization.yaml'
const before = 'images:\n- name: api\n  newTag: v1\n'
const after = Buffer.from('images:\n- name: api\n  newTag: v2\n')

let temporary: Temporary
let root: string
/** What must stay as it is, beside the workspace. */
let outside: string
beforeEach(async () => {
  temporary = await createTemporary('newtag-workspace')
  root = path.join(temporary.path, 'checkout')
  outside = path.join(temporary.path, 'outside')
  await put(file, before)
  await mkdir(outside)
  await writeFile(path.join(outside, 'kustomization.yaml'), before)
})
afterEach(async () => {
  await temporary.remove()
})

async function put(name: string, content: string | Buffer): Promise<string> {
  const target = path.join(root, name)
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(target, content)
  return target
}

const textOf = async (name: string) => (await readFile(path.join(root, name))).toString()
const write = (...names: string[]) =>
  createWorkspace(root).write(names.map(name => ({ path: name, content: after })))

/** Our own files that were left behind, anywhere. */
async function leftBehind(): Promise<readonly string[]> {
  return (await readdir(temporary.path, { recursive: true })).filter(name => name.includes('.newtag-'))
}

/** Expects a failure of `name` that says this, and that nothing was written anywhere. */
async function expectRefused(work: Promise<unknown>, name: string, words: string): Promise<void> {
  await expect(work).rejects.toMatchObject({
    code: 'WORKSPACE_FAILED',
    message: expect.stringContaining(words),
    location: { path: name }
  })
  await expectUntouched()
}

async function expectUntouched(): Promise<void> {
  expect(await leftBehind()).toEqual([])
  if (existsSync(path.join(root, file))) expect(await textOf(file)).toBe(before)
  expect((await readFile(path.join(outside, 'kustomization.yaml'))).toString()).toBe(before)
  expect(await readdir(outside)).toEqual(['kustomization.yaml'])
}

describe('tree', () => {
  test('takes the place of the tree of a commit', async () => {
    const tree: Tree = await createWorkspace(root).tree()
    expect(await tree.list(['apps'])).toEqual([{ path: 'apps/shop/kustomization.yaml', mode: '100644' }])
    expect(await tree.read([file])).toEqual(new Map([[file, Buffer.from(before)]]))
  })

  test('says that the repository is not checked out', async () => {
    const missing = path.join(temporary.path, 'none')
    const message = `The workspace ${missing} does not exist; check out the repository before this step.`
    await expect(createWorkspace(missing).tree()).rejects.toMatchObject({ code: 'WORKSPACE_FAILED', message })
    await expect(createWorkspace(missing).write([])).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
      message
    })
    await expect(createWorkspace(path.join(root, file)).tree()).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED'
    })
  })

  test('may itself be behind a symbolic link', async () => {
    await symlink(root, path.join(temporary.path, 'link'))
    const workspace = createWorkspace(path.join(temporary.path, 'link'))
    expect((await (await workspace.tree()).read([file])).size).toBe(1)
    await workspace.write([{ path: file, content: after }])
    expect(await textOf(file)).toBe(after.toString())
  })

  test('reads nothing from outside of it, and no folder', async () => {
    await symlink(outside, path.join(root, 'link'))
    await put('.git/config', 'secret')
    const tree = await createWorkspace(root).tree()
    const odd = [
      'link/kustomization.yaml',
      '../outside/kustomization.yaml',
      'apps/../../outside/kustomization.yaml'
    ]
    const absolute = path.join(outside, 'kustomization.yaml')
    const none = [
      ...odd,
      absolute,
      `/${file}`,
      'apps',
      'apps/',
      '',
      '.',
      'none',
      `${file}/x`,
      '.git/config',
      'a\0'
    ]
    expect(await tree.read([...none, 'n'.repeat(300)])).toEqual(new Map())
    expect(
      (await tree.list([...odd, absolute, 'link/x', '.git', '..'])).map(entry => entry.path).sort()
    ).toEqual(['apps', 'link'])
  })

  test('reads where a symbolic link leads to, not what is there', async () => {
    await symlink(path.join(outside, 'kustomization.yaml'), path.join(root, 'link.yaml'))
    const read = await (await createWorkspace(root).tree()).read(['link.yaml'])
    expect(read.get('link.yaml')?.toString()).toBe(path.join(outside, 'kustomization.yaml'))
  })
})

describe('write', () => {
  test('replaces the bytes and nothing else', async () => {
    const target = await put('bin/run me.sh', 'old')
    await chmod(target, 0o4755)
    await put('apps/größe ☃/\n".yaml', Buffer.from([0xff, 0]))
    const workspace = createWorkspace(root)
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0, 0xff, 0x0d, 0x0a])
    await workspace.write([
      { path: file, content: after },
      { path: 'bin/run me.sh', content: bytes },
      { path: 'apps/größe ☃/\n".yaml', content: Buffer.alloc(0) }
    ])
    expect(await textOf(file)).toBe(after.toString())
    expect(await readFile(target)).toEqual(bytes)
    expect((await lstat(target)).mode & 0o7777).toBe(0o4755)
    expect(await textOf('apps/größe ☃/\n".yaml')).toBe('')
    expect((await readdir(root, { recursive: true })).length).toBe(7)
  })

  test('keeps the owner, whoever runs this', async () => {
    const isRoot = process.getuid?.() === 0
    if (isRoot) await chown(path.join(root, file), 12_345, 54_321)
    const { uid, gid, mode } = await stat(path.join(root, file))
    await write(file)
    expect(await stat(path.join(root, file))).toMatchObject({ uid, gid, mode })
    expect(uid).toBe(isRoot ? 12_345 : process.getuid?.())
  })

  test('leaves the other names of a file alone', async () => {
    await link(path.join(root, file), path.join(root, 'other.yaml'))
    await write(file)
    expect([await textOf(file), await textOf('other.yaml')]).toEqual([after.toString(), before])
  })

  test('replaces 1,000 files', async () => {
    const names = Array.from(
      { length: 1_000 },
      (_, index) => `apps/group-${index % 7}/app-${index}/kustomization.yaml`
    )
    for (const name of names) await put(name, before)
    const workspace = createWorkspace(root)
    const tree = await workspace.tree()
    expect((await tree.list(['apps'])).length).toBe(1_001)
    expect((await tree.read(names)).size).toBe(1_000)
    await workspace.write(names.map(name => ({ path: name, content: Buffer.from(`# ${name}\n`) })))
    for (const name of names) expect(await textOf(name)).toBe(`# ${name}\n`)
    expect(await leftBehind()).toEqual([])
    expect(await textOf(file)).toBe(before)
  })

  test('has nothing to do for no files', async () => {
    await write()
    await expectUntouched()
  })
})

test('writes into a repository that was checked out below the workspace', async () => {
  await put('deploy/.git/HEAD', 'ref: refs/heads/main\n')
  await put('deploy/kustomization.yaml', before)
  const workspace = createWorkspace(root)
  const tree = await workspace.tree()
  expect(await tree.list(['deploy'])).toContainEqual({ path: 'deploy/kustomization.yaml', mode: '100644' })
  await workspace.write([{ path: 'deploy/kustomization.yaml', content: after }])
  expect(await textOf('deploy/kustomization.yaml')).toBe(after.toString())
})

describe('write refuses', () => {
  test.each([
    ['a missing file', 'apps/none/kustomization.yaml'],
    ['a folder', 'apps/shop'],
    ['what is below a file', `${file}/x`],
    ['the folder above', '../outside/kustomization.yaml'],
    ['the folder above, by a detour', 'apps/../../outside/kustomization.yaml'],
    ['the workspace', ''],
    ['the workspace by a dot', '.'],
    ['a folder of Git', '.git/config'],
    ['a folder of Git in capitals', '.GIT/config']
  ])('%s', async (_, name) => {
    await put('.git/config', before)
    await put('.GIT/config', before)
    await expectRefused(write(file, name), name, 'there is no such file in the workspace')
    expect([await textOf('.git/config'), await textOf('.GIT/config')]).toEqual([before, before])
  })

  test('an absolute path', async () => {
    const absolute = path.join(outside, 'kustomization.yaml')
    await expectRefused(write(file, absolute), absolute, 'there is no such file in the workspace')
  })

  test('a file behind a folder that is a symbolic link to the outside', async () => {
    await symlink(outside, path.join(root, 'apps/linked'))
    const name = 'apps/linked/kustomization.yaml'
    await expectRefused(write(file, name), name, 'apps/linked is a symbolic link')
  })

  test('a file behind a folder that is a symbolic link to the inside', async () => {
    await symlink('shop', path.join(root, 'apps/linked'))
    const name = 'apps/linked/kustomization.yaml'
    await expectRefused(write(name), name, 'apps/linked is a symbolic link')
  })

  test('a file that is a symbolic link', async () => {
    await symlink(path.join(outside, 'kustomization.yaml'), path.join(root, 'apps/kustomization.yaml'))
    await expectRefused(
      write(file, 'apps/kustomization.yaml'),
      'apps/kustomization.yaml',
      'apps/kustomization.yaml is a symbolic link'
    )
  })

  test('a symbolic link that leads nowhere, and makes no file there', async () => {
    await symlink(path.join(outside, 'new.yaml'), path.join(root, 'new.yaml'))
    await expectRefused(write(file, 'new.yaml'), 'new.yaml', 'new.yaml is a symbolic link')
  })

  test('a read-only file, also as root', async () => {
    const target = await put('read-only.yaml', before)
    await chmod(target, 0o444)
    await expectRefused(write(file, 'read-only.yaml'), 'read-only.yaml', 'the file is read-only')
    expect(await textOf('read-only.yaml')).toBe(before)
  })

  test('a file that somebody else changed meanwhile', async () => {
    await put('other.yaml', before)
    const workspace = createWorkspace(root)
    await (await workspace.tree()).read([file, 'other.yaml'])
    await put('other.yaml', `${before}# theirs\n`)
    const files = [file, 'other.yaml'].map(name => ({ path: name, content: after }))
    await expectRefused(workspace.write(files), 'other.yaml', 'other.yaml was changed meanwhile')
    expect(await textOf('other.yaml')).toBe(`${before}# theirs\n`)

    // A newer tree has seen it.
    await (await workspace.tree()).read([file, 'other.yaml'])
    await workspace.write(files)
    expect(await textOf('other.yaml')).toBe(after.toString())
  })

  test('a file that was changed between two reads of the same tree', async () => {
    const workspace = createWorkspace(root)
    const tree = await workspace.tree()
    await tree.read([file])
    await put(file, 'theirs')
    await tree.read([file])
    await expect(workspace.write([{ path: file, content: after }])).rejects.toMatchObject({
      message: expect.stringContaining('was changed meanwhile')
    })
    expect(await textOf(file)).toBe('theirs')
  })

  test('a file that became a symbolic link after it was read', async () => {
    const workspace = createWorkspace(root)
    await (await workspace.tree()).read([file])
    await rm(path.join(root, file))
    await symlink(path.join(outside, 'kustomization.yaml'), path.join(root, file))
    await expectRefused(workspace.write([{ path: file, content: after }]), file, `${file} is a symbolic link`)
  })

  test('a file whose folder became a symbolic link after it was read', async () => {
    const workspace = createWorkspace(root)
    await (await workspace.tree()).read([file])
    await rename(path.join(root, 'apps/shop'), path.join(root, 'apps/moved'))
    await symlink(outside, path.join(root, 'apps/shop'))
    await expectRefused(
      workspace.write([{ path: file, content: after }]),
      file,
      'apps/shop is a symbolic link'
    )
  })

  test('all files when one cannot be written beside', async () => {
    // The file's own path is as long as a path may be, so the longer one of a file beside it is not possible.
    const folders = `${'d'.repeat(200)}/`.repeat(19)
    const room = 4_095 - Buffer.byteLength(path.join(root, folders)) - 1
    const long = `${folders}${'d'.repeat(room - 3)}/k`
    await put(long, before)
    await expectRefused(write(file, long), long, `${long} could not be written`)
    expect(await textOf(long)).toBe(before)
  })
})
