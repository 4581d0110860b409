import { repositoryUrl, type RunContext } from '../context/context.ts'
import type { CommitText, Identity } from '../git/index.ts'
import { type Inputs, messagePlaceholders } from '../inputs/index.ts'
import type { EntryEdit } from '../kustomization/index.ts'
import { oneLine } from '../log/log.ts'
import { type Digests } from '../registry/index.ts'
import { deployTrailers, nothingBut, type SourceCommit } from '../source/index.ts'
import { byId } from './digests.ts'
import { builtFrom, type ReportedImage, reportedImages, imageReference, type ImageState } from './images.ts'
import { changedEntries, entriesOf, type Plan, renderEdit } from './plan.ts'

export interface CommitDetails {
  /** At least one. */
  readonly images: readonly ReportedImage[]
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

interface CommitOptions {
  readonly inputs: Inputs
  readonly context: RunContext
  /** The commit of the run. */
  readonly commit: SourceCommit
}

/** Writes the text of the commit that a plan makes. */
export function commitText(
  plan: Pick<Plan, 'files' | 'kept'>,
  images: readonly ImageState[],
  digests: Digests,
  { inputs, context, commit }: CommitOptions
): CommitText {
  const edits = changedEntries(entriesOf(plan))
  const imageOf = byId(inputs)
  // Only what was built now, or a tag that names the commit, is known to be this commit's.
  const [source] = edits.flatMap(({ id }) => {
    const built = builtFrom(images.find(({ input }) => input.id === id))
    if (built !== undefined) return [built]
    return imageOf(id)?.tag?.namesCommit === true ? [commit.sha] : []
  })
  const details = {
    sourceRepository: context.repository,
    sourceRepositoryUrl: repositoryUrl(context),
    runUrl: context.runUrl,
    template: inputs.commitMessage,
    author: inputs.author,
    committer: inputs.committer,
    source: source === undefined ? undefined : source === commit.sha ? commit : nothingBut(source),
    images: reportedImages(inputs, { files: plan.files, kept: [] }, images, digests).filter(
      ({ changed }) => changed
    )
  }
  return renderCommitText(details, edits)
}

/**
 * Renders the commit: subject, what changed where, and trailers (git-interpret-trailers(1)) by which people, other
 * runs and Argo CD find the code behind a deploy. Argo CD shows `Argocd-reference-commit-*` in its UI:
 * https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/#commit-tracing
 * @internal exported for its unit test
 */
export function renderCommitText(details: CommitDetails, edits: readonly EntryEdit[]): CommitText {
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

function defaultMessage({ images }: CommitDetails, edits: readonly EntryEdit[]): string {
  const [first] = images
  const subject =
    first !== undefined && images.length === 1
      ? `Deploy ${oneLine(first.image)} ${oneLine(short(first.tag || first.digest))}`
      : `Deploy ${images.length} images`
  return [subject, '', ...edits.map(renderEdit)].join('\n')
}

function fill(template: string, details: CommitDetails, edits: readonly EntryEdit[]): string {
  const [first] = details.images
  const tag = oneLine(first?.tag ?? '')
  const values: Readonly<Record<(typeof messagePlaceholders)[number], string>> = {
    image: oneLine(first?.image ?? ''),
    tag,
    'previous-tag': oneLine(edits[0]?.before.newTag ?? ''),
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
    [deployTrailers.repository, details.sourceRepositoryUrl],
    [deployTrailers.commit, source?.sha],
    [deployTrailers.run, details.runUrl],
    ...images.map(image => [deployTrailers.image, oneLine(imageReference(image))] as const)
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
