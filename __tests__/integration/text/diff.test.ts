import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'

import { type FileChange, unifiedDiff } from '../../../src/text/diff.ts'
import { gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'

/** Printed by fast-check when a property fails, with the example. */
const seed = 20_261_121

let temporary: Temporary
let env: Record<string, string>
beforeAll(async () => {
  temporary = await createTemporary('newtag-diff')
  env = await gitEnvironment(path.join(temporary.path, 'home'))
})
afterAll(async () => {
  await temporary.remove()
})

/** Writes the files as they were into a new folder. */
async function writeBefore(files: readonly FileChange[]): Promise<string> {
  const directory = await mkdtemp(path.join(temporary.path, 'tree-'))
  for (const { path: name, before } of files) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true })
    if (before !== undefined) await writeFile(path.join(directory, name), before)
  }
  return directory
}

/** What our diff makes of the files when Git applies it. */
async function applied(files: readonly FileChange[]): Promise<Record<string, string>> {
  const directory = await writeBefore(files)
  const text = await unifiedDiff(files)
  if (text !== '') await runGit(['-C', directory, 'apply', '--whitespace=nowarn'], env, text)
  const contents: Record<string, string> = {}
  for (const { path: name } of files)
    contents[name] = (await readFile(path.join(directory, name))).toString('latin1')
  await rm(directory, { recursive: true })
  return contents
}

function wanted(files: readonly FileChange[]): Record<string, string> {
  return Object.fromEntries(files.map(file => [file.path, Buffer.from(file.after).toString('latin1')]))
}

/** What `git diff` prints, without the object ids. */
async function gitDiff(files: readonly FileChange[]): Promise<string> {
  const directory = await writeBefore(files)
  const git = (...args: string[]) => runGit(['-C', directory, ...args], env)
  await git('init', '--quiet')
  await git('add', '--all')
  for (const { path: name, after } of files) await writeFile(path.join(directory, name), after)
  await git('add', '--all', '--intent-to-add')
  const text = (await git('diff')).toString()
  await rm(directory, { recursive: true })
  return text.replaceAll(/(?<=\n)index [0-9a-f]+\.\.[0-9a-f]+( \d+)?\n/g, '')
}

/** Lines that are hard on a reader of diffs. The small choice makes texts that have much in common. */
const hardLines = [
  ...['a', 'b', 'images:', '- name: api', '  newTag: "1"', '', ' ', '\t', 'größe ☃ 𝄞', '\ufeff'],
  ...['x\r', '\r', '\rx', 'one\rtwo', 'x\r\r', 'line\u2028separator', 'form\ffeed', 'nul\0byte', '\u0085'],
  ...[
    '--- a/x',
    '+++ b/x',
    '@@ -1 +1 @@',
    'diff --git a/x b/x',
    '\\ No newline at end of file',
    '-',
    '+',
    '\\'
  ]
]
const text = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.array(fc.constantFrom(...hardLines), { maxLength: 40 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean()
  )
  .map(([mark, lines, end, ended]) => mark + lines.map(line => line + end).join('') + (ended ? '' : 'last'))

/** A text, and the same with some of its lines replaced, removed or added to. */
const edited = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(39), fc.nat(3), fc.constantFrom('', 'new\n', 'a\n', 'x\r\n', 'end'))))
  .map(([before, edits]) => {
    const lines = before.split(/(?<=\n)/)
    for (const [at, count, replacement] of edits) lines.splice(at, count, replacement)
    return { before, after: lines.join('') }
  })

const change = fc.oneof(
  { weight: 3, arbitrary: edited },
  fc.record({ before: fc.option(text, { nil: undefined }), after: text })
)

const segment = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 20 }),
    fc.constantFrom('kustomization.yaml', 'a b', ' a ', '"', '\\', '\t', 'a\nb', '☃', '\u007f', '-x', 'b/a b')
  )
  .map(name => name.replaceAll('/', '_'))
  // Names that no file can have, and names that Git takes for its own; it looks through invisible characters.
  .filter(
    name => !/\0|^\.{0,2}$|git/i.test(name.replaceAll(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, ''))
  )

describe('unifiedDiff, and git apply', () => {
  test('make of any text any other, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async changes => {
        const files = changes.map((each, index) => ({ path: `file-${index}`, ...each }))
        // Git leaves nothing to apply where nothing is new; the file then is as it was.
        expect(await applied(files)).toEqual(wanted(files))
      }),
      { seed, numRuns: 100 }
    )
  })

  test('agree on file names, however odd', async () => {
    const names = fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 20,
      // None may be the folder of another, not even where the file system takes two names for one.
      selector: segments => segments[0]?.normalize('NFC').toLowerCase()
    })
    await fc.assert(
      fc.asyncProperty(names, async segments => {
        const files = segments.map((parts, index) => ({
          path: parts.join('/'),
          before: index % 3 === 0 ? undefined : 'a\n',
          after: 'b\n'
        }))
        expect(await applied(files)).toEqual(wanted(files))
      }),
      { seed, numRuns: 100 }
    )
  })
})

describe('unifiedDiff, and git diff', () => {
  test('print the same where there is one shortest answer', async () => {
    const edit = fc.tuple(fc.nat(59), fc.nat(2), fc.nat(2), fc.constantFrom('\n', '\r\n'))
    const pair = fc.tuple(fc.nat(60), fc.boolean(), fc.boolean(), fc.array(edit, { maxLength: 5 }))
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 10 }), async pairs => {
        const files = pairs.map(([length, oldEnds, newEnds, edits], index) => {
          // No line is there twice, nor moved. Some would do as headings, one is longer than Git shows.
          const lines = Array.from({ length }, (_, line) =>
            line % 7 === 0 ? `field${line}: ${'x'.repeat(line)}${' '.repeat(line)}\n` : `  - line ${line}\n`
          )
          const before = lines.join('')
          edits.forEach(([at, removed, added, end], number) => {
            lines.splice(
              at,
              removed,
              ...Array.from({ length: added }, (_, line) => `new ${number}.${line}${end}`)
            )
          })
          const strip = (whole: string, ends: boolean) => (ends ? whole : whole.replace(/\n$/, ''))
          return {
            path: `file-${String.fromCharCode(97 + index)}`,
            before: strip(before, oldEnds),
            after: strip(lines.join(''), newEnds)
          }
        })
        expect(await unifiedDiff(files)).toBe(await gitDiff(files))
      }),
      { seed, numRuns: 60 }
    )
  })

  test('print the same names, for old files and new ones', async () => {
    const odd = [
      '\u0001\u0007\b\t\n\u000b\f\r\u001f\u007f',
      '"quoted"',
      'a b',
      'back\\slash',
      'größe/☃/𝄞 x',
      '~'
    ]
    const files = odd
      .flatMap(name => [
        { path: `1/${name}`, before: 'a\n', after: 'b\n' },
        { path: `2/${name}`, before: undefined, after: 'b\n' },
        { path: `3/${name}`, before: undefined, after: '' },
        { path: `4/${name}`, before: 'a\n', after: '' }
      ])
      .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
    expect(await unifiedDiff(files)).toBe(await gitDiff(files))
  })
})
