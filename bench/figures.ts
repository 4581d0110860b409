/** The value below which so large a part of the values lies; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function ratio(value: number, base: number): string {
  return base === 0 ? '' : (value / base).toFixed(2)
}

/** A row of a Markdown table. */
export function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.map(cell => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |\n`
}

/** The two first lines of a Markdown table. */
export function head(...cells: readonly string[]): string {
  return row(...cells) + row(...cells.map(() => '---'))
}

/** Reads a list such as `1000,30000`; throws when it has anything but numbers. */
export function numbers(list: string): number[] {
  const parsed = list.split(',').map(Number)
  if (parsed.some(each => !Number.isFinite(each) || each < 0)) throw new Error(`no list of numbers: ${list}`)
  return parsed
}
