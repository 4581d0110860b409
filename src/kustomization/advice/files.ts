import { ActionError } from '../../errors/errors.ts'
import type { Tree } from '../../git/index.ts'
import { decodeUtf8 } from '../../yaml/file.ts'
import { createListing, type Listing } from '../read/listing.ts'
import { limits } from './limits.ts'

/** What of a tree has been listed and read for advice, for all kustomizations together. */
export interface KnownFiles extends Pick<Listing, 'list' | 'isFile' | 'filesBelow'> {
  /** Reads the files that are not read yet, in one request. Those above the limits are left out. */
  read(paths: readonly string[]): Promise<void>
  /** The text of a file that was read; undefined when it was not, or is not UTF-8. */
  textOf(path: string): string | undefined
}

export function createKnownFiles(tree: Tree): KnownFiles {
  const listing = createListing(tree)
  const texts = new Map<string, string | undefined>()
  let bytes = 0
  return {
    ...listing,
    read: async paths => {
      const missing = [...new Set(paths)].filter(path => listing.isFile(path) && !texts.has(path))
      const wanted = missing.slice(0, limits.readFiles - texts.size)
      if (wanted.length === 0) return
      const contents = await tree.read(wanted)
      for (const path of wanted) {
        const content = contents.get(path)
        bytes += content?.length ?? 0
        const isTooMuch = content === undefined || bytes > limits.readBytes
        texts.set(
          path,
          isTooMuch ? undefined : tryRead(() => decodeUtf8(content, path).replace(/^\uFEFF/, ''))
        )
      }
    },
    textOf: path => texts.get(path)
  }
}

/** Returns what is read; undefined for a text that is not as it must be, or nests too deeply for the call stack. */
export function tryRead<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof ActionError || error instanceof RangeError) return undefined
    throw error
  }
}
