import type { EntryLayout, FieldLayout, FieldName, KustomizationLayout } from './layout.ts'
import type { ImageChange } from '../../../testbed/edit-images.ts'
import type { EntryValues } from '../../../src/kustomization/read/entry.ts'

/** An entry of a layout, with what it says. */
export interface KnownEntry {
  readonly list: 'images' | 'imageTags'
  /** Its place in the list as written, items that are nothing included. */
  readonly index: number
  readonly layout: EntryLayout
  /** It stands in braces, its own or those of the file. */
  readonly isFlow: boolean
  readonly name: string
  readonly values: EntryValues
}

/** What an edit has to do, decided from the parts a text was made of and not from the text. */
export interface ExpectedEdit {
  readonly kind: 'edit'
  readonly targets: readonly Target[]
  readonly added: readonly Added[]
}

export type Expected = ExpectedEdit | { readonly kind: 'ENTRY_NOT_FOUND' | 'ENTRY_AMBIGUOUS' }

export interface Target {
  readonly entry: KnownEntry
  readonly after: EntryValues
}

interface Added {
  readonly name: string
  readonly after: EntryValues
}

const none: EntryValues = { newName: undefined, newTag: undefined, digest: undefined }

export function expectEdit(
  layout: KustomizationLayout,
  changes: readonly ImageChange[],
  ifMissing: 'error' | 'add'
): Expected {
  const entries = entriesOf(layout)
  const targets: Target[] = []
  const added: Added[] = []
  for (const change of changes) {
    const { image, entryName } = change
    const found = entries.filter(({ name, values }) =>
      entryName === undefined ? name === image || values.newName === image : name === entryName
    )
    const [first] = found
    if (first && found.some(({ name }) => name !== first.name)) return { kind: 'ENTRY_AMBIGUOUS' }
    if (first) {
      const namesakes = entries.filter(({ name }) => name === first.name)
      const effective = namesakes.filter(({ values }) =>
        Object.values(values).some(value => value !== undefined)
      )
      const chosen = effective.length > 0 ? effective : [first]
      const all = chosen.map(({ values }) => values)
      targets.push(...chosen.map(entry => ({ entry, after: valuesAfter(entry.values, change, all) })))
    } else {
      if (ifMissing === 'error') return { kind: 'ENTRY_NOT_FOUND' }
      const name = entryName ?? image ?? ''
      const newName = change.newName ?? (image === name ? undefined : image)
      added.push({ name, after: valuesAfter({ ...none, newName }, change, []) })
    }
  }
  return { kind: 'edit', targets, added }
}

/**
 * What is not written is kept; a digest never stays beside a tag that it does not belong to. Entries of one name get the
 * same version.
 */
function valuesAfter(
  before: EntryValues,
  { newName: wanted, newTag, digest, pin }: ImageChange,
  namesakes: readonly EntryValues[]
): EntryValues {
  const newName = wanted ?? before.newName
  if (newTag === undefined) return digest === undefined ? { ...before, newName } : { newName, newTag, digest }
  const pinned = namesakes.filter(each => each.digest !== undefined)
  const known = digest ?? pinned.find(each => each.newTag === newTag)?.digest
  if (pin === 'digest' && known !== undefined) return { newName, newTag: undefined, digest: known }
  const isWanted = pin === 'tag+digest' || (pin === 'tag' && pinned.length > 0)
  return { newName, newTag, digest: isWanted ? known : undefined }
}

export function entriesOf({ images, imageTags, isFlow }: KustomizationLayout): readonly KnownEntry[] {
  return [images, imageTags].flatMap(list =>
    (list?.entries ?? []).map((layout, place) => {
      const isListFlow = isFlow || list?.isFlow === true
      const nothing = isListFlow ? undefined : list?.nothingAt
      const index = place + (nothing !== undefined && nothing <= place ? 1 : 0)
      const value = (name: FieldName) => valueOf(fieldOf(layout, name))
      const ownTag = value('newTag')
      const newTag = { none: ownTag, other: ownTag, 'tag first': ownTag ?? 'v0', 'tag last': 'v0' }[
        layout.merge
      ]
      const values = { newName: value('newName'), newTag, digest: value('digest') }
      const name = value('name') ?? ''
      return { list: list?.key ?? 'images', index, layout, isFlow: isListFlow || layout.isFlow, name, values }
    })
  )
}

export function fieldOf({ fields }: EntryLayout, name: FieldName): FieldLayout | undefined {
  return fields.find(field => field.name === name)
}

export function valueOf(field: FieldLayout | undefined): string | undefined {
  if (!field || ['nothing', 'null', 'tilde', 'quotes'].includes(field.form)) return undefined
  return field.value
}
