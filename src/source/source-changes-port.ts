import { once } from '../async/once.ts'
import type { SourceChanges, SourceChangesOptions } from './changes/changes.ts'

/** Creates the port that knows what has changed in the source repository. Its code is loaded when it is asked. */
export function createSourceChangesPort(options: SourceChangesOptions): SourceChanges {
  const load = once(async () => (await import('./changes/changes.ts')).createSourceChanges(options))
  return {
    since: async (...question) => await (await load()).since(...question),
    dirty: async (...question) => await (await load()).dirty(...question)
  }
}
