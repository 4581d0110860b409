import type { FileEdit } from './plan.ts'

/** Whether a change of a file is left out of a bump. */
export type LeaveOut = (path: string, change: number) => boolean

/** Leaves out what these edits are about. */
export function leavingOut(edits: readonly FileEdit[]): LeaveOut {
  const keyOf = (path: string, change: number) => `${change}:${path}`
  const left = new Set(edits.map(({ path, edit }) => keyOf(path, edit.change)))
  return (path, change) => left.has(keyOf(path, change))
}
