import type { InputName } from './table.ts'

/** One item of a YAML list: inputs that it has for itself. */
export type ImageItem = Readonly<Partial<Record<InputName, string>>>

export type ImageList =
  | { readonly ok: true; readonly items: readonly ImageItem[] }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Whether `images` is a YAML list and not lines of kustomize's grammar. */
export function isImageList(text: string): boolean {
  const first = text.split(/\r\n|\n|\r/).find(line => !/^\s*(?:#.*|---.*)?$/.test(line))
  return first !== undefined && /^\s*(?:-(?:\s|$)|\[)/.test(first)
}

/** What an expression gives that found nothing, as YAML or JSON write it; `toJSON` may have been put around it twice. */
const nothing = /^(["']?)(?:\[\s*\]|\{\s*\}|null|~|false|)\1$/i

/** Says what is written where no image is named, although `images` is not blank; undefined where there is something. */
export function describeEmpty(text: string, list: ImageList | undefined): string | undefined {
  if (list !== undefined) return list.ok && list.items.length === 0 ? 'is an empty list' : undefined
  const lines = text.split(/\r\n|\n|\r/).map(line => line.trim())
  const written = lines.filter(line => line !== '' && !line.startsWith('#'))
  const content = written
    .map(line => line.replace(/^(?:---|\.\.\.)(?:\s+|$)/, ''))
    .filter(line => line !== '')
  const [first = '', ...others] = content
  if (others.length > 0 || !nothing.test(first) || text.trim() === '') return undefined
  if (first !== '') return /^\[\s*\]$/.test(first) ? 'is an empty list' : `is ${first}`
  return lines.some(line => line.startsWith('#')) ? 'is nothing but comments' : 'is an empty document'
}

/** Why an empty value is wrong, and what to do: a workflow that asks for images and gets none must not be green. */
export const foundNothing =
  'if it comes from an expression, the expression found nothing: correct it, or skip this step with `if:`'
