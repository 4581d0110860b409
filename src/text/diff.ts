import type { StructuredPatchHunk } from 'diff'

/** A text file before and after an edit. */
export interface FileChange {
  readonly path: string
  /** Undefined when the file is new. */
  readonly before: string | undefined
  readonly after: string
}

/** A diff that was cut, and how many files are no longer in it. */
interface LimitedDiff {
  readonly text: string
  readonly omitted: number
}

/** Unchanged lines before and after a change, as Git shows by default. */
const contextLines = 3
/**
 * So many removed and added lines of a file are looked for, as 1,000 images are. The time grows with the square, here to
 * about a second. Texts that have less in common are shown as one replaced by the other.
 */
const maxEditLength = 2_000
/** The length of the line that a hunk shows as its heading, in bytes: Git's xdiff/xemit.c. */
const headingBytes = 80

/**
 * Renders the differences as `git diff` prints them and `git apply` takes them, without the object ids and the mode of
 * existing files. Files without a difference are left out. Only a line feed ends a line, so carriage returns and byte
 * order marks are a part of the lines, as they are for Git.
 */
export async function unifiedDiff(files: readonly FileChange[]): Promise<string> {
  const parts: string[] = []
  for (const file of files) if (file.before !== file.after) parts.push(await renderFile(file))
  return parts.join('')
}

/** Cuts a diff so that it has at most so many bytes of UTF-8, and no file by halves. */
export function limitDiff(text: string, maxBytes: number): LimitedDiff {
  const files = text.split(/(?<=\n)(?=diff --git )/)
  let size = 0
  const fits = (file: string) => (size += Buffer.byteLength(file)) <= maxBytes
  const firstOut = files.findIndex(file => !fits(file))
  if (firstOut === -1) return { text, omitted: 0 }
  return { text: files.slice(0, firstOut).join(''), omitted: files.length - firstOut }
}

async function renderFile({ path, before, after }: FileChange): Promise<string> {
  const [oldName, newName] = [quotePath(`a/${path}`), quotePath(`b/${path}`)]
  const header = `diff --git ${oldName} ${newName}\n${before === undefined ? 'new file mode 100644\n' : ''}`
  const hunks = await findHunks(before ?? '', after)
  if (hunks.length === 0) return header
  const headingBefore = createHeadings(splitLines(before ?? ''))
  const rendered = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => {
    const ranges = `-${renderRange(oldStart, oldLines)} +${renderRange(newStart, newLines)}`
    return `@@ ${ranges} @@${headingBefore(oldStart - 1)}\n${lines.join('\n')}\n`
  })
  return `${header}--- ${before === undefined ? '/dev/null' : labelOf(oldName)}\n+++ ${labelOf(newName)}\n${rendered.join('')}`
}

/** Compares what is between the first and the last lines that both texts have, and puts the context around it again. */
async function findHunks(before: string, after: string): Promise<readonly StructuredPatchHunk[]> {
  const [oldLines, newLines] = [splitLines(before), splitLines(after)]
  const shorter = Math.min(oldLines.length, newLines.length)
  let head = 0
  while (head < shorter && oldLines[head] === newLines[head]) head += 1
  let tail = 0
  while (tail < shorter - head && oldLines.at(-1 - tail) === newLines.at(-1 - tail)) tail += 1
  const removed = oldLines.slice(head, oldLines.length - tail)
  const added = newLines.slice(head, newLines.length - tail)
  const hunks = await compareLines(removed, added)
  return hunks.map((hunk, index) => {
    const above = index === 0 ? oldLines.slice(Math.max(0, head - contextLines), head) : []
    const isLast = index === hunks.length - 1
    const below = isLast ? oldLines.slice(oldLines.length - tail).slice(0, contextLines) : []
    const count = above.length + below.length
    return {
      oldStart: hunk.oldStart + head - above.length,
      oldLines: hunk.oldLines + count,
      newStart: hunk.newStart + head - above.length,
      newLines: hunk.newLines + count,
      lines: [
        ...above.map(line => renderLine(' ', line)),
        ...hunk.lines,
        ...below.map(line => renderLine(' ', line))
      ]
    }
  })
}

async function compareLines(
  removed: readonly string[],
  added: readonly string[]
): Promise<readonly StructuredPatchHunk[]> {
  const { structuredPatch } = await import('diff')
  const options = { context: contextLines, maxEditLength }
  const patch = structuredPatch('', '', removed.join(''), added.join(''), '', '', options)
  if (patch !== undefined) return patch.hunks
  const lines = [...removed.map(line => renderLine('-', line)), ...added.map(line => renderLine('+', line))]
  return [{ oldStart: 1, oldLines: removed.length, newStart: 1, newLines: added.length, lines }]
}

/** Git's core.quotePath, which is on by default: quote.c. */
function quotePath(path: string): string {
  const escapes = ['\\a', '\\b', '\\t', '\\n', '\\v', '\\f', '\\r']
  const quoted = Array.from(Buffer.from(path), byte => {
    const character = String.fromCharCode(byte)
    if (character === '"' || character === '\\') return `\\${character}`
    if (byte >= 0x20 && byte < 0x7f) return character
    return escapes[byte - 7] ?? `\\${byte.toString(8).padStart(3, '0')}`
  }).join('')
  return quoted === path ? path : `"${quoted}"`
}

/** A tab ends a name with spaces, or readers would take what is after the first one for a date. */
function labelOf(name: string): string {
  return name.includes(' ') ? `${name}\t` : name
}

/** Cuts a text into lines, each with its line feed; the last one may have none. */
function splitLines(text: string): readonly string[] {
  const lines: string[] = []
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start) + 1 || text.length
    lines.push(text.slice(start, end))
    start = end
  }
  return lines
}

/** A range of one line has no count; one without lines is named by the line before it. */
function renderRange(start: number, count: number): string {
  if (count === 1) return String(start)
  return `${count === 0 ? start - 1 : start},${count}`
}

function renderLine(sign: string, line: string): string {
  return sign + (line.endsWith('\n') ? line.slice(0, -1) : `${line}\n\\ No newline at end of file`)
}

/**
 * Makes what finds the heading of a hunk: the nearest line before it that starts with a letter, `_` or `$`, which in a
 * kustomization is the field. To be asked from the first hunk to the last.
 */
function createHeadings(lines: readonly string[]): (start: number) => string {
  let [heading, searched] = ['', 0]
  return start => {
    const found = lines.slice(searched, start).findLast(line => /^[A-Za-z_$]/.test(line))
    searched = start
    if (found !== undefined) heading = ` ${shorten(found).replace(/[ \t\r\n]+$/, '')}`
    return heading
  }
}

/** Git cuts in the middle of a character too; here the last character is whole. */
function shorten(line: string): string {
  const characters = Array.from(line.slice(0, headingBytes))
  while (Buffer.byteLength(characters.join('')) > headingBytes) characters.pop()
  return characters.join('')
}
