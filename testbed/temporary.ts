import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A directory that belongs to one test. */
export interface Temporary {
  readonly path: string
  /** Deletes the directory with all that is in it. May be called twice. */
  remove(): Promise<void>
}

/** Creates an empty directory whose name starts with `prefix`. The path is real: Git and Docker print such paths. */
export async function createTemporary(prefix: string): Promise<Temporary> {
  const directory = await mkdtemp(path.join(await realpath(tmpdir()), `${prefix}-`))
  return {
    path: directory,
    remove: async () => {
      // Retries: a process that is just ending may still write a last file.
      await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
  }
}
