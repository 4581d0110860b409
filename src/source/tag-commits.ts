/** The shortest abbreviation that Git makes by itself (git-config(1), `core.abbrev`). */
const shortest = 7
/** The length of a SHA-256 object name, the longest there is. */
const longest = 64
const wholeLengths = [40, longest]
/** More than a tag has for a reason; each one is looked for. */
const most = 4

/**
 * Lists the commits that a tag may name, in lower case: object names, whole or abbreviated, between characters that are
 * neither letters nor digits (`sha-0123abc`, `main-0123abc-123`), or behind the `g` of git-describe(1)
 * (`v1.2-5-g0123abc`). Whole ones come first, digits alone last, as they are more likely a date or a number; among
 * those alike the longest first. Whether there is such a commit is for the repository to say.
 */
export function commitsIn(tag: string): readonly string[] {
  const runs = tag.match(/[0-9A-Za-z]+/g) ?? []
  const names = runs
    .map(run => run.replace(/^g(?=[0-9A-Fa-f]+$)/, ''))
    .filter(name => isObjectName(name))
    .map(name => name.toLowerCase())
  const rank = (name: string) => (wholeLengths.includes(name.length) ? 0 : isNumber(name) ? 2 : 1)
  return [...new Set(names)]
    .sort((one, other) => rank(one) - rank(other) || other.length - one.length)
    .slice(0, most)
}

/** Whether a text can name a commit: an object name, whole or abbreviated, and nothing else. */
export function isObjectName(text: string): boolean {
  return text.length >= shortest && text.length <= longest && /^[0-9A-Fa-f]+$/.test(text)
}

/** Whether a text is the whole name of a commit, in lower case as Git writes it. */
export function isWholeName(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/** Whether an abbreviation has digits only, as a date or a number has. */
export function isNumber(name: string): boolean {
  return /^[0-9]+$/.test(name)
}
