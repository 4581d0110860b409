import { parseAllDocuments, type Document, type YAMLParseError } from 'yaml'

import { ActionError } from '../errors.ts'
import { columnAt, failureAt, lineAt, lineEnd, lineStart, show, type Source } from './source.ts'

export type YamlDocument = Document.Parsed

/**
 * More than 10,000 image entries. The parser needs a few hundred bytes of memory and up to 6 µs for one byte of
 * hostile text, so a larger file would stop the runner rather than the step.
 */
export const maxCharacters = 2 * 1024 * 1024

/**
 * Parses the documents of a file. Every scalar stays the text that was written, because kustomize types them by
 * YAML 1.1 rules, not by the parser's; repeated keys are kept, because kustomize accepts them. Documents after the
 * first may be broken.
 * @throws YAML_INVALID when the first document is not YAML, or the file is too large or nests too deeply.
 * @throws EDIT_REFUSED when kustomize sees line breaks where the parser sees none.
 */
export function parseDocuments(source: Source): readonly YamlDocument[] {
  refuseSize(source)
  refuseCharacters(source)
  const documents = parse(source)
  // kustomize reads the first document and does not even parse the others.
  const [error] = ('empty' in documents ? documents.errors : documents[0]?.errors) ?? []
  if (error?.code === 'RESOURCE_EXHAUSTION') throw tooDeep(source, error)
  if (error) throw syntaxFailure(source, error)
  return documents
}

function parse(source: Source) {
  try {
    return parseAllDocuments(source.text, {
      schema: 'failsafe',
      uniqueKeys: false,
      keepSourceTokens: true,
      // `!!binary` and the like would make values objects, which never equal those of another parse.
      resolveKnownTags: false,
      prettyErrors: false,
      logLevel: 'silent'
    })
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(source, error)
    throw error
  }
}

function tooDeep({ path }: Source, cause: unknown): ActionError {
  return new ActionError(
    'YAML_INVALID',
    `${path} nests its values too deeply to be read. A kustomization needs a handful of levels: check that this is the right file.`,
    { cause, location: { path } }
  )
}

function refuseSize({ text, path }: Source): void {
  if (text.length <= maxCharacters) return
  throw new ActionError(
    'YAML_INVALID',
    `${path} is larger than ${maxCharacters / 1024 / 1024} MB, more than a kustomization can sensibly hold. Check that this is the right file.`,
    { location: { path } }
  )
}

/** go-yaml v2 refuses control characters, and breaks lines at CR, NEL, LS and PS, inside comments too. Seen with kustomize. */
function refuseCharacters(source: Source): void {
  // Every control character, but not those that the class excludes.
  const forbidden = /[^\P{Cc}\t\n\r\u0085]|[\ufffe\uffff]/u.exec(source.text)
  if (forbidden) {
    const sentence = `the character ${codePoint(forbidden[0])} is not allowed in YAML, and kustomize fails on it. Remove it.`
    throw failureAt('YAML_INVALID', source, forbidden.index, sentence)
  }
  const lineBreak = /\r(?!\n)|[\u0085\u2028\u2029]/.exec(source.text)
  if (!lineBreak) return
  const sentence = `kustomize reads the character ${codePoint(lineBreak[0])} as a line break and most other tools do not, so the file means two things. Replace it by a normal line break or a space.`
  throw failureAt('EDIT_REFUSED', source, lineBreak.index, sentence)
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

function syntaxFailure(source: Source, error: Pick<YAMLParseError, 'code' | 'message' | 'pos'>): ActionError {
  const { text, path } = source
  const offset = Math.max(0, Math.min(error.pos[0], text.length))
  const line = lineAt(text, offset)
  const column = columnAt(text, offset)
  const problem = error.message.replace(/[.:\s]+$/, '')
  return new ActionError(
    'YAML_INVALID',
    `${path}:${line}:${column}: this is not valid YAML: ${show(problem)}. ${remedy(source, error, offset)}\n\n${pointAt(text, offset)}`,
    { location: { path, line, column } }
  )
}

/** Says what to do; some texts that kustomize reads are no YAML for the parser. */
function remedy({ text }: Source, error: Pick<YAMLParseError, 'code' | 'message'>, offset: number): string {
  if (text.slice(lineStart(text, offset), lineEnd(text, offset)).includes('{{'))
    return 'The line looks like a template ({{ … }}), which kustomize does not fill in. Write the value out.'
  if (error.code === 'BAD_INDENT' && error.message.startsWith('Flow '))
    return 'Indent every line up to and with the closing bracket by at least one space more than the key or dash before the opening one, without tabs.'
  return 'Correct the file.'
}

/** Shows the line with a caret under `offset`, cut to 80 characters around it. */
function pointAt(text: string, offset: number): string {
  const start = Math.max(lineStart(text, offset), offset - 60)
  const line = text.slice(start, Math.min(lineEnd(text, offset), start + 80)).replace('\uFEFF', '')
  const indent = text.slice(start, offset).replace('\uFEFF', '').replace(/[^\t]/g, ' ')
  return `  ${line}\n  ${indent}^`
}
