import { parseImageLine, type ImageLine } from './image-line.ts'
import { parseRepository, type Repository } from './image/reference.ts'
import { renderTag, type TagValues } from './image/tag-template.ts'
import { lines, optional, type Problems, singleLine } from './input-fields.ts'
import type { RawInputs } from './raw-inputs.ts'

/** The image that a run builds, or takes from the registry. */
export interface MainImage {
  readonly repository: Repository
  readonly tag: string
  /** The tag was written out, without a placeholder. */
  readonly tagIsLiteral: boolean
  /** The tag has the source commit in it. */
  readonly tagNamesCommit: boolean
  /** The entry's name, where the image alone does not find it. */
  readonly entryName: string | undefined
}

/** Parses `image`, `tag` and `image-name`; undefined when there is no such image or a problem was added. */
export function parseMainImage(raw: RawInputs, values: TagValues, problems: Problems): MainImage | undefined {
  const entryName = optional(singleLine('image-name', raw, problems))
  const tag = renderTag(raw.tag || '{sha}', values)
  if (raw.image === '') {
    if (entryName !== undefined)
      problems.add('image-name', 'names the entry of `image`, which is not set; in `images` write name=*:tag')
    if (raw.images.trim() === '')
      problems.add(
        'image',
        'is required: the repository of the image, for example ghcr.io/acme/shop; or set `images`'
      )
    return undefined
  }
  const repository = parseRepository(raw.image)
  if (!tag.ok) problems.add('tag', tag.problem)
  if (!repository.ok) problems.add('image', repository.problem)
  if (!tag.ok || !repository.ok) return undefined
  return {
    repository: repository.value,
    tag: tag.tag,
    tagIsLiteral: tag.literal,
    tagNamesCommit: tag.namesCommit,
    entryName
  }
}

/** Parses `images`, one image per line. */
export function parseImageLines(text: string, values: TagValues, problems: Problems): readonly ImageLine[] {
  const parsed: ImageLine[] = []
  for (const line of new Set(lines(text))) {
    const result = parseImageLine(line, values)
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
        `has ${JSON.stringify(entryName ?? image)} twice: ${JSON.stringify(other.text)} and ${JSON.stringify(line)}`
      )
  }
  return parsed
}
