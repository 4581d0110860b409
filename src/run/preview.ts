import type { Notice } from '../errors/notice.ts'
import type { Tree } from '../git/index.ts'
import type { Kustomizations, RenderedFile } from '../kustomization/index.ts'
import type { Logger } from '../log/log.ts'
import type { Bump } from '../plan/index.ts'

/** Outputs of a job may have 1 MB in all (docs.github.com, "Passing information between jobs"). */
const diffBytes = 900_000

/** Shows what a plan changes, as `git diff` does. It never fails. */
export async function compare(bump: Bump, log: Logger): Promise<string> {
  const changes = changedFiles(bump)
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

/** Looks for reasons why a plan may have no effect. */
export function advise(tree: Tree, bump: Bump, kustomizations: Kustomizations): Promise<readonly Notice[]> {
  const texts = new Map(bump.changes.map(change => [change.path, change.after]))
  return kustomizations.advise(
    tree,
    bump.edits.map(each => ({ ...each, text: texts.get(each.path) ?? '' }))
  )
}

/** Renders the manifests of what changes, before and after. */
export function render(
  tree: Tree,
  bump: Bump,
  kustomizations: Kustomizations
): Promise<readonly RenderedFile[]> {
  return kustomizations.render(
    tree,
    changedFiles(bump),
    bump.edits.map(({ edit }) => edit)
  )
}

function changedFiles({ changes }: Bump) {
  return changes.filter(({ before, after }) => before !== after)
}
