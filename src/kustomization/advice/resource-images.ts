import { isCollection, isMap, isPair, isScalar, isSeq, parseAllDocuments, type Pair } from 'yaml'

import { follow, resolveAliases, type Aliases } from '../../yaml/aliases.ts'
import { fieldOf, keyOf, textOf } from '../read/mapping.ts'
import { tryRead } from './files.ts'
import { limits } from './limits.ts'

/** How many characters may still be parsed. The parser needs up to 6 µs for one character of hostile text. */
export interface ParseBudget {
  left: number
}

/** What a patch may bring in. */
interface PatchTexts {
  /** The images of containers in it. */
  readonly images: readonly string[]
  /** Every text in it: a JSON patch says `value` and not what the value is. */
  readonly texts: readonly string[]
}

/** Where kustomize looks for images, besides containers: image volumes, since v5.7.0. */
const containerKeys = new Set(['containers', 'initContainers'])

/**
 * Returns the images in a manifest file that kustomize transforms, each once: `image` of every element of a sequence
 * under `containers` or `initContainers`, at any depth and in any kind but CustomResourceDefinition.
 * Undefined when the file is too large, or a document that may have images cannot be read.
 */
export function imagesInResources(
  text: string,
  budget: ParseBudget = { left: limits.parsedCharacters }
): readonly string[] | undefined {
  const images = new Set<string>()
  const isRead = readEach(text, mayHaveImages, budget, (root, aliases) => {
    collectResource(root, createCollector(aliases, images))
  })
  return isRead ? [...images] : undefined
}

/** Returns what a patch may bring in; undefined when that cannot be told. */
export function textsInPatch(
  text: string,
  budget: ParseBudget = { left: limits.parsedCharacters }
): PatchTexts | undefined {
  const images = new Set<string>()
  const texts = new Set<string>()
  const isRead = readEach(
    text,
    () => true,
    budget,
    (root, aliases) => {
      walk(root, createCollector(aliases, images, texts))
    }
  )
  return isRead ? { images: [...images], texts: [...texts] } : undefined
}

/** What is found in one document. */
interface Collector {
  readonly aliases: Aliases
  readonly images: Set<string>
  readonly texts: Set<string> | undefined
  readonly seen: Set<unknown>
  /** The mappings that were looked at for the field. */
  readonly visited: { readonly image: Set<unknown>; readonly reference: Set<unknown> }
}

function createCollector(aliases: Aliases, images: Set<string>, texts?: Set<string>): Collector {
  return { aliases, images, texts, seen: new Set(), visited: { image: new Set(), reference: new Set() } }
}

/** Parses the documents that matter; returns whether all of them could be read. */
function readEach(
  text: string,
  matters: (text: string) => boolean,
  budget: ParseBudget,
  read: (root: unknown, aliases: Aliases) => void
): boolean {
  if (text.length > limits.manifestCharacters) return false
  // No line of a document starts like this, so kustomize splits files here as well before it parses them.
  const relevant = text.split(/\r?\n(?=---)/).filter(matters)
  budget.left -= relevant.reduce((sum, each) => sum + each.length, 0)
  // A list of thousands of missing values costs the parser an error object each.
  if (budget.left < 0 || relevant.some(each => /[,[]\s*,\s*,/.test(each))) return false
  return tryRead(() => relevant.every(each => readDocuments(each, read))) ?? false
}

function readDocuments(text: string, read: (root: unknown, aliases: Aliases) => void): boolean {
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: 'silent'
  })
  for (const document of 'empty' in documents ? [] : documents) {
    if (document.errors.length > 0) return false
    read(document.contents, resolveAliases(document, { text, path: '' }))
  }
  return true
}

/** Most documents of a repository have no containers. A key may be written with escapes, and its kind with them. */
function mayHaveImages(text: string): boolean {
  if (/^kind:\s*CustomResourceDefinition\s*$/m.test(text)) return false
  return /ontainers|volumes|\\[ux]/.test(text)
}

/** kustomize takes the items of a List for resources of their own. */
function collectResource(node: unknown, collector: Collector): void {
  const { aliases } = collector
  const root = follow(node, aliases)
  if (!isMap(root)) {
    walk(root, collector)
    return
  }
  const kind = textOf(fieldOf(root, 'kind', aliases), aliases) ?? ''
  if (kind === 'CustomResourceDefinition') return
  const items = follow(fieldOf(root, 'items', aliases), aliases)
  if (kind.endsWith('List') && isSeq(items) && !collector.seen.has(items)) {
    collector.seen.add(items)
    items.items.forEach(item => {
      collectResource(item, collector)
    })
  } else walk(root, collector)
}

/** Visits every node once, however many aliases stand for it. */
function walk(node: unknown, collector: Collector): void {
  const { aliases, seen, texts } = collector
  const value = follow(node, aliases)
  if (isScalar(value)) {
    const text = textOf(value, aliases)
    if (text !== undefined && text.length <= limits.imageCharacters) texts?.add(text)
  } else if (isCollection(value) && !seen.has(value)) {
    seen.add(value)
    for (const item of value.items) {
      if (isPair(item)) {
        collectImages(item, collector)
        walk(item.value, collector)
      } else walk(item, collector)
    }
  }
}

function collectImages(pair: Pair, collector: Collector): void {
  const { aliases } = collector
  const key = keyOf(pair, aliases)
  const list = follow(pair.value, aliases)
  if (!isSeq(list)) return
  for (const item of list.items) {
    const element = follow(item, aliases)
    if (!isMap(element)) continue
    if (containerKeys.has(key)) collectField(element, 'image', collector)
    else if (key === 'volumes') collectField(fieldOf(element, 'image', aliases), 'reference', collector)
  }
}

/** Adds a field of a mapping, and those of mappings merged into it. */
function collectField(node: unknown, field: 'image' | 'reference', collector: Collector): void {
  const { aliases, images, visited } = collector
  const value = follow(node, aliases)
  if (!isCollection(value) || visited[field].has(value)) return
  visited[field].add(value)
  for (const item of value.items) {
    if (!isPair(item)) {
      // A list of mappings behind `<<`.
      collectField(item, field, collector)
      continue
    }
    const key = keyOf(item, aliases)
    const image = key === field ? textOf(item.value, aliases) : undefined
    if (image !== undefined) images.add(image)
    if (key === '<<') collectField(item.value, field, collector)
  }
}
