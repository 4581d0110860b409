/** An option of a command with its value in one argument, so that a value never passes for an option itself. */
export function option(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}=${value}`]
}

/** The same option once for each value. */
export function options(name: string, values: readonly string[]): readonly string[] {
  return values.map(value => `--${name}=${value}`)
}
