import type { Git } from './git.ts'
import type { TreeEntry } from './tree.ts'

export interface FetchCommand {
  /** What is fetched, and as what; none means that object ids come as input. */
  readonly refspecs?: readonly string[]
  /** How many generations of commits come along; all that the server has when absent. */
  readonly depth?: number
  /** What is left out (git-rev-list(1), `--filter`). */
  readonly filter?: string | undefined
  /** The server is told what is here, and leaves it out. */
  readonly tellsHaves?: boolean
  /** FETCH_HEAD is written, to be read later. */
  readonly writesFetchHead?: boolean
}

/** `git fetch` of exactly what is asked for: without tags, and without submodules. */
export function fetchCommand({ refspecs, depth, filter, ...options }: FetchCommand): readonly string[] {
  return [
    ...(options.tellsHaves === true ? [] : ['-c', 'fetch.negotiationAlgorithm=noop']),
    'fetch',
    ...(depth === undefined ? [] : [`--depth=${depth}`]),
    ...['--no-tags', '--recurse-submodules=no'],
    ...(options.writesFetchHead === true ? [] : ['--no-write-fetch-head']),
    ...(filter === undefined ? [] : [`--filter=${filter}`]),
    ...(refspecs === undefined ? ['--stdin', 'origin'] : ['origin', ...refspecs])
  ]
}

export interface BatchObject {
  readonly oid: string
  readonly type: string
  readonly content: Buffer
}

/** `git cat-file --batch`: reads objects by their names, in the order of the names; undefined for what is not here. */
export async function readBatch(
  git: Git,
  names: readonly string[]
): Promise<readonly (BatchObject | undefined)[]> {
  if (names.length === 0) return []
  const output = await git.run(['cat-file', '--batch'], { input: `${names.join('\n')}\n` })
  const objects: (BatchObject | undefined)[] = []
  // `<oid> <type> <size>`, the bytes, each with a line end; or `<name> missing`.
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(10, start)
    const head = output.subarray(start, end).toString('latin1')
    start = end + 1
    const [, oid = '', type = '', size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(head) ?? []
    if (size === undefined) {
      objects.push(undefined)
      continue
    }
    objects.push({ oid, type, content: output.subarray(start, start + Number(size)) })
    start += Number(size) + 1
  }
  return objects
}

/** Parses what `git ls-tree -z` prints: `<mode> <type> <oid>`, a tab, the path, a zero byte. */
export function parseTreeListing(output: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = []
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(0, start)
    const line = output.subarray(start, end)
    start = end + 1
    const path = decodeName(line.subarray(line.indexOf(9) + 1))
    if (path !== undefined) entries.push({ mode: line.subarray(0, 6).toString('latin1'), path })
  }
  return entries
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undefined for a name that is not UTF-8: no input can name such a file. */
export function decodeName(name: Buffer): string | undefined {
  try {
    return decoder.decode(name)
  } catch {
    return undefined
  }
}
