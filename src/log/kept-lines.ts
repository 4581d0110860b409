import type { Logger } from './log.ts'

export type Line = Readonly<{ method: 'debug' | 'info' | 'warning' | 'foreign'; text: string }>

/** The lines of one work that waits for its turn. */
export interface KeptLines {
  readonly add: (line: Line) => void
  /** Prints what is kept, says what was left out, and gives its room back. */
  readonly print: (log: Logger) => void
}

/** How much is kept, in characters. */
export interface KeptLimits {
  /** For all works together: builds may print gigabytes while they wait. */
  readonly all: number
  /** Of the beginning of each, which is left out last. */
  readonly head: number
}

const defaults: KeptLimits = { all: 32_000_000, head: 64_000 }

/** What a line costs beside its text. */
const overhead = 100

interface Store {
  readonly head: Line[]
  headSize: number
  tail: Line[]
  /** Lines of the tail before this one are left out. */
  start: number
  size: number
  dropped: number
}

/** Creates a place for the lines of works that wait. When it is full, the longest loses lines of its middle. */
export function createKeptLines({ all, head }: KeptLimits = defaults): () => KeptLines {
  const stores = new Set<Store>()
  let total = 0
  const makeRoom = () => {
    while (total > all) {
      const longest = [...stores].reduce((one, other) => (other.size > one.size ? other : one))
      const freed = dropOldest(longest)
      if (freed === 0) return
      total -= freed
    }
  }
  return () => {
    const store: Store = { head: [], headSize: 0, tail: [], start: 0, size: 0, dropped: 0 }
    stores.add(store)
    return {
      add: line => {
        const size = sizeOf(line)
        const isHead = store.headSize + size <= head && store.dropped === 0 && store.tail.length === 0
        ;(isHead ? store.head : store.tail).push(line)
        if (isHead) store.headSize += size
        store.size += size
        total += size
        makeRoom()
      },
      print: log => {
        for (const { method, text } of store.head) log[method](text)
        if (store.dropped > 0)
          log.info(`[${store.dropped} lines left out while this build waited for its turn]`)
        for (const { method, text } of store.tail.slice(store.start)) log[method](text)
        total -= store.size
        stores.delete(store)
        Object.assign(store, { head: [], tail: [], size: 0 })
      }
    }
  }
}

/** Returns how much room that gave. */
function dropOldest(store: Store): number {
  const line = store.tail[store.start] ?? store.head.pop()
  if (line === undefined) return 0
  if (store.start < store.tail.length) store.start += 1
  // What is left out is let go of now and then, not line by line.
  if (store.start > 1_000 && store.start * 2 > store.tail.length) {
    store.tail = store.tail.slice(store.start)
    store.start = 0
  }
  const size = sizeOf(line)
  store.size -= size
  store.dropped += 1
  return size
}

function sizeOf({ text }: Line): number {
  return text.length + overhead
}
