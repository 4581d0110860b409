/**
 * Writes fields as one line of CSV, as Docker's options take them: `--secret`, `--cache-to`. A field with a comma or
 * a quote in it is quoted (RFC 4180, and Go's encoding/csv, which also wants a leading space quoted).
 */
export function csvLine(fields: readonly string[]): string {
  return fields
    .map(field => (/[",\r\n]|^\s/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',')
}

/** Reads the fields of one line of CSV. A quote in the middle of a field is a quote: this only looks, buildx judges. */
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
