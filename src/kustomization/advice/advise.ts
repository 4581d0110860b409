import { posix } from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import { fileNotices } from './file.ts'
import type { Notice } from '../../errors/notice.ts'
import { isArgoCdSource, overrideNotices } from './argocd.ts'
import { createSimulation } from './simulate.ts'
import { entryNotices, type SetEntry } from './entries.ts'
import type { Layer } from './graph.ts'
import { readLayers } from './read-graph.ts'
import { below } from './mentions.ts'
import { createTree, type Tree, type TreeReader } from './tree.ts'

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

/** For more files, only what stands in the files themselves is looked at. */
const maxWalked = 20
const maxNotices = 20

/**
 * Says what keeps edits from having their effect, though each is right in itself: by path and line, each thing once,
 * and no more than a person reads. What cannot be read, or not be told for sure, gives no notice.
 * @throws CANCELLED
 */
export async function advise(reader: TreeReader, edits: readonly AdvisedEdit[]): Promise<readonly Notice[]> {
  const files = byFile(edits)
  const own = files.flatMap(({ text, path, set }) =>
    fileNotices(
      text,
      path,
      set.map(({ name }) => name)
    )
  )
  const walked = await noticesBelow(createTree(reader), files.slice(0, maxWalked))
  return shorten([...own, ...walked])
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

async function noticesBelow(tree: Tree, files: readonly AdvisedFile[]): Promise<readonly Notice[]> {
  const layers = await readLayers(tree, files, isArgoCdSource).catch((error: unknown) => {
    // Advice is not worth a failed run: the files themselves have been read and edited.
    if (error instanceof ActionError && error.code !== 'CANCELLED') return undefined
    throw error
  })
  if (!layers) return []
  const lower = new Set([...layers.values()].flatMap(layer => below(layer)))
  const names = [...lower].flatMap(({ entries }) => entries.flatMap(({ name }) => name ?? []))
  const arrivalsAt = createSimulation([...new Set(names)])
  return files.flatMap(({ path, set }) => {
    const layer = layers.get(path)
    if (!layer) return []
    const arrivals = arrivalsAt(layer)
    return [...(arrivals ? entryNotices(layer, arrivals, set) : []), ...argoCdNotices(tree, layer, set)]
  })
}

function argoCdNotices(tree: Tree, layer: Layer, set: readonly SetEntry[]): readonly Notice[] {
  return tree.filesIn(posix.dirname(layer.path)).flatMap(path => {
    const text = isArgoCdSource(posix.basename(path)) ? tree.textOf(path) : undefined
    return text === undefined ? [] : overrideNotices(layer, { text, path }, set)
  })
}

function inOrder({ location: a }: Notice, { location: b }: Notice): number {
  const [one, other] = [a?.path ?? '', b?.path ?? '']
  return one === other ? (a?.line ?? 0) - (b?.line ?? 0) : one < other ? -1 : 1
}

function shorten(notices: readonly Notice[]): readonly Notice[] {
  const unique = [...new Map(notices.map(notice => [notice.message, notice])).values()]
  const sorted = unique.sort(inOrder)
  if (sorted.length <= maxNotices) return sorted
  const shown = sorted.slice(0, maxNotices - 1)
  const { path } = sorted[shown.length]?.location ?? { path: '' }
  const more = `${sorted.length - shown.length} more notices of this kind are not shown.`
  return [...shown, { message: `${path}: ${more}`, location: { path } }]
}
