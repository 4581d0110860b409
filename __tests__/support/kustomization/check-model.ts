import { expect } from '@jest/globals'
import { parse } from 'yaml'

import { fieldOf, type ExpectedEdit, type Target } from './expected-edit.ts'
import { readModel, type FieldModel } from './model.ts'
import type { RenderedKustomization } from './render-kustomization.ts'
import { entryFields } from '../../../src/kustomization/read/entry.ts'

/** Checks that everything says what it said before, but for the fields of the entries asked for, and the new entries. */
export function checkModel(
  file: RenderedKustomization,
  after: string,
  { targets, added }: ExpectedEdit
): void {
  expect(after.endsWith(file.rest)).toBe(true)
  const was = readModel(file.text)
  const now = readModel(after)
  const names = added.map(({ name }) => name)
  const kept = now.images.entries.filter(({ fields }) => !names.includes(textOf(fields, 'name')))
  const fresh = now.images.entries.filter(each => !kept.includes(each))
  expect(now.others).toEqual(was.others)
  if (was.images.entries.length > 0 || added.length === 0)
    expect(now.images.properties).toEqual(was.images.properties)
  expect(
    fresh.map(({ fields }) => Object.fromEntries(fields.map(({ key }) => [key, textOf(fields, key)])))
  ).toEqual(
    expect.arrayContaining(
      added.map(({ name, after: { newName, newTag, digest } }) => {
        return JSON.parse(JSON.stringify({ name, newname: newName, newtag: newTag, digest })) as unknown
      })
    )
  )
  expect(fresh).toHaveLength(added.length)
  for (const list of ['images', 'imageTags'] as const) {
    const entries = list === 'images' ? kept : now.imageTags.entries
    expect(entries).toHaveLength(was[list].entries.length)
    for (const [index, entry] of was[list].entries.entries()) {
      const target = targets.find(each => each.entry.list === list && each.entry.index === index)
      const other = entries[index]
      expect(other?.properties).toEqual(entry.properties)
      if (target) checkFields(target, entry.fields, other?.fields ?? [])
      else expect(other?.fields).toEqual(entry.fields)
    }
  }
}

const keys: readonly string[] = entryFields.map(field => field.toLowerCase())

function checkFields({ entry, after }: Target, was: readonly FieldModel[], now: readonly FieldModel[]): void {
  const others = (fields: readonly FieldModel[]) => fields.filter(({ key }) => !keys.includes(key))
  expect(others(now)).toEqual(others(was))
  for (const field of entryFields) {
    const of = (fields: readonly FieldModel[]) => fields.filter(({ key }) => key === field.toLowerCase())
    const own = fieldOf(entry.layout, field)
    const needsQuotes =
      own !== undefined &&
      (own.form === 'plain' || own.form === 'below') &&
      own.property !== 'str' &&
      !isString(own.value)
    if (entry.values[field] === after[field] && !needsQuotes) expect(of(now)).toEqual(of(was))
    else if (after[field] === undefined) expect(of(now)).toEqual([])
    else expect(of(now).map(({ key }) => textOf(now, key))).toEqual([after[field]])
  }
}

/** Returns the text of a field that kustomize reads as a text; else something that equals no text. */
function textOf(fields: readonly FieldModel[], key: string): string {
  const { value } = fields.find(each => each.key === key) ?? {}
  const { value: text, type, tag } = (value ?? {}) as Readonly<Record<string, string | undefined>>
  const isText =
    type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' || tag !== undefined || isString(text ?? '')
  return isText ? (text ?? '') : `${String(text)}, which is no text`
}

/** Returns whether a text without quotes is a text; kustomize takes a date for one. */
function isString(plain: string): boolean {
  const read = (['1.1', '1.2'] as const).map(version => parse(plain, { version }) as unknown)
  return read.every(value => typeof value === 'string' || value instanceof Date)
}
