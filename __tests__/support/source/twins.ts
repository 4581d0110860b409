import { createHash } from 'node:crypto'

import { gitEnvironment, runGit } from '../../../testbed/git-repository.ts'
import { createTemporary } from '../../../testbed/temporary.ts'

/** An object of Git, by the text that it is made of. */
interface Draft {
  readonly type: 'commit' | 'blob' | 'tag'
  readonly text: string
}

/** Makes one of many like it, each with a name of its own. */
type Draw = (number: number) => Draft

/** How many digits of their names twins have in common: as many as Git abbreviates to. */
export const twinLength = 7

/** Draws commits on top of another one; the subject keeps the twins apart. */
export function commitsOn(parent: string, tree: string, subject: string): Draw {
  const head = `tree ${tree}\nparent ${parent}\n`
  const who = 'A <a@example.com> 1700009999 +0000'
  return number => ({
    type: 'commit',
    text: `${head}author ${who}\ncommitter ${who}\n\n${subject} ${number}\n`
  })
}

export const blobs: Draw = number => ({ type: 'blob', text: `content ${number}\n` })

/** Draws annotated tags of a commit. */
export function tagsOf(commit: string): Draw {
  const who = 'A <a@example.com> 1700009999 +0000'
  return number => ({
    type: 'tag',
    text: `object ${commit}\ntype commit\ntag v${number}\ntagger ${who}\n\nrelease\n`
  })
}

/**
 * Draws two objects until their names begin alike, and writes these two. Returns their names.
 * @param gitDirectory of the repository that gets them
 */
export async function writeTwins(gitDirectory: string, one: Draw, other: Draw): Promise<[string, string]> {
  const pair = findTwins(one, other)
  const home = await createTemporary('newtag-twins')
  try {
    const environment = await gitEnvironment(home.path)
    const names: string[] = []
    for (const { type, text } of pair) {
      const command = ['--git-dir', gitDirectory, 'hash-object', '-t', type, '-w', '--stdin']
      names.push((await runGit(command, environment, text)).toString().trim())
    }
    return names as [string, string]
  } finally {
    await home.remove()
  }
}

function findTwins(one: Draw, other: Draw): readonly [Draft, Draft] {
  const [ones, others] = [new Map<string, Draft>(), new Map<string, Draft>()]
  for (let number = 1; ; number += 1) {
    const [left, right] = [one(number), other(number)]
    const [leftStart, rightStart] = [left, right].map(draft => nameOf(draft).slice(0, twinLength)) as [
      string,
      string
    ]
    ones.set(leftStart, left)
    others.set(rightStart, right)
    const rightTwin = others.get(leftStart)
    if (rightTwin !== undefined) return [left, rightTwin]
    const leftTwin = ones.get(rightStart)
    if (leftTwin !== undefined) return [leftTwin, right]
  }
}

function nameOf({ type, text }: Draft): string {
  return createHash('sha1')
    .update(`${type} ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex')
}
