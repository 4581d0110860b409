import { execFile } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../../src/errors/errors.ts'
import { createGit, type Git } from '../../../../src/git/git.ts'
import { createObjects } from '../../../../src/git/objects/objects.ts'
import { createMatcher } from '../../../../src/kustomization/locate/glob.ts'
import { literalPrefixes, locateKustomizations } from '../../../../src/kustomization/locate/locate.ts'
import { createWorkspace } from '../../../../src/gitops/workspace/workspace.ts'
import { gitEnvironment, runGit } from '../../../../testbed/git-repository.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'
import { testSystem } from '../../../support/system/test-system.ts'
import type { Tree } from '../../../../src/git/tree.ts'

interface Listed {
  readonly path: string
  readonly mode: string
}

let temporary: Temporary
let root: string
let git: Git
let tree: Tree
/** What the tip of a branch lists, when everything in the workspace is committed. */
let listCommitted: (prefixes: readonly string[]) => Promise<readonly Listed[]>
let readCommitted: (paths: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>

beforeAll(async () => {
  temporary = await createTemporary('newtag-workspace')
  root = path.join(temporary.path, 'checkout')
  const env = await gitEnvironment(path.join(temporary.path, 'home'))
  await mkdir(root)
  await runGit(['init', '--quiet', root], env)
  await fill()
  await runGit(['-C', root, '-c', 'advice.addEmbeddedRepo=false', 'add', '--all', '--force'], env)
  await runGit(['-C', root, 'commit', '--quiet', '--message=All'], env)
  git = createGit(testSystem({ env }), path.join(root, '.git'))
  const commit = (await git.run(['rev-parse', 'HEAD'])).toString().trim()
  const objects = createObjects({ git, fetch: () => Promise.resolve() })
  listCommitted = prefixes => objects.list(commit, prefixes)
  readCommitted = paths => objects.read(commit, paths)
  tree = await createWorkspace(root).tree()
})
afterAll(async () => {
  await temporary.remove()
})

async function put(name: string | Buffer, content = `${String(name)}\n`): Promise<void> {
  const target = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name)])
  await mkdir(path.dirname(target.toString('latin1')), { recursive: true })
  await writeFile(target, content)
}

async function fill(): Promise<void> {
  const plain = [
    'kustomization.yaml',
    'apps/a/kustomization.yaml',
    'apps/a/deep/er/kustomization.yml',
    'apps/ab/x'
  ]
  const odd = [
    'apps/-x',
    'a b',
    '"',
    '\\',
    'tab\there',
    'line\nbreak',
    '*.yaml',
    '[a]/{b}',
    '.gitignore',
    '.github/x'
  ]
  for (const name of [...plain, ...odd, 'node_modules/pkg/kustomization.yaml', 'git/x', 'x.git/config'])
    await put(name)
  await put('.gitignore', 'node_modules\n*.yml\n')
  await put(Buffer.from([0x6e, 0xff, 0x6f]), 'a name that is not UTF-8\n')
  await put('run.sh')
  await chmod(path.join(root, 'run.sh'), 0o755)
  await put('others-may-run.sh')
  await chmod(path.join(root, 'others-may-run.sh'), 0o655)
  await symlink('a', path.join(root, 'apps/link'))
  await symlink('a/kustomization.yaml', path.join(root, 'apps/file-link'))
  await symlink('/no/such/file', path.join(root, 'dangling'))
  await symlink('.', path.join(root, 'apps/loop'))
  await mkdir(path.join(root, 'empty/folder'), { recursive: true })
}

const byPath = (entries: readonly Listed[]) => [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))

/** The files below the prefixes and on the way to them, and the folders. Git may also list what is beside those. */
function shapeOf(entries: readonly Listed[], prefixes: readonly string[]) {
  const isBelow = (name: string, folder: string) => `${name}/`.startsWith(folder === '' ? '' : `${folder}/`)
  const meant = entries.filter(entry =>
    prefixes.some(prefix => isBelow(entry.path, prefix) || isBelow(prefix, entry.path))
  )
  const parentsOf = (name: string) => name.split('/').map((_, index, all) => all.slice(0, index).join('/'))
  const folders = meant.flatMap(entry => [
    ...parentsOf(entry.path),
    ...(entry.mode === '040000' ? [entry.path] : [])
  ])
  return {
    files: byPath(meant.filter(({ mode }) => mode !== '040000')),
    folders: [...new Set(folders)].sort()
  }
}

describe('list', () => {
  test.each([
    [['']],
    [['apps']],
    [['apps/a', 'apps/ab']],
    [['apps/a', 'apps']],
    [['apps/a/deep/er/kustomization.yml']],
    [['apps/a/kustomization.yaml/below/a/file']],
    [['run.sh', 'kustomization.yaml', 'kustomization.yml', 'Kustomization']],
    [['apps/link', 'apps/link/kustomization.yaml', 'apps/file-link', 'apps/file-link/x', 'dangling/x']],
    [['apps/loop/loop/loop/a']],
    [['none', 'none/at/all', 'apps/none']],
    [['empty']],
    [['-x', 'a b', '"', '\\', 'tab\there', 'line\nbreak', '*.yaml', '[a]/{b}', 'apps/-x', '.github']],
    [['node_modules']],
    [['', 'apps']],
    [[]]
  ])('gives for %j what a commit of everything gives', async prefixes => {
    expect(shapeOf(await tree.list(prefixes), prefixes)).toEqual(
      shapeOf(await listCommitted(prefixes), prefixes)
    )
  })

  test.each([
    ['.'],
    ['apps'],
    ['apps/a'],
    ['apps/a/deep/er'],
    ['apps/a/deep/er/kustomization.yml'],
    ['apps/link'],
    ['apps/loop/a'],
    ['apps/*/kustomization.yaml'],
    ['apps/**'],
    ['**/kustomization.y*ml'],
    ['none/*']
  ])('leads for %j to the same kustomizations as a commit of everything', async pattern => {
    const locate = async (list: typeof listCommitted) => {
      const entries = await list(literalPrefixes([pattern]))
      try {
        return locateKustomizations([pattern], entries, createMatcher)
      } catch (error) {
        return error instanceof ActionError ? error.code : error
      }
    }
    expect(await locate(prefixes => tree.list(prefixes))).toEqual(await locate(listCommitted))
  })

  test('has something to compare, of every kind', async () => {
    const entries = new Map((await tree.list(['', 'apps'])).map(({ path: name, mode }) => [name, mode]))
    expect(entries.get('run.sh')).toBe('100755')
    expect(entries.get('others-may-run.sh')).toBe('100644')
    expect(entries.get('apps/loop')).toBe('120000')
    expect(entries.get('node_modules/pkg/kustomization.yaml')).toBe('100644')
    expect(entries.has('apps/a/deep/er/kustomization.yml')).toBe(true)
    expect([...entries.keys()].filter(name => /(^|\/)\.git(\/|$)/.test(name))).toEqual([])
    expect(await tree.list(['apps/a/deep'])).toContainEqual({ path: 'apps/a', mode: '040000' })
  })

  test('enters no folder of Git, whatever the case of its letters; other repositories are folders like any other', async () => {
    const other = path.join(temporary.path, 'other')
    for (const name of ['.Git/x', 'a/.GIT/x', 'b/.git/x', 'b/kustomization.yaml', 'c/kustomization.yaml']) {
      await mkdir(path.dirname(path.join(other, name)), { recursive: true })
      await writeFile(path.join(other, name), '')
    }
    const entries = await (await createWorkspace(other).tree()).list([''])
    expect(byPath(entries)).toEqual([
      { path: 'b/kustomization.yaml', mode: '100644' },
      { path: 'c/kustomization.yaml', mode: '100644' }
    ])
  })

  test('leaves out what is no content: pipes', async () => {
    const other = path.join(temporary.path, 'pipes')
    await mkdir(other)
    await promisify(execFile)('mkfifo', [path.join(other, 'kustomization.yaml')])
    const pipes = await createWorkspace(other).tree()
    expect(await pipes.list([''])).toEqual([])
    expect(await pipes.list(['kustomization.yaml'])).toEqual([])
    // Opening a pipe would wait for a writer.
    expect(await pipes.read(['kustomization.yaml'])).toEqual(new Map())
  })
})

describe('read', () => {
  test('gives the bytes that a commit of everything has', async () => {
    const files = byPath(await tree.list(['']))
    const names = files.map(entry => entry.path)
    expect(names.length).toBeGreaterThan(20)
    expect(await tree.read([...names, 'none', 'none/at/all', 'apps/link/kustomization.yaml'])).toEqual(
      await readCommitted(names)
    )
  })
})
