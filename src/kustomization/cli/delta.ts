import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Pair, type Scalar } from 'yaml'

import type { EntryEdit } from '../edit/entry-stages.ts'
import { foldKey } from '../read/mapping.ts'
import { plain } from './run.ts'

/** What differs between two renderings. */
interface ImageDelta {
  readonly images: readonly ImageMove[]
  /** Whatever else differs: `ConfigMap/shop data.image: a → b`. */
  readonly unexpected: readonly string[]
}

/** One field that names another image now. */
export interface ImageMove {
  /** `Deployment/shop spec.template.spec.containers[shop].image`; with a namespace `Deployment/prod/shop …`. */
  readonly resource: string
  readonly from: string
  readonly to: string
}

/** A place in a manifest, linked to the place around it; its text is only made for a message. */
interface ManifestPlace {
  readonly above: ManifestPlace | undefined
  /** A key of a mapping, or an item of a list with its name or number. */
  readonly segment: { readonly key: string } | { readonly item: string }
}

interface Difference {
  readonly place: ManifestPlace | undefined
  readonly from: unknown
  readonly to: unknown
}

/**
 * Compares two outputs of `kustomize build`. Manifests are paired by their order, which does not depend on images. A
 * difference counts as an image when it is in a field for one and the new value is one of `expected`; one without tag
 * and digest stands for all of its repository.
 */
export function imageDelta(before: string, after: string, expected: readonly string[]): ImageDelta {
  const oldTexts = splitDocuments(before)
  const newTexts = splitDocuments(after)
  if (oldTexts.length !== newTexts.length) {
    return { images: [], unexpected: [`the number of manifests: ${oldTexts.length} → ${newTexts.length}`] }
  }
  const images: ImageMove[] = []
  const unexpected: string[] = []
  for (const [index, oldText] of oldTexts.entries()) {
    const newText = newTexts[index] ?? ''
    // Parsing is slow, and most manifests stay as they are.
    if (oldText === newText) continue
    const [old, edited] = [parse(oldText), parse(newText)]
    if (old === undefined || edited === undefined) {
      unexpected.push(`manifest ${index + 1}, which cannot be read`)
      continue
    }
    const { resource, isSecret } = identify(old)
    if (resource !== identify(edited).resource) {
      unexpected.push(`the manifests: ${resource} → ${identify(edited).resource}`)
      continue
    }
    for (const { place, from, to } of differences(old.contents, edited.contents)) {
      const field = `${resource} ${showPlace(place)}`
      if (isImageField(place) && isScalar(from) && isScalar(to) && isExpected(textOf(to), expected)) {
        images.push({ resource: field, from: textOf(from), to: textOf(to) })
      } else {
        unexpected.push(isSecret ? field : `${field}: ${showNode(from)} → ${showNode(to)}`)
      }
    }
  }
  return { images, unexpected }
}

/** The image that an entry with these values makes of the one it matches. */
export function expectedReference({ name, after }: Pick<EntryEdit, 'name' | 'after'>): string {
  const tag = after.newTag === undefined ? '' : `:${after.newTag}`
  const digest = after.digest === undefined ? '' : `@${after.digest}`
  return `${after.newName ?? name}${tag}${digest}`
}

/** YAML allows `---` at the start of a line nowhere but between documents. */
function splitDocuments(text: string): readonly string[] {
  return text.split('\n---\n')
}

function parse(text: string): Document.Parsed | undefined {
  const options = {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    resolveKnownTags: false
  } as const
  try {
    const document = parseDocument(text, { ...options, logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : document
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Walks both at once, with a stack of its own: manifests may nest deeply. */
function differences(before: unknown, after: unknown): readonly Difference[] {
  const found: Difference[] = []
  const stack: Difference[] = [{ place: undefined, from: before, to: after }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { place, from, to } = next
    if (isMap(from) && isMap(to)) {
      const values = byKey(to.items)
      for (const [key, value] of byKey(from.items)) {
        stack.push({ place: { above: place, segment: { key } }, from: value, to: values.get(key) })
        values.delete(key)
      }
      for (const [key, value] of values) {
        stack.push({ place: { above: place, segment: { key } }, from: undefined, to: value })
      }
    } else if (isSeq(from) && isSeq(to) && from.items.length === to.items.length) {
      for (const [index, value] of from.items.entries()) {
        const segment = { item: itemName(value) ?? String(index) }
        stack.push({ place: { above: place, segment }, from: value, to: to.items[index] })
      }
    } else if (!isSame(from, to)) found.push(next)
  }
  // The stack gives the last first.
  return found.reverse()
}

function byKey(pairs: readonly Pair[]): Map<string, unknown> {
  return new Map(pairs.map(({ key, value }) => [isScalar(key) ? textOf(key) : '', value]))
}

function isSame(from: unknown, to: unknown): boolean {
  if (isAlias(from)) return isAlias(to) && from.source === to.source
  if (!isScalar(from) || !isScalar(to)) return from === to
  // `1` and `"1"` are not the same value; other styles are.
  return from.value === to.value && from.tag === to.tag && (from.type === 'PLAIN') === (to.type === 'PLAIN')
}

function itemName(item: unknown): string | undefined {
  const name = isMap(item)
    ? item.items.find(({ key }) => isScalar(key) && key.value === 'name')?.value
    : undefined
  return isScalar(name) ? textOf(name) : undefined
}

function textOf({ value }: Scalar): string {
  return typeof value === 'string' ? value : ''
}

function identify(document: Document.Parsed): { readonly resource: string; readonly isSecret: boolean } {
  const text = (...keys: string[]) => {
    const value: unknown = document.getIn(keys)
    return typeof value === 'string' ? value : ''
  }
  const kind = text('kind')
  const parts = [kind, text('metadata', 'namespace'), text('metadata', 'name')].filter(part => part !== '')
  return { resource: plain(parts.join('/')), isSecret: kind === 'Secret' }
}

/**
 * An image copied into a label, a ConfigMap or a variable of a container is another change than the image itself.
 * `image` is where kustomize sets images, `image.reference` too; a user's `configurations` may add fields like
 * `imageName`.
 */
function isImageField(place: ManifestPlace | undefined): boolean {
  const keys: string[] = []
  for (let at = place; at !== undefined; at = at.above)
    if ('key' in at.segment) keys.push(foldKey(at.segment.key))
  if (keys.some(key => ['metadata', 'data', 'stringdata', 'binarydata'].includes(key))) return false
  const [last = '', above = ''] = keys
  return last.includes('image') || (last === 'reference' && above.includes('image'))
}

function isExpected(value: string, expected: readonly string[]): boolean {
  return expected.some(reference => {
    if (value === reference) return true
    const isBare = !/[:@]/.test(reference.slice(reference.lastIndexOf('/') + 1))
    return isBare && (value.startsWith(`${reference}:`) || value.startsWith(`${reference}@`))
  })
}

function showPlace(place: ManifestPlace | undefined): string {
  const parts: string[] = []
  for (let at = place; at !== undefined; at = at.above) {
    parts.push('key' in at.segment ? `.${at.segment.key}` : `[${at.segment.item}]`)
  }
  return plain(parts.reverse().join('').replace(/^\./, ''))
}

function showNode(node: unknown): string {
  if (isScalar(node)) {
    const text = plain(textOf(node).slice(0, 100))
    return node.type === 'PLAIN' ? text : `"${text}"`
  }
  if (isMap(node)) return '(a mapping)'
  if (isSeq(node)) return `(a list of ${node.items.length})`
  return node === undefined ? '(nothing)' : '(another value)'
}
