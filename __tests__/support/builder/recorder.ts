import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { requireTool, toolPath } from '../../../testbed/tools.ts'

/** One start of a recorded program. */
interface RecordedCall {
  readonly program: string
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Programs on PATH that write down how they were called and then do their work. */
export interface Recorder {
  /** PATH with the recorded programs first. */
  readonly path: string
  calls(): Promise<readonly RecordedCall[]>
}

/** @param programs each is looked up as a test tool; one that is not there is left out */
export async function createRecorder(directory: string, programs: readonly string[]): Promise<Recorder> {
  const bin = path.join(directory, 'bin')
  const records = path.join(directory, 'records')
  await mkdir(bin, { recursive: true })
  await mkdir(records, { recursive: true })
  for (const program of programs) {
    const file = path.join(bin, program)
    const real = requireTool(program)
    await writeFile(
      file,
      `#!/bin/sh
record=$(mktemp '${records}/${program}.XXXXXX')
{ for argument in "$@"; do printf '%s\\0' "$argument"; done; } > "$record.argv"
cat /proc/self/environ > "$record.env"
exec '${real}' "$@"
`
    )
    await chmod(file, 0o755)
  }
  return {
    path: `${bin}${path.delimiter}${toolPath()}`,
    calls: async () => {
      const files = (await readdir(records)).filter(name => name.endsWith('.argv'))
      return await Promise.all(files.map(name => readCall(records, name.slice(0, -'.argv'.length))))
    }
  }
}

async function readCall(records: string, name: string): Promise<RecordedCall> {
  const read = async (ending: string) =>
    (await readFile(path.join(records, `${name}.${ending}`), 'utf8')).split('\0').slice(0, -1)
  const env = Object.fromEntries(
    (await read('env')).map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])
  )
  return { program: name.split('.')[0] ?? '', argv: await read('argv'), env }
}
