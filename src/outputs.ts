import type { FileEdit } from './bump.ts'
import { oneLine } from './log.ts'

export type Outcome = 'deployed' | 'unchanged' | 'failed'

/** What a run achieved; fields that a failure left unknown are empty. */
export interface Outputs {
  readonly outcome: Outcome
  readonly image: string
  readonly tag: string
  readonly digest: string
  readonly built: boolean
  readonly edits: readonly FileEdit[]
  readonly branch: string
  readonly commitSha: string
  readonly commitUrl: string
  readonly attempts: number
  readonly durationMs: number
}

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
  'commit-sha',
  'commit-url',
  'attempts',
  'duration-ms'
] as const

export type OutputName = (typeof outputNames)[number]

/** Renders the outputs as the strings that later steps read. */
export function renderOutputs(outputs: Outputs): Readonly<Record<OutputName, string>> {
  const { image, tag, digest, built } = outputs
  const reference = imageReference(outputs)
  const changed = changedEdits(outputs)
  return {
    outcome: outputs.outcome,
    image,
    tag,
    digest,
    'image-ref': reference,
    'previous-tag': (changed[0] ?? outputs.edits[0])?.edit.previousTag ?? '',
    built: String(built),
    images: JSON.stringify([{ image, tag, digest, ref: reference, built }]),
    'changed-files': JSON.stringify(outputs.commitSha === '' ? [] : changed.map(({ path }) => path)),
    'commit-sha': outputs.commitSha,
    'commit-url': outputs.commitUrl,
    attempts: String(outputs.attempts),
    'duration-ms': String(Math.round(outputs.durationMs))
  }
}

/** `name:tag@digest`, without the digest when it is not known. */
export function imageReference({ image, tag, digest }: Pick<Outputs, 'image' | 'tag' | 'digest'>): string {
  return `${image}:${tag}${digest === '' ? '' : `@${digest}`}`
}

/** The files in which something differs. */
export function changedEdits({ edits }: Pick<Outputs, 'edits'>): readonly FileEdit[] {
  return edits.filter(({ edit }) => edit.fields.length > 0)
}

/** The last lines of the log: what happened, in words. */
export function renderClosing(outputs: Outputs, repository: string): readonly string[] {
  if (outputs.outcome === 'unchanged') {
    return [
      `Unchanged: ${repository} already has ${outputs.tag} in all ${outputs.edits.length} kustomization(s); no commit was made.`
    ]
  }
  const files = changedEdits(outputs).map(({ path, edit }) =>
    oneLine(`  ${path}: ${edit.name} ${edit.previousTag ?? '(no tag)'} -> ${outputs.tag}`)
  )
  const where = outputs.commitUrl === '' ? outputs.commitSha : outputs.commitUrl
  return [`Deployed with commit ${where} on ${outputs.branch} of ${repository}`, ...files]
}
