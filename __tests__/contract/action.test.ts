import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

import { renderReadme } from '../../tools/docs.ts'
import { errorCodes } from '../../src/errors/errors.ts'
import { outputNames } from '../../src/report/outputs.ts'
import { inputNames, inputTable, itemKeys, toRawInputs } from '../../src/inputs/table.ts'
import { readInputDefaults } from '../../testbed/runner.ts'

const root = path.join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

interface Described {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

const action = parse(read('action.yml')) as {
  readonly inputs: Readonly<Record<string, Described>>
  readonly outputs: Readonly<Record<string, Described>>
  readonly runs: { readonly using: string; readonly main: string }
}

describe('action.yml', () => {
  test('declares the inputs that the code reads, and no others', () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames])
    const asked: string[] = []
    toRawInputs(name => {
      asked.push(name)
      return ''
    })
    expect(asked).toEqual([...inputNames])
  })

  test('shows the defaults and the choices that the code has', () => {
    for (const name of inputNames) {
      const { default: shown = '', description } = action.inputs[name] ?? {}
      const row: { readonly default: string; readonly choices?: readonly string[] } = inputTable[name]
      // What an expression gives, the runner fills in.
      expect([name, row.default]).toEqual([name, shown.startsWith('${{') ? '' : shown])
      for (const choice of (row.choices ?? []).filter(each => !/^(?:true|false)$/.test(each)))
        expect([name, description]).toEqual([name, expect.stringContaining(choice)])
    }
  })

  test('declares the outputs that the code sets, and no others', () => {
    expect(Object.keys(action.outputs)).toEqual([...outputNames])
  })

  test('shows a default for every input that is not required', () => {
    for (const input of Object.values(action.inputs)) {
      expect(input.required === true).toBe(input.default === undefined)
    }
  })

  test('says which inputs an item of `images` may have of its own', () => {
    const builds = inputNames.slice(inputNames.indexOf('context'), inputNames.indexOf('cache-to') + 1)
    expect(action.inputs['images']?.description).toContain(
      'any of the inputs from `context` to `cache-to`, except `cache`'
    )
    expect([...itemKeys.keys()].filter(key => builds.some(name => name === key))).toEqual(
      builds.filter(name => name !== 'cache')
    )
    for (const key of ['tag', 'digest', 'name', 'extra-tags']) expect(itemKeys.has(key)).toBe(true)
    expect(itemKeys.size).toBe(builds.length - 1 + 5)
  })

  test('describes everything in full sentences', () => {
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(description.trim()).toMatch(/\.$/)
    }
  })

  test('runs a file that exists, on Node 24', () => {
    expect(action.runs.using).toBe('node24')
    expect(existsSync(path.join(root, action.runs.main))).toBe(true)
  })

  test('is read by the test harness as by a YAML parser', () => {
    const defaults = Object.fromEntries(
      Object.entries(action.inputs).flatMap(([name, input]) =>
        input.default === undefined ? [] : [[name, input.default]]
      )
    )
    expect(readInputDefaults(read('action.yml'))).toEqual(defaults)
  })
})

describe('the documents', () => {
  test('README.md has the tables of action.yml', () => {
    expect(renderReadme(read('README.md'), read('action.yml'))).toBe(read('README.md'))
  })

  test('docs/troubleshooting.md has an entry for every error code, and for no other', () => {
    const entries = [...read('docs/troubleshooting.md').matchAll(/^### `([A-Z_]+)`$/gm)].map(
      ([, code]) => code
    )
    expect(entries.sort()).toEqual([...errorCodes, 'UNEXPECTED'].sort())
  })

  test('every error code is thrown by the source and expected by a test', () => {
    const source = filesBelow('src').filter(file => !file.endsWith('errors.ts'))
    const tests = filesBelow('__tests__').filter(file => !file.endsWith('contract/action.test.ts'))
    const text = (files: readonly string[]) => files.map(file => readFileSync(file, 'utf8')).join('\n')
    const thrown = text(source)
    const expected = text(tests)
    // The list of codes is in the same file as what makes a cancellation.
    const made = read('src/errors/errors.ts')
    const isThrown = (code: string) =>
      thrown.includes(`'${code}'`) || made.includes(`new ActionError('${code}'`)
    expect(errorCodes.filter(code => !isThrown(code))).toEqual([])
    expect(errorCodes.filter(code => !expected.includes(code))).toEqual([])
  })
})

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => path.join(entry.parentPath, entry.name))
}
