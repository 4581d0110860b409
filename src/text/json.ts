/** An object of JSON, its fields not looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value of unknown origin is an object with fields, and not an array. */
export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Parses a JSON object; nothing when the text is anything else. The reason is withheld on purpose: JSON.parse quotes
 * the text around the error, and the texts read here hold secrets.
 */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The object's own field of that name, if it is a text. */
export function textField(object: JsonObject, name: string): string | undefined {
  // Own fields only: a host could be called "constructor".
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' ? value : undefined
}
