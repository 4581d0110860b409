import { ActionError, type ErrorCode, type Location } from '../errors/errors.ts'

const lineFeed = 0x0a

/** The text of one file, and the path that names it in messages. */
export interface YamlFile {
  readonly text: string
  readonly path: string
}

/**
 * Decodes the bytes of a file; a byte order mark stays in the text, so that it can be written back.
 * @throws YAML_INVALID when the bytes are not UTF-8: decoding them anyway would change bytes nobody asked to change.
 */
export function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    if (utf16) {
      const message = `${path} is UTF-16 text, and only UTF-8 can be edited. Save the file as UTF-8.`
      throw new ActionError('YAML_INVALID', message, { cause, location: { path } })
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    // A U+FFFD in the text may have been written: the first invalid byte is the first that encodes differently.
    const at = new TextEncoder().encode(text).findIndex((byte, index) => byte !== bytes[index])
    const line = 1 + bytes.subarray(0, Math.max(0, at)).filter(byte => byte === lineFeed).length
    const message = `${path}:${line}: this line holds bytes that are not UTF-8. Save the file as UTF-8.`
    throw new ActionError('YAML_INVALID', message, { cause, location: { path, line } })
  }
}

/** Returns the 1-based line that holds `offset`. Lines end with LF; a CR before it belongs to the line end. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Creates what tells the 1-based line of an offset, for a text in which many are asked for. */
export function createLineIndex(text: string): (offset: number) => number {
  const ends: number[] = []
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at)
  return offset => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

/** Returns the 1-based column of `offset`, in UTF-16 units; a byte order mark takes no column. */
export function columnAt(text: string, offset: number): number {
  const start = lineStart(text, offset)
  return offset - start + (start === 0 && text.startsWith('\uFEFF') && offset > 0 ? 0 : 1)
}

/** Returns where the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** Returns where the line of `offset` ends: before its CRLF or LF, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  if (feed === -1) return text.length
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed
}

/** Returns the line break that starts at `offset`, or nothing. */
export function lineBreakAt(text: string, offset: number): '\r\n' | '\n' | '' {
  if (text.startsWith('\r\n', offset)) return '\r\n'
  return text[offset] === '\n' ? '\n' : ''
}

/** Returns the line break to use for a line added after the line that ends at `end`: its own, else its neighbour's. */
export function lineBreakFor(text: string, end: number): '\r\n' | '\n' {
  const own = lineBreakAt(text, end)
  if (own !== '') return own
  const before = lineStart(text, end) - 1
  return before > 0 && text[before - 1] === '\r' ? '\r\n' : '\n'
}

/** Returns whether only spaces and tabs stand before `offset` on its line. */
export function startsItsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset))
}

/** Returns where `offset` is, for people. */
export function locationAt({ text, path }: YamlFile, offset: number): Location {
  return { path, line: lineAt(text, offset), column: columnAt(text, offset) }
}

/** Creates an error about a place in a file; the message starts with `path:line: `, where the line is known. */
export function failureIn(code: ErrorCode, location: Location, sentence: string): ActionError {
  const { path, line } = location
  return new ActionError(code, `${path}${line === undefined ? '' : `:${line}`}: ${sentence}`, { location })
}

/** Creates an error about a place in the file; the message starts with `path:line: `. */
export function failureAt(code: ErrorCode, file: YamlFile, offset: number, sentence: string): ActionError {
  return failureIn(code, locationAt(file, offset), sentence)
}

/** Names lines for a message: `line 3`, `lines 3 and 7`, `lines 3, 7 and 9`. */
export function nameLines(text: string, offsets: readonly number[]): string {
  const lines = offsets.slice(0, 10).map(offset => lineAt(text, offset))
  const last = lines.pop()
  if (last === undefined) return 'no line'
  return lines.length === 0 ? `line ${last}` : `lines ${lines.join(', ')} and ${last}`
}

/** Shows a text from a file in a message: control characters escaped, at most 200 characters. */
export function show(value: string): string {
  const short = value.length > 200 ? `${value.slice(0, 199)}…` : value
  return short.replace(/[\p{Cc}\u2028\u2029]/gu, char => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
