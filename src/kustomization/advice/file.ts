import { ActionError } from '../../errors/errors.ts'
import type { Notice } from '../../errors/notice.ts'
import { parseDocument } from '../../yaml/document.ts'
import { readImages } from '../read/images.ts'
import { createMappingReader } from '../read/mapping.ts'
import { describeName } from './name-notice.ts'
import { describeOverride } from '../transformer/override.ts'
import { placeEntries, type PlacedEntry } from '../transformer/placed-entries.ts'
import { show, createLineIndex, type YamlFile } from '../../yaml/file.ts'
import { findUnquoted, type UnquotedText } from './unquoted.ts'

/** A larger file is not read again only to warn. */
const maxCharacters = 1024 * 1024
/** More than anybody reads. */
const maxUnquoted = 100
/** How many times an entry is applied to a name: every name goes through the whole list. */
const maxApplied = 200_000

/**
 * Says what in a kustomization keeps the entries of these names from having their effect, and what its build fails
 * on. Nothing for a text that cannot be read.
 */
export function fileNotices(text: string, path: string, names: readonly string[]): readonly Notice[] {
  if (text.length > maxCharacters) return []
  try {
    return noticesOf({ text, path }, new Set(names))
  } catch (error) {
    // RangeError: the text nests too deeply for the call stack.
    if (error instanceof ActionError || error instanceof RangeError) return []
    throw error
  }
}

function noticesOf(file: YamlFile, names: ReadonlySet<string>): readonly Notice[] {
  const { text, path } = file
  const { document } = parseDocument(file, { keepSourceTokens: false })
  const images = readImages(document, file)
  const entries = placeEntries(images, text)
  const notices: Notice[] = []
  const note = (line: number, sentence: string | undefined) => {
    if (sentence !== undefined)
      notices.push({ message: `${path}:${line}: ${sentence}`, location: { path, line } })
  }

  const set = entries.filter(({ name }) => name !== undefined && names.has(name))
  for (const entry of set.slice(0, Math.ceil(maxApplied / entries.length))) {
    note(entry.line, describeName(entry.name ?? ''))
    note(entry.line, describeOverride(entry, entries))
    note(entry.suffixLine, describeSuffix(entry))
  }
  const lineAt = createLineIndex(text)
  const unquoted = findUnquoted(createMappingReader(images.aliases)(images.root), images.aliases)
  for (const each of unquoted.slice(0, maxUnquoted)) note(lineAt(each.offset), describeUnquoted(each))
  return notices
}

function describeSuffix({ name = '', newTag, digest, tagSuffix }: PlacedEntry): string | undefined {
  if (tagSuffix === undefined || (newTag === undefined && digest === undefined)) return undefined
  const beside = newTag === undefined ? 'digest' : 'newTag'
  return `tagSuffix of the entry ${show(name)} has no effect: kustomize ignores it beside ${beside}. Remove it.`
}

function describeUnquoted({ field, isItem, text, type }: UnquotedText): string {
  const what = isItem ? `the item ${show(text)} of ${show(field)}` : `${show(field)}: ${show(text)}`
  return `${what} is a ${type} for kustomize, and its build fails on it. Write it in quotes.`
}
