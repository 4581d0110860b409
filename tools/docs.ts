/**
 * Writes the tables of inputs and outputs in README.md from action.yml, between their markers.
 * `node tools/docs.ts` writes; `node tools/docs.ts --check` only says whether they are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { parse } from 'yaml'

interface Described {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

interface Action {
  readonly inputs: Readonly<Record<string, Described>>
  readonly outputs: Readonly<Record<string, Described>>
}

/** Renders both tables and puts them between the markers of the given README. */
export function renderReadme(readme: string, actionYaml: string): string {
  const action = parse(actionYaml) as Action
  const inputs = Object.entries(action.inputs).map(
    ([name, input]) => `| \`${name}\` | ${defaultOf(input)} | ${cell(input.description)} |`
  )
  const outputs = Object.entries(action.outputs).map(
    ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`
  )
  const inputTable = ['| Input | Default | Meaning |', '| --- | --- | --- |', ...inputs].join('\n')
  const outputTable = ['| Output | Meaning |', '| --- | --- |', ...outputs].join('\n')
  return between(between(readme, 'inputs', inputTable), 'outputs', outputTable)
}

function defaultOf(input: Described): string {
  if (input.required === true) return '**required**'
  return input.default === undefined || input.default === '' ? '' : `\`${input.default}\``
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replace(/\s+/g, ' ')
}

function between(text: string, name: string, content: string): string {
  const start = `<!-- ${name}: made from action.yml by \`npm run docs\` -->`
  const end = `<!-- end of ${name} -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md has no markers for ${name}`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}

if (process.argv[1] === import.meta.filename) {
  const root = path.dirname(import.meta.dirname)
  const file = path.join(root, 'README.md')
  const before = readFileSync(file, 'utf8')
  const after = renderReadme(before, readFileSync(path.join(root, 'action.yml'), 'utf8'))
  if (!process.argv.includes('--check')) writeFileSync(file, after)
  else if (before !== after) {
    process.stdout.write(
      'The tables of README.md differ from action.yml. Run `npm run docs` and commit the result.\n'
    )
    process.exitCode = 1
  }
}
