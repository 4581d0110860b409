const maxLength = 1000
/** Every star of a path segment after its first multiplies what there is to try, and so does every `**`. */
const maxStars = 3
const maxFurtherStars = 3
const maxDoubleStars = 4
/** Each group multiplies what there is to try. */
const maxBraces = 3

/** What can be wrong with a line, and the words for it, which follow `has "…", which`. */
const problems: readonly (readonly [test: (line: string) => boolean, problem: string])[] = [
  [line => line === '', 'is empty; name a directory or a file, or . for the root of the repository'],
  [line => line.length > maxLength, `is longer than ${maxLength} characters`],
  [line => /\p{Cc}/u.test(line), 'holds a control character; remove it'],
  [line => line.includes('\\'), 'holds a backslash; separate directories with /'],
  [
    line => line.startsWith('/') || /^[A-Za-z]:\//.test(line),
    "is an absolute path; write it relative to the GitOps repository's root"
  ],
  [line => segmentsOf(line).includes('..'), 'leads out of a directory with ..; write the path without it'],
  [
    line => segmentsOf(line).some(each => each.toLowerCase() === '.git'),
    'names the .git directory, which is not content'
  ],
  [
    line => segmentsOf(line).some(each => starsOf(each) > maxStars),
    `has more than ${maxStars} stars in one path segment; use fewer`
  ],
  [
    line => segmentsOf(line).reduce((sum, each) => sum + Math.max(0, starsOf(each) - 1), 0) > maxFurtherStars,
    `has too many path segments with several stars; use fewer, or several lines`
  ],
  [
    line => line.split('**').length > maxDoubleStars + 1,
    `has ** more than ${maxDoubleStars} times; use fewer`
  ],
  [
    line => line.split('{').length > maxBraces + 1,
    `has more than ${maxBraces} groups of alternatives in braces; use several lines`
  ]
]

/**
 * Parses one line of the input `kustomization`: a directory, a file or a glob, relative to the root of the repository.
 * Returns it normalised (`./a//b/` is `a/b`, the root is `.`), or what is wrong with it, to be put after the input's name.
 */
export function parsePattern(line: string): { readonly pattern: string } | { readonly problem: string } {
  const trimmed = line.trim()
  const found = problems.find(([test]) => test(trimmed))
  if (found) return { problem: `has ${JSON.stringify(trimmed.slice(0, 100))}, which ${found[1]}` }
  return { pattern: segmentsOf(trimmed).join('/') || '.' }
}

/** Returns whether a pattern is more than a plain path. */
export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern)
}

/** Returns the part of a pattern before its first segment with a glob character; `.` is the root. */
export function literalPrefix(pattern: string): string {
  const segments = pattern.split('/')
  const glob = segments.findIndex(isGlob)
  return glob === -1 ? pattern : segments.slice(0, glob).join('/')
}

/**
 * Returns whether a pattern's last segment says which files it means: by a name (`kustomization.yaml`) or an extension
 * (`*.yaml`, `*.{yaml,yml}`). Other globs, like `*` and `**`, mean kustomizations only.
 */
export function namesFiles(pattern: string): boolean {
  const last = pattern.slice(pattern.lastIndexOf('/') + 1)
  return !isGlob(last) || /\.(?:[A-Za-z0-9]+|\{[A-Za-z0-9,]+\})$/.test(last)
}

function starsOf(segment: string): number {
  return segment.match(/\*+/g)?.length ?? 0
}

function segmentsOf(line: string): readonly string[] {
  return line.split('/').filter(segment => segment !== '' && segment !== '.')
}
