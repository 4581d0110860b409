/** A line with its line break, and whether it may change. */
export interface GuardedLine {
  readonly text: string
  readonly mayChange: boolean
}

/**
 * Returns whether a text can have become another one by changing, removing and adding lines only where it may: every
 * other line is still there byte for byte, and in its order. Only the end of the last line may come or go. Lines may be
 * added beside those that may change, or everywhere.
 */
export function onlyAllowedLinesChanged(
  before: readonly GuardedLine[],
  after: string,
  { addsAnywhere }: { readonly addsAnywhere: boolean }
): boolean {
  const now = after === '' ? [] : after.split(/(?<=\n)/)
  // reachable[j]: the lines looked at so far can have become the first j lines.
  let reachable = grow([true], addsAnywhere || mayAdd(before, 0), now.length)
  for (const [index, { text, mayChange }] of before.entries()) {
    const isLast = index === before.length - 1
    const next = Array.from({ length: now.length + 1 }, (_, j) => {
      if (mayChange && reachable[j] === true) return true
      if (j === 0 || reachable[j - 1] !== true) return false
      const other = now[j - 1] ?? ''
      return mayChange || text === other || ((isLast || j === now.length) && chomp(text) === chomp(other))
    })
    reachable = grow(next, addsAnywhere || mayAdd(before, index + 1), now.length)
  }
  return reachable[now.length] === true
}

/** Returns whether a line may be added before the line `index`. */
function mayAdd(before: readonly GuardedLine[], index: number): boolean {
  return before[index - 1]?.mayChange === true || before[index]?.mayChange === true
}

function grow(reachable: readonly boolean[], isAllowed: boolean, length: number): readonly boolean[] {
  const first = reachable.indexOf(true)
  return Array.from({ length: length + 1 }, (_, j) => {
    return reachable[j] === true || (isAllowed && first !== -1 && j > first)
  })
}

function chomp(text: string): string {
  return text.replace(/\r?\n$/, '')
}
