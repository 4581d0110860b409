import { renderDuration } from './duration.ts'
import { changedEdits, imageReference, type Outputs } from './outputs.ts'
import type { FileEdit } from './bump.ts'

interface Failure {
  readonly code: string
  readonly message: string
}

export interface SummaryDetails {
  readonly outputs: Outputs
  /** For people: `acme/deploy`. */
  readonly repository: string
  readonly failure: Failure | undefined
}

/** Renders the job summary as Markdown. Every value is escaped: file and image names come from a repository. */
export function renderSummary({ outputs, repository, failure }: SummaryDetails): string {
  const changed = changedEdits(outputs)
  const rows = changed.length > 0 ? changed : outputs.edits
  return [
    `### ${headline(outputs, repository)}`,
    ...(failure === undefined ? [] : [renderFailure(failure)]),
    ...(rows.length === 0 ? [] : [table(rows, outputs.tag)]),
    details(outputs, repository)
  ].join('\n\n')
}

/** Renders the summary of a run that ended before anything was asked of anybody. */
export function renderEarlyFailure(failure: Failure): string {
  return `### Not deployed\n\n${renderFailure(failure)}`
}

function renderFailure({ code, message }: Failure): string {
  return `> **${code}** ${quote(message)}`
}

function headline({ outcome, image, tag }: Outputs, repository: string): string {
  const name = `${code(image)} ${code(shortTag(tag))}`
  switch (outcome) {
    case 'deployed':
      return `Deployed ${name} to ${escape(repository)}`
    case 'unchanged':
      return `Unchanged: ${escape(repository)} already has ${name}`
    case 'failed':
      return `Not deployed: ${name} to ${escape(repository)}`
  }
}

function table(edits: readonly FileEdit[], tag: string): string {
  const rows = edits.map(({ path, edit }) => {
    const before = edit.previousTag === undefined ? '(none)' : code(edit.previousTag)
    const digest = edit.fields.find(field => field.field === 'digest')
    const note =
      digest === undefined
        ? ''
        : digest.to === undefined
          ? ' (digest removed)'
          : ` (digest ${code(digest.to.slice(0, 19))}…)`
    const change = edit.fields.length === 0 ? `${code(tag)} (no change)` : `${before} → ${code(tag)}${note}`
    return `| ${code(path)} | ${code(edit.name)} | ${change} |`
  })
  return ['| File | Image | Tag |', '| --- | --- | --- |', ...rows].join('\n')
}

function details(outputs: Outputs, repository: string): string {
  const { commitSha, commitUrl, branch } = outputs
  const commit =
    commitUrl === '' ? code(commitSha.slice(0, 12)) : `[${code(commitSha.slice(0, 12))}](${commitUrl})`
  const lines = [
    ...(commitSha === ''
      ? []
      : [`- Commit: ${commit} on ${code(branch)} of ${escape(repository)}${attempts(outputs.attempts)}`]),
    ...(outputs.digest === '' && !outputs.built
      ? []
      : [
          `- Image: ${code(imageReference(outputs))}, ${outputs.built ? 'built and pushed' : 'already in the registry'}`
        ]),
    `- Time: ${renderDuration(outputs.durationMs)}`
  ]
  return lines.join('\n')
}

function attempts(count: number): string {
  return count > 1 ? `, landed at attempt ${count}` : ''
}

/** A full SHA in a headline pushes everything else off the line. */
function shortTag(tag: string): string {
  return /^[0-9a-f]{40,64}$/.test(tag) ? tag.slice(0, 12) : tag
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`
}

function escape(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~]/g, character => `&#${character.charCodeAt(0)};`)
}

function quote(text: string): string {
  return text.split('\n').map(escape).join('<br>')
}
