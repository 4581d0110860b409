import { Lexer } from 'yaml'

import { ActionError } from '../../errors/errors.ts'
import { lineEnd } from '../../yaml/file.ts'
import { readModel, type KustomizationModel } from './model.ts'

/**
 * Says in one sentence what `kustomize edit set image` changed besides what was asked: `exact` is the file with only
 * the edit in it, `byCli` is what the CLI of this version wrote. Lines that only moved are not counted.
 * @returns undefined when both are the same
 */
export function describeRewrite(version: string, exact: string, byCli: string): string | undefined {
  if (byCli === exact) return undefined
  const parts = [
    ...linesChanged(exact, byCli),
    ...commentsChanged(exact, byCli),
    ...modelChanged(exact, byCli)
  ]
  if (exact.includes('\r\n') && crlfs(byCli) < crlfs(exact)) parts.push('line ends became LF')
  return `kustomize ${version} also rewrote the file: ${parts.join(', ') || 'lines were moved'}.`
}

function crlfs(text: string): number {
  return text.split('\r\n').length
}

function linesChanged(exact: string, byCli: string): readonly string[] {
  const [before, after] = [count(linesOf(exact)), count(linesOf(byCli))]
  const gone = missing(before, after)
  const added = missing(after, before)
  return [
    ...(gone === 0 ? [] : [`${gone} other ${gone === 1 ? 'line is' : 'lines are'} gone`]),
    ...(added === 0 ? [] : [`${added} ${added === 1 ? 'line is' : 'lines are'} new`])
  ]
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** A comment has moved when it stands before another key than before. */
function commentsChanged(exact: string, byCli: string): readonly string[] {
  const [before, after] = [commentsOf(exact), commentsOf(byCli)]
  const [texts, textsAfter] = [before, after].map(comments => count(comments.map(({ text }) => text)))
  const [places, placesAfter] = [before, after].map(comments =>
    count(comments.map(({ text, at }) => `${text}\n${at}`))
  )
  const removed = missing(texts, textsAfter)
  const moved = missing(places, placesAfter) - removed
  const repeated = missing(textsAfter, texts)
  return [
    ...tell(removed, 'comment was removed', 'comments were removed'),
    ...tell(moved, 'comment was moved', 'comments were moved'),
    ...tell(repeated, 'comment was repeated', 'comments were repeated')
  ]
}

function tell(number: number, one: string, many: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`]
}

interface Comment {
  readonly text: string
  /** The key or item that it stands before; for one at the end of a line, the line. */
  readonly at: string
}

/** The lexer knows a comment from a `#` in a text. */
function commentsOf(text: string): readonly Comment[] {
  const comments: Comment[] = []
  let offset = 0
  let isScalar = false
  for (const token of new Lexer().lex(text)) {
    // Marks of the lexer are not in the text; what follows this one is a scalar, whatever its first character.
    const isMark = token === '\u0002' || token === '\u0018' || token === '\u001f'
    if (token.startsWith('#') && !isScalar) {
      const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
      const next = line.trim() === '' ? nextContent(text, offset) : line
      comments.push({ text: token.trimEnd(), at: next.trim().split(':')[0] ?? '' })
    }
    isScalar = token === '\u001f'
    if (!isMark) offset += token.length
  }
  return comments
}

/** The first line behind `offset` that is neither empty nor a comment. */
function nextContent(text: string, offset: number): string {
  const content = /^[ \t]*[^#\s].*$/gm
  content.lastIndex = lineEnd(text, offset)
  return content.exec(text)?.[0] ?? ''
}

function modelChanged(exact: string, byCli: string): readonly string[] {
  const [before, after] = [readOrNothing(exact), readOrNothing(byCli)]
  if (before === undefined || after === undefined) return []
  const dropped = before.entries.length - after.entries.length
  return [
    ...(orderOf(before, after) === orderOf(after, before) ? [] : ['the entries were sorted']),
    ...(dropped > 0 ? tell(dropped, 'duplicate entry was dropped', 'duplicate entries were dropped') : []),
    ...(before.hasMore && !after.hasMore ? ['the documents after the first were removed'] : [])
  ]
}

/** The names that both have, in the order of one. */
function orderOf(model: KustomizationModel, other: KustomizationModel): string {
  const names = new Set(other.entries.map(({ name }) => name))
  return JSON.stringify([...new Set(model.entries.map(({ name }) => name).filter(name => names.has(name)))])
}

function readOrNothing(text: string): KustomizationModel | undefined {
  try {
    return readModel(text, '')
  } catch (error) {
    if (error instanceof ActionError) return undefined
    throw error
  }
}

type Counts = ReadonlyMap<string, number>

function count(items: readonly string[]): Counts {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

/** How many of the first are not in the second. */
function missing(first: Counts = new Map(), second: Counts = new Map()): number {
  return [...first].reduce((sum, [item, number]) => sum + Math.max(0, number - (second.get(item) ?? 0)), 0)
}
