import { readFileSync } from 'node:fs'

import type { Location } from '../../errors/errors.ts'
import { workspacePath } from '../context.ts'

/**
 * The place of an instruction in the Dockerfile, for an annotation; nothing when the Dockerfile is not part of the
 * workspace, which is what annotations are about.
 * @param file absolute path of the Dockerfile
 * @param line counts from 1
 */
export function placeInDockerfile(file: string, workspace: string, line: number): Location | undefined {
  const name = workspacePath(file, workspace) ?? ''
  if (name === '' || !Number.isSafeInteger(line) || line < 1) return undefined
  return { path: name, line, inSource: true }
}

/**
 * The line at which an instruction starts, as buildah names it: without its line breaks. Nothing when the Dockerfile has
 * it several times or not at all.
 */
export function findInstruction(file: string, instruction: string): number | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  const wanted = collapse(instruction)
  const [first, ...others] = instructions(text).filter(candidate => collapse(candidate.text) === wanted)
  return others.length === 0 ? first?.line : undefined
}

interface Instruction {
  readonly line: number
  readonly text: string
}

/** Lines that end in a backslash go on; comments and blank lines between them do not count. */
function instructions(text: string): Instruction[] {
  const complete: Instruction[] = []
  let open: Instruction | undefined
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(raw)) continue
    const goesOn = /\\\s*$/.test(raw)
    const part = raw.replace(/\\\s*$/, '')
    open = { line: open?.line ?? index + 1, text: `${open?.text ?? ''}${part}` }
    if (goesOn) continue
    complete.push(open)
    open = undefined
  }
  if (open !== undefined) complete.push(open)
  return complete
}

function collapse(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}
