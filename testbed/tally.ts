import type { KustomizationCase } from './kustomizations.ts'

interface Mismatch {
  /** What is wrong, and how to see it again. */
  readonly title: string
  /** Likewise, with the texts and what was built of them. */
  readonly details: string
}

/** What came of the cases: each is in one of the counts below `cases`, but for `olderEdits` and `mismatches`. */
export interface Tally {
  cases: number
  /** Equal to the CLI's edit. */
  equal: number
  /** Sorting the list or dropping repeated names changes what is built, so equal to the edit by hand. */
  orderSensitive: number
  /** The CLI drops a `tagSuffix` that has an effect, so equal to the edit by hand. */
  suffixDropped: number
  /** The CLI cannot read the file before the edit, so equal to the edit by hand. */
  repaired: number
  /** Refused, for a reason that was checked. */
  refused: number
  /** Also compared with an edit by an older CLI, by its version. */
  olderEdits: Record<string, number>
  mismatches: Mismatch[]
}

export function createTally(): Tally {
  const counts = { cases: 0, equal: 0, orderSensitive: 0, suffixDropped: 0, repaired: 0, refused: 0 }
  return { ...counts, olderEdits: {}, mismatches: [] }
}

export function addTally(to: Tally, from: Tally): void {
  to.cases += from.cases
  to.equal += from.equal
  to.orderSensitive += from.orderSensitive
  to.suffixDropped += from.suffixDropped
  to.repaired += from.repaired
  to.refused += from.refused
  for (const [version, count] of Object.entries(from.olderEdits)) addOlderEdits(to, version, count)
  to.mismatches.push(...from.mismatches)
}

export function addOlderEdits({ olderEdits }: Tally, version: string, count: number): void {
  olderEdits[version] = (olderEdits[version] ?? 0) + count
}

export function addMismatch(
  { mismatches }: Tally,
  title: string,
  { seed, index, change, text }: KustomizationCase,
  details: Readonly<Record<string, unknown>>
): void {
  const head = `${title} (again: node bench/differential.ts 1 ${seed} ${index})`
  const parts = Object.entries({ change, text, ...details }).map(([name, value]: [string, unknown]) => {
    return `${name}:\n${typeof value === 'string' ? value : JSON.stringify(value)}`
  })
  mismatches.push({ title: head, details: [head, ...parts].join('\n\n') })
}
