import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'

import { codeOf, withPath } from './failure.ts'
import { mapLimited } from '../../async/limit.ts'
import { openFiles } from './limits.ts'

/** A file or folder of the workspace. */
export interface Entry {
  /** Relative to the workspace, with `/`. */
  readonly path: string
  /** As Git has it: 100644, 100755, 120000 (symbolic link), 040000 (folder). */
  readonly mode: string
}

/**
 * Follows a path from the workspace down, looking at each folder itself: symbolic links are not entered. Returns what is
 * on the way; the last one is the path's own if it exists and can be reached.
 */
export async function follow(root: string, file: string): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  const segments = file.split('/')
  for (const [index, segment] of segments.entries()) {
    if (!isContent(segment)) break
    const here = segments.slice(0, index + 1).join('/')
    const entry = await withPath(here, 'read', () => lookAt(root, here))
    if (entry === undefined) break
    entries.push(entry)
    if (entry.mode !== '040000') break
  }
  return entries
}

/**
 * Lists all files below a folder ('' is the workspace), which is no symbolic link. Other repositories in it are folders
 * like any other: a job often checks out the GitOps repository below the application's.
 */
export async function listFolder(root: string, folder: string): Promise<readonly Entry[]> {
  const items = await withPath(folder || '.', 'read', () =>
    ifThere(readdir(path.join(root, folder), { withFileTypes: true, encoding: 'buffer' }))
  )
  const entries = await mapLimited(items ?? [], openFiles, async item => {
    const name = decode(item.name)
    if (name === undefined || !isContent(name)) return []
    const here = folder === '' ? name : `${folder}/${name}`
    if (item.isDirectory()) return await listFolder(root, here)
    const entry = await withPath(here, 'read', () => lookAt(root, here))
    return entry === undefined ? [] : [entry]
  })
  return entries.flat()
}

/** Undefined for what does not exist, and for what Git knows nothing of: sockets, devices. */
async function lookAt(root: string, here: string): Promise<Entry | undefined> {
  const stats = await ifThere(lstat(path.join(root, here)))
  if (stats?.isSymbolicLink() === true) return { path: here, mode: '120000' }
  // Git looks at the owner's bit only.
  if (stats?.isFile() === true) return { path: here, mode: stats.mode & 0o100 ? '100755' : '100644' }
  return stats?.isDirectory() === true ? { path: here, mode: '040000' } : undefined
}

async function ifThere<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '')) return undefined
    throw error
  }
}

/** Whether a name can be one in a commit; Git takes `.git` for its own in any case of letters. */
function isContent(name: string): boolean {
  if (['', '.', '..'].includes(name) || name.toLowerCase() === '.git') return false
  return !name.includes('\0') && !name.includes(path.sep)
}

/** Names that are not UTF-8 are left out, as they are of the listing of a commit: no input can name them. */
function decode(name: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name)
  } catch {
    return undefined
  }
}
