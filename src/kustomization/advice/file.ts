import { noticeAt, type Notice } from '../../errors/notice.ts'
import { parseDocument } from '../../yaml/document.ts'
import { createLineIndex, show, type YamlFile } from '../../yaml/file.ts'
import { readImages } from '../read/images.ts'
import { createMappingReader } from '../read/mapping.ts'
import { escapeName, readNamePattern } from '../transformer/name-pattern.ts'
import { describeOverride } from '../transformer/override.ts'
import { tryRead } from './files.ts'
import { limits } from './limits.ts'
import { findUnquoted, type UnquotedText } from './unquoted.ts'
import { placeEntries, type PlacedEntry } from '../transformer/apply.ts'

/**
 * Says what in a kustomization keeps the entries of these names from having their effect, and what its build fails
 * on. Nothing for a text that cannot be read.
 */
export function fileNotices(text: string, path: string, names: readonly string[]): readonly Notice[] {
  if (text.length > limits.fileCharacters) return []
  return tryRead(() => noticesOf({ text, path }, new Set(names))) ?? []
}

function noticesOf(file: YamlFile, names: ReadonlySet<string>): readonly Notice[] {
  const { text, path } = file
  const { document } = parseDocument(file, { keepSourceTokens: false })
  const images = readImages(document, file)
  const entries = placeEntries(images, text)
  const notices: Notice[] = []
  const add = (line: number, sentence: string | undefined) => {
    if (sentence !== undefined) notices.push(noticeAt({ path, line }, sentence))
  }

  const set = entries.filter(({ name }) => name !== undefined && names.has(name))
  for (const entry of set.slice(0, Math.ceil(limits.appliedEntries / entries.length))) {
    add(entry.line, describeName(entry.name ?? ''))
    add(entry.line, describeOverride(entry, entries))
    add(entry.suffixLine, describeSuffix(entry))
  }
  const lineAt = createLineIndex(text)
  const unquoted = findUnquoted(createMappingReader(images.aliases)(images.root), images.aliases)
  for (const each of unquoted.slice(0, limits.examined)) {
    add(lineAt(each.offset), describeUnquoted(each))
  }
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

/** Says what kustomize makes of a name that is not only text for it; undefined for a plain name. */
function describeName(name: string): string | undefined {
  const { kind, matches } = readNamePattern(name)
  const shown = show(name)
  const remedy = `If the name is meant as it stands, write it as ${show(escapeName(name))}.`
  switch (kind) {
    case 'plain':
      return undefined
    case 'invalid':
      return `kustomize takes the name ${shown} for a regular expression, and it is not a valid one: the build fails on it. ${remedy}`
    case 'unclear':
      return `kustomize takes the name ${shown} for a regular expression. ${remedy}`
    case 'pattern':
      return matches(name)
        ? `kustomize takes the name ${shown} for a regular expression, ${meaningOf(name)}. ${remedy}`
        : `kustomize takes the name ${shown} for a regular expression, ${culpritOf(name)} it never matches ${shown} itself. ${remedy}`
  }
}

function meaningOf(name: string): string {
  // What kustomize puts before and behind the name belongs to the first and the last alternative only.
  return name.includes('|') && !name.includes('(')
    ? 'so it stands for every image that starts with the first alternative or ends with the last'
    : 'so it may stand for other images as well'
}

function culpritOf(name: string): string {
  const characters = [...new Set(name.match(/[+*?()[\]{}|^$\\]/g))]
  return `and with ${characters.join(' ')}`
}
