import { describe, expect, test } from '@jest/globals'

import { remarkNotices } from '../../../../src/plan/guards/guard.ts'
import { keepNewer } from '../../../../src/plan/guards/newer.ts'
import { commitsIn } from '../../../../src/source/tag-commits.ts'
import { createRandom } from '../../../../testbed/random.ts'
import { fileEdits } from '../../../support/plan/entry-edit.ts'
import { makeOrderCase, type OrderCase, type Version } from '../../../support/plan/order-case.ts'
import { orderIn } from '../../../support/plan/order-places.ts'
import {
  isStillThere,
  type OrderWorld,
  ourSource,
  reachable,
  relationOf,
  upTo
} from '../../../support/plan/order-world.ts'

const seed = Number(process.env['NEWTAG_SEED'] ?? 12)
const cases = Number(process.env['NEWTAG_CASES'] ?? 25_000)

interface Outcome {
  readonly isKept: boolean
  /** What a person is told: doubts, and what only the log says. */
  readonly doubts: readonly string[]
  readonly facts: readonly string[]
  readonly asked: readonly string[]
}

async function judge(each: OrderCase): Promise<Outcome> {
  const { world, entry, images, inputs, context } = each
  const { order, asked } = orderIn(world)
  const options = { inputs, context, source: order, digests: new Map<string, string>(), hasTime: () => true }
  const { wanted, kept, remarks } = await keepNewer([entry], images, options)
  expect(wanted.length + kept.length).toBe(1)
  const notices = remarkNotices(remarks, fileEdits([entry]))
  const texts = (isFact: boolean) =>
    notices.flatMap(({ level, message }) => ((level === 'info') === isFact ? [message] : []))
  return { isKept: kept.length > 0, doubts: texts(false), facts: texts(true), asked }
}

/** What is true, seen from above. */
function truthOf({ world, running, coming }: OrderCase) {
  const [ours, theirs] = [coming.madeFrom, running.madeFrom]
  if (ours === undefined || theirs === undefined) return undefined
  const isThere = isStillThere(world, theirs)
  const relation = relationOf(world, ours, theirs)
  return { relation, isThere, isNewer: relation === 'descendant' && isThere }
}

/** The image of a digest says nothing of itself, and the tag beside it names something else: nobody can know better. */
function isMisled({ world, running, coming }: OrderCase): boolean {
  return [running, coming].some(
    ({ names, digest, madeFrom }) =>
      names === 'another' && world.images.get(digest ?? '')?.revision !== madeFrom
  )
}

/**
 * The same, because the label cannot be read, or could be that of a base image: then the tag may protect what runs, and no
 * more.
 */
function mayProtect({ world, running, coming }: OrderCase): boolean {
  return [running, coming].some(({ names, digest }) => {
    const isOfBase = world.images.get(digest ?? '')?.source === undefined
    return names === 'another' && (world.labelsFault || isOfBase)
  })
}

function labelOf(world: OrderWorld, { tag, digest }: Version) {
  return world.labelsFault ? undefined : world.images.get(digest ?? tag ?? '')
}

/** Whether a name of a commit, or the label of its image, leads to it for certain. */
function isNamed(world: OrderWorld, version: Version): boolean {
  const label = labelOf(world, version)
  if (label?.revision !== undefined && label.revision === version.madeFrom) return true
  if (version.names !== 'whole') return false
  // A revision that says nothing of where it comes from may be that of a base image, or one that cannot be found.
  const isSilent = label !== undefined && (label.revision === undefined || label.source !== undefined)
  return version.digest === undefined || isSilent
}

/** The commits, and where the branches are, can be seen by somebody who is asked. */
function seesCommits({ world, running, coming }: OrderCase): boolean {
  const { madeFrom } = running
  if (madeFrom === undefined || coming.madeFrom === undefined) return false
  const branches = [world.historyRef ?? 'refs/heads/main', 'refs/heads/main']
  const areThere = branches.every(ref => world.branches[ref.replace('refs/heads/', '')] !== undefined)
  const onBranches = reachable(world)
  const isGiven = [madeFrom, coming.madeFrom].every(id => onBranches.has(id)) || world.givesUnreachable
  const byFetch = world.fetchFault === undefined && isGiven
  const byApi = world.api === 'there' && world.fetchFault !== undefined
  return areThere && (byFetch || byApi)
}

function isOfRun({ kind }: OrderCase): boolean {
  return kind === 'build' || kind === 'use'
}

function seesAll(each: OrderCase): boolean {
  const { world, running, coming } = each
  if (!isNamed(world, running) || !(isOfRun(each) || isNamed(world, coming))) return false
  // A beginning that several commits have is looked up only after the label; before that it says nothing.
  const ambiguous = [running, coming].some(({ names }) => names === 'beginning') && hasAlike(world)
  return !ambiguous && seesCommits(each)
}

/** The label of what runs leads nowhere, but the tag beside its digest names a commit: enough to protect it. */
function isProtected(each: OrderCase): boolean {
  const { world, running } = each
  const isNamedByTag = running.names === 'whole' && labelOf(world, running)?.source !== ourSource
  return isNamedByTag && isOfRun(each) && seesCommits(each) && world.fetchFault === undefined
}

function hasAlike({ nodes }: OrderWorld): boolean {
  return new Set(nodes.map(({ id }) => id.slice(0, 8))).size < nodes.length
}

function isVisible(world: OrderWorld, id: string): boolean {
  const { checkout, fetchFault, runCommit } = world
  const onBranches = reachable(world).has(id)
  const isGiven = fetchFault === undefined && (onBranches || world.givesUnreachable)
  const isInCheckout = checkout === 'whole' ? onBranches || upTo(world, runCommit).has(id) : false
  return (
    world.nodes.some(node => node.id === id) &&
    (isGiven || isInCheckout || world.api === 'there' || (checkout !== 'none' && id === runCommit))
  )
}

/** What an image says of where it comes from; of a database, for example, nothing, or that it is from elsewhere. */
function claimOf(world: OrderWorld, version: Version): 'ours' | 'elsewhere' | 'nothing' | 'open' {
  const label = labelOf(world, version)
  const names = commitsIn(version.tag ?? '')
  const named = [...world.nodes.map(({ id }) => id).filter(id => names.some(name => id.startsWith(name)))]
  const isFound = [...named, label?.revision ?? ''].some(id => isVisible(world, id))
  if (label?.source === ourSource || isFound) return 'ours'
  if (label === undefined) return 'open'
  if (label.source !== undefined) return 'elsewhere'
  if (names.length === 0 && label.revision === undefined) return 'nothing'
  return world.fetchFault === undefined || world.api === 'there' ? 'elsewhere' : 'open'
}

/** It is of somebody else, in all likelihood, and does not take the place of one of ours. */
function looksForeign({ world, running, coming, kind }: OrderCase): boolean {
  const claims = [running, coming].map(version => claimOf(world, version))
  const isSilent = claims.includes('elsewhere') || claims.every(claim => claim === 'nothing')
  return kind === 'line' && !claims.includes('ours') && isSilent
}

/** Nobody can see any commit of the history. */
function seesNothing({ world }: OrderCase): boolean {
  return world.fetchFault !== undefined && world.api !== 'there' && world.checkout === 'none'
}

function check(each: OrderCase, outcome: Outcome): string | undefined {
  const { world, coming, running, kind, allowOlder } = each
  const { isKept, doubts, facts, asked } = outcome
  const truth = truthOf(each)
  const isOurs = kind !== 'line'
  const isGone = ['descendant', 'diverged'].includes(truth?.relation ?? '') && truth?.isThere === false
  if (new Set(asked).size < asked.length) return 'a label was asked for twice'
  if (allowOlder) {
    if (isKept || doubts.length > 0) return 'going back was allowed'
    if (seesAll(each) && isGone && !isMisled(each) && !facts.join().includes('was taken back'))
      return 'went on in silence from what was taken back'
    if (seesAll(each) && truth?.isNewer === true && !facts.join().includes('goes back'))
      return 'went back in silence'
    return facts.join().includes('goes back') &&
      truth?.relation !== 'descendant' &&
      !isMisled(each) &&
      !mayProtect(each)
      ? 'did not go back'
      : undefined
  }
  if (isKept && truth?.isNewer !== true && !isMisled(each) && !mayProtect(each))
    return 'superseded by something that is not newer, or gone'
  if (!isKept && truth?.isNewer === true) {
    if (seesAll(each)) return 'an older one over a newer one, which could be known'
    if (isProtected(each)) return 'an older one over a newer one, which its tag names'
    if (doubts.length === 0 && !isMisled(each) && !looksForeign(each))
      return 'an older one over a newer one, in silence'
  }
  if (seesAll(each) && truth !== undefined && !isMisled(each)) {
    const isOpen = truth.relation === 'diverged' && truth.isThere
    if (doubts.length > 0 !== isOpen) return 'a doubt about what is certain, or none about what is open'
    if (facts.join().includes('was taken back') !== isGone)
      return 'what was taken back is not told, or something else is'
  }
  const isUnnamed = running.names === 'not' && labelOf(world, running)?.revision === undefined
  if (isOurs && isUnnamed && doubts.length === 0) return 'nothing names what runs, in silence'
  const isSame = coming.madeFrom === running.madeFrom
  if (isOurs && seesNothing(each) && !isSame && !isMisled(each) && doubts.length === 0)
    return 'nobody could see, in silence'
  if (doubts.some(text => /\n/.test(text)) || doubts.length > 1) return 'more than one line'
  return undefined
}

describe('the order guard, against an oracle that sees the whole truth', () => {
  test(`never lets an older one replace a newer one that could be known, never keeps what is not newer, is never silent (${cases} cases)`, async () => {
    const counts = { kept: 0, replaced: 0, doubted: 0, takenBack: 0, wentBack: 0, seen: 0 }
    for (let index = 0; index < cases; index += 1) {
      const each = makeOrderCase(createRandom(seed, index))
      if (each === undefined) continue
      const outcome = await judge(each)
      const problem = check(each, outcome)
      if (problem !== undefined) {
        const { world, running, coming, kind } = each
        throw new Error(
          `${problem}: seed ${seed}, case ${index}\n${JSON.stringify({ kind, running, coming, truth: truthOf(each), outcome, world, images: [...world.images] }, undefined, 1)}`
        )
      }
      if (outcome.isKept) counts.kept += 1
      else counts.replaced += 1
      if (outcome.doubts.length > 0) counts.doubted += 1
      if (outcome.facts.join().includes('was taken back')) counts.takenBack += 1
      if (outcome.facts.join().includes('goes back')) counts.wentBack += 1
      if (seesAll(each)) counts.seen += 1
    }
    // What never happens is not tested.
    for (const [what, count] of Object.entries(counts))
      expect({ what, isMany: count > cases / 200 }).toEqual({ what, isMany: true })
  })
})
