import type { RunContext } from '../context/context.ts'
import type { Base } from '../gitops/index.ts'
import type { Inputs } from '../inputs/index.ts'
import {
  type EntryMatch,
  type FileEdit,
  firstOfEachEntry,
  type Kustomizations,
  type MatchedKustomization,
  type SetImage,
  want,
  type WantedEntry
} from '../kustomization/index.ts'
import { type Digests, formatReference, type Resolver } from '../registry/index.ts'
import type { Source, SourceCommit } from '../source/index.ts'
import { commitText } from './commit-message.ts'
import { byId, pinnedBy, referencesOf } from './digests.ts'
import { remarkNotices } from './guards/guard.ts'
import { keepNewer } from './guards/newer.ts'
import { keepUnchanged } from './guards/unchanged.ts'
import type { ImageState } from './images.ts'
import type { Plan } from './plan.ts'
import { setImageOf } from './set-images.ts'
import type { Clock } from '../system/clock.ts'
import { matchKustomizations } from './match.ts'

export interface PlannerOptions {
  readonly inputs: Inputs
  readonly context: RunContext
  readonly ports: {
    readonly source: Source
    readonly clock: Clock
    readonly kustomizations: Pick<Kustomizations, 'match' | 'edit' | 'prefetch'>
  }
  readonly resolver: Resolver
}

/**
 * Plans on one base, with what is known of the buildable images.
 * @param until after this nobody is asked for the order any more, in milliseconds since the epoch
 */
export type PlanOn = (base: Base, images: readonly ImageState[], until: number) => Promise<Plan>

/**
 * Creates the planner of a deploy: locate, match, resolve, guard, edit, commit text. Each step takes the values of the one
 * before, and a file is parsed and edited once. After a build a base is planned again, with the digests that are now known.
 * @param commit the commit of the run
 * @throws {ActionError} (the planner) what locating, matching and editing throw; IMAGE_NOT_FOUND, DIGEST_MISMATCH,
 *   DIGEST_UNKNOWN
 */
export function createPlanner(options: PlannerOptions, commit: SourceCommit): PlanOn {
  const { inputs, context, ports, resolver } = options
  const { source, kustomizations, clock } = ports
  const guarding = { inputs, context, source, digests: resolver.digests }
  return async (base, images, until) => {
    for (const { input, digest, built } of images)
      resolver.note({ name: input.repository.name, tag: input.tag.text }, digest, built)
    const skipped = images.filter(({ choice }) => choice === 'skip')
    const sets = inputs.images
      .filter(image => !skipped.some(({ input }) => input === image))
      .map(image => setImageOf(image, inputs))

    const files = sets.length === 0 ? [] : await matchKustomizations(base, sets, options)
    const matches = files.flatMap(file => file.matches)
    // With the digests known so far, to find out which others are needed.
    const draft = firstOfEachEntry(wantAll(matches, sets, resolver.digests))
    const digests = await resolver.resolve(referencesOf(draft, inputs, byId(inputs)))
    const wanted = wantAll(matches, sets, digests)

    const unchanged = await keepUnchanged(wanted, images, guarding)
    const newer = await keepNewer(unchanged.wanted, images, {
      ...guarding,
      hasTime: () => clock.now() < until
    })
    const set = firstOfEachEntry(newer.wanted)
    await resolver.confirm(pinnedBy(set, byId(inputs)))
    const edits = await editAll(files, set, kustomizations)
    const kept = [...skipped.flatMap(image => image.kept), ...unchanged.kept, ...newer.kept]
    return {
      files: edits,
      updates: edits.flatMap(({ path, before, after }) =>
        before === after ? [] : [{ path, content: Buffer.from(after) }]
      ),
      kept,
      commit: commitText({ files: edits, kept }, images, digests, { inputs, context, commit }),
      notices: [
        ...edits.flatMap(({ notices }) => notices),
        ...remarkNotices([...unchanged.remarks, ...newer.remarks], edits)
      ]
    }
  }
}

function wantAll(
  matches: readonly EntryMatch[],
  sets: readonly SetImage[],
  digests: Digests
): readonly WantedEntry[] {
  const setOf = new Map(sets.map(set => [set.id, set]))
  return matches.flatMap(match => {
    const set = setOf.get(match.id)
    return set === undefined
      ? []
      : [want(match, set, (name, tag) => digests.get(formatReference({ name, tag })))]
  })
}

/** One file after the other: the kustomize CLI is a process for each. */
async function editAll(
  files: readonly MatchedKustomization[],
  wanted: readonly WantedEntry[],
  { edit }: Pick<Kustomizations, 'edit'>
) {
  const byPath = new Map<string, WantedEntry[]>()
  for (const entry of wanted) byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry])
  const edits: FileEdit[] = []
  for (const file of files) {
    const entries = byPath.get(file.path)
    if (entries !== undefined) edits.push(await edit(file, entries))
  }
  return edits
}
