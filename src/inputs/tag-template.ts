import { failure, type Result, success } from '../errors/result.ts'
import { tagProblem } from '../registry/index.ts'

/** The values a template can use. */
export interface TagValues {
  readonly sha: string
  /** Empty when the event names neither a branch nor a tag. */
  readonly ref: string
  /** The ref is a branch or a pull request: other commits will have the same. */
  readonly refMoves: boolean
  readonly runNumber: string
  /** When the run started. */
  readonly now: Date
}

/** A tag, and what follows from how it was written. */
export interface Tag {
  readonly text: string
  /** No placeholder in it: somebody wrote this very tag. */
  readonly isLiteral: boolean
  /** It has the source commit in it, whole or shortened. */
  readonly namesCommit: boolean
  /** It has only the beginning of the commit in it: that of another commit may be the same. */
  readonly isShortened: boolean
  /** Why it must not be deployed without a digest: other commits get the same tag. Undefined when it is unique. */
  readonly moves: string | undefined
}

/** Names that by common use stand for whatever was built last. */
const movingTags: ReadonlySet<string> = new Set(['latest', 'edge', 'nightly', 'master', 'main'])

const placeholders = '{sha}, {sha:N}, {ref}, {run-number} and {timestamp}'

/**
 * Renders the `tag` input. `{ref}` has every character that a tag cannot hold replaced by a dash, as branch names
 * have slashes; `{timestamp}` is the start of the run in UTC, `20261121093000`.
 */
export function renderTag(template: string, values: TagValues): Result<Tag> {
  const problems: string[] = []
  const tag = template.replace(/\{([^{}]*)\}/g, (_, placeholder: string) => {
    const value = resolve(placeholder, values)
    if (typeof value === 'string') return value
    problems.push(value.problem)
    return ''
  })
  const [problem] = problems
  if (problem !== undefined) return failure(problem)
  const isLiteral = tag === template
  const invalid = tagProblem(tag)
  if (invalid !== undefined) return failure(isLiteral ? invalid : `gives ${JSON.stringify(tag)}: ${invalid}`)
  const isWhole = tag.includes(values.sha)
  const namesCommit = isWhole || /\{sha[:}]/.test(template)
  const moves = movingProblem(template, tag, values)
  return success({ text: tag, isLiteral, namesCommit, isShortened: namesCommit && !isWhole, moves })
}

/** With a tag that stays the same from commit to commit there is nothing to deploy: the manifests do not change. */
function movingProblem(template: string, tag: string, values: TagValues): string | undefined {
  if (tag === template && (movingTags.has(tag) || (values.refMoves && tag === tagOfRef(values.ref))))
    return `is ${JSON.stringify(tag)}, which every build moves; use a tag of the commit, such as {sha}, or pin the digest with \`pin: tag+digest\``
  const unique = /\{(?:sha[:}]|run-number\}|timestamp\})/.test(template)
  if (unique || !template.includes('{ref}') || !values.refMoves) return undefined
  return `gives ${JSON.stringify(tag)} for every commit of this branch; add the commit: {ref}-{sha:12}`
}

/** Branch names have slashes and more that a tag cannot hold. */
function tagOfRef(ref: string): string {
  return ref
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128)
}

function resolve(placeholder: string, values: TagValues): string | { readonly problem: string } {
  const [name, length] = placeholder.split(/:(.*)/s, 2)
  if (name === 'sha' && length !== undefined) {
    const count = /^\d{1,2}$/.test(length) ? Number(length) : 0
    if (count >= 7 && count <= values.sha.length) return values.sha.slice(0, count)
    return {
      problem: `has {${placeholder}}; a short SHA has from 7 to ${values.sha.length} characters: {sha:12}`
    }
  }
  switch (placeholder) {
    case 'sha':
      return values.sha
    case 'ref':
      if (values.ref !== '') return tagOfRef(values.ref)
      return { problem: 'has {ref}, and the event of this run names neither a branch nor a tag; use {sha}' }
    case 'run-number':
      return values.runNumber
    case 'timestamp':
      return values.now.toISOString().replace(/\D/g, '').slice(0, 14)
    default:
      return { problem: `has {${placeholder}}, which is not one of ${placeholders}` }
  }
}
