/**
 * What an edit of kustomizations costs, each time in a fresh process: many small files, one long one, growth, and a file
 * that is no kustomization. Beside it the floor, which is the `yaml` package reading the same text once and doing nothing
 * with it (an edit reads it twice, before and after), and the real CLI on the same file.
 * `node bench/kustomization.ts` prints the tables that are kept in docs/benchmarks.md; `--before DIR`, a checkout of an
 * older commit, prints only many files, with the editor of that one beside ours.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'

import { ActionError } from '../src/errors/errors.ts'
import { matchKustomization } from '../src/kustomization/edit/edit.ts'
import { want } from '../src/kustomization/edit/wanted.ts'
import { createTemporary } from '../testbed/temporary.ts'
import { requireTool } from '../testbed/tools.ts'
import { editImages } from '../testbed/edit-images.ts'

const rounds = 5
const mega = 1024 * 1024
/** Characters of one entry, nearly. */
const entrySize = 95

/** What one process does once; `parse` is the floor. */
type Work = 'edit' | 'parse'

interface Measured {
  readonly ms: number
  readonly peakMb: number
  /** The whole process, its start included. */
  readonly processMs: number
}

if (process.argv[2] === 'child') runChild(process.argv.slice(3))
else if (process.argv[2] === '--before') await compareEditors(process.argv[3] ?? '')
else await printTables()

async function printTables(): Promise<void> {
  print(`Node ${process.version}, median of ${rounds} fresh processes in turn`)
  await compareMany()
  await compareOne()
  await showGrowth()
  const refused = await measure('edit', 1, 50 * mega)
  print('', `A file of 50 MB is refused in ${refused.ms.toFixed(1)} ms.`)
}

async function compareMany(): Promise<void> {
  const [parse, edit] = await inTurn(
    () => measure('parse', 1000, 10 * entrySize),
    () => measure('edit', 1000, 10 * entrySize)
  )
  print('', '| 1,000 kustomizations of 10 entries | s | peak RSS | × floor |', '| --- | --- | --- | --- |')
  print(`| parseAllDocuments alone | ${seconds(parse)} | ${parse.peakMb.toFixed(0)} MB | 1 |`)
  print(
    `| edited and proven | ${seconds(edit)} | ${edit.peakMb.toFixed(0)} MB | ${ratio(edit.ms, parse.ms)} |`
  )
}

/** The editor of an older checkout beside ours. */
async function compareEditors(older: string): Promise<void> {
  const [before, now] = await inTurn(
    () => measure('edit', 1000, 10 * entrySize, path.resolve(older, 'bench', 'kustomization.ts')),
    () => measure('edit', 1000, 10 * entrySize)
  )
  print('', '| 1,000 kustomizations of 10 entries | s | peak RSS |', '| --- | --- | --- |')
  print(`| before | ${seconds(before)} | ${before.peakMb.toFixed(0)} MB |`)
  print(`| now | ${seconds(now)} | ${now.peakMb.toFixed(0)} MB |`)
}

async function compareOne(): Promise<void> {
  const temporary = await createTemporary('newtag-bench')
  try {
    const [cli, edit, parse] = await inTurn(
      () => measureCli(temporary.path),
      () => measure('edit', 1, 1000 * entrySize),
      () => measure('parse', 1, 1000 * entrySize)
    )
    const warm = await measure('edit', 50, 1000 * entrySize)
    print('', '| one kustomization of 1,000 entries | ms | × CLI |', '| --- | --- | --- |')
    const row = (what: string, ms: number) => {
      print(`| ${what} | ${ms.toFixed(0)} | ${ratio(ms, cli.ms)} |`)
    }
    row('`kustomize edit set image`, whole process', cli.ms)
    row('newtag, whole process', edit.processMs)
    row('newtag, first edit in a process', edit.ms)
    row('newtag, each of 50 edits', warm.ms / 50)
    row('parseAllDocuments alone, first in a process', parse.ms)
  } finally {
    await temporary.remove()
  }
}

async function showGrowth(): Promise<void> {
  print('', '| size | edited in ms | ms per MB | peak RSS | parseAllDocuments alone | × floor |')
  print('| --- | --- | --- | --- | --- | --- |')
  for (const size of [0.1, 0.5, 1, 2.5, 5]) {
    const edit = await measure('edit', 1, size * mega)
    const parse = await measure('parse', 1, size * mega)
    const cells = [edit.ms.toFixed(0), (edit.ms / size).toFixed(0), `${edit.peakMb.toFixed(0)} MB`]
    print(`| ${size} MB | ${cells.join(' | ')} | ${parse.ms.toFixed(0)} ms | ${ratio(edit.ms, parse.ms)} |`)
  }
}

/** Does work on so many files of such a size in a process of its own. */
async function measure(
  work: Work,
  files: number,
  size: number,
  script = import.meta.filename
): Promise<Measured> {
  const started = performance.now()
  const args = ['--disable-warning=ExperimentalWarning', script, 'child', work, files, size]
  const child = spawn(process.execPath, args.map(String), { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  if (exitCode !== 0) throw new Error(`${work} of ${files} files of ${size} characters failed`)
  const processMs = performance.now() - started
  return { ...(JSON.parse(output) as Omit<Measured, 'processMs'>), processMs }
}

function runChild([work = '', count = '', size = '']: readonly string[]): void {
  const texts = Array.from({ length: Number(count) }, (_, index) => kustomization(index, Number(size)))
  // As src/action/main.ts does: the parser looks at a variable for each token.
  process.env = { ...process.env }
  const started = performance.now()
  if (work === 'parse') for (const text of texts) parseAllDocuments(text)
  else if (texts.length === 1) texts.forEach(edit)
  else editAll(texts)
  const ms = performance.now() - started
  process.stdout.write(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1024 }))
}

/** As a plan does: all are matched before one is edited, and few parses are kept meanwhile. */
function editAll(texts: readonly string[]): void {
  const set = { id: 'image', image: 'ghcr.io/acme/app-7', newTag: 'v2.0.0', pin: 'tag' } as const
  const files = texts.map((text, index) => {
    const file = { text, path: `${index}/kustomization.yaml` }
    return matchKustomization(file, [set], { ifMissing: 'error', keepsParse: index < 64 })
  })
  for (const file of files) {
    const { entries } = file.edit(file.matches.map(match => want(match, set, () => undefined)))
    if (entries[0]?.fields.length !== 1) throw new Error('The tag was not set.')
  }
}

function edit(text: string): void {
  const change = { image: 'ghcr.io/acme/app-7', newTag: 'v2.0.0', pin: 'tag' } as const
  try {
    const { edits } = editImages(text, [change], 'kustomization.yaml', { ifMissing: 'error' })
    if (edits[0]?.fields.length !== 1) throw new Error('The tag was not set.')
  } catch (error) {
    const isTooLarge = error instanceof ActionError && error.message.includes('too large')
    if (!isTooLarge || text.length < 50 * mega) throw error
  }
}

async function measureCli(root: string): Promise<Measured> {
  const directory = path.join(root, 'cli')
  await mkdir(directory, { recursive: true })
  const file = path.join(directory, 'kustomization.yaml')
  await writeFile(file, kustomization(0, 1000 * entrySize))
  const started = performance.now()
  const args = ['edit', 'set', 'image', 'ghcr.io/acme/app-7=*:v2.0.0']
  const child = spawn(requireTool('kustomize'), args, {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'inherit']
  })
  await once(child, 'close')
  const ms = performance.now() - started
  if (!(await readFile(file, 'utf8')).includes('newTag: v2.0.0'))
    throw new Error('The CLI did not set the tag.')
  return { ms, peakMb: 0, processMs: ms }
}

/** A kustomization of about so many characters, or of ten entries at least. */
function kustomization(number: number, size: number): string {
  const entries = Array.from({ length: Math.max(10, Math.round(size / entrySize)) }, (_, index) => {
    const image = `acme/app-${index}`
    return `- name: ghcr.io/${image}\n  newName: registry.example.com/${image}\n  newTag: v1.${number}.${index}\n`
  })
  const head =
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n# prod\nresources:\n- ../../base\n'
  return `${head}images:\n${entries.join('')}`
}

/** Runs each in turn, so that all meet the same noise, and returns the median run of each. */
async function inTurn<const T extends readonly (() => Promise<Measured>)[]>(...works: T) {
  const runs = works.map((): Measured[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) runs[index]?.push(await work())
  }
  const middle = (all: readonly Measured[]) => [...all].sort((a, b) => a.ms - b.ms)[Math.floor(rounds / 2)]
  return runs.map(middle) as { [K in keyof T]: Measured }
}

function seconds({ ms }: Measured): string {
  return (ms / 1000).toFixed(2)
}

function ratio(ms: number, base: number): string {
  return (ms / base).toFixed(2)
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
