import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'

import { decodeName, type TreeEntry } from '../../git/index.ts'
import { codeOf, withPath } from './failure.ts'
import { mapLimited } from '../../async/limit.ts'

/** So many files are read or written at once: far below the number that a process may have open. */
export const openFiles = 64

/**
 * Follows a path from the workspace down, looking at each folder itself: symbolic links are not entered. Returns what is
 * on the way; the last one is the path's own if it exists and can be reached.
 */
export async function follow(root: string, file: string): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = []
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
 * Lists all files below a folder ('' is the workspace), which is not a symbolic link. Other repositories in it are folders
 * like any other: a job often checks out the GitOps repository below the application's.
 */
export async function listFolder(root: string, folder: string): Promise<readonly TreeEntry[]> {
  const items = await withPath(folder || '.', 'read', () =>
    ifThere(readdir(path.join(root, folder), { withFileTypes: true, encoding: 'buffer' }))
  )
  const entries = await mapLimited(items ?? [], openFiles, async item => {
    const name = decodeName(item.name)
    if (name === undefined || !isContent(name)) return []
    const here = folder === '' ? name : `${folder}/${name}`
    if (item.isDirectory()) return await listFolder(root, here)
    const entry = await withPath(here, 'read', () => lookAt(root, here))
    return entry === undefined ? [] : [entry]
  })
  return entries.flat()
}

/** Undefined for what does not exist, and for what Git knows nothing of: sockets, devices. */
async function lookAt(root: string, here: string): Promise<TreeEntry | undefined> {
  const stats = await ifThere(lstat(path.join(root, here)))
  if (stats?.isSymbolicLink() === true) return { path: here, mode: '120000' }
  // Git looks at the owner's bit only.
  if (stats?.isFile() === true) return { path: here, mode: stats.mode & 0o100 ? '100755' : '100644' }
  return stats?.isDirectory() === true ? { path: here, mode: '040000' } : undefined
}

async function ifThere<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look
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
