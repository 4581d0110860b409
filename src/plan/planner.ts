import { type Bump, type FileEdit } from './plan.ts'
import { referencesOf } from './digests.ts'
import type { DecidedImage } from './choose-images.ts'
import { keepOrder } from './guards/order.ts'
import { keepUnchanged } from './guards/unchanged.ts'
import { type LeaveOut, leavingOut } from './leave-out.ts'
import type { Kustomizations } from '../kustomization/index.ts'
import type { Source, SourceCommit } from '../source/index.ts'
import { bumpRequest } from './set-images.ts'
import type { RunContext } from '../context/context.ts'
import { planBump } from './plan-edits.ts'
import type { Resolver } from '../registry/index.ts'
import type { Tree } from '../git/index.ts'
import type { Inputs } from '../inputs/index.ts'

/** What is known of one image of this run when a bump is planned. */
export interface PlannedImage extends DecidedImage {
  /** It is no part of the bump. */
  readonly isLeft?: boolean
}

export interface PlannerPorts {
  readonly source: Source
  readonly kustomizations: Pick<Kustomizations, 'edit' | 'prefetch'>
}

export interface PlannerOptions {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly ports: PlannerPorts
  readonly resolver: Resolver
}

/** Plans the bump on a tree, with what is known of the images of this run, in the order of the inputs. */
export type PlanOn = (images: readonly PlannedImage[], tree: Tree) => Promise<Bump>

/** Makes what plans the bump, on the first tip and again on each that follows. */
export function createPlanner(
  { inputs, context, ports, resolver }: PlannerOptions,
  start: { readonly commit: SourceCommit }
): PlanOn {
  // After a race the files are the same, or small enough to come with the tip.
  let isFirst = inputs.publish !== 'workspace'
  const alongside = async (tree: Tree, paths: readonly string[]) => {
    const likely = isFirst ? ports.kustomizations.prefetch(tree, paths) : []
    isFirst = false
    return await likely
  }
  let first: Bump | undefined
  return async (images, tree) => {
    for (const { image, known } of images)
      resolver.note({ name: image.repository.name, tag: image.tag }, known.digest)
    const own = images.map(({ known }) => known)
    const builtFrom = (change: number) => {
      const image = images[change]
      return image?.known.built === true || image?.isToBuild === true ? image.builtCommit : undefined
    }
    const about = { commit: start.commit, builtFrom, known: { own, digests: resolver.digests } }
    const request = { ...bumpRequest(inputs, context, about), alongside }
    const isLeft = (change: number) => images[change]?.isLeft === true
    const plan = (leaveOut: LeaveOut = () => false) => {
      const isOut: LeaveOut = (path, change) => isLeft(change) || leaveOut(path, change)
      return planBump(tree, { ...request, leaveOut: isOut }, ports.kustomizations.edit)
    }
    const draft = await plan()
    // The draft tells what the lines deploy; with what the registries say of that, it may have to be made again.
    const before = resolver.digests.size
    const { size } = await resolver.resolve(referencesOf(draft, inputs))
    const informed = size > before ? await plan() : draft
    const fresh = await keepUnchanged(informed, plan, {
      ...{ inputs, context, changes: ports.source },
      sourceOf: change => images[change]?.source
    })
    const isKept = leavingOut(fresh.unchanged)
    const replan = async (leaveOut: LeaveOut): Promise<Bump> => {
      const bump = await plan((path, change) => isKept(path, change) || leaveOut(path, change))
      return { ...bump, unchanged: fresh.unchanged }
    }
    const bump = await keepOrder(fresh, replan, { inputs, context, builtFrom, guard: ports.source })
    first ??= bump
    // What was left out for good is judged no more; why it was is still to be told.
    const isTold = ({ edit }: FileEdit) => isLeft(edit.change)
    return {
      ...bump,
      superseded: [...first.superseded.filter(isTold), ...bump.superseded],
      unchanged: [...first.unchanged.filter(isTold), ...bump.unchanged]
    }
  }
}
