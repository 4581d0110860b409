import { csvAttributes, csvFields, csvLine } from '../../text/csv.ts'

/** The type of an entry of `cache-from` or `cache-to`; names of images alone are short for `type=registry`. */
export function typeOf(entry: string): string {
  return csvAttributes(entry).get('type') ?? 'registry'
}

/** What BuildKit can export to and has `ignore-error` for; an inline cache is part of the image. */
const exporters: ReadonlySet<string> = new Set(['gha', 'registry', 'local', 's3', 'azblob'])

/**
 * Lets the build go on when an export of the user fails, where the entry does not say itself what then becomes of it.
 * @returns entries, as several names of images may be in one
 */
export function ignoringErrors(entry: string): readonly string[] {
  const fields = csvFields(entry)
  if (fields.every(field => !field.includes('=')))
    return fields.map(image => csvLine(['type=registry', `ref=${image}`, 'ignore-error=true']))
  const attributes = csvAttributes(entry)
  const isSilent = !attributes.has('ignore-error') && exporters.has(attributes.get('type') ?? '')
  return [isSilent ? csvLine([...fields, 'ignore-error=true']) : entry]
}

/** Whether an entry needs what the runner gives for its cache service; another one names a token of its own. */
export function needsService(entry: string): boolean {
  const attributes = csvAttributes(entry)
  return attributes.get('type') === 'gha' && (attributes.get('token') ?? '') === ''
}
