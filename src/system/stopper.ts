import type { Readable } from 'node:stream'

/** Ends a child with all it has started. */
export interface Stopper {
  readonly stop: () => void
  /** The child itself has ended; its pipes are read for a while longer. */
  readonly leave: () => void
  readonly done: () => void
}

/** What is needed of a child to end it. */
interface Child {
  readonly pid?: number | undefined
  readonly stdout: Readable
  readonly stderr: Readable
  kill(signal: NodeJS.Signals): boolean
}

/** How long the pipes of a child that has ended are read when somebody else holds them, in milliseconds. */
const leftoverMs = 5_000

/** How long children may take to end by themselves after they were asked to, in milliseconds. */
const graceMs = 1_000

export const canSignalGroups = process.platform !== 'win32'

/** Creates what ends a child by SIGINT, and by SIGKILL if it has not ended shortly after. */
export function createStopper(child: Child): Stopper {
  let killer: NodeJS.Timeout | undefined
  let leaver: NodeJS.Timeout | undefined
  const signal = (name: 'SIGINT' | 'SIGKILL') => {
    try {
      if (canSignalGroups && child.pid !== undefined) process.kill(-child.pid, name)
      else child.kill(name)
    } catch {
      // All of them have ended already.
    }
  }
  const release = () => {
    child.stdout.destroy()
    child.stderr.destroy()
  }
  const end = () => {
    signal('SIGKILL')
    // Whoever left the group may still hold the pipes; nobody waits for it.
    release()
  }
  return {
    stop: () => {
      if (killer !== undefined) return
      signal('SIGINT')
      killer = setTimeout(end, graceMs)
    },
    leave: () => {
      // What has come meanwhile is read first, also when this process was held up itself.
      leaver = setTimeout(() => setImmediate(release), leftoverMs)
    },
    done: () => {
      clearTimeout(killer)
      clearTimeout(leaver)
    }
  }
}
