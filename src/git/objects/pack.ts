import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

import type { ObjectFormat } from '../directory.ts'

/** An object of Git, as its bytes. */
export interface GitObject {
  readonly type: 'commit' | 'tree' | 'blob'
  readonly content: Buffer
}

/** The id of an object: the hash of its type, size and bytes. */
export function objectId({ type, content }: GitObject, format: ObjectFormat): string {
  return createHash(format).update(`${type} ${content.length}\0`).update(content).digest('hex')
}

/** Type numbers of gitformat-pack(5). */
const types = { commit: 1, tree: 2, blob: 3 } as const

/**
 * Puts objects into a pack, each whole: one process of Git then takes any number of them, where loose objects cost a
 * file each (gitformat-pack(5)).
 */
export function packObjects(objects: readonly GitObject[], format: ObjectFormat): Buffer {
  const head = Buffer.alloc(12)
  head.write('PACK', 'latin1')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(objects.length, 8)
  const body = objects.flatMap(({ type, content }) => [
    entryHead(types[type], content.length),
    // What is sent is packed again by Git; here the time counts.
    deflateSync(content, { level: 1 })
  ])
  const pack = Buffer.concat([head, ...body])
  return Buffer.concat([pack, createHash(format).update(pack).digest()])
}

/** The type and the low four bits of the size, then seven bits of it at a time. */
function entryHead(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 15)]
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(rest & 127)
  }
  return Buffer.from(bytes.map((byte, index) => (index < bytes.length - 1 ? byte | 128 : byte)))
}
