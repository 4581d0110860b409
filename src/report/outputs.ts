import { oneLine } from '../log/log.ts'
import { formatReference } from '../registry/index.ts'
import {
  changedEdits,
  renderEdit,
  type DeployedImage,
  renderSuperseded,
  wayBack,
  renderUnchanged
} from '../plan/index.ts'
import type { Outputs } from '../run/index.ts'

/** Every output of action.yml. */
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
export function renderOutputs(outputs: Outputs): Readonly<Record<OutputName, string>> {
  // What was superseded is in no entry, and what such a run is about.
  const isMeant = ({ inEntry }: DeployedImage) => inEntry === (outputs.outcome !== 'superseded')
  const first = outputs.images.find(isMeant) ?? outputs.images[0]
  const isDone = outputs.outcome !== 'failed' && outputs.outcome !== 'previewed'
  const changed = changedEdits(outputs)
  return {
    outcome: outputs.outcome,
    image: first?.image ?? '',
    tag: first?.tag ?? '',
    digest: first?.digest ?? '',
    'image-ref': first === undefined ? '' : formatReference({ ...first, name: first.image }),
    'previous-tag': oneLine((changed[0] ?? outputs.edits[0])?.edit.before.newTag ?? ''),
    built: String(outputs.images.some(({ built }) => built)),
    images: JSON.stringify(
      outputs.images.map(each => {
        const { image, tag, digest, built, inEntry } = each
        return {
          image,
          tag,
          digest,
          ref: formatReference({ name: image, tag, digest }),
          built,
          deployed: isDone && inEntry
        }
      })
    ),
    'changed-files': JSON.stringify(outputs.changedFiles),
    diff: outputs.diff,
    'commit-sha': outputs.commitSha,
    'commit-url': outputs.commitUrl,
    attempts: String(outputs.attempts),
    'duration-ms': String(Math.round(outputs.durationMs))
  }
}

/** The last lines of the log: what happened, in words. */
export function renderClosing(outputs: Outputs, repository: string): readonly string[] {
  const files = [
    ...changedEdits(outputs).map(renderEdit),
    ...outputs.superseded.map(renderSuperseded),
    ...outputs.unchanged.map(renderUnchanged)
  ].map(line => `  ${line}`)
  switch (outputs.outcome) {
    case 'unchanged': {
      if (outputs.unchanged.length > 0) return ['Unchanged: nothing was built or written.', ...files]
      const count = new Set(outputs.edits.map(({ path }) => path)).size
      const images = outputs.images
        .filter(({ inEntry }) => inEntry)
        .map(each => formatReference({ ...each, name: each.image }))
        .join(', ')
      return [`Unchanged: all ${count} kustomization(s) already have ${images}; nothing was written.`]
    }
    case 'superseded':
      return ['Superseded: there was nothing left to deploy. This is newer and stays:', ...files, wayBack]
    case 'previewed':
      return ['Preview, nothing was built, pushed or committed:', ...files]
    case 'written':
      return ['Written into the workspace, nothing was committed:', ...files]
    case 'deployed': {
      const where = outputs.commitUrl === '' ? outputs.commitSha : outputs.commitUrl
      const kept = outputs.superseded.length
      const note = kept === 0 ? '' : ` (${kept} newer left as it is)`
      return [`Deployed with commit ${where} on ${outputs.branch} of ${repository}${note}`, ...files]
    }
    case 'failed':
      return []
  }
}
