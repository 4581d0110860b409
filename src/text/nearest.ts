/** Longer texts are compared by their first characters: enough to order suggestions, at a bounded cost. */
const comparedCharacters = 128
/** More than a file or repository sensibly holds. */
const comparedCandidates = 20_000
/** The weight of a difference in the nearer part over one in the rest. */
const weight = 1000

/** Returns the `count` candidates that look most like `wanted`, best first; of equals, the first given. */
export function nearest(wanted: string, candidates: readonly string[], count: number): readonly string[] {
  const best: { readonly candidate: string; readonly distance: number }[] = []
  for (const candidate of candidates.slice(0, comparedCandidates)) {
    const worst = best.length < count ? Infinity : (best.at(-1)?.distance ?? 0)
    const distance = distanceBelow(worst, wanted, candidate)
    if (distance === undefined) continue
    const place = best.findIndex(each => each.distance > distance)
    best.splice(place === -1 ? best.length : place, 0, { candidate, distance })
    if (best.length > count) best.pop()
  }
  return best.map(({ candidate }) => candidate)
}

/**
 * Returns how far apart two paths are, if that is less than `limit`. The last path segment says most: `shop` is near to
 * `ghcr.io/acme/shop`. The whole text decides between equals.
 */
function distanceBelow(limit: number, a: string, b: string): number | undefined {
  const most = Math.floor(limit / weight)
  const ends = editDistance(lastSegment(a), lastSegment(b), most)
  const whole = editDistance(a, b, ends > most ? most : Infinity)
  const distance = Math.min(whole, ends) * weight + whole
  return distance < limit ? distance : undefined
}

function lastSegment(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1)
}

/** Levenshtein's distance, keeping one row; some greater number as soon as it is known to exceed `most`. */
function editDistance(a: string, b: string, most: number): number {
  const left = a.slice(0, comparedCharacters)
  const right = b.slice(0, comparedCharacters)
  if (Math.abs(left.length - right.length) > most) return Infinity
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 0; i < left.length; i++) {
    const next = [i + 1]
    let least = i + 1
    for (let j = 0; j < right.length; j++) {
      const replaced = (row[j] ?? 0) + (left[i] === right[j] ? 0 : 1)
      const cost = Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1)
      next.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return Infinity
    row = next
  }
  return row.at(-1) ?? 0
}
