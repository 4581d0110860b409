import type { EntryLayout, FieldLayout } from './layout.ts'
import { chain, fillerText, line, renderFlow, tailText, type Line, type Supplies } from './rendered-lines.ts'

/** Writes an entry as an item of a block list. */
export function renderItem(entry: EntryLayout, indent: string, supplies: Supplies): readonly Line[] {
  const above = entry.above.map(each => line(fillerText(each, indent, supplies)))
  const anchor = anchorOf(entry, supplies)
  if (entry.isFlow) {
    const braces = renderBraces(entry, indent, supplies)
    return [...above, ...chain(`${indent}- ${anchor}`, braces, tailText(entry.tail, supplies))]
  }
  const isAlone = anchor !== '' || entry.dash === 'alone' || entry.dash === 'comment'
  const gap = entry.dash === 'wide' ? '   ' : ' '
  const inner = `${indent} ${gap}`
  const fields = withMerge(entry, supplies).map(each =>
    typeof each === 'string' ? [line(inner + each, entry)] : renderBlockField(each, entry, inner, supplies)
  )
  const [first = [], ...more] = fields
  if (isAlone) {
    const tail = entry.dash === 'comment' ? tailText('#', supplies) : ''
    return [
      ...above,
      line(`${indent}-${anchor === '' ? '' : ` ${anchor.trimEnd()}`}${tail}`, entry),
      ...fields.flat()
    ]
  }
  // A line above the first field would stand in front of the dash.
  const head = first.slice(first.findIndex(({ text }) => text.startsWith(inner) && !/^\s*(?:#|$)/.test(text)))
  const [start = line(inner), ...rest] = head
  return [
    ...above,
    { ...start, text: `${indent}-${gap}${start.text.slice(inner.length)}` },
    ...rest,
    ...more.flat()
  ]
}

/** Writes an entry in braces. */
export function renderBraces(entry: EntryLayout, indent: string, supplies: Supplies): readonly Line[] {
  const items = withMerge(entry, supplies).map(each => {
    if (typeof each === 'string') return { lines: [line(each, entry)], tail: '' as const, above: [] }
    const quoted = entry.flowForm === 'compact' && each.keyForm === 'double' && each.form === 'double'
    const lines = renderFlowField(each, quoted, `${indent}    `, supplies).map(text => line(text, entry))
    return { lines, tail: each.tail, above: each.above }
  })
  const style = { form: entry.flowForm, comma: entry.comma, indent, isRoot: false }
  const braces = renderFlow('{}', items, style, supplies)
  return braces.map(each => ({ ...each, owners: [entry] }))
}

export function anchorOf(entry: EntryLayout, supplies: Supplies): string {
  if (entry.anchor === 'none') return ''
  const name = newName('e', supplies)
  if (entry.anchor === 'shared') supplies.uses.push(name)
  return `&${name} `
}

/** The fields, and the merge key as it is written. */
function withMerge(entry: EntryLayout, supplies: Supplies): readonly (FieldLayout | string)[] {
  if (entry.merge === 'none') return entry.fields
  const name = newName('m', supplies)
  supplies.anchors.push({ name, value: entry.merge === 'other' ? '{"tagSuffix": "-x"}' : '{"newTag": "v0"}' })
  const merge = `<<: *${name} `
  return entry.merge === 'tag last' ? [...entry.fields, merge] : [merge, ...entry.fields]
}

function renderBlockField(
  field: FieldLayout,
  entry: EntryLayout,
  indent: string,
  supplies: Supplies
): readonly Line[] {
  const above = field.above.map(each => fillerText(each, indent, supplies))
  const [first = '', ...more] = renderValue(field, `${indent}  `, supplies)
  const tail = tailText(field.tail, supplies)
  const isBlock = field.form === 'literal' || field.form === 'folded'
  const value =
    isBlock || more.length === 0
      ? [first + tail, ...more]
      : [first, ...more.slice(0, -1), (more.at(-1) ?? '') + tail]
  const [head = '', ...rest] = value
  const lines =
    field.keyForm === 'explicit'
      ? [`${indent}? ${field.name}`, `${indent}: ${head}`, ...rest]
      : [indent + keyText(field) + field.colon + head, ...rest]
  return [...above, ...lines].map(text => line(text, entry))
}

function renderFlowField(
  field: FieldLayout,
  isNarrow: boolean,
  indent: string,
  supplies: Supplies
): readonly string[] {
  const block = field.form === 'literal' || field.form === 'folded' || field.form === 'below'
  const [first = '', ...more] = renderValue(block ? { ...field, form: 'double' } : field, indent, supplies)
  const colon = isNarrow && field.property === 'none' ? ':' : field.colon.replace('\t', ' ')
  const key = field.keyForm === 'explicit' ? `? ${field.name} ` : keyText(field)
  return [key + colon + first, ...more]
}

/** Returns the value's first line, and the lines below it. */
function renderValue(
  { form, value, property }: FieldLayout,
  indent: string,
  supplies: Supplies
): readonly string[] {
  const before = propertyText({ form, property }, supplies)
  switch (form) {
    case 'plain':
      return [before + value]
    case 'single':
      return [`${before}'${value}'`]
    case 'double':
      return [`${before}"${value}"`]
    case 'escaped':
      return [`${before}"${Array.from(value, char => `\\x${char.charCodeAt(0).toString(16)}`).join('')}"`]
    case 'split':
      return [`${before}"${value.slice(0, 1)}\\`, `${indent}${value.slice(1)}"`]
    case 'literal':
      return [`${before}|-`, indent + value]
    case 'folded':
      return [`${before}>-`, indent + value]
    case 'below':
      return [before, indent + value]
    case 'alias': {
      const name = newName('a', supplies)
      supplies.anchors.push({ name, value: `"${value}"` })
      return [`*${name} `]
    }
    case 'nothing':
      return [before]
    case 'null':
      return ['null']
    case 'tilde':
      return ['~']
    case 'quotes':
      return [`${before}""`]
  }
}

function propertyText(
  { form, property }: Pick<FieldLayout, 'form' | 'property'>,
  supplies: Supplies
): string {
  if (property === 'none' || form === 'alias' || form === 'null' || form === 'tilde') return ''
  if (property === 'str') return '!!str '
  const name = newName('p', supplies)
  if (property === 'shared') supplies.uses.push(name)
  return `&${name} `
}

function keyText({ name, keyForm }: Pick<FieldLayout, 'name' | 'keyForm'>): string {
  return renderKey(name, keyForm === 'explicit' ? 'plain' : keyForm)
}

export function renderKey(key: string, form: 'plain' | 'single' | 'double' | 'lower' | 'upper'): string {
  switch (form) {
    case 'plain':
      return key
    case 'single':
      return `'${key}'`
    case 'double':
      return `"${key}"`
    case 'lower':
      return key.toLowerCase()
    case 'upper':
      return key.toUpperCase()
  }
}

function newName(letter: string, supplies: Supplies): string {
  return letter + String(++supplies.count)
}
