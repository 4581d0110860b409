import type { SourceAbout } from '../context/context.ts'

export interface LabelValues {
  readonly commit: string
  /** Undefined when it is not known where the files are from. */
  readonly sourceUrl: string | undefined
  /** RFC 3339 time of the commit; undefined when it is not known. */
  readonly committedAt: string | undefined
  readonly version: string
  /** What is known of the source repository. */
  readonly about: SourceAbout
}

/**
 * The labels that tie an image to its source (https://specs.opencontainers.org/image-spec/annotations/), the same ones
 * that docker/metadata-action sets.
 */
export function imageLabels(values: LabelValues): Readonly<Record<string, string>> {
  const { commit, sourceUrl, committedAt, version, about } = values
  const labels = {
    revision: commit,
    source: sourceUrl,
    url: sourceUrl,
    // The commit's time, not the clock's: the same commit gives the same labels.
    created: committedAt,
    version,
    title: about.title,
    description: about.description,
    licenses: about.license
  }
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, value]) =>
      value === undefined ? [] : [[`org.opencontainers.image.${name}`, value]]
    )
  )
}
