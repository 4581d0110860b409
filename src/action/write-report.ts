// Writes the report where the runner reads it: outputs, annotations, summary, last lines of the log.

import * as core from '@actions/core'

import { ActionError, type Location } from '../errors/errors.ts'
import { annotatedFailures, describeFailure, type FailureText } from '../errors/describe.ts'
import type { Logger } from '../log/log.ts'
import type { Notice } from '../errors/notice.ts'
import {
  renderClosing,
  renderKept,
  renderOutputs,
  renderEarlyFailure,
  renderSummary
} from '../report/index.ts'
import type { Report } from '../run/index.ts'

interface Writing {
  /** The runner takes a summary. */
  readonly hasSummary: boolean
  readonly log: Logger
}

interface ReportWriting extends Writing {
  /** The GitOps repository, for people. */
  readonly repository: string
  /** The files are those of the workflow's own repository, on whose pages annotations can stand. */
  readonly isOwn: boolean
}

/** Writes what a run did: outputs, annotations, summary, the last lines of the log. Returns whether the step is green. */
export async function writeReport(report: Report, writing: ReportWriting): Promise<boolean> {
  const { repository, isOwn, log } = writing
  const unwritten = setOutputs(renderOutputs(report))
  const problem = report.failure ?? unwritten
  const failure = problem === undefined ? undefined : describeFailure(problem)
  const kept = renderKept(report)
  if (kept !== undefined) core.notice(kept)
  for (const notice of report.notices) warn(notice, isOwn, log)
  await writeSummary(renderSummary({ report, repository, failure }), writing)
  if (failure !== undefined) {
    annotate(failure, isOwn)
    return false
  }
  for (const line of renderClosing(report, repository)) log.info(line)
  return true
}

/** Writes why a run ended before it could do anything. */
export async function writeEarlyFailure(error: unknown, writing: Writing): Promise<void> {
  const failure = describeFailure(error)
  annotate(failure, false)
  await writeSummary(renderEarlyFailure(failure), writing)
  // What is wrong has been said; that it cannot be said twice adds nothing.
  setOutputs({ outcome: 'failed' })
}

/** Returns why they could not be written: later steps rely on them. */
function setOutputs(outputs: Readonly<Record<string, string>>): ActionError | undefined {
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
    return undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const isFull = ['ENOSPC', 'EDQUOT'].includes(code)
    return new ActionError(
      isFull ? 'STORAGE_FULL' : 'CONTEXT_INVALID',
      `The outputs of this step could not be written (${String(error)}); what was done is in the log above. ` +
        (isFull ? 'Free space on the runner before this step.' : 'Check that GITHUB_OUTPUT can be written.'),
      { cause: error }
    )
  }
}

/** The summary only tells; that it cannot be written does not undo a deploy. */
async function writeSummary(summary: string, { hasSummary, log }: Writing): Promise<void> {
  if (!hasSummary) return
  try {
    await core.summary.addRaw(summary, true).write()
  } catch (error) {
    log.warning(`The job summary could not be written: ${String(error)}`)
  }
}

/** Each of several failures stands on its own line, under its own code. */
function annotate(failure: FailureText, isOwn: boolean): void {
  if (failure.stack !== undefined) core.debug(failure.stack)
  for (const { code, message, location } of annotatedFailures(failure))
    core.error(message, { title: code, ...annotationAt(shown(location, isOwn)) })
}

/** Only a file of the workflow's own repository has a page that an annotation can stand on. */
function shown(location: Location | undefined, isOwn: boolean): Location | undefined {
  return isOwn || location?.inSource === true ? location : undefined
}

function warn({ message, location, level }: Notice, isOwn: boolean, log: Logger): void {
  if (level === 'info') {
    log.info(message)
    return
  }
  const show = level === 'notice' ? core.notice : core.warning
  show(message, annotationAt(shown(location, isOwn)))
}

function annotationAt(location: Location | undefined): core.AnnotationProperties {
  return {
    ...(location === undefined ? {} : { file: location.path }),
    ...(location?.line === undefined ? {} : { startLine: location.line }),
    ...(location?.column === undefined ? {} : { startColumn: location.column })
  }
}
