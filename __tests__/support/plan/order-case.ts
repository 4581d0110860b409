import type { RunContext } from '../../../src/context/context.ts'
import type { ImageInput } from '../../../src/inputs/images.ts'
import type { Inputs } from '../../../src/inputs/inputs.ts'
import type { Tag } from '../../../src/inputs/tag-template.ts'
import type { EntryEdit } from '../../../src/kustomization/edit/entry-stages.ts'
import type { ImageState } from '../../../src/plan/images.ts'
import type { Random } from '../../../testbed/random.ts'
import { entryEdit } from './entry-edit.ts'
import { isStillThere, makeHistory, type OrderWorld, ourSource, type WorldImage } from './order-world.ts'

/** How an image is named, and what it was made from. */
export interface Version {
  readonly tag: string | undefined
  readonly digest: string | undefined
  readonly madeFrom: string | undefined
  /** How the tag names the commit. */
  readonly names: 'whole' | 'beginning' | 'not' | 'another'
}

/** One entry that is to be set, in one world. */
export interface OrderCase {
  readonly world: OrderWorld
  readonly running: Version
  readonly coming: Version
  /** How the input asks for it. */
  readonly kind: 'build' | 'use' | 'written' | 'line'
  readonly allowOlder: boolean
  readonly entry: EntryEdit
  readonly images: readonly ImageState[]
  readonly inputs: Inputs
  readonly context: RunContext
}

const shop = 'ghcr.io/acme/shop'

/** Makes one case; undefined where nothing would differ. */
export function makeOrderCase(random: Random): OrderCase | undefined {
  const history = makeHistory(random)
  const images = new Map<string, WorldImage>()
  const ids = history.nodes.map(({ id }) => id)
  const running = makeVersion(random, images, ids, random.chance(0.08) ? undefined : random.pick(ids), 'v3')
  const kind = random.pick(['build', 'build', 'use', 'written', 'line'] as const)
  const coming = makeComing(random, kind, images, history.runCommit, ids)
  const everything: OrderWorld = {
    ...history,
    images,
    checkout: random.pick(['none', 'one commit', 'one commit', 'whole']),
    knowsBranches: random.chance(0.7),
    fetchFault: random.chance(0.6) ? undefined : random.pick(['access', 'other']),
    givesUnreachable: random.chance(0.7),
    api: random.pick(['none', 'there', 'access', 'other']),
    labelsFault: random.chance(0.2),
    takenBack: undefined
  }
  const gone = ids.filter(id => !isStillThere(everything, id))
  const world = {
    ...everything,
    takenBack: random.chance(0.3) && gone.length > 0 ? random.pick(gone) : undefined
  }
  if (running.tag === coming.tag && running.digest === coming.digest) return undefined
  const allowOlder = random.chance(0.1)
  return { world, running, coming, kind, allowOlder, ...wanted(world, running, coming, kind, allowOlder) }
}

function makeComing(
  random: Random,
  kind: OrderCase['kind'],
  images: Map<string, WorldImage>,
  runCommit: string,
  ids: readonly string[]
): Version {
  const ofRun = { digest: undefined, madeFrom: runCommit } as const
  if (kind === 'build') return { ...ofRun, tag: runCommit, names: 'whole' }
  if (kind === 'use') {
    const tag = random.chance(0.7) ? runCommit : 'run-7'
    images.set(tag, labelled(random, runCommit))
    return { ...ofRun, tag, names: tag === runCommit ? 'whole' : 'not' }
  }
  const isForeign = kind === 'line' && random.chance(0.2)
  return makeVersion(random, images, ids, isForeign ? undefined : random.pick(ids), 'v1')
}

/** An image that was made from a commit, and one of the ways to name it. */
function makeVersion(
  random: Random,
  images: Map<string, WorldImage>,
  ids: readonly string[],
  madeFrom: string | undefined,
  word: string
): Version {
  const way =
    madeFrom === undefined ? 'word' : random.pick(['whole', 'beginning', 'word', 'digest', 'both'] as const)
  const isPinned = way === 'digest' || way === 'both'
  const digest = isPinned ? `sha256:${word === 'v1' ? '1' : '3'}`.padEnd(71, '0') : undefined
  const beside = random.chance(0.3) ? random.pick(ids) : (madeFrom ?? '')
  const tags = {
    whole: madeFrom,
    beginning: `sha-${madeFrom?.slice(0, 8) ?? ''}`,
    word,
    digest: undefined,
    both: beside
  }
  const tag = tags[way]
  const image = labelled(random, madeFrom)
  images.set(digest ?? tag ?? '', image)
  const names =
    way === 'beginning'
      ? 'beginning'
      : way === 'whole'
        ? 'whole'
        : way !== 'both'
          ? 'not'
          : beside === madeFrom
            ? 'whole'
            : 'another'
  return { tag, digest, madeFrom, names }
}

/** Labels say the truth, as far as they say anything; without any of its own an image has those of its base. */
function labelled(random: Random, madeFrom: string | undefined): WorldImage {
  const isSilent = random.chance(0.2)
  if (madeFrom === undefined) {
    const revision = isSilent ? undefined : `0${'f'.repeat(38)}${random.below(10)}`
    return { madeFrom, revision, source: random.chance(0.7) ? 'https://github.com/acme/base' : undefined }
  }
  if (random.chance(0.1)) return { ...labelled(random, undefined), madeFrom }
  const source = random.chance(0.7) ? ourSource : undefined
  return { madeFrom, revision: isSilent ? undefined : madeFrom, source }
}

function wanted(
  world: OrderWorld,
  running: Version,
  coming: Version,
  kind: OrderCase['kind'],
  allowOlder: boolean
): Pick<OrderCase, 'entry' | 'images' | 'inputs' | 'context'> {
  const { runCommit, historyRef } = world
  const isOfRun = kind === 'build' || kind === 'use'
  const tag: Tag | undefined =
    coming.tag === undefined
      ? undefined
      : {
          text: coming.tag,
          isLiteral: !isOfRun,
          namesCommit: coming.tag.includes(runCommit),
          ...{ isShortened: false, moves: undefined }
        }
  const image = {
    kind: kind === 'line' ? 'prebuilt' : 'buildable',
    id: 'image',
    ...{ tag, digest: coming.digest, repository: { name: shop }, newName: undefined, keepsTag: false }
  } as unknown as ImageInput
  const before = { newName: shop, newTag: running.tag, digest: running.digest }
  const after = { newName: shop, newTag: coming.tag, digest: coming.digest }
  return {
    entry: { ...entryEdit('k.yaml', 'shop', before, after), id: 'image' },
    images: [
      {
        input: image,
        choice: kind === 'build' ? 'build' : 'use',
        commit: runCommit,
        built: false
      } as unknown as ImageState
    ],
    inputs: { images: [image], allowOlder, githubToken: 'x' } as unknown as Inputs,
    context: {
      ...{ sourceCommit: runCommit, triggerCommit: runCommit, repository: 'acme/shop', historyRef },
      ...{ isByHand: false, isTag: false, refName: 'main' }
    } as unknown as RunContext
  }
}
