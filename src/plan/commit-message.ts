import { type FileEdit, renderEdit } from './plan.ts'
import type { DeployedImage } from './images.ts'
import { formatReference } from '../registry/index.ts'
import { oneLine } from '../log/log.ts'
import type { SourceCommit } from '../source/index.ts'
import type { CommitText, Identity } from '../git/index.ts'
import { messagePlaceholders } from '../inputs/index.ts'

export interface CommitDetails {
  /** At least one. */
  readonly images: readonly DeployedImage[]
  /** `owner/name` of the application's repository. */
  readonly sourceRepository: string
  readonly sourceRepositoryUrl: string
  readonly runUrl: string
  /** The commit the image was made from; undefined when a person chose a tag of which that is not known. */
  readonly source: SourceCommit | undefined
  /** The `commit-message` input. */
  readonly template: string | undefined
  readonly author: Identity
  readonly committer: Identity
}

/**
 * Renders the commit: subject, what changed where, and trailers (git-interpret-trailers(1)) by which people, other
 * runs and Argo CD find the code behind a deploy. Argo CD shows `Argocd-reference-commit-*` in its UI:
 * https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/#commit-tracing
 */
export function renderCommitText(details: CommitDetails, edits: readonly FileEdit[]): CommitText {
  const message =
    details.template === undefined ? defaultMessage(details, edits) : fill(details.template, details, edits)
  const body = message.replace(/\s+$/, '')
  const separator = endsWithTrailers(body) ? '\n' : '\n\n'
  return {
    message: `${body}${separator}${trailers(details).join('\n')}\n`,
    author: details.author,
    committer: details.committer
  }
}

function defaultMessage({ images }: CommitDetails, edits: readonly FileEdit[]): string {
  const [first] = images
  const subject =
    first !== undefined && images.length === 1
      ? `Deploy ${oneLine(first.image)} ${oneLine(short(first.tag || first.digest))}`
      : `Deploy ${images.length} images`
  return [subject, '', ...edits.map(renderEdit)].join('\n')
}

function fill(template: string, details: CommitDetails, edits: readonly FileEdit[]): string {
  const [first] = details.images
  const tag = oneLine(first?.tag ?? '')
  const values: Readonly<Record<(typeof messagePlaceholders)[number], string>> = {
    image: oneLine(first?.image ?? ''),
    tag,
    'previous-tag': oneLine(edits[0]?.edit.before.newTag ?? ''),
    repository: details.sourceRepository,
    sha: details.source?.sha ?? tag
  }
  return template.replace(/\{([a-z-]+)\}/g, (text, name: string) => {
    const known = messagePlaceholders.find(placeholder => placeholder === name)
    return known === undefined ? text : values[known]
  })
}

function trailers({ images, source, ...details }: CommitDetails): readonly string[] {
  const list: (readonly [string, string | undefined])[] = [
    ['Source-Repository', details.sourceRepositoryUrl],
    ['Source-Commit', source?.sha],
    ['Source-Run', details.runUrl],
    ...images.map(image => ['Image', oneLine(formatReference({ ...image, name: image.image }))] as const)
  ]
  if (source !== undefined) {
    list.push(
      ['Argocd-reference-commit-repourl', details.sourceRepositoryUrl],
      ['Argocd-reference-commit-sha', source.sha],
      ['Argocd-reference-commit-author', source.author],
      ['Argocd-reference-commit-date', source.authoredAt],
      ['Argocd-reference-commit-subject', source.subject]
    )
  }
  return list.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]))
}

/** A message that ends in trailers of its own (Signed-off-by) keeps them in one block with ours. */
function endsWithTrailers(message: string): boolean {
  const paragraphs = message.split(/\n{2,}/)
  const last = paragraphs.length > 1 ? (paragraphs.at(-1) ?? '') : ''
  return last !== '' && last.split('\n').every(line => /^[A-Za-z][A-Za-z0-9-]*: \S/.test(line))
}

/** A full SHA is shortened in the subject, where people read it; the trailers have all of it. */
function short(tag: string): string {
  return /^[0-9a-f]{40,64}$/.test(tag) ? tag.slice(0, 12) : tag
}
