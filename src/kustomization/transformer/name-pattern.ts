/** What kustomize makes of the name of an images entry: it puts it into a regular expression as it is written. */
interface NamePattern {
  /**
   * `plain`: the name means itself, but for a dot, which stands for any character. `pattern`: a regular expression.
   * `invalid`: none, so that kustomize fails or ignores the entry. `unclear`: one that is not evaluated here.
   */
  readonly kind: 'plain' | 'pattern' | 'invalid' | 'unclear'
  /** Returns whether kustomize applies the entry to an image. An unclear name is taken literally. */
  readonly matches: (reference: string) => boolean
}

/** What may follow the name in an image, as kustomize has it up to v5.8.1. */
const suffix = '(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$'
const wholeSuffix = new RegExp(`^${suffix}`)

/** Characters that mean something in a regular expression; braces mean themselves unless they hold a count. */
const special = /[+*?()[|^$\\]|\{\d+(?:,\d*)?\}/
const count = /^\{(\d+)(?:,(\d*))?\}/

const maxPattern = 200
/** Longer than any image name, tag and digest together. */
const maxReference = 512
/** With these many repetitions, the time to match grows with the square of the length at most. */
const maxRepetitions = 2
/** The greatest count that Go accepts. */
const maxCount = 1000

/** Reads the name of an entry as kustomize does. */
export function readNamePattern(name: string): NamePattern {
  if (!special.test(name)) return { kind: 'plain', matches: reference => matchesPlain(name, reference) }
  const unclear: NamePattern = { kind: 'unclear', matches: reference => matchesLiteral(name, reference) }
  if (name.length > maxPattern || !isCommonSyntax(name)) return unclear
  try {
    // In Go `^*` is a repetition of nothing; JavaScript has it only in a group.
    const expression = new RegExp(`(?:^)${name}${suffix}`)
    return {
      kind: 'pattern',
      matches: reference => reference.length <= maxReference && expression.test(reference)
    }
  } catch {
    return { kind: 'invalid', matches: () => false }
  }
}

/** Writes a name so that kustomize takes it for itself. */
export function escapeName(name: string): string {
  return name.replace(/[+*?()[\]{}|^$\\]/g, '\\$&')
}

function matchesPlain(name: string, reference: string): boolean {
  if (reference.length < name.length) return false
  for (let at = 0; at < name.length; at++) {
    if (name[at] !== reference[at] && name[at] !== '.') return false
  }
  return isSuffix(reference, name.length)
}

function matchesLiteral(name: string, reference: string): boolean {
  return reference.startsWith(name) && isSuffix(reference, name.length)
}

function isSuffix(reference: string, from: number): boolean {
  return reference.length === from || wholeSuffix.test(reference.slice(from))
}

/** Returns whether Go and JavaScript read a pattern alike, and match it in a reasonable time. */
function isCommonSyntax(name: string): boolean {
  let repetitions = 0
  for (let at = 0; at < name.length;) {
    const rest = name.slice(at)
    const token = /^(?:\\.?|\[\^?[^\]]*\]?|\{\d+(?:,\d*)?\}\??|[*+?]\??|.)/su.exec(rest)?.[0] ?? rest
    const previous = name[at - 1]
    if (isRepetition(token)) {
      repetitions += 1
      // After a group it multiplies what there is to try; `^*` is Go's alone, but for the ^ that kustomize puts first.
      if (previous === ')' || previous === '^' || previous === '$' || hasLargeCount(token)) return false
    } else if (token.startsWith('\\')) {
      // Letters and digits after a backslash mean different things. A backslash at the end escapes what follows.
      if (/^\\[a-zA-Z0-9]|[^\0-\x7f]/.test(token)) return false
    } else if (token.startsWith('[') && !isCommonClass(token)) return false
    else if (rest.startsWith('(?')) return false
    at += token.length
  }
  return repetitions <= maxRepetitions
}

function isRepetition(token: string): boolean {
  return /^[*+?]/.test(token) || count.test(token)
}

function hasLargeCount(token: string): boolean {
  const [, least = '0', most = '0'] = count.exec(token) ?? []
  return Number(least) > maxCount || Number(most) > maxCount
}

/** A class that is not closed in the name runs on into what kustomize puts behind it: both call that an error. */
function isCommonClass(token: string): boolean {
  return !/^\[\^?\]/.test(token) && !/[[\\]/.test(token.slice(1))
}
