/** Makes a value when it is first needed, and gives the same one from then on. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Calls a function once for the same arguments, which must be what JSON can hold, and gives the same result from then on. */
export function memoize<Arguments extends readonly unknown[], T>(
  call: (...args: Arguments) => Promise<T>
): (...args: Arguments) => Promise<T> {
  const results = new Map<string, Promise<T>>()
  return (...args) => {
    const key = JSON.stringify(args)
    const result = results.get(key) ?? call(...args)
    results.set(key, result)
    return result
  }
}
