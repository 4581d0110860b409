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
