import type { Logger } from '../log/log.ts'
import type { Clock } from './clock.ts'
import type { Http } from './http.ts'
import type { Processes } from './process.ts'
import type { Secrets } from './secrets.ts'

/** The machine that a run runs on: everything that a room may touch. */
export interface System {
  readonly processes: Processes
  readonly http: Http
  readonly clock: Clock
  readonly log: Logger
  readonly secrets: Secrets
  /** A folder of this run alone, removed at its end. */
  readonly temporary: string
  /** The environment of child processes: without inputs and without the runner's own secrets. */
  readonly env: Readonly<Record<string, string>>
}
