/**
 * Says what is wrong with the name of a branch, or nothing. The rules are those of git-check-ref-format(1); a name
 * that starts with a dash would be an option, and `refs/heads/…` a branch of that odd name.
 */
export function branchProblem(name: string): string | undefined {
  if (name.startsWith('refs/'))
    return `is ${JSON.stringify(name)}; write the short name of a branch, for example main`
  const bad =
    /[\s\p{Cc}~^:?*[\\]|\.\.|@\{|\/\/|^@$/u.test(name) || /(?:^|\/)\.|\.lock(?:\/|$)|[./]$|^[-/]/.test(name)
  return bad ? `is ${JSON.stringify(name)}, which cannot be the name of a branch` : undefined
}

/** The branch that a ref names: `main` of `refs/heads/main`; undefined for a ref of something else. */
export function branchOf(ref: string | undefined): string | undefined {
  return /^refs\/heads\/(.+)$/s.exec(ref ?? '')?.[1]
}
