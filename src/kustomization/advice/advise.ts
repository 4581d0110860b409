import { posix } from 'node:path'

import { ActionError, isCancellation } from '../../errors/errors.ts'
import { noticeAt, type Notice } from '../../errors/notice.ts'
import type { Tree } from '../../git/index.ts'
import { folderOf } from '../paths.ts'
import { isArgoCdSource, overrideNotices } from './argocd-overrides.ts'
import { entryNotices, type SetEntry } from './unused.ts'
import { fileNotices } from './file.ts'
import { createKnownFiles } from './files.ts'
import { readLayers, withLayersBelow } from './graph.ts'
import { limits } from './limits.ts'
import { createSimulation } from './simulate.ts'

/** A kustomization with its new text, and the entries that were set in it: a FileEdit. */
interface AdvisedFile {
  readonly path: string
  readonly after: string
  readonly entries: readonly SetEntry[]
}

/**
 * Says what keeps edits from having their effect, though each is right in itself: by path and line, each thing once,
 * and no more than a person reads. What cannot be read, or not be told for sure, gives no notice.
 * @throws CANCELLED
 */
export async function advise(tree: Tree, files: readonly AdvisedFile[]): Promise<readonly Notice[]> {
  const inFiles = files.flatMap(({ path, after, entries }) => {
    const names = entries.map(({ name }) => name)
    return fileNotices(after, path, names)
  })
  const around = await noticesAround(tree, files.slice(0, limits.walkedFiles))
  return shorten([...inFiles, ...around])
}

/** What the layers below the files, and what stands beside them, say about the entries. */
async function noticesAround(tree: Tree, files: readonly AdvisedFile[]): Promise<readonly Notice[]> {
  const known = createKnownFiles(tree)
  const folders = new Set(files.map(({ path }) => folderOf(path)))
  const isOverride = (path: string) => folders.has(folderOf(path)) && isArgoCdSource(posix.basename(path))
  const roots = files.map(({ path, after }) => ({ path, text: after }))
  const layers = await readLayers(known, roots, isOverride).catch((error: unknown) => {
    // Advice is not worth a failed run: the files themselves have been read and edited.
    if (error instanceof ActionError && !isCancellation(error)) return undefined
    throw error
  })
  if (!layers) return []
  const all = new Set([...layers.values()].flatMap(layer => [...withLayersBelow(layer)]))
  const names = [...all].flatMap(layer => layer.entries.flatMap(({ name }) => name ?? []))
  const imagesAt = createSimulation([...new Set(names)])
  const overrides = known.filesBelow('').filter(isOverride)
  return files.flatMap(({ path, entries }) => {
    const layer = layers.get(path)
    if (!layer) return []
    const images = imagesAt(layer)
    const beside = overrides
      .filter(override => folderOf(override) === folderOf(path))
      .flatMap(override => {
        const text = known.textOf(override)
        return text === undefined ? [] : overrideNotices(layer, { text, path: override }, entries)
      })
    return [...(images ? entryNotices(layer, images, entries) : []), ...beside]
  })
}

function inOrder({ location: a }: Notice, { location: b }: Notice): number {
  const [one, other] = [a?.path ?? '', b?.path ?? '']
  return one === other ? (a?.line ?? 0) - (b?.line ?? 0) : one < other ? -1 : 1
}

function shorten(notices: readonly Notice[]): readonly Notice[] {
  const unique = [...new Map(notices.map(notice => [notice.message, notice])).values()]
  const sorted = unique.sort(inOrder)
  if (sorted.length <= limits.notices) return sorted
  const shown = sorted.slice(0, limits.notices - 1)
  const { path } = sorted[shown.length]?.location ?? { path: '' }
  const hidden = sorted.length - shown.length
  return [...shown, noticeAt({ path }, `${hidden} more notices of this kind are not shown.`)]
}
