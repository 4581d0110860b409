import { posix } from 'node:path'

import { ActionError, isCancellation } from '../../errors/errors.ts'
import { noticeAt, type Notice } from '../../errors/notice.ts'
import type { Tree } from '../../git/index.ts'
import { folderOf } from '../paths.ts'
import { isArgoCdSource, overrideNotices } from './argocd.ts'
import { entryNotices, type SetEntry } from './entries.ts'
import { fileNotices } from './file.ts'
import { createKnownFiles } from './files.ts'
import { readLayers, withLayersBelow } from './graph.ts'
import { limits } from './limits.ts'
import { createSimulation } from './simulate.ts'

/** An entry that was set in a kustomization, structurally an EntryEdit of its file. */
export interface AdvisedEdit {
  readonly path: string
  /** The new text of the whole file. */
  readonly text: string
  readonly edit: SetEntry
}

interface AdvisedFile {
  readonly path: string
  readonly text: string
  readonly set: readonly SetEntry[]
}

/**
 * Says what keeps edits from having their effect, though each is right in itself: by path and line, each thing once,
 * and no more than a person reads. What cannot be read, or not be told for sure, gives no notice.
 * @throws CANCELLED
 */
export async function advise(tree: Tree, edits: readonly AdvisedEdit[]): Promise<readonly Notice[]> {
  const files = byFile(edits)
  const inFiles = files.flatMap(({ text, path, set }) => {
    const names = set.map(({ name }) => name)
    return fileNotices(text, path, names)
  })
  const around = await noticesAround(tree, files.slice(0, limits.walkedFiles))
  return shorten([...inFiles, ...around])
}

function byFile(edits: readonly AdvisedEdit[]): readonly AdvisedFile[] {
  const files = new Map<string, { path: string; text: string; set: SetEntry[] }>()
  for (const { path, text, edit } of edits) {
    const file = files.get(path) ?? { path, text, set: [] }
    files.set(path, file)
    file.text = text
    file.set.push(edit)
  }
  return [...files.values()]
}

/** What the layers below the files, and what stands beside them, say about the entries. */
async function noticesAround(tree: Tree, files: readonly AdvisedFile[]): Promise<readonly Notice[]> {
  const known = createKnownFiles(tree)
  const folders = new Set(files.map(({ path }) => folderOf(path)))
  const isOverride = (path: string) => folders.has(folderOf(path)) && isArgoCdSource(posix.basename(path))
  const layers = await readLayers(known, files, isOverride).catch((error: unknown) => {
    // Advice is not worth a failed run: the files themselves have been read and edited.
    if (error instanceof ActionError && !isCancellation(error)) return undefined
    throw error
  })
  if (!layers) return []
  const all = new Set([...layers.values()].flatMap(layer => [...withLayersBelow(layer)]))
  const names = [...all].flatMap(({ entries }) => entries.flatMap(({ name }) => name ?? []))
  const imagesAt = createSimulation([...new Set(names)])
  const overrides = known.filesBelow('').filter(isOverride)
  return files.flatMap(({ path, set }) => {
    const layer = layers.get(path)
    if (!layer) return []
    const images = imagesAt(layer)
    const beside = overrides
      .filter(override => folderOf(override) === folderOf(path))
      .flatMap(override => {
        const text = known.textOf(override)
        return text === undefined ? [] : overrideNotices(layer, { text, path: override }, set)
      })
    return [...(images ? entryNotices(layer, images, set) : []), ...beside]
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
