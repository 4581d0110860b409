import picomatch from 'picomatch'

/** Creates a matcher for the globs `*`, `**`, `?`, `[…]` and `{a,b}`; nothing but a dot matches a leading dot. */
export function createMatcher(pattern: string): (path: string) => boolean {
  // picomatch knows regular expression groups and quotes too; here they are characters like any other.
  const literal = pattern.replace(/[()|+"$]/g, '\\$&')
  // It takes the `!` of `[!a]` for a member of the class, and lets such a class match a leading dot.
  const classes = literal.replace(/(^|\/)\[[!^](?![\]-])/g, '$1[^.').replaceAll('[!', '[^')
  return picomatch(classes, { noextglob: true, nonegate: true, dot: false })
}
