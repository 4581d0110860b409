import { afterAll, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

import { createTemporary } from '../../testbed/temporary.ts'
import { readHouse } from '../../tools/architecture.ts'

/** The house of docs/decisions/0017-rooms-and-doors.md: where files lie, and that its rules are held. */

const root = path.join(import.meta.dirname, '..', '..')
const config = path.join(root, '.dependency-cruiser.cjs')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Every file below a folder, by its path in that folder. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(file => file.isFile())
    .map(file => path.relative(path.join(root, folder), path.join(file.parentPath, file.name)))
    .sort()
}

const sources = filesBelow('src')
const roomOf = (file: string) => file.split('/', 1)[0] ?? ''
const rooms = [...new Set(sources.filter(file => file.includes('/')).map(roomOf))]
/** Rooms in which each file is its own word: entered by any of them. */
const roomsOfWords = ['async', 'context', 'errors', 'log', 'system', 'text', 'yaml']

describe('src/', () => {
  test('has the entry in its root, and nothing else', () => {
    expect(sources.filter(file => !file.includes('/'))).toEqual(['index.ts'])
  })

  test('has a door in every room but those of words', () => {
    expect(rooms.filter(room => !sources.includes(`${room}/index.ts`))).toEqual(roomsOfWords)
  })

  test('has one type for each name', () => {
    const names = sources.flatMap(file =>
      [...read(`src/${file}`).matchAll(/^(?:export )?(?:interface|type|class) (\w+)/gm)].map(
        ([, name]) => name
      )
    )
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('deploys in a story that fits on a screen', () => {
    const story = /^export async function deploy\([\s\S]*?^}$/m.exec(read('src/run/deploy.ts'))?.[0]
    expect(story?.split('\n').length).toBeLessThanOrEqual(40)
  })
})

describe('__tests__/', () => {
  const tests = filesBelow('__tests__')
  const below = (folder: string) =>
    tests.filter(file => file.startsWith(`${folder}/`)).map(file => file.slice(folder.length + 1))
  /** The source files that a unit test may be about: `locate.test.ts`, or an aspect of one, `edit.golden.test.ts`. */
  const subjects = (file: string) => {
    const stem = file.slice(0, -'.test.ts'.length)
    return [`${stem}.ts`, `${stem.replace(/[.][^./]+$/, '')}.ts`]
  }

  test('has unit tests that mirror src/ by path', () => {
    const unit = below('unit').filter(file => !file.includes('/__snapshots__/'))
    expect(unit.filter(file => !file.endsWith('.test.ts'))).toEqual([])
    expect(unit.filter(file => !subjects(file).some(source => sources.includes(source)))).toEqual([])
  })

  test('has the rooms as folders of the integration tests', () => {
    const folders = new Set(below('integration').map(roomOf))
    expect([...folders].filter(folder => ![...rooms, 'testbed'].includes(folder))).toEqual([])
  })

  test('keeps helpers in the support folder of a room', () => {
    expect(below('support').filter(file => !file.includes('/') || !rooms.includes(roomOf(file)))).toEqual([])
    const elsewhere = tests.filter(
      file => !/^(?:support|fixtures)[/]|[.]test[.]ts$|[/]__snapshots__[/]/.test(file)
    )
    // It orders the test files for jest.
    expect(elsewhere).toEqual(['longest-first.js'])
  })

  test('calls directly what src/ exports for it', () => {
    const uncalled = sources.flatMap(file =>
      [...read(`src/${file}`).matchAll(/@internal[^/]*\*\/\nexport (?:async )?\w+ (\w+)/g)].flatMap(
        ([comment, name = '']) => {
          const callers = comment.includes('contract')
            ? below('contract').map(caller => `contract/${caller}`)
            : below('unit')
                .filter(caller => caller.endsWith('.test.ts') && subjects(caller).includes(file))
                .map(caller => `unit/${caller}`)
          const isCalled = callers.some(caller =>
            new RegExp(`\\b${name}\\b`).test(read(`__tests__/${caller}`))
          )
          return isCalled ? [] : [`${file}: ${name}`]
        }
      )
    )
    expect(uncalled).toEqual([])
  })
})

describe('dist/index.js', () => {
  test('is at most 450 KiB', () => {
    expect(statSync(path.join(root, 'dist/index.js')).size).toBeLessThanOrEqual(450 * 1024)
  })

  test.each([
    ["YAML's composer", 'class Composer'],
    ['picomatch', 'function picomatch('],
    ['jsdiff', 'function structuredPatch(']
  ])('leaves %s to a chunk', (_, text) => {
    expect(read('dist/index.js')).not.toContain(text)
    const chunks = readdirSync(path.join(root, 'dist')).filter(file => file.endsWith('.index.js'))
    expect(chunks.filter(chunk => read(`dist/${chunk}`).includes(text))).toHaveLength(1)
  })

  test('has no Octokit', () => {
    expect(read('dist/index.js')).not.toMatch(/octokit/i)
  })
})

interface Cruise {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string }
    }[]
  }
}

/** Runs dependency-cruiser on src/ in a folder, with the rules of this repository. */
async function cruise(folder: string): Promise<Cruise> {
  const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'src'],
    { cwd: folder, maxBuffer: 1 << 26 }
  )
  return JSON.parse(stdout) as Cruise
}

describe('arrows', () => {
  test('climb at most ten floors', () => {
    const { storeys, arrows } = readHouse(root)
    expect(storeys.flat().sort()).toEqual([...rooms, 'index.ts'].sort())
    const floors = (room: string): number =>
      1 + Math.max(0, ...arrows.filter(([user]) => user === room).map(([, used]) => floors(used)))
    expect(floors('index.ts')).toBeLessThanOrEqual(10)
  })
})

/** What a file imports, by its path; perhaps only its types. */
type Import = readonly [from: string, to: string, kind?: 'type']

const library = (name: string) => `node_modules/${name}/index.js`
const isLibrary = (file: string) => file.startsWith('node_modules/') || !file.includes('/')

describe('the rules of the arrows', () => {
  const { forbidden } = createRequire(import.meta.url)(config) as {
    readonly forbidden: readonly { readonly name: string }[]
  }
  const names = forbidden.map(({ name }) => name)
  const storeys = names.filter(name => name.startsWith('storey-of-'))

  /** Files that break one rule by one import. */
  const violations: readonly (readonly [rule: string, ...Import])[] = [
    // Upward: the room of the boundary is above all others.
    ...storeys.map(
      rule => [rule, `src/${rule.slice('storey-of-'.length)}/up.ts`, 'src/action/index.ts'] as const
    ),
    ['storey-of-git', 'src/git/type-up.ts', 'src/plan/index.ts', 'type'],
    ['storey-of-text', 'src/text/beside.ts', 'src/log/log.ts'],
    ['storey-of-builder', 'src/builder/beside.ts', 'src/gitops/index.ts'],
    ['storey-of-report', 'src/report/beside.ts', 'src/wiring/index.ts', 'type'],
    ['room-on-a-storey', 'src/attic/attic.ts', 'src/text/word.ts'],
    ['to-a-room-on-a-storey', 'src/run/cellar.ts', 'src/cellar/index.ts'],
    ['door', 'src/plan/window.ts', 'src/git/inner.ts'],
    ['door', 'src/plan/type-window.ts', 'src/registry/login/inner.ts', 'type'],
    ['door-of-the-entry', 'src/index.ts', 'src/run/inner.ts'],
    ['file-in-a-room', 'src/loose.ts', 'src/git/index.ts'],
    ['to-a-file-in-a-room', 'src/run/entry.ts', 'src/index.ts'],
    ['no-circle', 'src/source/circle.ts', 'src/source/of-types.ts', 'type'],
    ['no-orphan', 'src/source/orphan.ts', 'src/source/orphan.ts'],
    ['kustomization-locate', 'src/kustomization/locate/out.ts', 'src/kustomization/read/inner.ts'],
    ['kustomization-read', 'src/kustomization/read/out.ts', 'src/kustomization/edit/inner.ts', 'type'],
    ['kustomization-transformer', 'src/kustomization/transformer/out.ts', 'src/kustomization/edit/inner.ts'],
    ['kustomization-edit', 'src/kustomization/edit/out.ts', 'src/kustomization/cli/inner.ts'],
    ['kustomization-advice', 'src/kustomization/advice/out.ts', 'src/kustomization/edit/inner.ts'],
    ['kustomization-cli', 'src/kustomization/cli/out.ts', 'src/kustomization/advice/inner.ts'],
    ['guards-below-the-planner', 'src/plan/guards/out.ts', 'src/plan/planner.ts'],
    ['one-importer-of-actions-core', 'src/run/core.ts', library('@actions/core')],
    ['one-importer-of-http-client', 'src/registry/client.ts', library('@actions/http-client'), 'type'],
    ['one-importer-of-child-process', 'src/git/run.ts', 'child_process'],
    ['one-importer-of-diff', 'src/text/other-diff.ts', library('diff')],
    ['one-importer-of-picomatch', 'src/kustomization/locate/match.ts', library('picomatch')],
    ['one-importer-of-yaml', 'src/inputs/lists.ts', library('yaml')],
    ...['__tests__', 'bench', 'demo', 'testbed', 'tools'].map(
      folder => ['source-stands-alone', `src/run/${folder}.ts`, `${folder}/helper.ts`] as const
    )
  ]
  /** Imports that must not be reported. */
  const allowed: readonly Import[] = [
    // The way back of the circle, which is reported once.
    ['src/source/of-types.ts', 'src/source/circle.ts', 'type'],
    ['src/action/core.ts', library('@actions/core')],
    ['src/system/process.ts', 'child_process'],
    ['src/kustomization/locate/glob.ts', library('picomatch')],
    ['src/kustomization/edit/inner.ts', 'src/kustomization/read/inner.ts'],
    ['src/run/words.ts', 'src/text/word.ts'],
    ['src/run/doors.ts', 'src/git/index.ts'],
    ['src/git/neighbour.ts', 'src/git/inner.ts']
  ]

  const tree = createTemporary('newtag-house')
  afterAll(async () => {
    await (await tree).remove()
  })

  test('are each broken by one file here, and say so', async () => {
    const { path: folder } = await tree
    const write = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text)
    }
    write('tsconfig.json', '{"compilerOptions":{"allowImportingTsExtensions":true,"noEmit":true}}')
    for (const [from, to, kind] of [...violations.map(([, ...broken]) => broken), ...allowed]) {
      // An orphan imports nothing.
      if (from !== to) write(from, importOf(from, to, kind))
    }
    for (const file of [...violations.map(([, , to]) => to), ...allowed.map(([, to]) => to)]) {
      if (file.includes('/') && !existsSync(path.join(folder, file))) write(file, 'export {}\n')
    }

    const { summary } = await cruise(folder)
    const reported = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
    expect(reported.sort()).toEqual(violations.map(([rule, from, to]) => `${rule}: ${from} -> ${to}`).sort())
    expect([...new Set(summary.violations.map(({ rule }) => rule.name))].sort()).toEqual([...names].sort())
  })

  test('have a storey for every room, and no other', () => {
    expect([...storeys.map(name => name.slice('storey-of-'.length)), 'action'].sort()).toEqual(rooms)
  })
})

function importOf(from: string, to: string, kind?: 'type'): string {
  const below = path.relative(path.dirname(from), to)
  const specifier = isLibrary(to)
    ? to.replace(/^node_modules[/]|[/]index[.]js$/g, '')
    : below.replace(/^(?![.])/, './')
  // The compiler alone sees an import of types.
  return kind === 'type'
    ? `import type { Name } from '${specifier}'\nexport type Other = Name\n`
    : `import '${specifier}'\n`
}
