import { once } from '../async/once.ts'
import type { Base, Published } from '../gitops/index.ts'
import {
  chooseImages,
  createPlanner,
  isSuperseded,
  planOwnDeploy,
  type Plan,
  requireDigests,
  skipUnused
} from '../plan/index.ts'
import { buildImages } from './build-images.ts'
import { compare } from './compare.ts'
import { setExtraTags } from './extra-tags.ts'
import { type Observation, observe } from './observe.ts'
import type { Job } from './ports.ts'
import { preview } from './preview.ts'
import type { Outcome } from './report.ts'

/**
 * Deploys: observe, choose, plan; then build what is missing, publish the plan, set the extra tags. No image is built or
 * pushed before the plan has been made and could be published.
 */
export async function deploy(job: Job): Promise<Outcome> {
  const { inputs, ports, learn } = job
  const seen = await observe(job)
  if (await endsLoop(job, seen)) return 'unchanged'
  const choices = chooseImages(seen.images, job)
  const planOn = createPlanner(job, seen.commit)
  const plan = await planOn(seen.base, choices.images, ports.clock.now() + inputs.publishTimeoutMs)
  learn({ plan, images: choices.images })
  if (ports.target.isPreview) return await preview(job, seen.base, plan, choices.problems)
  if (isSuperseded(plan)) return 'superseded'

  const images = skipUnused(choices.images, plan)
  requireDigests(plan, inputs, images)
  const advise = once(() => {
    learn({ advice: [ports.kustomizations.advise(seen.base.tree, plan.files)] })
  })
  // During a build advice costs no time. Without a build it begins once the push is under way, else at the end.
  const built = await buildImages(job, seen, images, plan, advise)
  const planAgain = async (base: Base, until: number) => {
    const final = base === seen.base && !built.hasBuilt ? plan : await planOn(base, built.images, until)
    requireDigests(final, inputs, built.images)
    // Before it is written: of a checkout that cannot be, the difference is all there is.
    if (base.kind === 'workspace') learn({ diff: await compare(final, ports.log) })
    return final
  }
  const published = await ports.target.publish({
    ...{ base: seen.base, isStale: built.hasBuilt, planOn: planAgain, meanwhile: advise },
    onAttempt: attempts => {
      learn({ attempts })
    }
  })
  advise()
  learn({ plan: published.plan, published })
  if (seen.base.kind === 'branch') learn({ diff: await compare(published.plan, ports.log) })
  learn({ notices: await setExtraTags(job, seen.base, built.images, published.plan) })
  return outcomeOf(published)
}

/** A run for newtag's own commit has nothing to do. */
async function endsLoop(job: Job, seen: Observation): Promise<boolean> {
  const plan = await planOwnDeploy(seen, job)
  if (plan !== undefined) job.learn({ plan })
  return plan !== undefined
}

function outcomeOf({ kind, plan }: Published<Plan>): Outcome {
  switch (kind) {
    case 'landed':
      return 'deployed'
    case 'written':
      return 'written'
    case 'unchanged':
      return isSuperseded(plan) ? 'superseded' : 'unchanged'
  }
}
