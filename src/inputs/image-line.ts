import { type Result, success } from '../errors/result.ts'
import { renderTag, type Tag, type TagValues } from './tag-template.ts'
import { digestProblem, parseRepository } from '../registry/index.ts'

/** An image that was built elsewhere: a line of `images`, an entry and the values that it gets. */
export interface PrebuiltImage {
  readonly kind: 'prebuilt'
  /** The line as it was written. */
  readonly id: string
  /** The entry's name, from `name=…`. */
  readonly entryName: string | undefined
  /** What the entry deploys, from a line without `=`. */
  readonly image: string | undefined
  readonly newName: string | undefined
  readonly tag: Tag | undefined
  readonly digest: string | undefined
  /** `*` stands for the tag, so that it stays beside a new digest. */
  readonly keepsTag: boolean
}

/** The parts as written; undefined for one that is not there. */
interface WrittenParts {
  readonly name: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/**
 * Parses `name[=newName][:tag][@digest]`, the argument of `kustomize edit set image`. What is left out, or written as
 * `*`, is kept; there the CLI clears what is left out. The tag may have the placeholders of the input `tag`.
 * @param isPinned the digest of the tag is written too, so the tag may be one that moves
 */
export function parseImageLine(text: string, values: TagValues, isPinned = false): Result<PrebuiltImage> {
  const equals = text.indexOf('=')
  const key = equals === -1 ? undefined : text.slice(0, equals).trim()
  const parts = split(text.slice(equals + 1).trim())
  const subject = key ?? parts.name
  const newName = key === undefined || parts.name === '*' || parts.name === '' ? undefined : parts.name
  const tag = parts.tag === '*' ? undefined : parts.tag
  const digest = parts.digest === '*' ? undefined : parts.digest
  const problem =
    subjectProblem(text, subject) ??
    (key === undefined ? nameProblem(subject) : undefined) ??
    (newName === undefined ? undefined : nameProblem(newName)) ??
    (digest === undefined ? undefined : digestProblem(digest)) ??
    togetherProblem({ newName, tag, digest, keepsDigest: parts.digest === '*' })
  if (problem !== undefined) return { ok: false, problem }
  const rendered = tag === undefined ? undefined : renderTag(tag, values)
  if (rendered?.ok === false) return { ok: false, problem: tagProblem(rendered.problem) }
  // With a digest beside it, a tag that moves says nothing wrong.
  if (rendered?.ok === true && rendered.value.moves !== undefined && digest === undefined && !isPinned)
    return { ok: false, problem: tagProblem(rendered.value.moves) }
  return success({
    ...{ kind: 'prebuilt', id: text, newName, digest },
    entryName: key,
    image: key === undefined ? subject : undefined,
    tag: rendered?.value,
    keepsTag: parts.tag === '*'
  })
}

/**
 * Splits as kustomize does, not as OCI references are split: the tag begins at the first colon after the first slash,
 * which may be no tag at all.
 */
function split(value: string): WrittenParts {
  const at = value.indexOf('@')
  const head = at === -1 ? value : value.slice(0, at)
  const digest = at === -1 ? undefined : value.slice(at + 1)
  const colon = head.indexOf(':', Math.max(0, head.indexOf('/')))
  if (colon === -1) return { name: head, tag: undefined, digest }
  return { name: head.slice(0, colon), tag: head.slice(colon + 1), digest }
}

function subjectProblem(text: string, subject: string): string | undefined {
  if (/^-\s/.test(text)) return 'it is YAML, and a list in YAML has nothing else in it'
  if (subject === '') return 'it names no entry'
  if (/[\s\p{Cc}]/u.test(subject)) return 'the name has white space in it'
  return undefined
}

function tagProblem(problem: string): string {
  return problem.startsWith('the tag') ? problem : `the tag ${problem}`
}

function nameProblem(name: string): string | undefined {
  const parsed = parseRepository(name)
  return parsed.ok ? undefined : parsed.problem
}

function togetherProblem({
  newName,
  tag,
  digest,
  keepsDigest
}: {
  readonly newName: string | undefined
  readonly tag: string | undefined
  readonly digest: string | undefined
  readonly keepsDigest: boolean
}): string | undefined {
  if (tag !== undefined && keepsDigest) return 'an old digest beside a new tag keeps the old image running'
  if (newName === undefined && tag === undefined && digest === undefined)
    return 'it sets nothing; write name:tag, name=newName:tag or name@digest'
  return undefined
}
