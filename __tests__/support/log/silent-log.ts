import type { Logger } from '../../../src/log/log.ts'

/** A logger that keeps its lines for the test to look at. */
export function silentLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = []
  const keep = (level: string) => (message: string) => {
    lines.push(`${level}: ${message}`)
  }
  return {
    lines,
    debug: keep('debug'),
    info: keep('info'),
    warning: keep('warning'),
    foreign: keep('foreign'),
    group: (title, work) => {
      lines.push(`group: ${title}`)
      return work()
    }
  }
}
