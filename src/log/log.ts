/** The log of a run. The adapter over workflow commands is in action/log.ts. */
export interface Logger {
  debug(message: string): void
  info(message: string): void
  warning(message: string): void
  /** Prints one line of another program's output, which is never trusted. */
  foreign(line: string): void
  /** Runs `work` with its lines folded under one title. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>
}

/**
 * Makes foreign text harmless for the runner, which reads workflow commands from standard output: `::command::` at
 * the start of a line (after what .NET takes for white space, U+0085 included), `##[command]` anywhere in it; it ends
 * lines at a lone carriage return too (actions/runner, ActionCommand.cs).
 */
export function neutralizeCommands(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(line => line.replace(/^([\s\p{Cc}\p{Z}]*)::/u, '$1\u200b::').replaceAll('##[', '##\u200b['))
    .join('\n')
}

/** Puts a name or value from elsewhere on one line: it must not start another line of a log or a commit message. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
