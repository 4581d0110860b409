import type { Location } from './errors.ts'

/** Where a run tells its story. The adapter over workflow commands is in actions-log.ts. */
export interface Logger {
  debug(message: string): void
  info(message: string): void
  notice(message: string): void
  warning(message: string, location?: Location): void
  /** Prints one line of another program's output, which is never trusted. */
  foreign(line: string): void
  /** Runs `work` with its lines folded under one title. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>
}

/**
 * Makes a line of foreign text harmless for the runner, which reads workflow commands from standard output:
 * `::command::` at the start of a line (after white space), `##[command]` anywhere in it, and it ends lines at a
 * lone carriage return too (actions/runner, ActionCommand.cs).
 */
export function neutralizeCommands(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(line => line.replace(/^(\s*)::/, '$1\u200b::').replaceAll('##[', '##\u200b['))
    .join('\n')
}
