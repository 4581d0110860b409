import { lstat, open, readFile, readlink, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import type { FileUpdate, Tree, TreeEntry } from '../../git/index.ts'
import { codeOf, reasonOf, withPath, workspaceFailure } from './failure.ts'
import { mapLimited } from '../../async/limit.ts'
import { replaceFiles, type Replacement } from './replace-files.ts'
import { follow, listFolder, openFiles } from './tree.ts'

/** A checkout of the GitOps repository, in which the files are replaced where they lie: there is no commit. */
export interface Workspace {
  /**
   * Reads the checkout: what a commit of everything would hold, also what Git ignores, but not `.git`. A symbolic link is
   * read as the path it leads to; what lies behind one is left out.
   * @throws {ActionError} WORKSPACE_FAILED when the folder does not exist; the tree's methods when something cannot be read
   */
  tree(): Promise<Tree>
  /**
   * Replaces the content of files: all of them or none. What the newest tree has read must still be there.
   * @throws {ActionError} WORKSPACE_FAILED
   */
  write(files: readonly FileUpdate[]): Promise<void>
  /**
   * Finds out, without changing anything, whether files may be replaced.
   * @throws {ActionError} WORKSPACE_FAILED
   */
  check(files: readonly FileUpdate[]): Promise<void>
}

/** Creates the port over a folder. Nothing outside of it is read or written, wherever its symbolic links lead. */
export function createWorkspace(directory: string): Workspace {
  let lastRead: ReadonlyMap<string, Buffer> = new Map()
  const checkAll = async (files: readonly FileUpdate[]) => {
    const root = await requireFolder(directory)
    return await mapLimited(files, openFiles, file => check(root, file, lastRead.get(file.path)))
  }
  return {
    tree: async () => {
      const root = await requireFolder(directory)
      const firstRead = new Map<string, Buffer>()
      lastRead = firstRead
      return {
        list: prefixes => list(root, prefixes),
        read: async paths => {
          const files = await mapLimited(
            paths,
            openFiles,
            async file => [file, await readContent(root, file)] as const
          )
          const contents = new Map(files.flatMap(([file, bytes]) => (bytes ? [[file, bytes]] : [])))
          for (const [file, bytes] of contents) if (!firstRead.has(file)) firstRead.set(file, bytes)
          return contents
        }
      }
    },
    write: async files => {
      await replaceFiles(await checkAll(files))
    },
    check: async files => {
      await checkAll(files)
    }
  }
}

async function requireFolder(directory: string): Promise<string> {
  try {
    const root = await realpath(directory)
    if ((await stat(root)).isDirectory()) return root
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) {
      const message = `The workspace ${directory} could not be read: ${reasonOf(error)}.`
      throw new ActionError('WORKSPACE_FAILED', message, { cause: error })
    }
  }
  throw new ActionError(
    'WORKSPACE_FAILED',
    `The workspace ${directory} does not exist; check out the repository before this step.`
  )
}

async function list(root: string, prefixes: readonly string[]): Promise<readonly TreeEntry[]> {
  if (prefixes.includes('')) return await listFolder(root, '')
  const lists = await mapLimited(prefixes, openFiles, async prefix => {
    const onWay = await follow(root, prefix)
    const last = onWay.at(-1)
    if (last?.path !== prefix || last.mode !== '040000') return onWay
    return [...onWay.slice(0, -1), ...(await listFolder(root, prefix))]
  })
  return [...new Map(lists.flat().map(entry => [entry.path, entry])).values()]
}

async function readContent(root: string, file: string): Promise<Buffer | undefined> {
  const last = (await follow(root, file)).at(-1)
  if (last?.path !== file) return undefined
  const target = path.join(root, file)
  return await withPath(file, 'read', async () => {
    if (last.mode === '120000') return await readlink(target, { encoding: 'buffer' })
    return last.mode.startsWith('100') ? await readFile(target) : undefined
  })
}

/** Makes sure that a file may be replaced, before anything is written. */
async function check(
  root: string,
  { path: file, content }: FileUpdate,
  wasRead: Buffer | undefined
): Promise<Replacement> {
  const last = (await follow(root, file)).at(-1)
  if (last?.mode === '120000') {
    const problem = `${last.path} is a symbolic link, which is not written through`
    throw workspaceFailure(
      file,
      `${file} could not be written: ${problem}. Name the path it leads to instead.`
    )
  }
  if (last?.path !== file || !last.mode.startsWith('100')) {
    throw workspaceFailure(file, `${file} could not be written: there is no such file in the workspace.`)
  }
  const target = path.join(root, file)
  return await withPath(file, 'written', async () => {
    // To root every file is writable; that somebody took the right away is meant all the same.
    if (((await lstat(target)).mode & 0o222) === 0)
      throw workspaceFailure(file, `${file} could not be written: the file is read-only. Make it writable.`)
    // A new file takes its place, for which the right to write into this one would not be asked for.
    const handle = await open(target, 'r+')
    try {
      return { path: file, target, before: wasRead ?? (await handle.readFile()), after: content }
    } finally {
      await handle.close()
    }
  })
}
