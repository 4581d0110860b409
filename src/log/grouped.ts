import type { Logger } from './log.ts'

type Line = (log: Logger) => void

/** Runs work under a title of its own; what several say at the same time comes one after the other. */
type InTurn = <T>(title: string, work: (log: Logger) => Promise<T>) => Promise<T>

/**
 * Lets works that run at the same time tell their stories one by one, each in a group: the first speaks as it goes, and
 * what the others say is kept until it is their turn.
 */
export function createTurns(log: Logger): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return async (title, work) => {
    const waiting: Line[] = []
    let isOpen = false
    const say = (line: Line) => {
      if (isOpen) line(log)
      else waiting.push(line)
    }
    const done = work(deferred(say))
    // Its failure is told below, to whom it belongs.
    const ended = done.catch(() => undefined)
    last = last.then(() =>
      log.group(title, async () => {
        for (const line of waiting) line(log)
        waiting.length = 0
        isOpen = true
        await ended
      })
    )
    await last
    return await done
  }
}

function deferred(say: (line: Line) => void): Logger {
  return {
    debug: message => {
      say(log => {
        log.debug(message)
      })
    },
    info: message => {
      say(log => {
        log.info(message)
      })
    },
    warning: message => {
      say(log => {
        log.warning(message)
      })
    },
    foreign: line => {
      say(log => {
        log.foreign(line)
      })
    },
    // Groups cannot be nested.
    group: async (title, work) => {
      say(log => {
        log.info(title)
      })
      return await work()
    }
  }
}
