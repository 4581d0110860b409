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

/** Lines that were replaced: from `start` up to, not including, `end`, counted from 0. */
interface Change {
  readonly oldStart: number
  readonly oldEnd: number
  readonly newStart: number
  readonly newEnd: number
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
  const [oldLines, newLines] = [splitLines(before ?? ''), splitLines(after)]
  const hunks = renderHunks(oldLines, newLines, await findChanges(oldLines, newLines))
  const header = `diff --git ${oldName} ${newName}\n${before === undefined ? 'new file mode 100644\n' : ''}`
  if (hunks === '') return header
  return `${header}--- ${before === undefined ? '/dev/null' : labelOf(oldName)}\n+++ ${labelOf(newName)}\n${hunks}`
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

/** Finds what was replaced, without the library where the texts differ in one place of one line. */
async function findChanges(
  oldLines: readonly string[],
  newLines: readonly string[]
): Promise<readonly Change[]> {
  const shorter = Math.min(oldLines.length, newLines.length)
  let head = 0
  while (head < shorter && oldLines[head] === newLines[head]) head += 1
  let tail = 0
  while (tail < shorter - head && oldLines.at(-1 - tail) === newLines.at(-1 - tail)) tail += 1
  const removed = oldLines.slice(head, oldLines.length - tail)
  const added = newLines.slice(head, newLines.length - tail)
  const whole = {
    oldStart: head,
    oldEnd: head + removed.length,
    newStart: head,
    newEnd: head + added.length
  }
  if (removed.length + added.length === 0) return []
  // Most edits are one line for one, which needs no library.
  if (removed.length * added.length <= 1) return [whole]

  const { diffArrays } = await import('diff')
  const parts = diffArrays(removed, added, { maxEditLength })
  if (parts === undefined) return [whole]
  const changes: Change[] = []
  let [oldStart, newStart, oldEnd, newEnd] = [head, head, head, head]
  const close = () => {
    if (oldEnd > oldStart || newEnd > newStart) changes.push({ oldStart, oldEnd, newStart, newEnd })
  }
  for (const { added: isAdded, removed: isRemoved, count } of parts) {
    if (!isAdded && !isRemoved) close()
    if (!isAdded) oldEnd += count
    if (!isRemoved) newEnd += count
    if (!isAdded && !isRemoved) [oldStart, newStart] = [oldEnd, newEnd]
  }
  close()
  return changes
}

function renderHunks(
  oldLines: readonly string[],
  newLines: readonly string[],
  changes: readonly Change[]
): string {
  const headingBefore = createHeadings(oldLines)
  const hunks = groupNear(changes).flatMap(group => {
    const [first, last] = [group[0], group.at(-1)]
    if (first === undefined || last === undefined) return []
    const before = Math.min(contextLines, first.oldStart)
    const after = Math.min(contextLines, oldLines.length - last.oldEnd)
    const oldStart = first.oldStart - before
    const oldRange = renderRange(oldStart, last.oldEnd + after)
    const newRange = renderRange(first.newStart - before, last.newEnd + after)
    let at = oldStart
    const body = group.flatMap(change => {
      const unchanged = oldLines.slice(at, change.oldStart)
      at = change.oldEnd
      return [
        ...unchanged.map(line => renderLine(' ', line)),
        ...oldLines.slice(change.oldStart, change.oldEnd).map(line => renderLine('-', line)),
        ...newLines.slice(change.newStart, change.newEnd).map(line => renderLine('+', line))
      ]
    })
    const rest = oldLines.slice(at, at + after).map(line => renderLine(' ', line))
    return [`@@ -${oldRange} +${newRange} @@${headingBefore(oldStart)}\n`, ...body, ...rest]
  })
  return hunks.join('')
}

/** Changes whose context would touch or overlap are in one hunk. */
function groupNear(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = []
  let end = -Infinity
  for (const change of changes) {
    if (change.oldStart - end <= 2 * contextLines) groups.at(-1)?.push(change)
    else groups.push([change])
    end = change.oldEnd
  }
  return groups
}

/** Lines count from 1; a range without lines is named by the line before it. */
function renderRange(start: number, end: number): string {
  const count = end - start
  if (count === 1) return String(start + 1)
  return `${count === 0 ? start : start + 1},${count}`
}

function renderLine(sign: string, line: string): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`
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
