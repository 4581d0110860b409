import path from 'node:path'

import { ActionError } from '../src/errors/errors.ts'
import {
  addEntry,
  changeEntries,
  editAsCli,
  type Model,
  namesakesIn,
  namesFor,
  readModel,
  valuesAfter,
  valuesOf
} from './by-hand.ts'
import type { Oddity } from './images-field.ts'
import type { KustomizationCase } from './kustomizations.ts'
import { editImages, type ImageChange } from './edit-images.ts'
import type { EntryValues } from '../src/kustomization/read/entry.ts'

/** A case with what is expected of the edit, found out without the code under test. */
export interface Trial {
  readonly case: KustomizationCase
  readonly id: string
  /** Where it is built. */
  readonly directory: string
  /** The names of the entries that the change may be about: several where it is ambiguous. */
  readonly names: readonly (string | undefined)[]
  /** The name of the entry to change or add. */
  readonly name: string
  /** The repository that has to be deployed, when the change says so. */
  readonly deploys: string | undefined
  /** The argument of `edit set image` that asks the CLI for the same. */
  readonly argument: string
  readonly before: Model
  readonly byHand: Model
  /** What the CLI should make of it. */
  readonly byCli: Model
}

/** What the code under test made of it. */
export type Outcome = { readonly text: string; readonly again: string } | { readonly refusal: string }

/** @param root where the case gets a directory of its own */
export function prepareTrial(generated: KustomizationCase, root: string): Trial {
  const { text, change, id } = generated
  const before = readModel(text)
  const names = namesFor(before, change)
  const name = names.find(each => each !== undefined) ?? change.entryName ?? change.image ?? ''
  const namesakes = namesakesIn(before, name).map(valuesOf)
  const [first] = namesakes
  const isRenamed = first === undefined && change.image !== name
  const newName = change.newName ?? (isRenamed ? change.image : undefined)
  const values = valuesAfter(first ?? noValues, { ...change, newName }, namesakes)
  const isFoundByNewName = namesakes.some(each => each.newName !== undefined && each.newName === change.image)
  const deployed = isFoundByNewName && change.entryName === undefined ? change.image : undefined
  return {
    case: generated,
    id,
    directory: path.join(root, id),
    names,
    name,
    deploys: newName ?? (first ? deployed : name),
    argument: argumentFor(name, newName, change, values),
    before,
    byHand: first ? changeEntries(before, name, change) : addEntry(before, name, values),
    byCli: editAsCli(first ? before : addEntry(before, name, values), name, own => {
      if (change.newTag !== undefined) return { ...values, newName: newName ?? own.newName }
      return valuesAfter(own, { ...change, newName }, [own])
    })
  }
}

const noValues: EntryValues = { newName: undefined, newTag: undefined, digest: undefined }

/** Writes what is wanted in the CLI's words: `*` keeps what is there, and what is left out goes. */
function argumentFor(
  name: string,
  newName: string | undefined,
  change: ImageChange,
  { newTag, digest }: EntryValues
): string {
  const start = `${name}=${newName ?? '*'}`
  if (change.keepsTag === true && change.newTag === undefined && change.digest !== undefined)
    return `${start}:*@${change.digest}`
  if (change.newTag === undefined && change.digest === undefined) return `${start}:*@*`
  return start + (newTag === undefined ? '' : `:${newTag}`) + (digest === undefined ? '' : `@${digest}`)
}

/** Edits with the code under test, twice. */
export function runEdit({ case: { text, change } }: Trial): Outcome {
  const edit = (each: string) => editImages(each, [change], 'kustomization.yaml', { ifMissing: 'add' }).text
  try {
    const edited = edit(text)
    return { text: edited, again: isRepeatable(change) ? edit(edited) : edited }
  } catch (error) {
    return { refusal: error instanceof ActionError ? `${error.code}: ${error.message}` : String(error) }
  }
}

/** With a new name the entry may not be found again; and to pin a digest that is not known lasts for one edit. */
function isRepeatable({ newName, digest, pin }: ImageChange): boolean {
  return newName === undefined && (digest !== undefined || pin !== 'digest')
}

/** The refusals that what is odd about a case explains. */
const explained: readonly (readonly [Oddity, RegExp])[] = [
  ['alias', /^EDIT_REFUSED: .*(?:uses it elsewhere|is written as an alias|is the alias)/],
  ['merge', /^EDIT_REFUSED: .*(?:merge key|uses it elsewhere)/],
  ['repeated field', /^EDIT_REFUSED: .*more than once/],
  ['two cases', /^EDIT_REFUSED: .*upper and lower case/]
]

/** Returns whether an edit of the case has to be refused, or may be, for the reason given. */
export function isExplained({ names, case: { oddities } }: Trial, refusal: string): boolean {
  if (refusal.startsWith('ENTRY_AMBIGUOUS')) return isAmbiguous(names)
  if (/^EDIT_REFUSED: .*has no name/.test(refusal))
    return names.length > 0 && names.every(name => name === undefined)
  if (names.length === 0 && /^EDIT_REFUSED: .*cannot add an entry/.test(refusal)) return true
  return explained.some(([oddity, message]) => oddities.has(oddity) && message.test(refusal))
}

/** Says what a refusal claims that a build can tell: that the entry would have no effect, or a new one would have more. */
export function claimOf(refusal: string): 'no effect' | 'more effect' | undefined {
  if (/^EDIT_REFUSED: .*(?:has no effect|overrides what the entry)/.test(refusal)) return 'no effect'
  return /^EDIT_REFUSED: .*adding an entry .* would change/.test(refusal) ? 'more effect' : undefined
}

export function isAmbiguous(names: readonly (string | undefined)[]): boolean {
  return names.filter(name => name !== undefined).length > 1
}
