import { randomBytes } from 'node:crypto'
import { lstat, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

import { reasonOf, withPath, workspaceFailure } from './failure.ts'
import { mapLimited } from '../../async/limit.ts'
import { openFiles } from './tree.ts'

/** A regular file, and the bytes that are to become others. */
export interface Replacement {
  /** As it is called in messages. */
  readonly path: string
  /** Absolute; no folder on the way is a symbolic link. */
  readonly target: string
  readonly before: Buffer
  readonly after: Buffer
}

/** Gives a file the name of another, which it replaces in one step: rename(2). */
export type RenameFile = (from: string, to: string) => Promise<void>

/**
 * Replaces all of the files or none, as far as a file system allows: everything that can fail is done on files beside
 * them, which then take their names. If one cannot, those before it get their old bytes back. Mode and owner stay;
 * other hard links of a file keep the old bytes, as they do when Git writes into a work tree.
 * @throws {ActionError} WORKSPACE_FAILED
 */
export async function replaceFiles(
  replacements: readonly Replacement[],
  renameFile: RenameFile = rename
): Promise<void> {
  const written = new Map<Replacement, string>()
  const replaced: Replacement[] = []
  try {
    await mapLimited(replacements, openFiles, replacement =>
      withPath(replacement.path, 'written', async () => {
        const temporary = temporaryBeside(replacement.target)
        written.set(replacement, temporary)
        await writeLike(replacement.target, temporary, replacement.after)
      })
    )
    await mapLimited(replacements, openFiles, requireUnchanged)
    for (const [replacement, temporary] of written) {
      await withPath(replacement.path, 'written', () => renameFile(temporary, replacement.target))
      replaced.push(replacement)
    }
  } catch (error) {
    await Promise.allSettled([...written.values()].map(temporary => rm(temporary, { force: true })))
    await restore(replaced, error)
    throw error
  }
}

/** @throws {ActionError} WORKSPACE_FAILED when the file no longer has the bytes it had */
async function requireUnchanged({ path: file, target, before }: Replacement): Promise<void> {
  const now = await withPath(file, 'read', () => readFile(target))
  if (now.equals(before)) return
  const advice = 'Run this step when nothing else works on the checkout'
  throw workspaceFailure(file, `${file} was changed meanwhile, so nothing was written. ${advice}.`)
}

function temporaryBeside(target: string): string {
  return path.join(path.dirname(target), `.newtag-${randomBytes(8).toString('hex')}`)
}

/** Writes a new file that is on the disk when this returns, with the mode and owner of another. */
async function writeLike(model: string, file: string, content: Buffer): Promise<void> {
  const { mode, uid, gid } = await lstat(model)
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    const created = await handle.stat()
    // A step of another user must be able to go on with the file. Only root may give files away.
    if (created.uid !== uid || created.gid !== gid) await handle.chown(uid, gid).catch(() => undefined)
    await handle.chmod(mode & 0o7777)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes the old bytes back. Throws when that fails too, naming the files that stay replaced. */
async function restore(replaced: readonly Replacement[], cause: unknown): Promise<void> {
  const stuck: string[] = []
  for (const { path: file, target, before } of replaced) {
    const temporary = temporaryBeside(target)
    try {
      await writeLike(target, temporary, before)
      await rename(temporary, target)
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined)
      stuck.push(file)
    }
  }
  if (stuck.length === 0) return
  const [first = ''] = stuck
  const files = stuck.join(', ')
  throw workspaceFailure(
    first,
    `${reasonOf(cause).replace(/\.$/, '')}. Before that these files were changed, and could not be changed back: ${files}.`,
    cause
  )
}
