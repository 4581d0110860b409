import type { EntryLayout, Filler, FlowForm, Tail } from './layout.ts'

/** One line of a generated file, without its line break, and the entries that have text on it. */
export interface Line {
  readonly text: string
  readonly owners: readonly EntryLayout[]
}

/** What a file must have elsewhere because of what was written so far. */
export interface Supplies {
  /** Anchors for aliases: the name with its value as it is written in braces. */
  readonly anchors: { readonly name: string; readonly value: string }[]
  /** Anchors that are to be used. */
  readonly uses: string[]
  /** How many names were given. */
  count: number
}

export function line(text: string, owner?: EntryLayout): Line {
  return { text, owners: owner ? [owner] : [] }
}

/** Writes one thing right behind another: the last line of the one and the first of the other become one line. */
export function chain(...parts: readonly (readonly Line[] | string)[]): readonly Line[] {
  const result: Line[] = [line('')]
  for (const part of parts) {
    const [first = line(''), ...more] = typeof part === 'string' ? [line(part)] : part
    const last = result.pop() ?? line('')
    result.push(
      { text: last.text + first.text, owners: [...new Set([...last.owners, ...first.owners])] },
      ...more
    )
  }
  return result
}

/** Every comment is another one, so that a lost one shows. Some look like what an edit looks for. */
export function comment(supplies: Supplies): string {
  const number = ++supplies.count
  return (
    [`# c${number}.`, `# c${number}. ü – 🚀`, `# - name: shop # c${number}.`, `#  newTag: v1 c${number}.`][
      number % 4
    ] ?? ''
  )
}

export function tailText(tail: Tail, supplies: Supplies): string {
  return tail.endsWith('#') ? `${tail.slice(0, -1) || ' '}${comment(supplies)}` : tail
}

export function fillerText(filler: Filler, indent: string, supplies: Supplies): string {
  if (filler === 'empty') return ''
  if (filler === 'spaces') return '   '
  return (filler === 'comment' ? indent : '') + comment(supplies)
}

/** One item of a flow collection. */
export interface FlowItem {
  readonly lines: readonly Line[]
  readonly tail: Tail
  readonly above: readonly Filler[]
}

export interface FlowStyle {
  readonly form: FlowForm
  /** The collection ends with a comma. */
  readonly comma: boolean
  /** The indentation of the line where it starts, and whether nothing may stand at it, not even the closing bracket. */
  readonly indent: string
  readonly isRoot: boolean
}

/** Writes a flow collection. */
export function renderFlow(
  brackets: '[]' | '{}',
  items: readonly FlowItem[],
  style: FlowStyle,
  supplies: Supplies
): readonly Line[] {
  const [open = '', close = ''] = brackets
  if (items.length === 0) return [line(brackets)]
  const { form, comma, indent } = style
  const inner = `${indent}  `
  const end = style.isRoot ? indent : inner
  const joined = (separator: string) =>
    items.map(({ lines }, index) => (index === 0 ? lines : chain(separator, lines)))
  switch (form) {
    case 'compact':
      return chain(open, ...joined(','), comma ? ',' : '', close)
    case 'narrow':
      return chain(open, ...joined(', '), close)
    case 'spaced':
      return chain(`${open} `, ...joined(' , '), comma ? ',' : '', ` ${close}`)
    case 'wrapped':
      return chain(
        open,
        ...items.map((each, index) => [
          ...(index === 0 ? [] : [line(',')]),
          ...(index === 0 ? each.lines : chain(inner, each.lines))
        ]),
        close
      )
    case 'lines':
      return [
        line(open),
        ...items.flatMap(({ lines, tail, above }, index) => [
          ...above.map(each =>
            line(
              fillerText(each === 'comment at start' ? 'comment' : each, inner, supplies),
              lines[0]?.owners[0]
            )
          ),
          ...chain(inner, lines, index < items.length - 1 || comma ? ',' : '', tailText(tail, supplies))
        ]),
        ...(comma && items.at(-1)?.tail === '#' ? [line(inner + comment(supplies))] : []),
        line(end + close)
      ]
    case 'leading':
      return [
        ...items.flatMap(({ lines, tail }, index) =>
          chain(index === 0 ? `${open} ` : `${inner}, `, lines, tailText(tail, supplies))
        ),
        line(end + close)
      ]
  }
}
