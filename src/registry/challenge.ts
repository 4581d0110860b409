/** One way in that a server offers with a 401: a scheme, lower case, and its parameters, with lower-case names. */
export interface Challenge {
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * Parses a WWW-Authenticate header, which may offer several ways (RFC 9110, 11.6.1). Reads up to the first thing that
 * is not in the grammar.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(header)
    if (match === null) return undefined
    at = pattern.lastIndex
    return match[1] ?? match[0]
  }
  for (;;) {
    take(/[\s,]*/y)
    const name = take(/[\w!#$%&'*+.^`|~-]+/y)
    if (name === undefined) return challenges
    if (take(/\s*=\s*/y) === undefined) {
      challenges.push({ scheme: name.toLowerCase(), parameters: new Map() })
      // Some schemes carry one bare value in place of parameters; none that a registry uses.
      take(/ +[\w.~+/-]+=*(?=\s*(?:,|$))/y)
      continue
    }
    const quoted = take(/"((?:[^"\\]|\\[^])*)"/y)
    const value = quoted?.replace(/\\([^])/g, '$1') ?? take(/[\w!#$%&'*+.^`|~:/-]+/y)
    const parameters = challenges.at(-1)?.parameters
    if (value === undefined || parameters === undefined) return challenges
    // The first value counts, so that nothing appended later replaces it.
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value)
  }
}
