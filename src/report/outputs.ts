import { andOthers } from '../errors/notice.ts'
import { oneLine } from '../log/log.ts'
import {
  changedEntries,
  type ReportedImage,
  imageReference,
  newerEntries,
  renderEdit,
  renderSuperseded,
  renderUnchanged,
  unchangedEntries,
  wayBack
} from '../plan/index.ts'
import type { Report } from '../run/index.ts'

/**
 * Every output of action.yml.
 * @internal exported for a contract test
 */
export const outputNames = [
  'outcome',
  'image',
  'tag',
  'digest',
  'image-ref',
  'previous-tag',
  'built',
  'images',
  'changed-files',
  'diff',
  'commit-sha',
  'commit-url',
  'attempts',
  'duration-ms'
] as const

export type OutputName = (typeof outputNames)[number]

/** Renders the outputs as the strings that later steps read. */
export function renderOutputs(report: Report): Readonly<Record<OutputName, string>> {
  // What was superseded is in no entry, and what such a run is about.
  const isMeant = ({ inEntry }: ReportedImage) => inEntry === (report.outcome !== 'superseded')
  const first = report.images.find(isMeant) ?? report.images[0]
  const isDone = report.outcome !== 'failed' && report.outcome !== 'previewed'
  const changed = changedEntries(report.entries)
  return {
    outcome: report.outcome,
    image: first?.image ?? '',
    tag: first?.tag ?? '',
    digest: first?.digest ?? '',
    'image-ref': first === undefined ? '' : imageReference(first),
    'previous-tag': oneLine((changed[0] ?? report.entries[0])?.before.newTag ?? ''),
    built: String(report.images.some(({ built }) => built)),
    images: JSON.stringify(
      report.images.map(each => {
        const { image, tag, digest, built, inEntry } = each
        return { image, tag, digest, ref: imageReference(each), built, deployed: isDone && inEntry }
      })
    ),
    'changed-files': JSON.stringify(report.changedFiles),
    diff: report.diff,
    'commit-sha': report.commitSha,
    'commit-url': report.commitUrl,
    attempts: String(report.attempts),
    'duration-ms': String(Math.round(report.durationMs))
  }
}

/** The annotation of what stays because it is newer: one for a run; the log and the summary have every entry. */
export function renderKept(report: Pick<Report, 'kept'>): string | undefined {
  const [first, ...others] = newerEntries(report)
  return first && `${renderSuperseded(first)}${andOthers(others.length)}.`
}

/** The last lines of the log: what happened, in words. */
export function renderClosing(report: Report, repository: string): readonly string[] {
  const files = [
    ...changedEntries(report.entries).map(renderEdit),
    ...newerEntries(report).map(renderSuperseded),
    ...unchangedEntries(report).map(renderUnchanged)
  ].map(line => `  ${line}`)
  switch (report.outcome) {
    case 'unchanged': {
      if (unchangedEntries(report).length > 0) return ['Unchanged: nothing was built or written.', ...files]
      const count = new Set(report.entries.map(({ path }) => path)).size
      const images = report.images
        .filter(({ inEntry }) => inEntry)
        .map(imageReference)
        .join(', ')
      return [`Unchanged: all ${count} kustomization(s) already have ${images}; nothing was written.`]
    }
    case 'superseded':
      return ['Superseded: nothing to deploy, because what is deployed is newer:', ...files, wayBack]
    case 'previewed':
      return ['Preview, nothing was built, pushed or committed:', ...files]
    case 'written':
      return ['Written into the workspace, nothing was committed:', ...files]
    case 'deployed': {
      const where = report.commitUrl === '' ? report.commitSha : report.commitUrl
      const kept = newerEntries(report).length
      const note = kept === 0 ? '' : ` (${kept} newer left as it is)`
      return [`Deployed with commit ${where} on ${report.branch} of ${repository}${note}`, ...files]
    }
    case 'failed':
      return []
  }
}
