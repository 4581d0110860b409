import type { InputName } from './table.ts'
import type { ProblemSink } from './problems.ts'

/**
 * Splits a list as docker/build-push-action does: one item per line, where `commas` also at commas. An item that begins
 * with a quote goes on to the closing one, over commas and line breaks; `""` in it is one quote.
 */
export function listItems(text: string, { commas }: { readonly commas: boolean }): ListResult {
  const items: string[] = []
  const plain = commas ? /[^\r\n,]*/y : /[^\r\n]*/y
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) return undefined
    at = pattern.lastIndex
    return match[1] ?? match[0]
  }
  for (; at < text.length; take(commas ? /[\r\n,]+/y : /[\r\n]+/y)) {
    take(/[^\S\r\n]+/y)
    if (text[at] !== '"') {
      items.push((take(plain) ?? '').trim())
      continue
    }
    const quoted = take(/"((?:[^"]|"")*)"[^\S\r\n]*(?=[\r\n,]|$)/y)
    if (quoted === undefined) {
      // A quote that is closed before the end of its item is a part of the text: "a" b
      if (!/^"[^"\r\n]*"/.test(text.slice(at))) return { ok: false, items }
      items.push((take(plain) ?? '').trim())
      continue
    }
    items.push(quoted.replaceAll('""', '"'))
  }
  return { ok: true, items: items.filter(item => item !== '') }
}

export interface ListResult {
  /** Not when a quote is never closed. */
  readonly ok: boolean
  readonly items: readonly string[]
}

export interface PairOptions {
  readonly pattern: RegExp
  readonly example: string
  readonly commas?: boolean
  /** The items are secrets: nothing of them is repeated. */
  readonly isSecret?: boolean
}

/** Takes a list of `NAME=value`; the problem of an item names what is before its `=` only, as the rest may be secret. */
export function pairs(
  input: InputName,
  text: string,
  problems: ProblemSink,
  { pattern, example, commas = false, isSecret = false }: PairOptions
): readonly string[] {
  const { ok, items } = listItems(text, { commas })
  if (!ok) problems.add(input, 'has a quote that is never closed')
  for (const [index, item] of items.entries()) {
    if (pattern.test(item)) continue
    const name = /^[^=]{0,100}/s.exec(item)?.[0] ?? ''
    const shown = JSON.stringify(item.includes('=') ? `${name}=…` : name)
    const quotes = isSecret ? '; a value with line breaks is put in quotes, "id=value"' : ''
    problems.add(
      input,
      `has ${isSecret ? `item ${index + 1}, which is something else` : shown}; write ${example}, one per line${quotes}`
    )
  }
  return items
}
