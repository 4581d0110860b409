import { otherFields, type KustomizationLayout, type ListLayout } from './layout.ts'
import { anchorOf, renderBraces, renderItem, renderKey } from './render-entry.ts'
import {
  chain,
  comment,
  fillerText,
  line,
  renderFlow,
  tailText,
  type FlowItem,
  type Line,
  type Supplies
} from './rendered-lines.ts'

/** A generated kustomization. */
export interface RenderedKustomization {
  readonly text: string
  /** The lines of the text, with their line breaks. */
  readonly lines: readonly Line[]
  /** What stands behind the first document, in the text. */
  readonly rest: string
  readonly layout: KustomizationLayout
}

const rests = {
  nothing: [],
  end: ['...'],
  document: ['---', 'images:', '- name: shop', '  newTag: later'],
  broken: ['--- # broken', 'images: [', '- name: "shop', '\tnewTag: }'],
  'end and document': ['...', '# between', '---', 'kind: ConfigMap'],
  comment: []
} as const

/** Writes a layout out. */
export function renderKustomization(layout: KustomizationLayout): RenderedKustomization {
  const supplies: Supplies = { anchors: [], uses: [], count: 0 }
  const body = layout.isFlow ? flowBody(layout, supplies) : blockBody(layout, supplies)
  const first = [...headLines(layout, supplies), ...body]
  if (layout.rest === 'comment') first.push(line(''), line(comment(supplies)))
  const rest = rests[layout.rest].map(text => line(text))
  const all = [...first, ...rest]
  const lines = all.map((each, index) => {
    const isLast = index === all.length - 1 && !layout.hasFinalBreak
    return { ...each, text: each.text + (isLast ? '' : lineBreak(layout, index)) }
  })
  const [start] = lines
  if (start && layout.head.includes('mark')) lines[0] = { ...start, text: `\uFEFF${start.text}` }
  return {
    text: lines.map(({ text }) => text).join(''),
    lines,
    rest: lines
      .slice(first.length)
      .map(({ text }) => text)
      .join(''),
    layout
  }
}

function lineBreak({ lineBreak }: KustomizationLayout, index: number): string {
  if (lineBreak === 'mixed') return index % 3 === 1 ? '\r\n' : '\n'
  return lineBreak === 'CRLF' ? '\r\n' : '\n'
}

function headLines({ head }: KustomizationLayout, supplies: Supplies): readonly Line[] {
  const lines = head.flatMap(each => {
    if (each === 'comment') return [line(comment(supplies))]
    return each === 'empty' ? [line('')] : []
  })
  if (head.includes('directive')) return [line('%YAML 1.1'), ...lines, line('---')]
  return head.includes('start') ? [...lines, line('---'), ...lines.map(() => line(comment(supplies)))] : lines
}

/** The fields of the root in their order, each by `field` or `list`; what the lists need of other fields included. */
function inOrder<T>(
  layout: KustomizationLayout,
  supplies: Supplies,
  write: {
    readonly field: (index: number) => T
    readonly list: (list: ListLayout) => T
    readonly supply: (key: string, items: readonly string[]) => T
  }
): readonly T[] {
  const { unread, images, imageTags } = layout
  const lists = [unread, imageTags, images].flatMap(list => (list ? [write.list(list)] : []))
  const { anchors, uses } = supplies
  return [
    ...layout.before.map(write.field),
    ...(anchors.length > 0
      ? [
          write.supply(
            'x-values',
            anchors.map(({ name, value }) => `&${name} ${value}`)
          )
        ]
      : []),
    ...lists,
    ...layout.behind.map(write.field),
    ...(uses.length > 0
      ? [
          write.supply(
            'x-uses',
            uses.map(name => `*${name} `)
          )
        ]
      : [])
  ]
}

function blockBody(layout: KustomizationLayout, supplies: Supplies): readonly Line[] {
  const indent = ' '.repeat(layout.rootIndent)
  const parts = inOrder<readonly Line[]>(layout, supplies, {
    field: index => (otherFields[index]?.lines ?? []).map(text => line(text === '' ? '' : indent + text)),
    list: list => renderList(list, indent, supplies),
    supply: (key, items) => [line(`${indent}${key}: [${items.join(', ')}]`)]
  })
  return parts.flatMap((lines, index) => {
    const filler = layout.fillers[index]
    return filler && index > 0 ? [line(fillerText(filler, indent, supplies)), ...lines] : lines
  })
}

function renderList(list: ListLayout, indent: string, supplies: Supplies): readonly Line[] {
  const key = `${indent}${renderKey(list.key, list.keyForm)}:`
  const tail = tailText(list.tail, supplies)
  if (list.entries.length === 0) return [line(`${key} ${emptyText(list)}${tail}`)]
  if (list.isFlow) return chain(`${key} `, renderBrackets(list, indent, supplies), tail)
  const itemIndent = indent + ' '.repeat(list.indent)
  const items = list.entries.map(entry => renderItem(entry, itemIndent, supplies))
  if (list.nothingAt !== undefined) items.splice(list.nothingAt, 0, [line(`${itemIndent}-`)])
  return [line(key + tail), ...items.flat()]
}

function renderBrackets(
  list: ListLayout,
  indent: string,
  supplies: Supplies,
  isRoot = false
): readonly Line[] {
  const items: FlowItem[] = list.entries.map(entry => {
    const anchor = anchorOf(entry, supplies)
    const lines = chain(anchor, renderBraces(entry, `${indent}  `, supplies))
    return { lines, tail: entry.tail, above: entry.above }
  })
  const style = { form: list.flowForm, comma: list.comma, indent, isRoot }
  const lines = renderFlow('[]', items, style, supplies)
  // Where entries share lines, what is around them belongs to all of them.
  return lines.map(each => (each.owners.length > 0 ? each : { ...each, owners: list.entries }))
}

function flowBody(layout: KustomizationLayout, supplies: Supplies): readonly Line[] {
  const item = (lines: readonly Line[]): FlowItem => ({ lines, tail: '', above: [] })
  const items = inOrder<FlowItem>(layout, supplies, {
    field: index => {
      const { key = 'x', flow = '[]' } = otherFields[index] ?? {}
      return item([line(`"${key}": ${flow}`)])
    },
    list: list => {
      const key = `${renderKey(list.key, list.keyForm)}: `
      if (list.entries.length === 0) return item([line(`${key}${emptyText(list)} `)])
      return item(chain(key, renderBrackets(list, '  ', supplies, true)))
    },
    supply: (key, values) => item([line(`"${key}": [${values.join(', ')}]`)])
  })
  const style = { form: layout.flowForm, comma: false, indent: '', isRoot: true }
  return renderFlow('{}', items, style, supplies)
}

function emptyText({ empty }: ListLayout): string {
  return { brackets: '[]', nothing: '', null: 'null', tilde: '~', quotes: '[ ]' }[empty]
}
