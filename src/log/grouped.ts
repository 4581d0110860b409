import type { Logger } from './log.ts'

type Line = (log: Logger) => void

/** Runs work with a log of its own, whose lines are printed as one group under the title. */
type RunGrouped = <T>(title: string, work: (log: Logger) => Promise<T>) => Promise<T>

/**
 * Groups the output of works that run at the same time, one group after the other in the order in which they began: the
 * first prints its lines as they come, and the lines of the others are kept until the groups before are closed.
 */
export function createGroupedLog(log: Logger): RunGrouped {
  let last: Promise<unknown> = Promise.resolve()
  return async (title, work) => {
    const kept: Line[] = []
    let isOpen = false
    const print = (line: Line) => {
      if (isOpen) line(log)
      else kept.push(line)
    }
    const done = work(createDeferredLog(print))
    // Its failure is thrown below, to whoever waits for it.
    const ended = done.catch(() => undefined)
    last = last.then(() =>
      log.group(title, async () => {
        for (const line of kept) line(log)
        kept.length = 0
        isOpen = true
        await ended
      })
    )
    await last
    return await done
  }
}

function createDeferredLog(print: (line: Line) => void): Logger {
  const defer = (method: 'debug' | 'info' | 'warning' | 'foreign') => (text: string) => {
    print(log => {
      log[method](text)
    })
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
