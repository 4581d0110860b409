import { ActionError } from '../../errors/errors.ts'
import type { EntryEdit } from '../edit/entry-stages.ts'
import { plain, type Kustomize } from './run.ts'
import { readModel, type KustomizationModel } from './model.ts'
import type { EntryValues } from '../read/entry.ts'

/** What our own editor makes of a file, and what `kustomize edit set image` makes of it. */
interface CliResult {
  readonly path: string
  readonly edits: readonly Pick<EntryEdit, 'name' | 'after'>[]
  readonly exact: string
  readonly byCli: string
}

/**
 * Proves that the CLI's edit means what ours means: the entries have the values asked for, no other entry, field or
 * text of several lines is lost, and no rename comes to be applied in another order. Some versions of kustomize fail
 * each of these: duplicates of a name collapse into the first, the list is sorted, fields were dropped before v5.4.3,
 * and lines of a script that start with `#` are repeated (kustomize#6225). Layout and comments are free: see
 * describeRewrite().
 * @throws {ActionError} KUSTOMIZE_FAILED saying what differs
 */
export function proveCliEdit({ version }: Kustomize, { path, edits, exact, byCli }: CliResult): void {
  const wanted = readModel(exact, path)
  const found = readModel(byCli, path)
  const problem =
    wrongValues(edits, found) ??
    lostEntry(edits, wanted, found) ??
    otherOrder(wanted, found) ??
    lostField(wanted, found) ??
    otherText(wanted, found)
  if (problem === undefined) return
  throw new ActionError(
    'KUSTOMIZE_FAILED',
    `kustomize ${version} would ${problem}, so its edit of ${plain(path)} was not taken. Set \`editor: yaml\`, or use ` +
      'another version of kustomize.',
    { location: { path } }
  )
}

function wrongValues(edits: CliResult['edits'], { entries }: KustomizationModel): string | undefined {
  const wrong = edits.find(({ name, after }) => {
    const named = entries.filter(entry => entry.name === name)
    return named.length === 0 || named.some(({ values }) => !areEqual(values, after))
  })
  return wrong && `not give the entry ${plain(wrong.name)} the values asked for`
}

function lostEntry(
  edits: CliResult['edits'],
  wanted: KustomizationModel,
  found: KustomizationModel
): string | undefined {
  const edited = new Set(edits.map(({ name }) => name))
  const kept = new Set(found.entries.map(entry => entryKey(entry.name, entry.values)))
  const lost = wanted.entries.find(
    ({ name, values }) => !edited.has(name) && !kept.has(entryKey(name, values))
  )
  return lost && `change the entry ${plain(lost.name)}, which was not to change`
}

function areEqual(one: EntryValues, other: EntryValues): boolean {
  return entryKey('', one) === entryKey('', other)
}

function entryKey(name: string, { newName, newTag, digest }: EntryValues): string {
  return JSON.stringify([name, newName ?? '', newTag ?? '', digest ?? ''])
}

/** An entry that renames an image to the name of another entry hands it on, if that one comes later. */
function otherOrder(wanted: KustomizationModel, found: KustomizationModel): string | undefined {
  const order = (model: KustomizationModel) => new Map(model.entries.map(({ name }, index) => [name, index]))
  const [before, after] = [order(wanted), order(found)]
  const comesFirst = (places: ReadonlyMap<string, number>, one: string, other: string) =>
    (places.get(one) ?? 0) < (places.get(other) ?? 0)
  const swapped = wanted.entries.find(({ name, values: { newName = name } }) => {
    if (newName === name || !before.has(newName)) return false
    return comesFirst(before, name, newName) !== comesFirst(after, name, newName)
  })
  return swapped && `sort the entry ${plain(swapped.name)} to the other side of the entry it renames to`
}

function lostField(wanted: KustomizationModel, found: KustomizationModel): string | undefined {
  const lost = [...wanted.fields].find(field => !found.fields.has(field))
  return lost && `drop the field ${plain(lost)}`
}

function otherText(wanted: KustomizationModel, found: KustomizationModel): string | undefined {
  const texts = [...found.longTexts]
  if (texts.every(text => wanted.longTexts.has(text))) return undefined
  return 'change a text of several lines, such as a script or a patch'
}
