import { expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

import { requireTool, skipReason } from '../../../../testbed/tools.ts'

const script = path.join(import.meta.dirname, '../../../support/kustomization/edit-extreme.ts')
const reason = skipReason('node24')
const each = reason === undefined ? test.each : test.skip.each

/** Much more than an edit takes, on any machine: only what never ends runs into it. */
const limitMs = 110_000

interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

async function editExtreme(name: string): Promise<Finished> {
  const args = ['--max-old-space-size=512', '--disable-warning=ExperimentalWarning', script, name]
  const child = spawn(requireTool('node24'), args, { timeout: limitMs, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return { exitCode, stdout, stderr }
}

/** Half a gigabyte of memory is enough for every file: it is edited, or refused by an error that says why. */
each([
  ['alias bomb', 'edited'],
  ['merge bomb', 'edited'],
  ['1,000,000 blank lines', 'edited'],
  ['5 MB of entries', 'edited'],
  ['100,000 brackets', 'nests its values too deeply'],
  ['100,000 closed brackets', 'nests its values too deeply'],
  ['100,000 braces', 'nests its values too deeply'],
  ['100,000 dashes', 'nests its values too deeply'],
  ['100,000 question marks', 'nests its values too deeply'],
  ['50 MB of comments', 'is too large to be a kustomization: 51 MB'],
  ['50 MB of entries', 'is too large to be a kustomization: 4'],
  ['50 MB in one line', 'is too large to be a kustomization: 51 MB'],
  ['8 MB of brackets and commas', 'is too large to be a kustomization: 8 MB'],
  ['8 MB of dashes', 'is too large to be a kustomization: 8 MB'],
  ['8 MB of keys', 'is too large to be a kustomization: 8 MB'],
  ['8 MB of quotes', 'is too large to be a kustomization: 8 MB']
])('%s: %s', async (name, expected) => {
  const finished = await editExtreme(name)
  expect(finished).toMatchObject({ exitCode: 0, stderr: '' })
  const result = JSON.parse(finished.stdout) as { readonly outcome: string; readonly message?: string }
  if (expected === 'edited') expect(result).toEqual({ outcome: 'edited' })
  else {
    expect(result.outcome).toBe('YAML_INVALID')
    expect(result.message).toContain(expected)
  }
})
