import { once } from '../../async/once.ts'
import type { Workspace } from './workspace.ts'

export type { Workspace } from './workspace.ts'

/** Creates the port of a checkout. Its code is loaded when it is used. */
export function createWorkspace(directory: string): Workspace {
  const open = once(async () => (await import('./workspace.ts')).createWorkspace(directory))
  return {
    tree: async () => await (await open()).tree(),
    write: async files => {
      await (await open()).write(files)
    },
    check: async files => {
      await (await open()).check(files)
    }
  }
}
