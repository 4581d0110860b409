export interface LabelValues {
  readonly commit: string
  readonly sourceUrl: string
  /** RFC 3339 time of the commit; undefined when it is not known. */
  readonly committedAt: string | undefined
  readonly version: string
}

/** The labels that tie an image to its source: https://specs.opencontainers.org/image-spec/annotations/ */
export function imageLabels(values: LabelValues): Readonly<Record<string, string>> {
  const prefix = 'org.opencontainers.image'
  return {
    [`${prefix}.revision`]: values.commit,
    [`${prefix}.source`]: values.sourceUrl,
    // The commit's time, not the clock's: the same commit gives the same labels.
    ...(values.committedAt === undefined ? {} : { [`${prefix}.created`]: values.committedAt }),
    [`${prefix}.version`]: values.version
  }
}
