import {
  Composer,
  isCollection,
  isNode,
  isPair,
  Lexer,
  Parser,
  type Document,
  type YAMLParseError
} from 'yaml'

import { ActionError } from '../errors/errors.ts'
import { columnAt, failureAt, lineAt, lineEnd, lineStart, show, type YamlFile } from './file.ts'

export type YamlDocument = Document.Parsed

/** A text and what it holds for kustomize, which reads its first document and does not even parse the others. */
export interface ParsedText {
  readonly text: string
  /** Undefined when there is nothing but comments. */
  readonly document: YamlDocument | undefined
  /** What stands behind the first document. */
  readonly rest: string
}

/** More than 60,000 image entries. */
const maxCharacters = 8 * 1024 * 1024
/**
 * The parser needs some 400 bytes of memory for a token, and one character can be a token, so that a large hostile file
 * would stop the runner rather than the step. Text of these many characters cannot, and is not counted first.
 */
const maxTokens = 2_000_000
const smallCharacters = 1024 * 1024

/**
 * Parses the first document of a file. Every scalar stays the text that was written, because kustomize types them by
 * YAML 1.1 rules, not by the parser's; repeated keys are kept, because kustomize accepts them.
 * @throws YAML_INVALID when the document is not YAML, or the file is too large or nests too deeply.
 * @throws EDIT_REFUSED when kustomize sees line breaks where the parser sees none.
 */
export function parseDocument(file: YamlFile, options: { readonly keepSourceTokens: boolean }): ParsedText {
  refuseSize(file)
  refuseCharacters(file)
  const { document, rest } = parse(file, options)
  const [error] = document?.errors ?? []
  if (error?.code === 'RESOURCE_EXHAUSTION') throw tooDeep(file, error)
  if (error) throw syntaxFailure(file, error)
  refuseStrayEnd(file, rest)
  return { text: file.text, document, rest }
}

/** The parser also ends a document at a bracket that closes nothing, and takes what follows for later documents. */
function refuseStrayEnd(file: YamlFile, rest: string): void {
  let at = 0
  while (/[\s#]/.test(rest.charAt(at))) at = rest[at] === '#' ? lineEnd(rest, at) : at + 1
  if (at === rest.length || rest.startsWith('---', at) || rest.startsWith('...', at)) return
  const offset = file.text.length - rest.length + at
  const message = `Unexpected ${rest.charAt(at)}`
  throw syntaxFailure(file, { code: 'UNEXPECTED_TOKEN', message, pos: [offset, offset + 1] })
}

function parse(file: YamlFile, { keepSourceTokens }: { readonly keepSourceTokens: boolean }) {
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens,
    // `!!binary` and the like would make values objects, which never equal those of another parse.
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: 'silent'
  })
  const { text } = file
  const parser = new Parser()
  try {
    for (const token of parser.parse(text)) {
      // Both generators are run to their end: left halfway, they keep a whole tree in memory past the next collections.
      if ([...composer.next(token)].length > 0) throw new Error('A document came before its end.')
      if (token.type === 'document') break
    }
    const [document] = [...composer.end(true, text.length)]
    return { document, rest: text.slice(parser.offset) }
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file, error)
    throw error
  }
}

/** Lets go of the source tokens, which take more memory than all the rest of a document. */
export function dropSourceTokens(node: unknown): void {
  if (!isNode(node) && !isPair(node)) return
  Object.assign(node, { srcToken: undefined })
  if (isPair(node)) {
    dropSourceTokens(node.key)
    dropSourceTokens(node.value)
  } else if (isCollection(node)) node.items.forEach(dropSourceTokens)
}

function tooDeep({ path }: YamlFile, cause: unknown): ActionError {
  return new ActionError(
    'YAML_INVALID',
    `${path} nests its values too deeply to be read. A kustomization needs a handful of levels: check that this is the right file.`,
    { cause, location: { path } }
  )
}

function refuseSize(file: YamlFile): void {
  const { text, path } = file
  if (text.length <= smallCharacters) return
  if (text.length <= maxCharacters && countTokens(text) <= maxTokens) return
  const size = `${Math.ceil(text.length / 1024 / 1024)} MB`
  throw new ActionError(
    'YAML_INVALID',
    `${path} is too large to be a kustomization: ${size}, where ${maxCharacters / 1024 / 1024} MB of plain entries are read. Check that this is the right file.`,
    { location: { path } }
  )
}

/** Counts up to the limit. The lexer keeps nothing, so this needs no memory. */
function countTokens(text: string): number {
  const tokens = new Lexer().lex(text)
  let count = 0
  while (count <= maxTokens && tokens.next().done !== true) count += 1
  return count
}

/** go-yaml v2 refuses control characters, and breaks lines at CR, NEL, LS and PS, inside comments too. Seen with kustomize. */
function refuseCharacters(file: YamlFile): void {
  // Every control character, but not those that the class excludes.
  const forbidden = /[^\P{Cc}\t\n\r\u0085]|[\ufffe\uffff]/u.exec(file.text)
  if (forbidden) {
    const sentence = `the character ${codePoint(forbidden[0])} is not allowed in YAML, and kustomize fails on it. Remove it.`
    throw failureAt('YAML_INVALID', file, forbidden.index, sentence)
  }
  const lineBreak = /\r(?!\n)|[\u0085\u2028\u2029]/.exec(file.text)
  if (!lineBreak) return
  const sentence = `kustomize reads the character ${codePoint(lineBreak[0])} as a line break and most other tools do not, so the file means two things. Replace it by a normal line break or a space.`
  throw failureAt('EDIT_REFUSED', file, lineBreak.index, sentence)
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

function syntaxFailure(file: YamlFile, error: Pick<YAMLParseError, 'code' | 'message' | 'pos'>): ActionError {
  const { text, path } = file
  const offset = Math.max(0, Math.min(error.pos[0], text.length))
  const line = lineAt(text, offset)
  const column = columnAt(text, offset)
  const problem = error.message.replace(/[.:\s]+$/, '')
  return new ActionError(
    'YAML_INVALID',
    `${path}:${line}:${column}: this is not valid YAML: ${show(problem)}. ${remedy(file, error, offset)}\n\n${pointAt(text, offset)}`,
    { location: { path, line, column } }
  )
}

/** Says what to do; some texts that kustomize reads are not YAML for the parser. */
function remedy({ text }: YamlFile, error: Pick<YAMLParseError, 'code' | 'message'>, offset: number): string {
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
