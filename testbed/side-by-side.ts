/** Does the work for all items, with as many at a time as there are cores on a small machine. */
export async function sideBySide<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]()
  const next = async () => {
    for (let step = rest.next(); step.done !== true; step = rest.next()) await work(step.value)
  }
  await Promise.all([next(), next()])
}
