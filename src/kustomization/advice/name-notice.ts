import { escapeName, readNamePattern } from '../transformer/name-pattern.ts'
import { show } from '../../yaml/file.ts'

/** Says what kustomize makes of a name that is not only text for it; undefined for a plain name. */
export function describeName(name: string): string | undefined {
  const { kind, matches } = readNamePattern(name)
  const shown = show(name)
  const remedy = `If the name is meant as it stands, write it as ${show(escapeName(name))}.`
  switch (kind) {
    case 'plain':
      return undefined
    case 'invalid':
      return `kustomize takes the name ${shown} for a regular expression, and it is not a valid one: the build fails on it. ${remedy}`
    case 'unclear':
      return `kustomize takes the name ${shown} for a regular expression. ${remedy}`
    case 'pattern':
      return matches(name)
        ? `kustomize takes the name ${shown} for a regular expression, ${meaningOf(name)}. ${remedy}`
        : `kustomize takes the name ${shown} for a regular expression, ${culpritOf(name)} it never matches ${shown} itself. ${remedy}`
  }
}

function meaningOf(name: string): string {
  // What kustomize puts before and behind the name belongs to the first and the last alternative only.
  return name.includes('|') && !name.includes('(')
    ? 'so it stands for every image that starts with the first alternative or ends with the last'
    : 'so it may stand for other images as well'
}

function culpritOf(name: string): string {
  const characters = [...new Set(name.match(/[+*?()[\]{}|^$\\]/g))]
  return `and with ${characters.join(' ')}`
}
