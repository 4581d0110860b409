import { type Notice, notice } from '../errors/notice.ts'
import type { Base } from '../gitops/index.ts'
import { oneLine } from '../log/log.ts'
import {
  entriesOf,
  type ImageState,
  newerEntries,
  type Plan,
  type Running,
  runningOn,
  unchangedEntries
} from '../plan/index.ts'
import { formatReference, type ImageReference } from '../registry/index.ts'
import { moveTag, newestOf, orWhy, type TaggedImage, taggedImage } from './move-tag.ts'
import type { Job } from './ports.ts'
import { type Wish, wishOf } from './tag-wish.ts'

/** How often it is looked at once more, after a tag was moved, whether the branch still deploys what it names. */
const rounds = 6
/** How long is waited before each look but the first, in milliseconds. */
const betweenMs = 500

/**
 * Gives images their extra tags, once the plan is published: such tags follow what the branch deploys. Another run may land
 * while a tag is being moved, and a registry has no compare-and-swap. So the branch is looked at before and, as long as a
 * tag was moved, after it: whichever run moves it last sees what is deployed then, and moves it there.
 * @param plan what was published; images that are not in it, because something newer runs, get none
 * @returns what could not be set, which is no reason to call the deploy a failure
 */
export async function setExtraTags(
  job: Job,
  base: Base,
  images: readonly ImageState[],
  plan: Plan
): Promise<readonly Notice[]> {
  const wanted = images.filter(({ input }) => input.extraTags.length > 0)
  if (wanted.length === 0) return []
  if (base.kind === 'workspace') return [notSetYet]
  const mayHave = wanted.filter(({ input }) => {
    const isOwn = ({ id }: { readonly id: string }) => id === input.id
    const isDeployed = [...entriesOf(plan), ...unchangedEntries(plan)].some(isOwn)
    // Where one file has something newer, so may the tag.
    return isDeployed && !newerEntries(plan).some(isOwn)
  })
  if (mayHave.length === 0) return []
  return await job.ports.log.group('Set the extra tags', async () => {
    const wishes = await Promise.all(mayHave.map(state => wishOf(state, images, plan, job)))
    return await setAll({ job, problems: new Map() }, wishes)
  })
}

const notSetYet = notice(
  '`extra-tags` are not set with `publish: workspace`: they follow what is deployed, and nothing is deployed yet.',
  undefined,
  'notice'
)

/** What the steps share. */
interface Tagging {
  readonly job: Job
  /** What could not be set, by the tag. */
  readonly problems: Map<string, Notice>
}

async function setAll(work: Tagging, wishes: readonly Wish[]): Promise<readonly Notice[]> {
  let open = await moveAll(work, wishes, 0)
  for (let round = 1; open.length > 0; round += 1) {
    if (round === rounds) {
      fail(work, open, `after ${rounds} attempts the registry still names another image`)
      break
    }
    if (round > 1) await work.job.ports.clock.sleep(betweenMs)
    open = await moveAll(work, open, round)
  }
  return [...work.problems.values()]
}

/** Moves tags to what the branch deploys now; returns what was moved, which is to be looked at again. */
async function moveAll(work: Tagging, wishes: readonly Wish[], round: number): Promise<readonly Wish[]> {
  const { inputs, ports } = work.job
  const images = wishes.map(({ state }) => state.input)
  const look = async () => await runningOn(await ports.target.read(), images, { inputs, ports })
  const running = await orWhy(look())
  if (typeof running === 'string') {
    fail(work, wishes, `what the branch deploys now could not be read: ${running}`)
    return []
  }
  return (await Promise.all(wishes.map(wish => moveOne(work, wish, running, round)))).flat()
}

async function moveOne(work: Tagging, wish: Wish, running: Running, round: number): Promise<readonly Wish[]> {
  const { inputs, ports } = work.job
  const { state, tags } = wish
  const now = await deployed(work, wish, running.get(state.input.id) ?? [])
  // Whoever has landed over it sets them. Over one that went back they may not: the tag may name what it went back from.
  if (round === 0 && now !== 'ours' && !inputs.allowOlder) {
    const names = tags.map(tag => formatReference({ name: state.input.repository.name, tag })).join(', ')
    ports.log.info(`${names}: not set, because the branch does not deploy this image any more`)
    return []
  }
  const image = now === 'ours' ? wish.image : await findOther(work, now, wish)
  if (typeof image === 'string') {
    fail(work, [wish], image)
    return []
  }
  // What somebody else has landed over ours was judged when it landed.
  const other = { isForced: true, because: ', which the branch deploys' }
  const options = { ...(now === 'ours' ? { isForced: inputs.allowOlder } : other), isFirst: round === 0 }
  const again = await Promise.all(
    tags.map(async (tag): Promise<readonly Wish[]> => {
      const moved = await orWhy(moveTag(image, tag, options, ports))
      if (typeof moved === 'string' || moved.kind === 'failed')
        fail(work, [{ ...wish, tags: [tag] }], typeof moved === 'string' ? moved : moved.why)
      if (typeof moved === 'string' || moved.kind !== 'moved') return []
      return [
        { ...wish, tags: [tag], ...(now === 'ours' ? { image: { ...image, from: moved.digest } } : {}) }
      ]
    })
  )
  return again.flat()
}

/** What the branch deploys: ours, or what others have landed over it; the newest, where that are several. */
async function deployed(
  work: Tagging,
  { versions }: Wish,
  running: readonly ImageReference[]
): Promise<'ours' | ImageReference | undefined> {
  const known = new Set(versions.map(each => JSON.stringify(each)))
  const isOurs = (each: ImageReference) => known.has(JSON.stringify(each))
  if (running.length > 0 && running.every(isOurs)) return 'ours'
  const newest = await newestOf(running, work.job.ports.source)
  return newest !== undefined && isOurs(newest) ? 'ours' : newest
}

async function findOther(
  work: Tagging,
  now: ImageReference | undefined,
  { state }: Wish
): Promise<TaggedImage | string> {
  if (now === undefined) return 'the branch does not deploy it any more'
  return await orWhy(taggedImage(now, state.input.repository, work.job.ports))
}

function fail(work: Tagging, wishes: readonly Wish[], why: string): void {
  for (const { state, tags } of wishes) {
    for (const tag of tags) {
      const reference = formatReference({ name: state.input.repository.name, tag })
      const message = `The tag ${reference} could not be set (${why}); the deploy itself is done.`
      work.problems.set(reference, notice(oneLine(message)))
    }
  }
}
