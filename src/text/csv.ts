/*
 * One line of CSV, as Docker's options take it: `--secret`, `--cache-to` (RFC 4180, as Go's encoding/csv reads it). The
 * lists of the inputs have other rules: lines separate items too, items are trimmed, and an open quote is an error.
 */

/** Writes fields as one line. A field with a comma, a quote or a leading space in it is quoted. */
export function csvLine(fields: readonly string[]): string {
  return fields
    .map(field => (/[",\r\n]|^\s/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',')
}

/** Reads the fields of one line. It accepts what buildx refuses: a quote in the middle of a field is a quote. */
export function csvFields(line: string): readonly string[] {
  const fields = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)
  return [...fields].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

/** The fields of a line like `type=registry,ref=ghcr.io/acme/shop:cache` by name; names are lower case, as in buildx. */
export function csvAttributes(line: string): ReadonlyMap<string, string> {
  return new Map(
    csvFields(line).flatMap(field => {
      const equals = field.indexOf('=')
      return equals < 0
        ? []
        : [[field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1)] as const]
    })
  )
}
