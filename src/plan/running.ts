import type { Base } from '../gitops/index.ts'
import type { BuildableImage } from '../inputs/index.ts'
import { type EntryMatch, runningName } from '../kustomization/index.ts'
import type { ImageReference } from '../registry/index.ts'
import { matchKustomizations, type MatchingOptions } from './match.ts'
import { setImageOf } from './set-images.ts'

/** What the entries of images deploy, by the id of the image, each version once. */
export type Running = ReadonlyMap<string, readonly ImageReference[]>

/** The image that an entry deploys before it is edited. */
export function runningImage(entry: Pick<EntryMatch, 'name' | 'before'>): ImageReference {
  const { newTag: tag, digest } = entry.before
  return { name: runningName(entry), tag, digest }
}

/**
 * Reads what the entries of images deploy on a base; nothing is planned.
 * @throws {ActionError} what locating and matching throw
 */
export async function runningOn(
  base: Base,
  images: readonly BuildableImage[],
  { inputs, ports }: MatchingOptions
): Promise<Running> {
  // No advice is given on this base, so nothing is fetched for it.
  const kustomizations = { ...ports.kustomizations, prefetch: () => Promise.resolve([]) }
  const sets = images.map(image => setImageOf(image, inputs))
  const files = await matchKustomizations(base, sets, { inputs, ports: { kustomizations } })
  const matches = files.flatMap(file => file.matches).filter(({ index }) => index !== undefined)
  return new Map(
    images.map(({ id }) => {
      const own = matches.filter(match => match.id === id)
      const versions = own.map(runningImage)
      return [id, [...new Map(versions.map(each => [JSON.stringify(each), each])).values()]] as const
    })
  )
}
