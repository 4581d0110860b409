/** Longer texts are compared by their first characters: enough to order suggestions, at a bounded cost. */
const comparedCharacters = 128

/** Returns the `count` candidates that look most like `wanted`, best first; of equals, the first given. */
export function nearest(wanted: string, candidates: readonly string[], count: number): readonly string[] {
  return candidates
    .slice(0, 1000)
    .map(candidate => ({ candidate, distance: distance(wanted, candidate) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

/** The last path segment says most: `shop` is near to `ghcr.io/acme/shop`. The whole text decides between equals. */
function distance(a: string, b: string): number {
  const whole = editDistance(a, b)
  return Math.min(whole, editDistance(lastSegment(a), lastSegment(b))) * 1000 + whole
}

function lastSegment(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1)
}

/** Levenshtein's distance, keeping one row. */
function editDistance(a: string, b: string): number {
  const left = a.slice(0, comparedCharacters)
  const right = b.slice(0, comparedCharacters)
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 0; i < left.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < right.length; j++) {
      const replaced = (row[j] ?? 0) + (left[i] === right[j] ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
