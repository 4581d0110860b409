import { isMap, isNode, isScalar, type YAMLMap } from 'yaml'

import { colonOf } from '../../yaml/flow.ts'
import { foldKey } from '../read/mapping.ts'
import { pairStart, rangeOf, styleOf } from '../../yaml/nodes.ts'
import { renderScalar, type ScalarStyle } from '../../yaml/scalar.ts'
import { lineStart } from '../../yaml/file.ts'
import { indentBefore } from '../../yaml/block.ts'
import { entryFields, type EntryValues } from '../read/entry.ts'

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
  readonly nameStyle: ScalarStyle
  readonly tagStyle: ScalarStyle
  readonly colon: string
  /** Between fields in braces. */
  readonly comma: string
  /** Inside the braces. */
  readonly padding: string
  /** Fields in braces stand on lines of their own, indented like this; so does the closing brace. */
  readonly spread: { readonly field: string; readonly close: string } | undefined
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
    nameStyle: keyStyle,
    tagStyle: keyStyle,
    colon: ': ',
    comma: ', ',
    padding: '',
    spread: undefined,
    isAlphabetical: false
  }
}

/**
 * Reads the form of an entry, to write another one like it; undefined when it is written in a form of its own.
 * @param indent what stands before the dashes of its list
 */
export function formOf(text: string, item: unknown, indent: string): EntryForm | undefined {
  if (!isMap(item)) return undefined
  const keys = item.items.map(pair => (isScalar(pair.key) ? foldKey(String(pair.key.value)) : ''))
  const name = item.items[keys.indexOf('name')]
  if (!name || !isNode(name.key) || !isNode(name.value)) return undefined
  const [start] = rangeOf(item)
  const before = text.slice(lineStart(text, start), start)
  const isBlock = !item.flow
  if (!isBlock && text[start] !== '{') return undefined
  const colon = isBlock ? ': ' : colonOf(text, name)
  return {
    // What follows a dash may be an anchor, a comment or the end of its line.
    dash: /^[ \t]*-[ \t]+$/.test(before) ? before : `${indent}- `,
    isBlock,
    keyStyle: styleOf(name.key),
    ...valueStyles(item, keys),
    colon,
    comma: colon.endsWith(' ') ? ', ' : ',',
    padding: text[start + 1] === ' ' ? ' ' : '',
    spread: isBlock ? undefined : spreadOf(text, item),
    isAlphabetical: keys.indexOf('digest') === 0 && keys.length > 1
  }
}

/** In pretty JSON every field has a line of its own. */
function spreadOf(text: string, item: YAMLMap): EntryForm['spread'] {
  const [start, end] = rangeOf(item)
  const [first] = item.items
  if (!first || !text.slice(start, pairStart(first)).includes('\n')) return undefined
  const close = text.slice(lineStart(text, end - 1), end - 1)
  if (close.trim() !== '') return undefined
  return { field: indentBefore(text, pairStart(first)), close }
}

/** Tags are often quoted where names are not. */
function valueStyles(item: YAMLMap, keys: readonly string[]): Pick<EntryForm, 'nameStyle' | 'tagStyle'> {
  const styleAt = (key: string) => item.items[keys.indexOf(key)]?.value
  const nameStyle = styleOf(styleAt('name'))
  const tag = styleAt('newtag') ?? styleAt('digest')
  return { nameStyle, tagStyle: tag === undefined ? nameStyle : styleOf(tag) }
}

/** Writes an entry as lines, without their line breaks. */
export function renderEntry({ name, values }: NewEntry, form: EntryForm): readonly string[] {
  const fields = (
    form.isAlphabetical
      ? (['digest', 'name', 'newName', 'newTag'] as const)
      : (['name', ...entryFields] as const)
  )
    .map(field => ({ field, value: field === 'name' ? name : values[field] }))
    .flatMap(({ field, value }) => (value === undefined ? [] : [{ field, value }]))
    .map(({ field, value }) => {
      const style = field === 'newTag' || field === 'digest' ? form.tagStyle : form.nameStyle
      return renderScalar(field, form.keyStyle) + form.colon + renderScalar(value, style)
    })
  if (form.isBlock) {
    const indent = ' '.repeat(form.dash.length)
    return fields.map((field, index) => (index === 0 ? form.dash : indent) + field)
  }
  if (form.spread === undefined) {
    return [`${form.dash}{${form.padding}${fields.join(form.comma)}${form.padding}}`]
  }
  const { field: indent, close } = form.spread
  const last = fields.length - 1
  return [
    `${form.dash}{`,
    ...fields.map((field, index) => indent + field + (index === last ? '' : ',')),
    `${close}}`
  ]
}
