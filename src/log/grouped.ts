import { createKeptLines, type KeptLimits, type Line } from './kept-lines.ts'
import type { Logger } from './log.ts'

/** Runs work with a log of its own, whose lines are printed as one group under the title. */
type RunGrouped = <T>(title: string, work: (log: Logger) => Promise<T>) => Promise<T>

/**
 * Groups the output of works that run at the same time, one group after the other in the order in which they began: the
 * first prints its lines as they come, and the lines of the others are kept, within limits, until the groups before are
 * closed.
 */
export function createGroupedLog(log: Logger, limits?: KeptLimits): RunGrouped {
  const keep = createKeptLines(limits)
  let last: Promise<unknown> = Promise.resolve()
  return async (title, work) => {
    const kept = keep()
    let isOpen = false
    const print = (line: Line) => {
      if (isOpen) log[line.method](line.text)
      else kept.add(line)
    }
    const done = work(createDeferredLog(print))
    // Its failure is thrown below, to whoever waits for it.
    const ended = done.catch(() => undefined)
    last = last.then(() =>
      log.group(title, async () => {
        kept.print(log)
        isOpen = true
        await ended
      })
    )
    await last
    return await done
  }
}

function createDeferredLog(print: (line: Line) => void): Logger {
  const defer = (method: Line['method']) => (text: string) => {
    print({ method, text })
  }
  const info = defer('info')
  return {
    debug: defer('debug'),
    info,
    warning: defer('warning'),
    foreign: defer('foreign'),
    // Groups cannot be nested.
    group: async (title, work) => {
      info(title)
      return await work()
    }
  }
}
