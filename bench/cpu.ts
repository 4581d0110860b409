import { readFileSync } from 'node:fs'

/** USER_HZ, which is 100 on all that Node runs on: proc(5). */
const ticksPerSecond = 100

/**
 * The seconds of processor time that this process and all its ended children have used; the servers are among them. On
 * a busy machine they say more than the clock on the wall. 0 where there is no /proc.
 */
export function cpuSeconds(): number {
  try {
    // The name of the program, in brackets, may have spaces.
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond
  } catch {
    return 0
  }
}
