import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { requireTool, toolPath } from '../testbed/tools.ts'

/** A Git process, as it told of itself. */
export interface GitProcess {
  /** Without the options in front of the subcommand. */
  readonly command: string
  /** Milliseconds since the epoch. */
  readonly started: number
  readonly ms: number
  /** Started by another Git process: `git-remote-http`, `index-pack` and their like. */
  readonly isInner: boolean
}

export interface GitTrace {
  /** Add it to the environment of what is to be watched. */
  readonly env: Readonly<Record<string, string>>
  /** All Git processes until now, in the order of their starts. */
  read(): Promise<readonly GitProcess[]>
}

/**
 * Has each Git process write when it started and ended (trace2, event format). A script named `git`, first on PATH, sets
 * the variable anew, because newtag lets no variable of Git's through to its children.
 * @param directory empty, and of the bench's own
 */
export async function traceGit(directory: string): Promise<GitTrace> {
  const [events, bin] = [path.join(directory, 'events'), path.join(directory, 'bin')]
  await mkdir(events)
  await mkdir(bin)
  const script = path.join(bin, 'git')
  await writeFile(script, `#!/bin/sh\nGIT_TRACE2_EVENT='${events}' exec '${requireTool('git')}' "$@"\n`)
  await chmod(script, 0o755)
  return {
    env: { PATH: [bin, toolPath()].join(path.delimiter), GIT_TRACE2_EVENT: events },
    read: async () => {
      const names = await readdir(events)
      const texts = await Promise.all(names.map(name => readFile(path.join(events, name), 'utf8')))
      return texts.flatMap(readEvents).sort((a, b) => a.started - b.started)
    }
  }
}

/** https://git-scm.com/docs/api-trace2, "The Event Format Target" */
interface TraceEvent {
  readonly event: string
  readonly sid: string
  readonly time: string
  readonly t_abs?: number
  readonly argv?: readonly string[]
}

function readEvents(text: string): GitProcess[] {
  const events = text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as TraceEvent)
  const start = events.find(({ event }) => event === 'start')
  const end = events.findLast(({ t_abs }) => t_abs !== undefined)
  if (start === undefined || end === undefined) return []
  return [
    {
      command: describe(start.argv ?? []),
      started: Date.parse(start.time),
      ms: ((end.t_abs ?? 0) - (start.t_abs ?? 0)) * 1_000,
      isInner: start.sid.includes('/')
    }
  ]
}

/** `git --git-dir=x -c y=z fetch origin` → `fetch origin` */
function describe([program = '', ...args]: readonly string[]): string {
  const rest = [...args]
  while (rest[0]?.startsWith('-') === true) {
    const option = rest.shift() ?? ''
    if (['-c', '-C', '--git-dir', '--shallow-file'].includes(option)) rest.shift()
  }
  const name = path.basename(program)
  return [...(name === 'git' ? [] : [name]), ...rest].join(' ')
}
