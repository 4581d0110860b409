import { isMap, type YAMLMap } from 'yaml'

import { colonOf } from './flow-item.ts'
import { entryFields, type EntryValues } from './image-change.ts'
import { foldKey } from './mapping.ts'
import { isNode, rangeOf, styleOf } from './pair-source.ts'
import { renderScalar, type ScalarStyle } from './scalar.ts'
import { lineStart } from './source.ts'

/** An entry that is not in the file yet. */
export interface NewEntry {
  readonly name: string
  readonly values: EntryValues
}

/** How entries are written in a list. */
export interface EntryForm {
  /** The characters before the first key of an entry in block style: indentation, dash and space. */
  readonly dash: string
  /** Fields are written on lines of their own, not in braces. */
  readonly isBlock: boolean
  readonly keyStyle: ScalarStyle
  readonly valueStyle: ScalarStyle
  readonly colon: string
  /** Between fields in braces. */
  readonly comma: string
  /** Inside the braces. */
  readonly padding: string
  /** The CLI writes fields in alphabetical order, people write the name first. */
  readonly isAlphabetical: boolean
}

/** The form of an entry that has no neighbours. */
export function defaultForm(dash: string, isFlow: boolean, keyStyle: ScalarStyle): EntryForm {
  const isBlock = !isFlow
  return {
    dash,
    isBlock,
    keyStyle,
    valueStyle: keyStyle,
    colon: ': ',
    comma: ', ',
    padding: '',
    isAlphabetical: false
  }
}

/** Reads the form of an entry, to write another one like it; undefined when it is written in a form of its own. */
export function formOf(text: string, item: unknown): EntryForm | undefined {
  if (!isMap(item)) return undefined
  const keys = item.items.map(pair => (isNode(pair.key) ? foldKey(String(pair.key)) : ''))
  const name = item.items[keys.indexOf('name')]
  if (!name || !isNode(name.key) || !isNode(name.value)) return undefined
  const [start] = rangeOf(item)
  const before = text.slice(lineStart(text, start), start)
  const isBlock = !item.flow
  if (!isBlock && text[start] !== '{') return undefined
  const colon = isBlock ? ': ' : colonOf(text, name)
  const isListed = /^[ \t]*-[ \t]+$/.test(before)
  if (isBlock && !isListed) return undefined
  return {
    dash: isListed ? before : '',
    isBlock,
    keyStyle: styleOf(name.key),
    valueStyle: valueStyle(item, keys),
    colon,
    comma: colon.endsWith(' ') ? ', ' : ',',
    padding: text[start + 1] === ' ' ? ' ' : '',
    isAlphabetical: keys.indexOf('digest') === 0 && keys.length > 1
  }
}

/** Tags are often quoted where names are not, so a tag says more. */
function valueStyle(item: YAMLMap, keys: readonly string[]): ScalarStyle {
  const pair = item.items[keys.indexOf('newtag')] ?? item.items[keys.indexOf('name')]
  return styleOf(pair?.value)
}

/** Writes an entry, as lines in block style or in one line in braces. */
export function renderEntry({ name, values }: NewEntry, form: EntryForm): readonly string[] {
  const fields = (
    form.isAlphabetical
      ? (['digest', 'name', 'newName', 'newTag'] as const)
      : (['name', ...entryFields] as const)
  )
    .map(field => ({ field, value: field === 'name' ? name : values[field] }))
    .flatMap(({ field, value }) => (value === undefined ? [] : [{ field, value }]))
    .map(({ field, value }) => {
      const style = field === 'newTag' || form.valueStyle === form.keyStyle ? form.valueStyle : form.keyStyle
      return renderScalar(field, form.keyStyle) + form.colon + renderScalar(value, style)
    })
  if (!form.isBlock) {
    return [`${form.dash}{${form.padding}${fields.join(form.comma)}${form.padding}}`]
  }
  const indent = ' '.repeat(form.dash.length)
  return fields.map((field, index) => (index === 0 ? form.dash : indent) + field)
}
