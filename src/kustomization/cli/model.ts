import { isMap, isScalar, isSeq } from 'yaml'

import { parseDocument } from '../../yaml/document.ts'
import { readImages } from '../read/images.ts'
import { foldKey } from '../read/mapping.ts'
import { readsAsNull } from '../../yaml/scalar.ts'
import { scalarValues } from '../read/scalars.ts'
import type { EntryValues } from '../read/entry.ts'

/** What a kustomization says, as far as it can be compared with what the kustomize CLI makes of it. */
export interface KustomizationModel {
  /** The entries that have a name, in the order in which kustomize applies them. */
  readonly entries: readonly NamedEntry[]
  /** The fields of the root that are not empty, under the names that the CLI gives them. */
  readonly fields: ReadonlySet<string>
  /** The values of several lines: scripts, patches, configuration files. */
  readonly longTexts: ReadonlySet<string>
  /** Whether more documents follow, which kustomize does not read. */
  readonly hasMore: boolean
}

interface NamedEntry {
  readonly name: string
  readonly values: EntryValues
}

/** Fields that the CLI writes under another name (FixKustomizationPostUnmarshal in kustomization.go). */
const renamed: Readonly<Record<string, string>> = {
  bases: 'resources',
  imagetags: 'images',
  helmchartinflationgenerator: 'helmcharts'
}

/**
 * Reads the model of a kustomization.
 * @throws {ActionError} YAML_INVALID, NOT_A_KUSTOMIZATION, EDIT_REFUSED when it cannot be read
 */
export function readModel(text: string, path: string): KustomizationModel {
  const file = { text, path }
  const { document, rest } = parseDocument(file, { keepSourceTokens: false })
  const { entries, root } = readImages(document, file)
  const fields = root.items.filter(({ value }) => !isEmpty(value)).map(({ key }) => fieldName(key))
  const scalars = document === undefined ? [] : [...scalarValues(document, file)]
  return {
    entries: entries.flatMap(({ name, values }) => (name === undefined ? [] : { name, values })),
    fields: new Set(fields),
    longTexts: new Set(scalars.map(scalar => scalar.text).filter(value => value.includes('\n'))),
    hasMore: /^(?!#|---\s*$|\.\.\.)\S/m.test(rest)
  }
}

function fieldName(key: unknown): string {
  const name = isScalar(key) ? foldKey(String(key.value)) : ''
  return renamed[name] ?? name
}

/** The CLI leaves out what holds nothing. */
function isEmpty(value: unknown): boolean {
  if (isScalar(value))
    return value.value === '' || (value.type === 'PLAIN' && readsAsNull(String(value.value)))
  if (isMap(value)) return value.items.length === 0
  return value === null || (isSeq(value) && value.items.every(isEmpty))
}
