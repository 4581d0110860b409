import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import type { BareRepository, Files, RepositoryOptions } from '../../../testbed/git-repository.ts'
import { type GitServer, startGitServer } from '../../../testbed/git-server.ts'
import { startGitProxy } from '../../../testbed/git-proxy.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { land, openWriter, type Writer } from '../../support/gitops/gitops-writer.ts'
import {
  addRawEntries,
  commitTree,
  complaints,
  readRawTrees,
  writeRawTree
} from '../../support/git/raw-tree.ts'

const text = '# by hand\nimages:\n- name: shop\n  newTag: v1\n'
const bumped = '# by hand\nimages:\n- name: shop\n  newTag: v2\n'

let server: GitServer
let temporary: Temporary
let count = 0

beforeAll(async () => {
  server = await startGitServer()
  temporary = await createTemporary('newtag-trees')
})
afterAll(async () => {
  await server.close()
  await temporary.remove()
})

async function setUp(files: Files, options: RepositoryOptions = {}): Promise<BareRepository> {
  count += 1
  return await server.createRepository(`acme/deploy-${count}`, { files, ...options })
}

async function openWriterOn(bare: BareRepository, url = bare.url): Promise<Writer> {
  return await openWriter({ url, directory: path.join(temporary.path, `writer-${count}`) })
}

/** Lands the bump, and proves that in all of the repository only these files differ. */
async function landOnly(bare: BareRepository, files: readonly string[]): Promise<Writer> {
  const before = await bare.tip('main')
  const known = await complaints(bare)
  const writer = await openWriterOn(bare)
  const landing = await land(writer, { kustomization: files, name: 'shop', tag: 'v2' })
  const after = await bare.tip('main')
  expect(landing).toMatchObject({ kind: 'landed', commit: after, attempts: 1 })
  await expectOnlyChanged(bare, before, after, files)
  expect(await complaints(bare)).toEqual(known)
  return writer
}

async function expectOnlyChanged(
  bare: BareRepository,
  before: string,
  after: string,
  files: readonly string[]
): Promise<void> {
  const [was, is] = [await list(bare, before), await list(bare, after)]
  expect([...is.keys()]).toEqual([...was.keys()])
  const differing = [...is].filter(([name, entry]) => was.get(name) !== entry).map(([name]) => name)
  const folders = ['', ...new Set(files.flatMap(foldersOf))]
  expect(differing.sort()).toEqual([...folders, ...files].map(inLatin1).sort())
  // Of the trees that were written anew, every byte is the old one but the ids of what has changed.
  const idIn = (listing: typeof was) => (name: string) =>
    (listing.get(inLatin1(name)) ?? '').split(' ').at(-1) ?? ''
  const [old, anew] = [
    await readRawTrees(bare, folders.map(idIn(was))),
    await readRawTrees(bare, folders.map(idIn(is)))
  ]
  for (const [index, name] of folders.entries()) {
    const prefix = name === '' ? '' : `${inLatin1(name)}/`
    const expected = old[index]?.map((entry, at) =>
      differing.includes(prefix + entry.name.toString('latin1'))
        ? { ...entry, oid: anew[index]?.[at]?.oid }
        : entry
    )
    expect(anew[index]).toEqual(expected)
  }
  for (const file of files) expect((await bare.read(after, file)).toString()).toBe(bumped)
}

/** Every path, as its bytes, with mode, type and id; the root is ''. */
async function list(bare: BareRepository, revision: string): Promise<Map<string, string>> {
  const output = await bare.gitBytes('ls-tree', '-r', '-t', '-z', '--full-tree', revision)
  const lines = output.toString('latin1').split('\0').slice(0, -1)
  const entries = lines.map(
    line =>
      line
        .split(/\t([^]*)/)
        .slice(0, 2)
        .reverse() as [string, string]
  )
  return new Map([['', await bare.git('rev-parse', `${revision}^{tree}`)], ...entries])
}

/** Paths are compared as bytes, one character each. */
function inLatin1(name: string): string {
  return Buffer.from(name).toString('latin1')
}

function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

const folder = 'apps/größe ☃/shop'
const file = `${folder}/kustomization.yaml`

/** Names that a file system, a shell or a text format could take for something else. */
function oddFiles(idLength: number): Files {
  const odd = {
    README: 'x',
    readme: 'y',
    'APPS/größe ☃/shop/kustomization.yaml': text,
    'apps/GRÖSSE ☃/shop/kustomization.yaml': text,
    // One name in two ways of writing it in Unicode.
    'apps/gro\u0308ße ☃/shop/kustomization.yaml': text,
    'apps/caf\u00e9': 'composed',
    'apps/cafe\u0301': 'decomposed',
    'a\nb': 'line break',
    'a\tb': 'tab',
    'a"b': 'quote',
    'a\\b': 'backslash',
    ' ': 'space',
    '-rf': 'dash',
    ':(top)': 'magic',
    '*': 'star',
    'con.txt.': 'Windows',
    [`${folder}/a\nb`]: 'line break',
    [`${folder}/kustomization.yaml\n`]: 'nearly ours',
    [`${folder}/Kustomization.yaml`]: 'nearly ours',
    [`${folder}/.gitattributes`]: '* text eol=crlf\n* filter=lfs\n',
    '.gitattributes': '* working-tree-encoding=UTF-16\n',
    'crlf.txt': 'a\r\nb\n',
    'empty.txt': '',
    'run.sh': { mode: '100755', content: '#!/bin/sh\n' },
    [`${folder}/run.sh`]: { mode: '100755', content: '#!/bin/sh\n' },
    link: { mode: '120000', content: 'apps/größe ☃' },
    [`${folder}/loop`]: { mode: '120000', content: '.' },
    [`${folder}/out`]: { mode: '120000', content: '/etc/passwd' },
    module: { mode: '160000', commit: 'a'.repeat(idLength) },
    [`${folder}/module`]: { mode: '160000', commit: 'b'.repeat(idLength) }
  } satisfies Files
  return odd
}

/** What only other tools write, in every folder on the way to our file. */
async function addOdd(bare: BareRepository): Promise<void> {
  const empty = await bare.writeObject('tree', Buffer.alloc(0))
  const blob = await bare.writeObject('blob', Buffer.from('odd'))
  const deep = await writeRawTree(bare, [{ mode: '40000', name: 'empty', oid: empty }])
  for (const where of ['', ...foldersOf(file)])
    await addRawEntries(bare, where, [
      { mode: '40000', name: 'empty', oid: empty },
      { mode: '40000', name: 'only empty ones', oid: deep },
      { mode: '100664', name: 'group can write', oid: blob },
      { mode: '100644', name: Buffer.from('gr\u00fc\u00dfe', 'latin1'), oid: blob },
      { mode: '40000', name: Buffer.from([0xff, 0xfe, 0x80]), oid: deep },
      // The name of one of our folders with a byte that is none of UTF-8.
      { mode: '40000', name: Buffer.concat([Buffer.from('größe ☃'), Buffer.from([0xc3])]), oid: deep },
      { mode: '100644', name: Buffer.from([0xed, 0xa0, 0x80]), oid: blob }
    ])
}

describe('everything odd, side by side', () => {
  test.each([
    ['sha1', true],
    ['sha1', false],
    ['sha256', true],
    ['sha256', false]
  ] as const)('stays as it is: %s, partial clone: %s', async (objectFormat, partialClone) => {
    const files = { ...oddFiles(objectFormat === 'sha1' ? 40 : 64), [file]: text }
    const bare = await setUp(files, { objectFormat, partialClone })
    await addOdd(bare)
    expect((await list(bare, 'main')).size).toBeGreaterThan(60)
    await landOnly(bare, [file])
  })
})

describe('the file itself', () => {
  test.each(['100664', '100755', '100600'])('keeps its mode: %s', async mode => {
    const bare = await setUp({ README: 'x' })
    const oid = await bare.writeObject('blob', Buffer.from(text))
    const tree = await writeRawTree(bare, [{ mode, name: 'kustomization.yaml', oid }])
    await addRawEntries(bare, '', [{ mode: '40000', name: 'shop', oid: tree }])
    await landOnly(bare, ['shop/kustomization.yaml'])
  })

  test('may be in folders with any name', async () => {
    const names = [
      'new\nline',
      'tab\t',
      'q"uote',
      'back\\slash',
      'cr\r',
      'cr',
      ' ',
      'space ',
      '-dash',
      ':colon',
      ':(literal)x',
      '[a]',
      '*',
      '?',
      '!x',
      '^{tree}',
      'a..b',
      'HEAD',
      '@{u}',
      '.hidden',
      "it's",
      '$(x)',
      '\u202e'
    ]
    const files = names.map(name => `${name}/${name}/kustomization.yaml`)
    const bare = await setUp(Object.fromEntries(files.map(name => [name, text])))
    await landOnly(bare, files)
  })

  test.each([
    ['200 folders deep', Array.from({ length: 200 }, (_, index) => `f${index}`)],
    [
      'with a path of 4,000 bytes',
      Array.from({ length: 199 }, (_, index) => `folder-${index}`.padEnd(19, '-')).concat('x')
    ],
    [
      'with names of 255 bytes',
      Array.from({ length: 12 }, (_, index) => `${index}`.padEnd(255, 'ü'.repeat(1)))
    ]
  ])('may be %s', async (_, folders) => {
    const deep = `${folders.join('/')}/kustomization.yaml`
    const bare = await setUp({ [deep]: text, [`${folders[0] ?? ''}/beside`]: 'x', beside: 'x' })
    await landOnly(bare, [deep])
  })

  test('may be one of 1,000 that are named one by one, with long names', async () => {
    // More than one command line takes.
    const names = Array.from({ length: 1_000 }, (_, index) => `${index}-`.padEnd(240, 'x'))
    const files = names.map(name => `${name}/kustomization.yaml`)
    const bases = names.map(name => `${name}/base/kustomization.yaml`)
    const bare = await setUp(Object.fromEntries([...files, ...bases].map(name => [name, text])))
    const before = await bare.tip('main')
    await land(await openWriterOn(bare), { kustomization: names, name: 'shop', tag: 'v2' })
    expect((await bare.git('diff', '--name-only', before, 'main')).split('\n')).toEqual([...files].sort())
    expect(await bare.log('main')).toHaveLength(2)
  })

  test('may be one of 10,000 entries of a folder', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`apps/${index}.yaml`, 'x']))
    const bare = await setUp({
      ...many,
      'apps/kustomization.yaml': text,
      'apps/5000/kustomization.yaml': text
    })
    await landOnly(bare, ['apps/kustomization.yaml', 'apps/5000/kustomization.yaml'])
  })
})

describe('trees that Git would not write', () => {
  test('with the mode of a folder as 040000, as old tools did', async () => {
    const bare = await setUp({ README: 'x' })
    const oid = await bare.writeObject('blob', Buffer.from(text))
    const shop = await writeRawTree(bare, [{ mode: '100644', name: 'kustomization.yaml', oid }])
    const apps = await writeRawTree(bare, [{ mode: '040000', name: 'shop', oid: shop }])
    await commitTree(bare, await writeRawTree(bare, [{ mode: '040000', name: 'apps', oid: apps }]))
    await landOnly(bare, ['apps/shop/kustomization.yaml'])
  })

  test('with the same name twice: nothing is guessed', async () => {
    const bare = await setUp({ README: 'x' })
    const oids = [text, text.replace('v1', 'v0')].map(each => bare.writeObject('blob', Buffer.from(each)))
    const entries = (await Promise.all(oids)).map(oid => ({
      mode: '100644',
      name: 'kustomization.yaml',
      oid
    }))
    await commitTree(bare, await writeRawTree(bare, entries))
    const before = await bare.tip('main')
    const landing = land(await openWriterOn(bare), {
      kustomization: 'kustomization.yaml',
      name: 'shop',
      tag: 'v2'
    })
    await expect(landing).rejects.toMatchObject({ code: 'EDIT_NOT_PROVEN' })
    expect(await bare.tip('main')).toBe(before)
  })
})

describe('what servers may lack', () => {
  test.each([
    [
      'sha1',
      'partial clone',
      { 'uploadpack.allowFilter': 'false', 'uploadpack.allowAnySHA1InWant': 'false' },
      false
    ],
    ['sha1', 'version 2', {}, true],
    ['sha1', 'version 2 and partial clone', { 'uploadpack.allowFilter': 'false' }, true],
    ['sha1', 'version 2 and objects by their id', { 'uploadpack.allowAnySHA1InWant': 'false' }, true],
    ['sha256', 'nothing', {}, false],
    ['sha256', 'version 2', {}, true]
  ] as const)(
    '%s, without %s: lands on a tip that has moved',
    async (objectFormat, _, config, oldProtocol) => {
      const bare = await setUp({ [file]: text, README: 'x' }, { objectFormat, config })
      const proxy = await startGitProxy(server.url, { oldProtocol })
      try {
        let rivals = 0
        proxy.onRequest(async request => {
          if (request.service !== 'git-receive-pack' || request.phase !== 'pack' || rivals === 2)
            return undefined
          rivals += 1
          await bare.commit('main', { README: `rival ${rivals}` }, 'Rival')
          return undefined
        })
        const writer = await openWriterOn(bare, proxy.through(bare.url))
        const landing = await land(writer, { kustomization: folder, name: 'shop', tag: 'v2' })
        expect(landing).toMatchObject({ kind: 'landed', attempts: 3, commit: await bare.tip('main') })
        expect(await bare.log('main')).toHaveLength(4)
        await expectOnlyChanged(bare, 'main^', 'main', [file])
      } finally {
        await proxy.close()
      }
    }
  )
})
