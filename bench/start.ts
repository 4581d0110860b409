/**
 * How long the action takes to its first log line, side by side with `node -e 0`, and how big the bundle is.
 * `node bench/start.ts` prints the table that is kept in docs/benchmarks.md; with `--before DIR`, a checkout of an older
 * commit, the bundle of that one stands beside it.
 */
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({ options: { before: { type: 'string' } } })
const bundle = path.join(import.meta.dirname, '..', 'dist', 'index.js')
const older = options.before === undefined ? undefined : path.resolve(options.before, 'dist', 'index.js')
const runs = 21

/** Milliseconds from the start of the process to its first output, or to its end when it has none. */
function measure(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, args, {
      env: { INPUT_TOKEN: 'x' },
      stdio: ['ignore', 'pipe', 'ignore']
    })
    let first: number | undefined
    child.stdout.on('data', () => (first ??= performance.now() - started))
    child.on('error', reject)
    child.on('close', () => {
      resolve(first ?? performance.now() - started)
    })
  })
}

const sizeOf = (file: string) => Math.round(statSync(file).size / 1_024)

const bare: number[] = []
const action: number[] = []
const before: number[] = []
for (let run = 0; run < runs; run += 1) {
  // In turn, so that both meet the same noise.
  bare.push(await measure(['-e', '0']))
  action.push(await measure([bundle]))
  if (older !== undefined) before.push(await measure([older]))
}
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const over = median(action) - median(bare)
process.stdout.write(
  [
    `Node ${process.version}, median of ${runs} runs in turn`,
    '',
    '| what | ms | ratio |',
    '| --- | --- | --- |',
    `| \`node -e 0\` | ${median(bare).toFixed(0)} | 1 |`,
    `| \`node dist/index.js\` to its first line | ${median(action).toFixed(0)} | ${(median(action) / median(bare)).toFixed(2)} |`,
    `| difference | ${over.toFixed(0)} | |`,
    ...(older === undefined
      ? []
      : [
          `| the older \`dist/index.js\` | ${median(before).toFixed(0)} | ${(median(before) / median(bare)).toFixed(2)} |`
        ]),
    '',
    `dist/index.js: ${sizeOf(bundle)} KiB${older === undefined ? '' : `, before ${sizeOf(older)} KiB`}`,
    ''
  ].join('\n')
)
