/** Time and chance, so that waiting can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the epoch; never set back or forward while the run goes on. */
  now(): number
  sleep(ms: number): Promise<void>
  /** A number from 0 up to 1. */
  random(): number
}

/** Creates the real clock; a sleep ends when the run is cancelled. */
export function createClock(cancelled: AbortSignal): Clock {
  // Time services set the clock of a new machine, often by much, and a deadline must not come of that.
  const origin = Date.now() - performance.now()
  return {
    now: () => origin + performance.now(),
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
