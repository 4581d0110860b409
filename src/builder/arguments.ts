/** An option of a command with its value in one argument, so that a value never passes for an option itself. */
export function option(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}=${value}`]
}

/** The same option once for each value. */
export function options(name: string, values: readonly string[]): readonly string[] {
  return values.map(value => `--${name}=${value}`)
}

/** `--name=key=value` for each field of an object. */
export function pairs(name: string, fields: Readonly<Record<string, string>>): readonly string[] {
  return options(
    name,
    Object.entries(fields).map(([key, value]) => `${key}=${value}`)
  )
}

/** Whether an attestation is wanted: `false` in all spellings of Go's ParseBool means that it is not. */
export function isEnabled(attestation: string): boolean {
  return !/^(?:|0|f|false)$/i.test(attestation)
}
