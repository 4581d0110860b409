import type { Random } from './random.ts'

/** What is to be written as YAML. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | Pairs | Anchored | Alias

/** A mapping: with an order, and with keys that may be there twice. */
export interface Pairs {
  readonly pairs: readonly (readonly [key: string, value: Yaml])[]
}

interface Anchored {
  readonly anchor: string
  readonly value: Yaml
}

interface Alias {
  readonly alias: string
}

/** How a file is written; the rest is chosen for each line. */
interface Layout {
  readonly form: 'block' | 'flow' | 'json'
  /** Spaces from a key to the dashes below it, and to the keys below it. */
  readonly dashIndent: number
  readonly keyIndent: number
  readonly quotes: 'plain' | 'single' | 'double'
  readonly comments: number
  readonly blankLines: number
  /** How often a collection is written in braces. */
  readonly flow: number
  /** The probability of what is rare. */
  readonly odd: number
}

/** Lines that a comment may follow unless they are the content of a text block, which a comment would become part of. */
interface Line {
  readonly text: string
  readonly isContent?: boolean
}

const reserved = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '~', ''])
const comments = [
  '# note',
  '#',
  '# newTag: v0',
  '# - name: shop',
  '# {"$imagepolicy": "ns:app:tag"}',
  "# it's é ✓",
  '#!x'
]

/** Writes a mapping in one of many ways that all mean the same for kustomize. */
export function writeYaml(root: Pairs, random: Random): string {
  const form = random.pick(['block', 'block', 'block', 'block', 'block', 'block', 'flow', 'json'] as const)
  const isBusy = random.chance(0.5)
  const layout: Layout = {
    form,
    dashIndent: random.pick([0, 0, 2, 2, 1, 3, 4]),
    keyIndent: random.pick([2, 2, 2, 1, 3, 4]),
    quotes: random.pick(['plain', 'plain', 'plain', 'single', 'double']),
    comments: isBusy ? random.pick([0.1, 0.3]) : 0,
    blankLines: isBusy ? random.pick([0, 0.1, 0.3]) : 0,
    flow: random.pick([0, 0, 0.15, 0.5]),
    odd: random.pick([0, 0.02, 0.1])
  }
  const lines =
    form === 'block' ? blockMap(root, 0, layout, random) : [{ text: flow(root, 0, layout, random) }]
  return finish(lines.map(({ text }) => text).join('\n'), layout, random)
}

/** Adds what may stand around a document, and the line breaks. */
function finish(text: string, { form, comments, odd }: Layout, random: Random): string {
  const isJson = form === 'json'
  const head = isJson
    ? ''
    : random.pick([
        '',
        '',
        '',
        '',
        '---\n',
        '# head\n\n',
        '--- # first\n',
        random.chance(odd) ? '%YAML 1.1\n---\n' : ''
      ])
  const tail = isJson
    ? ''
    : random.pick([
        '',
        '',
        '',
        '',
        '',
        '',
        '\n...',
        '\n---\nimages:\n- name: shop\n  newTag: later',
        '\n---\n# none'
      ])
  const end = random.pick([
    '\n',
    '\n',
    '\n',
    '',
    isJson ? '\n' : '\n\n',
    comments > 0 && !isJson ? '\n# end' : '\n'
  ])
  const mark = random.chance(0.05) ? '\uFEFF' : ''
  const whole = mark + head + text + tail + end
  return random.chance(0.15) ? whole.replaceAll('\n', '\r\n') : whole
}

function blockMap({ pairs }: Pairs, indent: number, layout: Layout, random: Random): readonly Line[] {
  const lines: Line[] = []
  for (const [key, value] of pairs) {
    lines.push(
      ...between(lines.at(-1), indent, layout, random),
      ...blockPair(key, value, indent, layout, random)
    )
  }
  return lines
}

function blockPair(
  key: string,
  value: Yaml,
  indent: number,
  layout: Layout,
  random: Random
): readonly Line[] {
  const written = quoteKey(key, layout, random)
  if (isScalar(value) && random.chance(layout.odd / 4)) {
    return [
      { text: `${spaces(indent)}? ${written}` },
      { text: `${spaces(indent)}: ${scalar(value, 'block', layout, random)}${behindMark(layout, random)}` }
    ]
  }
  const head = `${spaces(indent)}${written}:${random.chance(layout.odd / 4) ? ' '.repeat(1 + random.below(3)) : ''}`
  return blockValue(head, value, indent, layout, random)
}

/** Writes a value behind `head`, which ends with a colon. */
function blockValue(
  head: string,
  value: Yaml,
  indent: number,
  layout: Layout,
  random: Random
): readonly Line[] {
  if (isAnchored(value) && !isScalar(value.value))
    return blockValue(`${head} &${value.anchor}`, value.value, indent, layout, random)
  const trail = () => trailing(layout, random)
  if (typeof value === 'string' && canBeBlock(value) && (value.includes('\n') || random.chance(layout.odd))) {
    const inner = spaces(indent + 1 + random.below(4))
    const style = value.includes('\n') ? '|' : random.pick(['|', '>'])
    const content = value.split('\n').map(text => ({ text: inner + text, isContent: true }))
    return [{ text: `${head} ${style}-${trail()}` }, ...content]
  }
  if (isScalar(value) || isAlias(value)) {
    const text = scalar(value, 'block', layout, random)
    if (text === '') return [{ text: `${head}${trail()}` }]
    if (random.chance(layout.odd)) return [{ text: head }, { text: `${spaces(indent + 2)}${text}${trail()}` }]
    return [
      {
        text: `${head}${random.chance(layout.odd) ? random.pick(['  ', ' \t', '\t']) : ' '}${text}${trail()}`
      }
    ]
  }
  if (isEmpty(value) || random.chance(layout.flow)) {
    return [{ text: `${head} ${flow(value, indent + 1, layout, random)}${trail()}` }]
  }
  const first = { text: `${head}${trail()}` }
  if (isList(value)) return [first, ...blockList(value, indent + layout.dashIndent, layout, random)]
  if ('pairs' in value) return [first, ...blockMap(value, indent + layout.keyIndent, layout, random)]
  throw new Error('A value is neither a scalar nor a collection.')
}

function blockList(items: readonly Yaml[], indent: number, layout: Layout, random: Random): readonly Line[] {
  const lines: Line[] = []
  for (const item of items) {
    lines.push(...between(lines.at(-1), indent, layout, random), ...blockItem(item, indent, layout, random))
  }
  return lines
}

function blockItem(item: Yaml, indent: number, layout: Layout, random: Random): readonly Line[] {
  const dash = `${spaces(indent)}-`
  const { value, anchor } = isAnchored(item)
    ? { value: item.value, anchor: ` &${item.anchor}` }
    : { value: item, anchor: '' }
  const gap = random.chance(layout.odd) ? 2 + random.below(3) : 1
  const isBlock = typeof value === 'object' && value !== null && 'pairs' in value && value.pairs.length > 0
  if (!isBlock || random.chance(layout.flow)) {
    const text =
      isScalar(value) || isAlias(value)
        ? scalar(value, 'block', layout, random)
        : flow(value, indent + 2, layout, random)
    const trail = text === '' ? behindMark : trailing
    return [{ text: `${dash}${anchor}${text === '' ? '' : spaces(gap) + text}${trail(layout, random)}` }]
  }
  if (anchor !== '' || random.chance(layout.odd / 2)) {
    return [
      { text: dash + anchor + behindMark(layout, random) },
      ...blockMap(value, indent + 1 + gap, layout, random)
    ]
  }
  const [first, ...rest] = blockMap(value, indent + 1 + gap, layout, random)
  return [{ text: dash + spaces(gap) + (first?.text.trimStart() ?? '') }, ...rest]
}

/** Comments and blank lines between two pairs or items that start at `indent`. */
function between(
  previous: Line | undefined,
  indent: number,
  layout: Layout,
  random: Random
): readonly Line[] {
  if (!previous) return []
  const { isContent = false } = previous
  const lines: Line[] = []
  if (random.chance(layout.blankLines))
    lines.push({ text: random.chance(layout.odd) && !isContent ? '  ' : '' })
  if (random.chance(layout.comments)) {
    const column = isContent || random.chance(0.8) ? indent : random.below(8)
    lines.push({ text: spaces(column) + random.pick(comments) })
  }
  return lines
}

function trailing(layout: Layout, random: Random): string {
  if (random.chance(layout.comments)) return `${random.pick([' ', '  ', '\t'])}${random.pick(comments)}`
  return random.chance(layout.odd / 2) ? ' ' : ''
}

/** Like `trailing`, behind a dash or a colon on its own, where go-yaml does not take a tab for a space. */
function behindMark(layout: Layout, random: Random): string {
  return trailing(layout, random).replace('\t', ' ')
}

/** Writes a value in braces or brackets; lines after the first are indented by more than `indent`. */
function flow(value: Yaml, indent: number, layout: Layout, random: Random): string {
  if (isAnchored(value)) return `&${value.anchor} ${flow(value.value, indent, layout, random)}`
  if (isScalar(value) || isAlias(value)) return scalar(value, 'flow', layout, random)
  const isJson = layout.form === 'json'
  const isWide = random.chance(0.7)
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}']
  const inner = indent + 1 + random.below(3)
  const items = isList(value)
    ? value.map(item => flow(item, inner, layout, random))
    : flowPairs(value, inner, isWide, layout, random)
  if (items.length === 0) return open + close
  const start = `\n${spaces(inner)}`
  const end = `\n${spaces(indent)}`
  const isSpread = random.chance(isJson || layout.form === 'flow' ? 0.5 : 0.2)
  if (!isSpread) {
    const padding = isWide && random.chance(0.5) ? ' ' : ''
    const last = !isJson && random.chance(layout.odd) ? ',' : ''
    return open + padding + items.join(isWide ? ', ' : ',') + padding + last + close
  }
  if (!isJson && random.chance(layout.odd / 2)) return open + start + items.join(`${start}, `) + end + close
  const comment = () => (!isJson && random.chance(layout.comments) ? ` ${random.pick(comments)}` : '')
  const last = !isJson && random.chance(0.2) ? ',' : ''
  const separated = items.map((item, index) => `${item}${index < items.length - 1 ? ',' : last}${comment()}`)
  return open + comment() + start + separated.join(start) + end + close
}

function flowPairs(
  value: Exclude<Yaml, string | number | boolean | readonly Yaml[]> | null,
  indent: number,
  isWide: boolean,
  layout: Layout,
  random: Random
): string[] {
  if (value === null || !('pairs' in value)) throw new Error('A value is neither a scalar nor a collection.')
  return value.pairs.map(([key, each]) => {
    // In quotes, `<<` is a key like others.
    const isQuoted = layout.form === 'json' && key !== '<<'
    const written = isQuoted ? JSON.stringify(key) : quoteKey(key, layout, random)
    // Without quotes around the key the colon needs a space behind it, and so does nothing at all.
    const colon = written.startsWith('"') && !isWide && each !== null ? ':' : ': '
    const isLeftOut = each === null && layout.form !== 'json' && random.chance(0.3)
    return written + colon + (isLeftOut ? '' : flow(each, indent, layout, random))
  })
}

function scalar(
  value: string | number | boolean | null | Alias | Anchored,
  place: 'block' | 'flow',
  layout: Layout,
  random: Random
): string {
  if (typeof value === 'string') return text(value, place, layout, random)
  if (value === null) return nothing(place, layout, random)
  if (typeof value !== 'object') return String(value)
  if (isAlias(value)) return `*${value.alias}`
  if (!isScalar(value.value)) throw new Error('An anchored collection is not written as a scalar.')
  return `&${value.anchor} ${scalar(value.value, place, layout, random)}`
}

function nothing(place: 'block' | 'flow', { form }: Layout, random: Random): string {
  if (form === 'json') return 'null'
  return random.pick(place === 'block' ? ['', '', 'null', '~', 'NULL'] : ['null', '~'])
}

function text(value: string, place: 'block' | 'flow', layout: Layout, random: Random): string {
  if (layout.form === 'json') return JSON.stringify(value)
  if (random.chance(layout.odd / 2) && /^[\w.-]+$/.test(value) && !reserved.has(value.toLowerCase()))
    return `!!str ${random.pick([value, `"${value}"`])}`
  const style = random.chance(0.85) ? layout.quotes : random.pick(['plain', 'single', 'double'] as const)
  if (style === 'plain' && canBePlain(value, place)) return value
  if (style === 'single' && !/[^\u0020-\u007e]/.test(value)) return `'${value.replaceAll("'", "''")}'`
  if (random.chance(layout.odd) && /^[ -~]/.test(value)) {
    const code = value.charCodeAt(0).toString(16).padStart(2, '0')
    return `"${random.pick([`\\x${code}`, `\\u00${code}`])}${JSON.stringify(value.slice(1)).slice(1)}`
  }
  return JSON.stringify(value)
}

function quoteKey(key: string, layout: Layout, random: Random): string {
  if (!random.chance(layout.odd)) return canBePlain(key, 'flow') || key === '<<' ? key : JSON.stringify(key)
  return key === '<<' ? key : random.pick([`"${key}"`, `'${key}'`])
}

/** Returns whether a text means itself without quotes; errs towards quotes, but for forms that are worth a try. */
function canBePlain(value: string, place: 'block' | 'flow'): boolean {
  if (reserved.has(value.toLowerCase())) return /^(?:yEs|oN|tRue|nUll)$/.test(value)
  if (/: | #|[: ]$/.test(value)) return false
  if (/^\d/.test(value)) {
    // Two dots, or a letter that no number has. kustomize reads dates as texts.
    const isText = /\..*\.|[g-np-wyz]/i.test(value) || /^\d{4}-\d\d-\d\d$/.test(value)
    return isText && /^[\w.-]+$/.test(value)
  }
  return place === 'block'
    ? /^[\w(][\w./:@+*?|$()^ =-]*$/.test(value) && !value.startsWith('-')
    : /^[A-Za-z_][\w./:@-]*$/.test(value)
}

function canBeBlock(value: string): boolean {
  return value !== '' && !/^\s|\n$|[^\u0020-\u007e\n]/.test(value)
}

function spaces(count: number): string {
  return ' '.repeat(count)
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value)
}

function isAnchored(value: Yaml): value is Anchored {
  return typeof value === 'object' && value !== null && 'anchor' in value
}

function isAlias(value: Yaml): value is Alias {
  return typeof value === 'object' && value !== null && 'alias' in value
}

function isScalar(value: Yaml): value is string | number | boolean | null | Anchored {
  return isAnchored(value) ? isScalar(value.value) : value === null || typeof value !== 'object'
}

function isEmpty(value: Yaml): boolean {
  if (isList(value)) return value.length === 0
  return typeof value === 'object' && value !== null && 'pairs' in value && value.pairs.length === 0
}
