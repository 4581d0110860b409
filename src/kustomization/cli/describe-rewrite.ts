import { ActionError } from '../../errors/errors.ts'
import { readModel } from './model.ts'

/**
 * Says in one sentence how much `kustomize edit set image` changed besides what was asked: `exact` is the file with only
 * the edit in it, `byCli` is what the CLI of this version wrote. Lines that only moved are not counted, and what became
 * of comments and of the order shows in the diff of the commit.
 * @returns undefined when both are the same
 */
export function describeRewrite(version: string, exact: string, byCli: string): string | undefined {
  if (byCli === exact) return undefined
  const [before, after] = [linesOf(exact), linesOf(byCli)]
  const [gone, added] = [countMissing(before, after), countMissing(after, before)]
  const parts = [
    ...(gone === 0 ? [] : [`${gone} other ${gone === 1 ? 'line is' : 'lines are'} gone`]),
    ...(added === 0 ? [] : [`${added} ${added === 1 ? 'line is' : 'lines are'} new`]),
    ...(hasMoreDocuments(exact) && !hasMoreDocuments(byCli)
      ? ['the documents after the first were removed']
      : []),
    ...(countCrlf(byCli) < countCrlf(exact) ? ['line ends became LF'] : [])
  ]
  return `kustomize ${version} also rewrote the file: ${parts.join(', ') || 'lines were moved'}.`
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Returns how many of the first lines are not among the second ones; a line that is there twice counts twice. */
function countMissing(lines: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter(line => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  }).length
}

/** Returns how many lines end with CRLF. */
function countCrlf(text: string): number {
  return text.split('\r\n').length - 1
}

function hasMoreDocuments(text: string): boolean {
  try {
    return readModel(text, '').hasMore
  } catch (error) {
    if (error instanceof ActionError) return false
    throw error
  }
}
