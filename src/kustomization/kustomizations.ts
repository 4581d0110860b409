import { once } from '../async/once.ts'
import { ActionError, isCancellation } from '../errors/errors.ts'
import type { Notice } from '../errors/notice.ts'
import type { Logger } from '../log/log.ts'
import type { System } from '../system/system.ts'
import type { Kustomize } from './cli/run.ts'
import type { MatchedKustomization } from './edit/edit.ts'
import type { FileEdit, WantedEntry } from './edit/entry-stages.ts'
import type { SetImage } from './edit/set-image.ts'
import type { YamlFile } from '../yaml/file.ts'
import type { Tree } from '../git/index.ts'

/** The images that change in the manifests of one kustomization; or why that is not known. */
export interface RenderedFile {
  readonly path: string
  readonly images: readonly { readonly resource: string; readonly from: string; readonly to: string }[]
  readonly skipped: string | undefined
}

/** What a run does with kustomizations. */
export interface Kustomizations {
  /**
   * Reads a kustomization and finds the entries that set images are for.
   * @throws {ActionError} YAML_INVALID, NOT_A_KUSTOMIZATION, ENTRY_NOT_FOUND, ENTRY_AMBIGUOUS, EDIT_REFUSED
   */
  match(file: YamlFile, sets: readonly SetImage[], ifMissing: 'error' | 'add'): Promise<MatchedKustomization>
  /**
   * Gives entries of a kustomization new values, by the editor that was asked for.
   * @throws {ActionError} EDIT_REFUSED, EDIT_NOT_PROVEN; KUSTOMIZE_MISSING, KUSTOMIZE_FAILED, CANCELLED
   */
  edit(file: MatchedKustomization, wanted: readonly WantedEntry[]): Promise<FileEdit>
  /** Guesses which other files `advise` will read, when it is first asked; only a saving, so it never fails. */
  prefetch(tree: Tree, paths: readonly string[]): Promise<readonly string[]>
  /** Looks for reasons why edits may have no effect. It never fails. */
  advise(tree: Tree, files: readonly FileEdit[]): Promise<readonly Notice[]>
  /**
   * Renders the manifests before and after, where that is possible.
   * @throws {ActionError} RENDER_UNEXPECTED when more than the images would change; KUSTOMIZE_MISSING, CANCELLED
   */
  render(tree: Tree, files: readonly FileEdit[]): Promise<readonly RenderedFile[]>
}

interface KustomizationOptions {
  /** Our own editor, or `kustomize edit set image`. */
  readonly editor: 'yaml' | 'kustomize'
  /** The program; undefined means that it is looked for on PATH. */
  readonly kustomizePath: string | undefined
  readonly workspace: string
}

type Options = KustomizationOptions & System

/**
 * For this many files the parse is kept from match to edit. A parse takes a hundred times the memory of its text: a run
 * with more files parses them again rather than have all of them in memory at once.
 */
const keptParses = 64

/** Creates the port. The parser, the CLI and what gives advice are loaded when they are used. */
export function createKustomizations(system: System, given: KustomizationOptions): Kustomizations {
  const options = { ...system, ...given }
  const find = once(() => findKustomize(options))
  const load = once(() => import('./edit/edit.ts'))
  // The parser is loaded while the servers are asked. That it cannot be loaded is reported where it is used.
  load().catch(() => undefined)
  let isPrefetched = false
  let matched = 0
  return {
    match: async (file, sets, ifMissing) => {
      matched += 1
      const keepsParse = matched <= keptParses
      return (await load()).matchKustomization(file, sets, { ifMissing, keepsParse })
    },
    edit:
      options.editor === 'yaml'
        ? async (file, wanted) => await Promise.resolve(file.edit(wanted))
        : createCliEditor(options, find),
    prefetch: async (tree, paths) => {
      // After a race the files are the same, or small enough to come with the tip.
      if (isPrefetched) return []
      isPrefetched = true
      return await prefetch(tree, paths)
    },
    advise: (tree, files) => advise(tree, files, options.log),
    render: (tree, files) => render(tree, files, options, find)
  }
}

async function findKustomize(options: Options): Promise<Kustomize | undefined> {
  const { kustomizePath, workspace, processes, env, log } = options
  const binary = await import('./cli/binary.ts')
  const found = await binary.findKustomize({
    path: kustomizePath,
    searchPath: env['PATH'] ?? '',
    workspace,
    processes,
    env
  })
  if (found !== undefined) log.info(`kustomize ${found.version} (${found.path})`)
  return found
}

function createCliEditor(
  options: Options,
  find: () => Promise<Kustomize | undefined>
): Kustomizations['edit'] {
  const create = once(async () => {
    const kustomize = await find()
    if (kustomize === undefined) {
      throw new ActionError(
        'KUSTOMIZE_MISSING',
        '`editor: kustomize` needs the kustomize CLI, and there is none on PATH. Install it in a step before this one ' +
          '(outside the checkout), set `kustomize-path`, or leave `editor` out.'
      )
    }
    return (await import('./cli/editor.ts')).createCliEditor(kustomize, options)
  })
  return async (file, wanted) => await (await create())(file, wanted)
}

async function prefetch(tree: Tree, paths: readonly string[]): Promise<readonly string[]> {
  try {
    return await (await import('./advice/prefetch.ts')).filesToPrefetch(tree, paths)
  } catch (error) {
    if (isCancellation(error)) throw error
    return []
  }
}

/** Advice is about what may be wrong elsewhere; that it could not be given stops nothing. */
async function advise(tree: Tree, files: readonly FileEdit[], log: Logger): Promise<readonly Notice[]> {
  try {
    const { advise: adviseOn } = await import('./advice/advise.ts')
    // A file without entries was only looked at.
    return await adviseOn(
      tree,
      files.filter(({ entries }) => entries.length > 0)
    )
  } catch (error) {
    log.debug(`No advice: ${String(error)}`)
    return []
  }
}

/** More is not looked at, and takes long: each file is built twice. */
const maxRendered = 50

async function render(
  tree: Tree,
  files: readonly FileEdit[],
  options: Options,
  find: () => Promise<Kustomize | undefined>
): Promise<readonly RenderedFile[]> {
  const { log } = options
  const kustomize = await findForPreview(options, find)
  if (kustomize === undefined) return []
  const { previewRender } = await import('./cli/preview.ts')
  const rendered: RenderedFile[] = []
  const changed = files.filter(({ before, after }) => before !== after)
  const texts = new Map(changed.map(each => [each.path, each.after]))
  const edits = files.flatMap(({ entries }) => entries)
  for (const { path: file } of changed.slice(0, maxRendered)) {
    const result = await previewRender(kustomize, tree, file, texts, edits, options)
    const images = result.kind === 'rendered' ? result.images : []
    rendered.push({ path: file, images, skipped: result.kind === 'skipped' ? result.reason : undefined })
    for (const { resource, from, to } of images) log.info(`${file}: ${resource}: ${from} -> ${to}`)
    if (result.kind === 'skipped') log.info(result.reason)
    else if (images.length === 0) log.info(`${file}: no image changes in the manifests.`)
  }
  if (changed.length > maxRendered)
    log.info(`${changed.length - maxRendered} more kustomizations were not rendered.`)
  return rendered
}

/** A preview does without, unless a CLI was asked for. */
async function findForPreview(
  { editor, kustomizePath, log }: Options,
  find: () => Promise<Kustomize | undefined>
): Promise<Kustomize | undefined> {
  try {
    const found = await find()
    if (found === undefined) log.info('There is no kustomize on PATH, so the manifests are not rendered.')
    return found
  } catch (error) {
    const isOptional = editor === 'yaml' && kustomizePath === undefined
    if (!isOptional || !(error instanceof ActionError) || error.code !== 'KUSTOMIZE_MISSING') throw error
    log.info(`The manifests are not rendered: ${error.message}`)
    return undefined
  }
}
