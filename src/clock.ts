/** Time and chance, so that waiting can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  sleep(ms: number): Promise<void>
  /** A number from 0 up to 1. */
  random(): number
}

/** Creates the real clock; a sleep ends when the run is cancelled. */
export function createClock(cancelled: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    sleep: ms =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer)
          cancelled.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, cancelled.aborted ? 0 : ms)
        cancelled.addEventListener('abort', done)
      })
  }
}
