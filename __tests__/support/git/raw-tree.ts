import { spawn } from 'node:child_process'
import { once } from 'node:events'

import type { BareRepository } from '../../../testbed/git-repository.ts'

/** An entry of a tree object as its bytes say, whether or not Git would write it so today. */
export interface RawEntry {
  readonly mode: string
  readonly name: string | Buffer
  readonly oid: string
}

/** Writes a tree object with exactly these entries, in Git's order. */
export async function writeRawTree(bare: BareRepository, entries: readonly RawEntry[]): Promise<string> {
  const bytes = entries.map(({ mode, name, oid }) => {
    const named = Buffer.from(name as string)
    // A folder is sorted as if its name ended with a slash.
    const key = Buffer.concat([named, Buffer.from(mode.endsWith('40000') ? '/' : '\0')])
    return {
      key,
      entry: Buffer.concat([Buffer.from(`${mode} `), named, Buffer.from([0]), Buffer.from(oid, 'hex')])
    }
  })
  bytes.sort((a, b) => Buffer.compare(a.key, b.key))
  return await bare.writeObject('tree', Buffer.concat(bytes.map(({ entry }) => entry)))
}

/** Reads tree objects into their entries. */
export async function readRawTrees(bare: BareRepository, oids: readonly string[]): Promise<RawEntry[][]> {
  const child = spawn('git', ['--git-dir', bare.directory, 'cat-file', '--batch'], {
    stdio: ['pipe', 'pipe', 'ignore']
  })
  child.stdin.end(oids.map(oid => `${oid}\n`).join(''))
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer)
  const output = Buffer.concat(chunks)
  let at = 0
  return oids.map(oid => {
    const end = output.indexOf(10, at)
    const [, type, size] = output.subarray(at, end).toString('latin1').split(' ')
    if (type !== 'tree') throw new Error(`${oid} is no tree`)
    const content = output.subarray(end + 1, end + 1 + Number(size))
    at = end + 1 + Number(size) + 1
    return parseTree(content, oid.length / 2)
  })
}

function parseTree(content: Buffer, oidBytes: number): RawEntry[] {
  const entries: RawEntry[] = []
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at)
    const zero = content.indexOf(0, space)
    entries.push({
      mode: content.subarray(at, space).toString('latin1'),
      name: content.subarray(space + 1, zero),
      oid: content.subarray(zero + 1, zero + 1 + oidBytes).toString('hex')
    })
    at = zero + 1 + oidBytes
  }
  return entries
}

/** Adds entries to a folder ('' is the root) on the tip of main, and commits that. */
export async function addRawEntries(
  bare: BareRepository,
  folder: string,
  added: readonly RawEntry[]
): Promise<void> {
  const folders = folder === '' ? [] : folder.split('/')
  let oid = ''
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const path = folders.slice(0, depth).join('/')
    const tree = await bare.git('rev-parse', path === '' ? 'main^{tree}' : `main:${path}`)
    const [entries = []] = await readRawTrees(bare, [tree])
    const child = folders[depth]
    const changed =
      child === undefined
        ? [...entries, ...added]
        : entries.map(each => (each.name.toString() === child ? { ...each, oid } : each))
    oid = await writeRawTree(bare, changed)
  }
  await commitTree(bare, oid)
}

/** Puts a commit with this tree on top of main. */
export async function commitTree(bare: BareRepository, tree: string): Promise<void> {
  const commit = await bare.git('commit-tree', tree, '-p', 'main', '-m', 'Odd')
  await bare.git('update-ref', 'refs/heads/main', commit)
}

/** What `git fsck` complains of, each kind of complaint once, without the names of objects. */
export async function complaints(bare: BareRepository): Promise<readonly string[]> {
  const args = ['--git-dir', bare.directory, 'fsck', '--no-dangling', '--no-progress', '--strict']
  const child = spawn('git', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk))
  await once(child, 'close')
  const lines = Buffer.concat(output).toString('latin1').split('\n')
  return [...new Set(lines.map(line => line.replace(/\b[0-9a-f]{40,64}\b/g, 'an object')))].sort()
}
