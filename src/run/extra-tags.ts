import { ActionError } from '../errors/errors.ts'
import { oneLine } from '../log/log.ts'
import { type Notice, notice } from '../errors/notice.ts'
import type { Ports } from './ports.ts'
import { entriesOf, type ImageState, newerEntries, type Plan } from '../plan/index.ts'
import { formatReference } from '../registry/index.ts'

/**
 * Gives images their extra tags, once the plan is published: such tags follow what is deployed, so that a run that something
 * newer was faster than does not take `latest` back. The image has its digest under each of them.
 * @param plan what was published; images that are not in it, because something newer runs, get none
 * @returns what could not be set, which is no reason to call the deploy a failure
 */
export async function setExtraTags(
  images: readonly ImageState[],
  plan: Plan,
  ports: Pick<Ports, 'registry' | 'log'>
): Promise<readonly Notice[]> {
  const wanted = images
    .filter(({ input }) => {
      const isOwn = ({ id }: { readonly id: string }) => id === input.id
      // Where one file has something newer, so may the tag.
      return entriesOf(plan).some(isOwn) && !newerEntries(plan).some(isOwn)
    })
    .flatMap(image => image.input.extraTags.map(tag => ({ image, tag })))
  if (wanted.length === 0) return []
  return await ports.log.group('Set the extra tags', async () => {
    const notices = await Promise.all(wanted.map(({ image, tag }) => setTag(image, tag, ports)))
    return notices.flatMap(notice => notice ?? [])
  })
}

async function setTag(
  image: ImageState,
  tag: string,
  ports: Pick<Ports, 'registry' | 'log'>
): Promise<Notice | undefined> {
  const reference = formatReference({ name: image.input.repository.name, tag })
  const why = await trySetTag(image, tag, reference, ports).catch((error: unknown) => {
    // What is deployed stays so, also when the run is cancelled now.
    if (!(error instanceof ActionError)) throw error
    return error.message
  })
  if (why === undefined) return undefined
  const message = oneLine(`The tag ${reference} could not be set (${why}); the deploy itself is done.`)
  return notice(message)
}

/** Returns why it could not be done. */
async function trySetTag(
  { input, digest }: ImageState,
  tag: string,
  reference: string,
  { registry, log }: Pick<Ports, 'registry' | 'log'>
): Promise<string | undefined> {
  const { repository } = input
  const from = digest ?? input.tag.text
  const found = await registry.findTag(repository, tag)
  if (found.kind === 'present' && found.digest === digest) {
    log.info(`${reference} is ${found.digest} already`)
    return undefined
  }
  const copy = await registry.copyTag(repository, from, tag)
  if (copy.kind === 'copied') {
    log.info(`${reference} is ${copy.digest} now`)
    return undefined
  }
  return copy.kind === 'absent' ? 'the image is not in the registry any more' : copy.detail
}
