// Renders the job summary: headline, table of entries, warnings, preview, details.

import { code, escape, quote } from './markdown.ts'
import { renderBytes, renderDuration } from '../text/units.ts'
import type { Notice } from '../errors/notice.ts'
import {
  changedEntries,
  type ReportedImage,
  imageReference,
  type NewerEntry,
  newerEntries,
  unchangedEntries,
  wayBack
} from '../plan/index.ts'
import { type EntryEdit, type RenderedFile, renderVersion, runningName } from '../kustomization/index.ts'
import type { Report } from '../run/index.ts'

interface Failure {
  readonly code: string
  readonly message: string
}

export interface SummaryDetails {
  readonly report: Report
  /** For people: `acme/deploy`. */
  readonly repository: string
  readonly failure: Failure | undefined
}

/** A summary may have 1 MiB in all; nobody reads that much. */
const shownDiff = 60_000
const shownRows = 200

/** Renders the job summary as Markdown. Every value is escaped: file and image names come from a repository. */
export function renderSummary({ report, repository, failure }: SummaryDetails): string {
  const { notices, entries, kept } = report
  const changed = changedEntries(entries)
  const rows = changed.length > 0 ? changed : entries
  return [
    `### ${headline(report, repository)}`,
    ...(failure === undefined ? [] : [renderFailure(failure)]),
    ...(rows.length + kept.length === 0 ? [] : [table(rows, report)]),
    ...(report.outcome === 'superseded' ? [wayBack] : []),
    ...(notices.length === 0 ? [] : [warnings(notices)]),
    ...(report.rendered.length === 0 ? [] : [renderedTable(report.rendered)]),
    ...(isShown(report) ? [renderDiff(report.diff)] : []),
    details(report, repository)
  ].join('\n\n')
}

/** Renders the summary of a run that ended before anything was asked of anybody. */
export function renderEarlyFailure(failure: Failure): string {
  return `### Not deployed\n\n${renderFailure(failure)}`
}

function renderFailure({ code, message }: Failure): string {
  return `> **${code}** ${quote(message)}`
}

function headline({ outcome, images, kept }: Report, repository: string): string {
  const superseded = newerEntries({ kept })
  const changed = images.filter(each => each.changed)
  const named = changed.length > 0 ? changed : images
  const [first] = named
  const name = first !== undefined && named.length === 1 ? shortReference(first) : `${named.length} images`
  switch (outcome) {
    case 'deployed':
      return `Deployed ${name} to ${escape(repository)}${superseded.length === 0 ? '' : `; ${superseded.length} newer left as it is`}`
    case 'unchanged':
      return `Unchanged: ${escape(repository)} already has ${name}`
    case 'superseded':
      return `Superseded: ${escape(repository)} keeps ${[...new Set(superseded.map(keptName))].slice(0, 3).join(', ')}`
    case 'previewed':
      return `Preview: ${name} for ${escape(repository)}`
    case 'written':
      return `Written into the workspace: ${name}`
    case 'failed':
      return `Not deployed: ${name} to ${escape(repository)}`
  }
}

function keptName(entry: NewerEntry): string {
  const { newTag = '', digest = '' } = entry.before
  return `${code(runningName(entry))} ${code(shortTag(newTag) || digest.slice(0, 19))}, which is newer`
}

function shortReference({ image, tag, digest }: ReportedImage): string {
  return `${code(image)} ${code(shortTag(tag) || digest.slice(0, 19))}`
}

function table(entries: readonly EntryEdit[], report: Report): string {
  const rows = entries.slice(0, shownRows).map(entry => {
    const { path, before, after, fields, index } = entry
    const name = code(entry.name) + renamed(entry)
    const note = before.digest !== undefined && after.digest === undefined ? ' (digest removed)' : ''
    const change =
      fields.length === 0
        ? `${version(after)} (no change)`
        : `${index === undefined ? '(new)' : version(before)} → ${version(after)}${note}`
    return `| ${code(path)} | ${name} | ${change} |`
  })
  const superseded = newerEntries(report)
    .slice(0, shownRows)
    .map(entry => {
      const newer = code(entry.commit.slice(0, 12))
      const kept = `kept: commit ${newer} is newer than ${code(entry.ours.slice(0, 12))}`
      return `| ${code(entry.path)} | ${code(runningName(entry))} | ${version(entry.before)} (${kept}) |`
    })
  const same = unchangedEntries(report)
    .slice(0, shownRows)
    .map(entry => {
      const kept = `kept: its sources have not changed since ${code(entry.since.slice(0, 12))}`
      return `| ${code(entry.path)} | ${code(runningName(entry))} | ${version(entry.before)} (${kept}) |`
    })
  const more = entries.length > shownRows ? [`| and ${entries.length - shownRows} more | | |`] : []
  return ['| File | Image | Version |', '| --- | --- | --- |', ...rows, ...superseded, ...same, ...more].join(
    '\n'
  )
}

function renamed({ name, before, after }: EntryEdit): string {
  if (before.newName === after.newName) return after.newName === undefined ? '' : ` (${code(after.newName)})`
  return ` (${code(before.newName ?? name)} → ${code(after.newName ?? name)})`
}

function version(values: {
  readonly newTag: string | undefined
  readonly digest: string | undefined
}): string {
  const text = renderVersion(values)
  return text === '(no tag)' ? '(none)' : code(text)
}

function warnings(notices: readonly Notice[]): string {
  return notices
    .map(
      ({ message, level }) => `> ${level === 'notice' || level === 'info' ? 'ℹ️' : '⚠️'} ${quote(message)}`
    )
    .join('\n>\n')
}

function renderedTable(files: readonly RenderedFile[]): string {
  const rows = files.flatMap(({ path, images, skipped }) => {
    if (skipped !== undefined) return [`| ${code(path)} | ${escape(skipped)} |`]
    if (images.length === 0) return [`| ${code(path)} | no image changes in the manifests |`]
    return images.map(({ resource, from, to }) => {
      return `| ${code(path)} | ${code(resource)}: ${code(from)} → ${code(to)} |`
    })
  })
  const shown = rows.slice(0, shownRows)
  const more = rows.length > shownRows ? [`| and ${rows.length - shownRows} more | |`] : []
  return ['| File | Rendered manifests |', '| --- | --- |', ...shown, ...more].join('\n')
}

/** Where no commit page shows the difference. */
function isShown({ outcome, diff }: Report): boolean {
  return diff !== '' && (outcome === 'previewed' || outcome === 'written')
}

/** The fence is longer than any run of backticks in it, so that nothing in the diff ends it. */
function renderDiff(diff: string): string {
  const cut =
    diff.length > shownDiff ? `${diff.slice(0, shownDiff)}\n… (cut; the output diff has all of it)\n` : diff
  const longest = Math.max(2, ...(cut.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}diff\n${cut.replace(/\n$/, '').replaceAll('\r', '␍')}\n${fence}`
}

function details(report: Report, repository: string): string {
  const { commitSha, commitUrl, branch } = report
  const commit =
    commitUrl === '' ? code(commitSha.slice(0, 12)) : `[${code(commitSha.slice(0, 12))}](${commitUrl})`
  const images = report.images
    .filter(({ held, built }) => held || built)
    .map(image => {
      const built = `built and pushed${renderFacts(image.facts)}${image.inEntry ? '' : ', not deployed'}`
      const how = image.built ? built : 'already in the registry'
      return `- Image: ${code(imageReference(image))}, ${how}`
    })
  const lines = [
    ...(commitSha === ''
      ? []
      : [`- Commit: ${commit} on ${code(branch)} of ${escape(repository)}${attempts(report)}`]),
    ...images.slice(0, shownRows),
    `- Time: ${renderDuration(report.durationMs)}`
  ]
  return lines.join('\n')
}

/** `: 12.3 MB in 34.1 s, 5 of 7 steps cached` */
function renderFacts(facts: ReportedImage['facts']): string {
  if (facts === undefined) return ''
  const { size, durationMs, steps } = facts
  const what = `${size === undefined ? '' : `${renderBytes(size)} `}in ${renderDuration(durationMs)}`
  return `: ${what}${steps.total === 0 ? '' : `, ${steps.cached} of ${steps.total} steps cached`}`
}

function attempts({ attempts: count, contentionMs }: Report): string {
  if (count <= 1) return ''
  const lost = contentionMs === 0 ? '' : ` (${renderDuration(contentionMs)} went to other writers)`
  return `, landed at attempt ${count}${lost}`
}

/** A full SHA in a headline pushes everything else off the line. */
function shortTag(tag: string): string {
  return /^[0-9a-f]{40,64}$/.test(tag) ? tag.slice(0, 12) : tag
}
