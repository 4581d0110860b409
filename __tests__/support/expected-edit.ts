import type { EntryValues, ImageChange } from '../../src/kustomization/edit-images.ts'
import type { EntryLayout, FieldLayout, FieldName, KustomizationLayout } from './kustomization-layout.ts'

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
export type Expected =
  | { readonly kind: 'edit'; readonly targets: readonly Target[]; readonly added: readonly Added[] }
  | { readonly kind: 'ENTRY_NOT_FOUND' | 'ENTRY_AMBIGUOUS' }

export interface Target {
  readonly entry: KnownEntry
  readonly after: EntryValues
}

export interface Added {
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
      const all = entries.filter(({ name }) => name === first.name)
      const effective = all.filter(({ values }) => Object.values(values).some(value => value !== undefined))
      const chosen = effective.length > 0 ? effective : [first]
      targets.push(...chosen.map(entry => ({ entry, after: valuesAfter(entry.values, change) })))
    } else {
      if (ifMissing === 'error') return { kind: 'ENTRY_NOT_FOUND' }
      const name = entryName ?? image ?? ''
      const newName = change.newName ?? (image === name ? undefined : image)
      added.push({ name, after: valuesAfter({ ...none, newName }, change) })
    }
  }
  return { kind: 'edit', targets, added }
}

/** What is not written is kept; a digest never stays beside a tag that it does not belong to. */
function valuesAfter(
  before: EntryValues,
  { newName: wanted, newTag, digest, pin }: ImageChange
): EntryValues {
  const newName = wanted ?? before.newName
  if (newTag === undefined) return digest === undefined ? { ...before, newName } : { newName, newTag, digest }
  const pinned = digest ?? (newTag === before.newTag ? before.digest : undefined)
  if (pin === 'digest' && pinned !== undefined) return { newName, newTag: undefined, digest: pinned }
  const isWanted = pin === 'tag+digest' || (pin === 'tag' && before.digest !== undefined)
  return { newName, newTag, digest: isWanted ? pinned : undefined }
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
