// Makes the output `diff`: what a plan changes, as `git diff` shows it.

import type { Logger } from '../log/log.ts'
import type { Plan } from '../plan/index.ts'

/** Outputs of a job may have 1 MB in all (docs.github.com, "Passing information between jobs"). */
const diffBytes = 900_000

/** Shows what a plan changes, as `git diff` does. It never fails. */
export async function compare({ files }: Plan, log: Logger): Promise<string> {
  const changed = files.filter(({ before, after }) => before !== after)
  if (changed.length === 0) return ''
  try {
    const { limitDiff, unifiedDiff } = await import('../text/diff.ts')
    const { text, omitted } = limitDiff(await unifiedDiff(changed), diffBytes)
    if (omitted > 0)
      log.warning(`The output diff leaves out ${omitted} file(s): it would be larger than GitHub takes.`)
    return text
  } catch (error) {
    log.warning(`The difference could not be shown: ${String(error)}`)
    return ''
  }
}
