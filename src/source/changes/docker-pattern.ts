/** One pattern of .dockerignore, without the `!`. */
export interface DockerPattern {
  /** Whether it is written for exactly this file or folder; what lies below a folder is another matter. */
  readonly matches: (name: string) => boolean
  /** Whether it may match something below a folder. */
  readonly mayMatchBelow: (folder: string) => boolean
}

/**
 * Translates a pattern as github.com/moby/patternmatcher does; undefined for one that it refuses, or that means
 * something in a regular expression of Go that we do not know.
 * @param text cleaned: without `.`, `..` and slashes that are not needed
 */
export function readDockerPattern(text: string): DockerPattern | undefined {
  const whole = translate(text)
  if (whole === undefined) return undefined
  const steps = text.split('/')
  const firstOpen = steps.findIndex(step => step.includes('**') || /[[\\]/.test(step))
  return {
    matches: name => whole.test(name),
    mayMatchBelow: folder => {
      const above = folder.split('/')
      if (firstOpen === -1 && steps.length <= above.length) return false
      const compared = Math.min(above.length, firstOpen === -1 ? above.length : firstOpen)
      const start = translate(steps.slice(0, compared).join('/'))
      return compared === 0 || start === undefined || start.test(above.slice(0, compared).join('/'))
    }
  }
}

/** A set of characters; in Go's expressions, `[` in it may begin a named one. */
const set = /^\[(?:\^|(?!\^))(?:(?:\\[!-/:-@[-`{-~]|[^\\\][*?-])(?:-(?:\\[!-/:-@[-`{-~]|[^\\\][*?-]))?)+\]/u

function translate(text: string): RegExp | undefined {
  // At the start and at the end, what `**` stands for may hold a line break; and `**x` at the start matches `ax`.
  const isPlain = (part: string) => !/[*?[\]\\]/.test(part)
  if (isPlain(text)) return build(`^${literal(text)}$`)
  const [, after] = /^\*\*(.*)$/su.exec(text) ?? []
  if (after !== undefined && isPlain(after))
    return build(after.startsWith('/') ? `(?:^|/)${literal(after.slice(1))}$` : `${literal(after)}$`)
  const [, before] = /^(.*)\*\*$/su.exec(text) ?? []
  if (before !== undefined && isPlain(before)) return build(`^${literal(before)}`)
  const parts: string[] = []
  for (let rest = text; rest !== '';) {
    const [taken, part] = translateStart(rest) ?? []
    if (taken === undefined || part === undefined) return undefined
    parts.push(part)
    rest = rest.slice(taken.length)
  }
  return build(`^${parts.join('')}$`)
}

/** Gives what it has taken from the start, and what that is in a regular expression. */
function translateStart(rest: string): readonly [string, string] | undefined {
  const [stars] = /^\*\*\/?/.exec(rest) ?? []
  if (stars !== undefined) return [stars, stars === rest ? '[^\\n]*' : '(?:[^\\n]*/)?']
  if (rest.startsWith('*')) return ['*', '[^/]*']
  if (rest.startsWith('?')) return ['?', '[^/]']
  if (rest.startsWith('[')) {
    const [taken] = set.exec(rest) ?? []
    return taken === undefined ? undefined : [taken, `[${literalSet(taken.slice(1, -1))}]`]
  }
  // A letter after it would be a class of Go's, and `^` is left as an anchor.
  const [escaped, meant] = /^\\([!-/:-@[-`{-~])/.exec(rest) ?? []
  if (escaped !== undefined && meant !== undefined) return [escaped, literal(meant)]
  const [first = ''] = rest
  return first === '\\' || first === '^' ? undefined : [first, literal(first)]
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** Escapes what is a sign of its own in a set of ours; `^` at the start, `-` and what is escaped stay. */
function literalSet(inside: string): string {
  const [, not = '', rest = ''] = /^(\^?)(.*)$/su.exec(inside) ?? []
  return (
    not +
    rest.replace(/\\(.)|[$.+(){}|^/]/gsu, (taken, escaped: string | undefined) =>
      escapeInSet(escaped ?? taken)
    )
  )
}

function escapeInSet(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character
}

function build(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u')
  } catch {
    return undefined
  }
}
