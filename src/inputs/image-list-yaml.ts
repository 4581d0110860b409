import { isMap, isScalar, isSeq, parseDocument, type ParsedNode } from 'yaml'

import { foundNothing, type ImageItem, type ImageList } from './image-list.ts'
import { type InputName, itemKeys } from './table.ts'

const mostItems = 100

/**
 * Parses `images` as a YAML list of `{image, tag?, name?, context?, …}`. All values are texts as they are written: `1.10`
 * stays `1.10`. A list gives one item per line, a map `name=value` lines.
 */
export function parseImageList(text: string): ImageList {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', merge: false })
  const [error] = document.errors
  if (error !== undefined)
    return { ok: false, problems: [`is not a YAML list: ${error.message.split('\n', 1)[0] ?? ''}`] }
  const list = document.contents
  if (!isSeq(list))
    return {
      ok: false,
      problems: ['is not a YAML list; write one item per image: - image: ghcr.io/acme/shop']
    }
  if (list.items.length > mostItems) return { ok: false, problems: [`has more than ${mostItems} items`] }
  const problems: string[] = []
  const items = list.items.map((item, index) =>
    parseItem(item, problem => problems.push(`item ${index + 1} ${problem}`))
  )
  return problems.length > 0 ? { ok: false, problems } : { ok: true, items }
}

function parseItem(item: unknown, report: (problem: string) => void): ImageItem {
  if (isNothing(item)) {
    report(`is empty; ${foundNothing}`)
    return {}
  }
  if (!isMap<ParsedNode, ParsedNode | null>(item)) {
    report('is not a mapping; write image: ghcr.io/acme/shop, with tag, context and so on below it')
    return {}
  }
  const fields: Partial<Record<InputName, string>> = {}
  for (const { key, value } of item.items) {
    const name = textOf(key) ?? ''
    const input = itemKeys.get(name)
    const text = input === undefined ? undefined : valueOf(value)
    if (input === undefined)
      report(`has ${JSON.stringify(name)}, which is not one of ${[...itemKeys.keys()].join(', ')}`)
    else if (text === undefined)
      report(`has a value for ${name} that is neither a text, a list of texts nor a map of them`)
    else fields[input] = text
  }
  const image = item.items.find(({ key }) => textOf(key) === 'image')
  if (image === undefined) report('is missing `image`')
  else if (isNothing(image.value)) report(`has an empty \`image\`; ${foundNothing}`)
  return fields
}

/** Null, or an empty text, list or map. */
function isNothing(node: unknown): boolean {
  if (node === null) return true
  if (isSeq(node) || isMap(node)) return node.items.length === 0
  return (
    isScalar(node) &&
    (node.value === '' || (node.type === 'PLAIN' && /^(?:null|~)$/i.test(String(node.value))))
  )
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

/** In the words of an input: one item per line, in quotes when it has a line break or begins with a quote itself. */
function valueOf(node: unknown): string | undefined {
  if (node === null) return ''
  const text = textOf(node)
  if (text !== undefined) return text
  if (isSeq(node)) return join(node.items.map(textOf))
  if (!isMap(node)) return undefined
  return join(
    node.items.map(({ key, value }) => {
      const [name, content] = [textOf(key), value === null ? '' : textOf(value)]
      return name === undefined || content === undefined ? undefined : `${name}=${content}`
    })
  )
}

function join(texts: readonly (string | undefined)[]): string | undefined {
  if (texts.some(text => text === undefined)) return undefined
  return texts
    .map((text = '') => (/[\r\n]|^\s*"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join('\n')
}
