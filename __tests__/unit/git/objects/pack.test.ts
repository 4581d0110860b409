import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { type GitObject, objectId, packObjects } from '../../../../src/git/objects/pack.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'

let temporary: Temporary
beforeAll(async () => {
  temporary = await createTemporary('newtag-pack')
})
afterAll(async () => {
  await temporary.remove()
})

describe.each(['sha1', 'sha256'] as const)('packObjects, %s', format => {
  test('makes a pack that Git takes, and names its objects as Git does', () => {
    const directory = path.join(temporary.path, format)
    const git = (args: readonly string[], input?: Buffer) =>
      execFileSync('git', ['--git-dir', directory, ...args], { input, maxBuffer: 1e9 })
    git(['init', '--quiet', '--bare', `--object-format=${format}`])
    // Around the sizes where the head of an entry grows by a byte.
    const sizes = [0, 1, 15, 16, 17, 2_047, 2_048, 262_143, 262_144, 3_000_000]
    const blobs = sizes.map((size): GitObject => ({ type: 'blob', content: randomBytes(size) }))
    const empty: GitObject = { type: 'blob', content: Buffer.alloc(0) }
    const tree: GitObject = {
      type: 'tree',
      content: Buffer.concat([Buffer.from('100644 a\0'), Buffer.from(objectId(empty, format), 'hex')])
    }
    const commit: GitObject = {
      type: 'commit',
      content: Buffer.from(
        `tree ${objectId(tree, format)}\nauthor a <a@x> 1 +0000\ncommitter a <a@x> 1 +0000\n\nSubject\n`
      )
    }
    const objects = [...blobs, tree, commit]
    git(['index-pack', '--stdin', '--strict'], packObjects(objects, format))
    for (const object of objects) {
      const id = objectId(object, format)
      expect(git(['cat-file', object.type, id]).equals(object.content)).toBe(true)
    }
    expect(git(['fsck', '--strict', '--no-dangling']).toString()).toBe('')
  })
})
