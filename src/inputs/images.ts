import { type BuildInputs, parseBuildInputs, parseList } from './build.ts'
import { renderTag, type Tag, type TagValues } from './tag-template.ts'
import { parseImageLine, type PrebuiltImage } from './image-line.ts'
import { describeEmpty, foundNothing, type ImageList } from './image-list.ts'
import { lines, optional, type Problems, type ProblemSink, singleLine } from './problems.ts'
import { type RawInputs, withItem } from './table.ts'
import { digestProblem, parseRepository, type ImageRepository } from '../registry/index.ts'

/** An image that a run builds, or takes from its registry: `image`, or an item of the YAML list of `images`. */
export interface BuildableImage {
  readonly kind: 'buildable'
  /** How messages and edits name it: `image`, `images[2]`. */
  readonly id: string
  readonly repository: ImageRepository
  readonly tag: Tag
  /** The entry's name, where the image alone does not find it. */
  readonly entryName: string | undefined
  /** What the tag must be in the registry, where the image was built before. */
  readonly digest: string | undefined
  /** Tags that the image gets besides when it is deployed. */
  readonly extraTags: readonly string[]
  readonly build: BuildInputs
}

/** An image of the inputs, in their order. */
export type ImageInput = BuildableImage | PrebuiltImage

export function isBuildable(image: ImageInput): image is BuildableImage {
  return image.kind === 'buildable'
}

export interface ImagesRequest {
  readonly raw: RawInputs
  /** `images`, where it is a YAML list. */
  readonly list: ImageList | undefined
  readonly values: TagValues
  /** The digest is written too, so the tag may be one that moves. */
  readonly isPinned: boolean
}

/** Parses `image` and the YAML list of `images`, which has the same fields for each of its items. */
export function parseBuildableImages(request: ImagesRequest, problems: Problems): readonly BuildableImage[] {
  const { raw, list } = request
  const first = raw.image === '' ? undefined : parseBuildableImage('image', request, raw, problems)
  if (raw.image === '') reportMissing(raw, problems)
  const empty = describeEmpty(raw.images, list)
  if (empty !== undefined) problems.add('images', `${empty}; ${foundNothing}`)
  if (list?.ok === false) for (const problem of list.problems) problems.add('images', problem)
  const others = list?.ok === true ? list.items : []
  const parsed = others.map((item, index) => {
    const part = problems.within('images', `item ${index + 1} (${item.image ?? ''})`, name => name in item)
    return parseBuildableImage(`images[${index + 1}]`, request, withItem(raw, item), part)
  })
  const images = [first, ...parsed].flatMap(image => image ?? [])
  reportTwice(images, problems)
  return images
}

function reportMissing(raw: RawInputs, problems: Problems): void {
  if (raw['image-name'] !== '')
    problems.add('image-name', 'names the entry of `image`, which is not set; in `images` write name=*:tag')
  if (raw.digest !== '') problems.add('digest', 'is that of `image`, which is not set')
  if (raw.images.trim() === '')
    problems.add(
      'image',
      'is empty, and so is `images`: set one of them, for example image: ghcr.io/acme/shop; if they come from ' +
        'expressions, the expressions found nothing'
    )
}

/** One tag of one repository is one image: which of two would have it in the end nobody knows. */
function reportTwice(images: readonly BuildableImage[], problems: Problems): void {
  const references = images.flatMap(({ repository, tag, extraTags }) =>
    [tag.text, ...extraTags].map(each => `${repository.name}:${each}`)
  )
  for (const reference of new Set(references.filter((each, index) => references.indexOf(each) !== index)))
    problems.add('images', `has ${reference} twice; each image needs a repository or tags of its own`)
}

function parseBuildableImage(
  id: string,
  { values, isPinned }: ImagesRequest,
  raw: RawInputs,
  problems: ProblemSink
): BuildableImage | undefined {
  const tag = renderTag(raw.tag, values)
  if (!tag.ok) problems.add('tag', tag.problem)
  else if (tag.value.moves !== undefined && !isPinned) problems.add('tag', tag.value.moves)
  const repository = parseRepository(lowerCase(raw.image, problems))
  if (!repository.ok) problems.add('image', repository.problem)
  const digest = optional(raw.digest)
  const wrongDigest = digest === undefined ? undefined : digestProblem(digest)
  if (wrongDigest !== undefined) problems.add('digest', wrongDigest)
  const details = {
    entryName: optional(singleLine('image-name', raw, problems)),
    digest,
    build: parseBuildInputs(raw, problems)
  }
  const extraTags = parseExtraTags(raw, values, problems)
  if (!tag.ok || !repository.ok) return undefined
  return {
    ...{ kind: 'buildable', id },
    ...details,
    repository: repository.value,
    tag: tag.value,
    extraTags: extraTags.filter(each => each !== tag.value.text)
  }
}

/** Owners on GitHub may have upper case, which no registry takes, and expressions cannot lower it. */
function lowerCase(image: string, problems: ProblemSink): string {
  const lower = image.toLowerCase()
  if (lower === image || !parseRepository(lower).ok) return image
  problems.note(
    'image',
    `${JSON.stringify(image)} is taken as ${lower}; registries take lower case only.`,
    'notice'
  )
  return lower
}

/** They may move: nothing is deployed by them. */
function parseExtraTags(raw: RawInputs, values: TagValues, problems: ProblemSink): readonly string[] {
  const tags = parseList('extra-tags', raw['extra-tags'], problems, true).map(template => {
    const tag = renderTag(template, values)
    if (!tag.ok)
      problems.add(
        'extra-tags',
        `has ${JSON.stringify(template)}: it ${tag.problem}`.replace('it the', 'the')
      )
    return tag.ok ? tag.value.text : ''
  })
  return [...new Set(tags)]
}

/** Parses `images`, one image per line. */
export function parsePrebuiltImages(
  { raw, list, values, isPinned }: ImagesRequest,
  problems: Problems
): readonly PrebuiltImage[] {
  const parsed: PrebuiltImage[] = []
  if (list !== undefined || describeEmpty(raw.images, list) !== undefined) return parsed
  // Its lines are not repeated: they may have secrets in them.
  if (/^\s*[\w-]+:\s*(?:[|>]|$)/m.test(raw.images)) {
    problems.add(
      'images',
      'is neither a YAML list, which begins with "- image: …", nor one image per line; if the tag of a line comes ' +
        'from an expression, the expression found nothing'
    )
    return []
  }
  for (const line of new Set(lines(raw.images))) {
    const result = parseImageLine(line, values, isPinned)
    if (!result.ok) {
      problems.add('images', `has ${JSON.stringify(line)}: ${result.problem}`)
      continue
    }
    const { entryName, image } = result.value
    const other = parsed.find(each => each.entryName === entryName && each.image === image)
    if (other === undefined) parsed.push(result.value)
    else
      problems.add(
        'images',
        `has ${JSON.stringify(entryName ?? image)} twice: ${JSON.stringify(other.id)} and ${JSON.stringify(line)}`
      )
  }
  return parsed
}
