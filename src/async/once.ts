/** Makes something when it is first asked for, and gives the same from then on. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Asks each question once, and gives the same answer from then on; questions are what JSON can hold. */
export function onceEach<Question extends readonly unknown[], T>(
  ask: (...question: Question) => Promise<T>
): (...question: Question) => Promise<T> {
  const asked = new Map<string, Promise<T>>()
  return (...question) => {
    const key = JSON.stringify(question)
    const known = asked.get(key) ?? ask(...question)
    asked.set(key, known)
    return known
  }
}
