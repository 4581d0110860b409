/**
 * Writes what is generated in the documents, between its markers: the tables of inputs and outputs in README.md from
 * action.yml, and the picture of the rooms in docs/architecture.md from the imports of src/.
 * `node tools/docs.ts` writes; `node tools/docs.ts --check` only says whether they are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { parse } from 'yaml'

import { readHouse, renderArchitecture } from './architecture.ts'
import { between } from './markers.ts'

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
  const withInputs = between(readme, 'inputs', 'action.yml', inputTable)
  return between(withInputs, 'outputs', 'action.yml', outputTable)
}

function defaultOf(input: Described): string {
  if (input.required === true) return '**required**'
  return input.default === undefined || input.default === '' ? '' : `\`${input.default}\``
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replace(/\s+/g, ' ')
}

if (process.argv[1] === import.meta.filename) {
  const root = path.dirname(import.meta.dirname)
  const actionYaml = readFileSync(path.join(root, 'action.yml'), 'utf8')
  const house = readHouse(root)
  const documents = [
    { name: 'README.md', from: 'action.yml', render: (text: string) => renderReadme(text, actionYaml) },
    {
      name: 'docs/architecture.md',
      from: 'the imports of src/',
      render: (text: string) => renderArchitecture(text, house)
    }
  ]
  for (const { name, from, render } of documents) {
    const file = path.join(root, name)
    const before = readFileSync(file, 'utf8')
    const after = render(before)
    if (!process.argv.includes('--check')) writeFileSync(file, after)
    else if (before !== after) {
      process.stdout.write(`${name} differs from ${from}. Run \`npm run docs\` and commit the result.\n`)
      process.exitCode = 1
    }
  }
}
