import { notice } from '../errors/notice.ts'
import type { Base } from '../gitops/index.ts'
import { type Plan, unbuiltNotices } from '../plan/index.ts'
import { compare } from './compare.ts'
import type { Job } from './ports.ts'
import type { Outcome } from './report.ts'

/**
 * Shows what a deploy would do: the difference, and what kustomize makes of it.
 * @param problems why a deploy would fail
 */
export async function preview(
  { inputs, ports, learn }: Job,
  { tree }: Base,
  plan: Plan,
  problems: readonly string[]
): Promise<Outcome> {
  const { kustomizations, log } = ports
  const wouldFail = problems.map(message => notice(message))
  const notices = Promise.resolve([...wouldFail, ...unbuiltNotices(plan, inputs)])
  learn({ advice: [kustomizations.advise(tree, plan.files), notices] })
  await log.group('Preview', async () => {
    learn({ diff: await compare(plan, log) })
    learn({ rendered: await kustomizations.render(tree, plan.files) })
  })
  return 'previewed'
}
