/** The fields of an entry that decide what is deployed; undefined where absent or empty. */
export interface EntryValues {
  readonly newName: string | undefined
  readonly newTag: string | undefined
  readonly digest: string | undefined
}

export type EntryField = keyof EntryValues

/** The fields in the order in which people write them. */
export const entryFields: readonly EntryField[] = ['newName', 'newTag', 'digest']

export const noValues: EntryValues = { newName: undefined, newTag: undefined, digest: undefined }
