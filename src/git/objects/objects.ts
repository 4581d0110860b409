import { ActionError } from '../../errors/errors.ts'
import { readBatch } from '../commands.ts'
import type { Git } from '../git.ts'
import { writeCommit } from './commit.ts'
import { listFiles } from './listing.ts'
import { createTrees, findItem, foldersOf } from './trees.ts'
import type { CommitText, FileUpdate } from '../types.ts'
import type { TreeEntry } from '../tree.ts'

/** Reads and writes the objects of a commit with plumbing: no work tree, so no filters, hooks or line-end changes. */
export interface Objects {
  list(commit: string, prefixes: readonly string[]): Promise<readonly TreeEntry[]>
  read(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
  /** Makes a commit on top of `parent` in which exactly these files differ; returns its id. */
  commit(parent: string, files: readonly FileUpdate[], text: CommitText, time: number): Promise<string>
}

export interface ObjectsOptions {
  readonly git: Git
  /** Brings objects that were left out of the fetch, in one request. */
  readonly fetch: (oids: readonly string[]) => Promise<void>
}

export function createObjects({ git, fetch }: ObjectsOptions): Objects {
  const trees = createTrees(git, fetch)
  const blobs = createBlobs(git, fetch)
  return {
    list: (commit, prefixes) => listFiles(git, trees, commit, prefixes),
    commit: (parent, files, text, time) => writeCommit(git, trees, { parent, files, text, time }),
    read: async (commit, paths) => {
      const onPaths = await trees.readFolders(commit, paths.flatMap(foldersOf))
      const oids = new Map(
        paths.flatMap(path => {
          const item = findItem(onPaths, path)
          return item === undefined ? [] : [[path, item.oid] as const]
        })
      )
      const contents = await blobs([...new Set(oids.values())])
      return new Map(
        [...oids].flatMap(([path, oid]) => {
          const content = contents.get(oid)
          return content === undefined ? [] : [[path, content] as const]
        })
      )
    }
  }
}

/** A server that gives no object by its name gives the files of the newest tip alone. */
function moved(): ActionError {
  return new ActionError(
    'GIT_UNREACHABLE',
    'The branch moved while its files were read, and the server gives no others than those of its tip. Run the job again.'
  )
}

/** Reads blobs, each from the server at most once. */
function createBlobs(git: Git, fetch: (oids: readonly string[]) => Promise<void>) {
  const cache = new Map<string, Buffer>()
  let isEmpty = true
  const load = async (oids: readonly string[]) => {
    const objects = await readBatch(
      git,
      oids.filter(oid => !cache.has(oid))
    )
    for (const object of objects) if (object?.type === 'blob') cache.set(object.oid, object.content)
  }
  return async (oids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> => {
    // At first there are none here, and later a fetch of the tip brings small ones along.
    if (!isEmpty) await load(oids)
    const missing = oids.filter(oid => !cache.has(oid))
    if (missing.length > 0) {
      await fetch(missing)
      await load(missing)
      isEmpty = false
      if (missing.some(oid => !cache.has(oid))) throw moved()
    }
    return cache
  }
}
