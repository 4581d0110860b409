import { head, row } from './figures.ts'
import type { GitProcess } from './processes.ts'

/** Where the time of one bump has gone. */
export interface Watched {
  readonly started: number
  readonly ms: number
  readonly processes: readonly GitProcess[]
}

/** Renders when each Git process was started and how long it ran, in milliseconds, and what is left for others. */
export function renderBreakdown(title: string, { started, ms, processes }: Watched): string {
  const outer = processes.filter(({ isInner }) => !isInner)
  const lines = outer.map(each =>
    row((each.started - started).toFixed(0), each.ms.toFixed(0), `\`git ${shorten(each.command)}\``)
  )
  const inGit = covered(outer)
  const remote = covered(
    outer.filter(({ command }) => /^(?:clone|fetch|ls-remote|push|pull)\b/.test(command))
  )
  return [
    `\n${title}: ${ms.toFixed(0)} ms, of them ${remote.toFixed(0)} in Git with the server, `,
    `${(inGit - remote).toFixed(0)} in ${outer.length} Git processes else, ${(ms - inGit).toFixed(0)} outside of Git.\n\n`,
    head('at ms', 'ms', 'command'),
    ...lines
  ].join('')
}

/** Long object ids and paths say nothing here. */
function shorten(command: string): string {
  const short = command
    .replace(/\b([0-9a-f]{7})[0-9a-f]{33,57}\b/g, '$1')
    .replace(/https?:\/\/\S+/g, 'URL')
    .replace(/(?:\/[\w.-]+){3,}/g, '…')
  return short.length > 90 ? `${short.slice(0, 90)}…` : short
}

/** The time in which at least one of the processes ran. */
function covered(processes: readonly GitProcess[]): number {
  let [total, until] = [0, 0]
  for (const { started, ms } of processes) {
    const end = started + ms
    total += Math.max(0, end - Math.max(started, until))
    until = Math.max(until, end)
  }
  return total
}
