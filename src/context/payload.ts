/** What an event says of itself, in a shape that nobody promises: it only adds detail to the runner's variables. */
export type Payload = unknown

/** Reads the payload; undefined when there is none, or none that can be read. */
export function readPayload(path: string | undefined, readEvent: (path: string) => string): Payload {
  if (path === undefined || path === '') return undefined
  try {
    return JSON.parse(readEvent(path))
  } catch {
    // What a run must know is in the runner's variables.
    return undefined
  }
}

/** The text at a place of the payload; undefined when there is none, or an empty one. */
export function textAt(payload: Payload, ...path: readonly string[]): string | undefined {
  const value = valueAt(payload, path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Whether `true` stands at a place of the payload. */
export function isTrueAt(payload: Payload, ...path: readonly string[]): boolean {
  return valueAt(payload, path) === true
}

function valueAt(payload: Payload, path: readonly string[]): unknown {
  let current = payload
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = Reflect.get(current, key)
  }
  return current
}
