/**
 * Edits generated kustomizations and compares what the real kustomize builds from them with what it builds after its
 * own `edit set image`, in three versions. `node bench/differential.ts [cases] [seed] [first]` prints the row that is
 * kept in docs/benchmarks.md, after the mismatches; `first` is the number of the first case, to see one again.
 */
import { compareCases, versions } from '../testbed/differential.ts'
import { sideBySide } from '../testbed/side-by-side.ts'
import { addTally, createTally } from '../testbed/tally.ts'
import { createTemporary } from '../testbed/temporary.ts'

const [cases = 100_000, seed = Date.now() % 1_000_000, start = 0] = process.argv.slice(2).map(Number)
const batchSize = 60

const temporary = await createTemporary('newtag-differential')
const total = createTally()
const started = performance.now()
try {
  await sideBySide(Array(Math.ceil(cases / batchSize)).keys(), compareBatch)
} finally {
  await temporary.remove()
}

const { equal, orderSensitive, suffixDropped, repaired, refused, mismatches } = total
process.stdout.write(
  [
    ...mismatches.map(({ details }) => `${details}\n`),
    '| versions | cases | equal to the CLI | order-sensitive | tagSuffix dropped | repaired | refused | mismatches | seed |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    `| ${[versions.join(', '), total.cases, equal, orderSensitive, suffixDropped, repaired, refused, mismatches.length, seed].join(' | ')} |`,
    ''
  ].join('\n')
)
process.exitCode = mismatches.length === 0 ? 0 : 1

async function compareBatch(batch: number): Promise<void> {
  const first = start + batch * batchSize
  const count = Math.min(batchSize, start + cases - first)
  const tally = await compareCases(temporary.path, seed, { first, count, olderEdits: false })
  addTally(total, tally)
  for (const { title } of tally.mismatches) process.stderr.write(`${title}\n`)
  const minutes = ((performance.now() - started) / 60_000).toFixed(1)
  process.stderr.write(
    `${total.cases} of ${cases} cases in ${minutes} min: ${total.refused} refused, ${total.mismatches.length} mismatches\n`
  )
}
