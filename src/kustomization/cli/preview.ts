import path from 'node:path'

import { ActionError } from '../../errors/errors.ts'
import type { EntryEdit } from '../edit/entry-stages.ts'
import { renderBuild } from './render.ts'
import { plain, type CliPorts, type Kustomize } from './run.ts'
import type { Tree } from '../../git/index.ts'
import { collectBuildFiles, limits, type CollectedFiles } from './files.ts'
import { expectedReference, imageDelta, type ImageMove } from './delta.ts'
import { isKustomizationName, kustomizationNames } from '../paths.ts'

type RenderResult =
  /** Without images when the edit has no effect on what is rendered. */
  | { readonly kind: 'rendered'; readonly images: readonly ImageMove[] }
  /** `reason` is a sentence. */
  | { readonly kind: 'skipped'; readonly reason: string }

const maxShown = 10

/**
 * Renders the kustomization at `file` before and after the edits, and proves that nothing but the intended images
 * changes. The other files are those of the tip.
 * @param edited the new texts of all files that are edited together, by their paths
 * @param edits what is new in them
 * @throws {ActionError} RENDER_UNEXPECTED when anything else would change, or the edited one cannot be built;
 *   KUSTOMIZE_MISSING, CANCELLED, and what the tree throws
 */
export async function previewRender(
  kustomize: Kustomize,
  tree: Tree,
  file: string,
  edited: ReadonlyMap<string, string>,
  edits: readonly Pick<EntryEdit, 'name' | 'after'>[],
  ports: CliPorts
): Promise<RenderResult> {
  const skipped = (why: string) =>
    ({ kind: 'skipped', reason: `${plain(file)} was not rendered: ${why}.` }) as const
  if (!isKustomizationName(path.posix.basename(file))) {
    return skipped(`kustomize builds only files named ${kustomizationNames.join(', ')}`)
  }
  const collected = await collectBuildFiles(tree, file)
  if (collected.kind !== 'complete') return skipped(whyNot(collected))
  const files = new Map(collected.files)
  for (const [each, text] of edited) if (files.has(each)) files.set(each, Buffer.from(text))
  const [before, after] = await Promise.all([
    renderBuild(kustomize, collected.files, file, ports),
    renderBuild(kustomize, files, file, ports)
  ])
  if (before.kind === 'failed') {
    return skipped(`kustomize ${kustomize.version} cannot build it as it is: ${before.detail}`)
  }
  if (after.kind === 'failed') throw notBuilt(kustomize, file, after.detail)
  const expected = [...new Set(edits.map(expectedReference))]
  const { images, unexpected } = imageDelta(before.text, after.text, expected)
  if (unexpected.length > 0) throw notOnlyImages(file, unexpected, expected)
  return { kind: 'rendered', images }
}

function whyNot(problem: Exclude<CollectedFiles, { kind: 'complete' }>): string {
  switch (problem.kind) {
    case 'remote':
      return `${plain(problem.by)} refers to ${plain(problem.item)}, which is not in this repository, and the preview reads nothing else`
    case 'link':
      return `${plain(problem.by)} refers to ${plain(problem.item)}, which is or lies behind a symbolic link or a submodule, and the preview follows neither`
    case 'helm':
      return `${plain(problem.by)} inflates a Helm chart, and the preview does not run Helm`
    case 'unreadable':
      // The lines behind the first show the place.
      return plain(problem.detail.split('\n')[0] ?? '').replace(/[.\s]+$/, '')
    case 'too-large': {
      const size = `${limits.files} files, ${limits.bytes / 1_000_000} MB or ${limits.levels} levels of kustomizations`
      return `it is built from more than ${size}, which is more than a preview reads`
    }
  }
}

function notBuilt({ version }: Kustomize, file: string, detail: string): ActionError {
  return new ActionError(
    'RENDER_UNEXPECTED',
    `kustomize ${version} builds ${plain(file)} as it is, but not as edited: ${detail}. Nothing was written. ` +
      'Correct what is to be deployed, or the kustomization.',
    { location: { path: file } }
  )
}

function notOnlyImages(
  file: string,
  unexpected: readonly string[],
  expected: readonly string[]
): ActionError {
  const more = unexpected.length > maxShown ? `; and ${unexpected.length - maxShown} more` : ''
  const places = `${unexpected.slice(0, maxShown).join('; ')}${more}`
  const intended = expected.length === 0 ? 'nothing' : expected.map(plain).join(', ')
  return new ActionError(
    'RENDER_UNEXPECTED',
    `The rendered manifests of ${plain(file)} would also change in: ${places}; only ${intended} ` +
      `${expected.length < 2 ? 'was' : 'were'} to change. Nothing was written. Look for what else takes the value ` +
      'from there: replacements, vars, or another entry of images.',
    { location: { path: file } }
  )
}
