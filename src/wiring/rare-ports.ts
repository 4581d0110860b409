import type { Bump, EditFile } from '../plan/plan.ts'
import { ActionError, isCancellation } from '../errors/errors.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Kustomize } from '../kustomization/cli/run.ts'
import type { Logger } from '../log/log.ts'
import type { Notice } from '../errors/notice.ts'
import { once } from '../async/once.ts'
import type { Ports } from '../run/ports.ts'
import type { Processes } from '../system/process.ts'
import type { Tree } from '../git/tree.ts'
import type { Environment } from '../system/environment.ts'
import type { RenderedFile } from '../run/facts.ts'

/** Outputs of a job may have 1 MB in all (docs.github.com, "Passing information between jobs"). */
const diffBytes = 900_000

export interface RareWiring {
  readonly inputs: Inputs
  readonly workspace: string
  /** A folder of this run alone. */
  readonly directory: string
  readonly processes: Processes
  readonly env: Environment
  readonly log: Logger
}

/**
 * Creates the ports that most runs do not need at once or at all. Their code is loaded when they are used, so that it
 * does not delay the others.
 */
export function createRarePorts(
  wiring: RareWiring
): Pick<Ports, 'editFile' | 'workspace' | 'foresee' | 'advise' | 'render' | 'compare'> {
  const find = once(() => findKustomize(wiring))
  return {
    editFile: wiring.inputs.editor === 'yaml' ? createYamlEditor() : createEditor(wiring, find),
    workspace: createLazyWorkspace(wiring.workspace),
    foresee: (tree, paths) => foresee(tree, paths),
    advise: (tree, bump) => advise(tree, bump, wiring.log),
    render: (tree, bump) => render(tree, bump, wiring, find),
    compare: bump => compare(bump, wiring.log)
  }
}

async function findKustomize({
  inputs,
  workspace,
  processes,
  env,
  log
}: RareWiring): Promise<Kustomize | undefined> {
  const binary = await import('../kustomization/cli/binary.ts')
  const found = await binary.findKustomize({
    path: inputs.kustomizePath,
    searchPath: env['PATH'] ?? '',
    workspace,
    processes,
    env
  })
  if (found !== undefined) log.info(`kustomize ${found.version} (${found.path})`)
  return found
}

/** The parser is loaded while the servers are being asked; the first lines of the log do not wait for it. */
function createYamlEditor(): EditFile {
  const load = once(() => import('../kustomization/edit/set-images.ts'))
  // That it cannot be loaded is reported where it is used.
  load().catch(() => undefined)
  return async (...edit) => (await load()).editImages(...edit)
}

function createEditor(wiring: RareWiring, find: () => Promise<Kustomize | undefined>): EditFile {
  const create = once(async () => {
    const kustomize = await find()
    if (kustomize === undefined) {
      throw new ActionError(
        'KUSTOMIZE_MISSING',
        '`editor: kustomize` needs the kustomize CLI, and there is none on PATH. Install it in a step before this one ' +
          '(outside the checkout), set `kustomize-path`, or leave `editor` out.'
      )
    }
    const { createCliEditor } = await import('../kustomization/cli/editor.ts')
    return createCliEditor(kustomize, wiring)
  })
  return async (...edit) => await (await create())(...edit)
}

function createLazyWorkspace(directory: string): Ports['workspace'] {
  const open = once(async () => (await import('../gitops/workspace/workspace.ts')).createWorkspace(directory))
  return {
    tip: async () => await (await open()).tip(),
    write: async files => {
      await (await open()).write(files)
    },
    check: async files => {
      await (await open()).check(files)
    }
  }
}

async function foresee(tree: Tree, paths: readonly string[]): Promise<readonly string[]> {
  try {
    return await (await import('../kustomization/advice/likely-files.ts')).likelyFiles(tree, paths)
  } catch (error) {
    if (isCancellation(error)) throw error
    return []
  }
}

/** Advice is about what may be wrong elsewhere; that it could not be given stops nothing. */
async function advise(tree: Tree, bump: Bump, log: Logger): Promise<readonly Notice[]> {
  try {
    const module = await import('../kustomization/advice/advise.ts')
    const texts = new Map(bump.changes.map(change => [change.path, change.after]))
    const edits = bump.edits.map(each => ({ ...each, text: texts.get(each.path) ?? '' }))
    return await module.advise(tree, edits)
  } catch (error) {
    log.debug(`No advice: ${String(error)}`)
    return []
  }
}

/** More is not looked at, and takes long: each file is built twice. */
const maxRendered = 50

async function render(
  tree: Tree,
  bump: Bump,
  wiring: RareWiring,
  find: () => Promise<Kustomize | undefined>
): Promise<readonly RenderedFile[]> {
  const kustomize = await findForPreview(wiring, find)
  if (kustomize === undefined) return []
  const { previewRender } = await import('../kustomization/cli/preview.ts')
  const rendered: RenderedFile[] = []
  const changed = bump.changes.filter(({ before, after }) => before !== after)
  const texts = new Map(changed.map(each => [each.path, each.after]))
  const edits = bump.edits.map(({ edit }) => edit)
  for (const { path: file } of changed.slice(0, maxRendered)) {
    const result = await previewRender(kustomize, tree, file, texts, edits, wiring)
    const images = result.kind === 'rendered' ? result.images : []
    rendered.push({ path: file, images, skipped: result.kind === 'skipped' ? result.reason : undefined })
    for (const { resource, from, to } of images) wiring.log.info(`${file}: ${resource}: ${from} -> ${to}`)
    if (result.kind === 'skipped') wiring.log.info(result.reason)
    else if (images.length === 0) wiring.log.info(`${file}: no image changes in the manifests.`)
  }
  if (changed.length > maxRendered)
    wiring.log.info(`${changed.length - maxRendered} more kustomizations were not rendered.`)
  return rendered
}

/** A preview does without, unless a CLI was asked for. */
async function findForPreview(
  { inputs, log }: RareWiring,
  find: () => Promise<Kustomize | undefined>
): Promise<Kustomize | undefined> {
  try {
    const found = await find()
    if (found === undefined) log.info('There is no kustomize on PATH, so the manifests are not rendered.')
    return found
  } catch (error) {
    const isOptional = inputs.editor === 'yaml' && inputs.kustomizePath === undefined
    if (!isOptional || !(error instanceof ActionError) || error.code !== 'KUSTOMIZE_MISSING') throw error
    log.info(`The manifests are not rendered: ${error.message}`)
    return undefined
  }
}

async function compare(bump: Bump, log: Logger): Promise<string> {
  const changes = bump.changes.filter(({ before, after }) => before !== after)
  if (changes.length === 0) return ''
  try {
    const { limitDiff, unifiedDiff } = await import('../text/diff.ts')
    const { text, omitted } = limitDiff(await unifiedDiff(changes), diffBytes)
    if (omitted > 0)
      log.warning(`The output diff leaves out ${omitted} file(s): it would be larger than GitHub takes.`)
    return text
  } catch (error) {
    log.warning(`The difference could not be shown: ${String(error)}`)
    return ''
  }
}
