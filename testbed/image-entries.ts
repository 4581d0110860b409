import { createTag } from './image-tags.ts'
import type { Random } from './random.ts'
import type { ImageChange } from './edit-images.ts'

/** A field that is undefined is left out; null is written as nothing. */
export interface Entry {
  readonly name?: string | undefined
  readonly newName?: string | null | undefined
  readonly newTag?: string | null | undefined
  readonly digest?: string | null | undefined
  readonly tagSuffix?: string | undefined
}

export const plainNames = (
  'shop web api shop-api nginx worker job ui ghcr.io/acme/shop ghcr.io/acme/web ghcr.io/acme/api quay.io/acme/job ' +
  'registry.example:5000/team/db localhost:5000/db docker.io/library/nginx library/nginx Shop on y 123 1.0 null 1e3 é'
).split(' ')
/** Names that mean more than themselves, because kustomize takes them for regular expressions. */
const patternNames = (
  'sh.p ghcr.io/acme/.* a+b foo* (shop|web) [sw]hop .* * shop|web web$ ^web sho{1}p \\w+ shop\\d* ghcr.io/(acme|other)/api ' +
  'shop:1.0 ghcr-io/acme/shop s?hop'
).split(' ')
/** Images that only patterns match. */
export const otherImages = 'fo foooo aab whop hop ghcr.io/other/api busybox ghcrXio/acme/shop nginx-x'.split(
  ' '
)

/** Images of which some match, whatever the names of the entries are. */
export const sampleImages: readonly string[] = [...plainNames, ...otherImages]

/** Makes the entries of a list. */
export function makeEntries(random: Random): readonly Entry[] {
  const count = random.pick([0, 1, 1, 2, 2, 3, 3, 4, 5, 6])
  // In most files no entry has to do with another one.
  const isTangled = random.chance(0.3)
  const names = random.shuffle(plainNames)
  if (!isTangled && random.chance(0.4)) names.splice(count).sort()
  return Array.from({ length: count }, (_, index) => {
    const fallback = names[index] ?? 'shop'
    const name = isTangled
      ? random.pick([fallback, fallback, random.pick(patternNames), random.pick(names.slice(0, 3))])
      : random.chance(0.04)
        ? random.pick(patternNames)
        : fallback
    return makeEntry(name, isTangled, random)
  })
}

function makeEntry(name: string, isTangled: boolean, random: Random): Entry {
  const nothing = () => random.pick([null, ''])
  const rename = isTangled
    ? random.pick(plainNames)
    : `${random.pick(['mirror.example:8443', 'ghcr.io/new'])}/${name.replace(/[^\w./-]/g, 'x')}`
  return {
    name: random.chance(0.01) ? undefined : name,
    newName: random.chance(0.35) ? rename : random.chance(0.03) ? nothing() : undefined,
    newTag: random.chance(0.75) ? createTag(random) : random.chance(0.2) ? nothing() : undefined,
    digest: random.chance(0.25) ? makeDigest(random) : random.chance(0.05) ? nothing() : undefined,
    tagSuffix: random.chance(0.05) ? random.pick(['-dbg', '-alpine']) : undefined
  }
}

/** Makes a change of one of the entries, or of one that is not there. */
export function makeChange(entries: readonly Entry[], random: Random): ImageChange {
  const pin = random.pick(['tag', 'tag', 'tag', 'tag+digest', 'digest'] as const)
  const target = random.chance(0.88) && entries.length > 0 ? random.pick(entries) : undefined
  const values = {
    newTag: target?.newTag && random.chance(0.08) ? target.newTag : createTag(random),
    digest: random.chance(0.5) ? makeDigest(random) : undefined
  }
  if (!target) {
    const name = random.pick(plainNames)
    const image = random.chance(0.3) ? `ghcr.io/new/${name.replace(/[^\w./-]/g, 'x')}` : name
    const isNamed = image !== name || random.chance(0.5)
    return { image, entryName: isNamed ? name : undefined, ...values, pin }
  }
  const image = target.newName || target.name || 'nothing'
  const isByName = target.name !== undefined && random.chance(0.6)
  const found = isByName
    ? { entryName: target.name, image: random.chance(0.3) ? image : undefined }
    : { image: random.chance(0.8) ? image : (target.name ?? image) }
  const kind = random.below(20)
  if (kind === 0) return { ...found, newName: 'registry.example/renamed', ...values, pin }
  if (kind === 1) return { ...found, newName: random.pick(['registry.example:8443/x', 'shop']), pin }
  if (kind === 2) return { ...found, digest: makeDigest(random), keepsTag: random.chance(0.3), pin }
  return { ...found, ...values, pin }
}

export function makeDigest(random: Random): string {
  return `sha256:${Array.from({ length: 64 }, () => random.below(16).toString(16)).join('')}`
}
