import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

import { describe, expect, test } from '@jest/globals'

const root = path.join(import.meta.dirname, '..', '..')

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdownBelow('docs')]

describe('a relative link', () => {
  test.each(documents)('of %s leads to a file or folder of the repository', document => {
    const missing = linksOf(document).filter(({ file }) => !existsSync(path.join(root, file)))
    expect(missing).toEqual([])
  })

  test.each(documents)('of %s leads to a heading, if it names one', document => {
    const missing = linksOf(document).filter(
      ({ file, anchor }) => anchor !== '' && !(existsSync(path.join(root, file)) && hasAnchor(file, anchor))
    )
    expect(missing).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  test('names files of src/ that exist', () => {
    const text = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8')
    const names = [...text.matchAll(/`([a-z-]+(?:\/[a-z-]+)+\.ts)`/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter(name => !existsSync(path.join(root, 'src', name.replace(/^src\//, ''))))).toEqual([])
  })
})

describe('the anchors of a document', () => {
  test('are those that GitHub gives its headings', () => {
    const text =
      '# `pin`: Tag, or *digest*?\n```sh\n# a comment\n```\n## [Like](a.md) this…\n## Same\n## Same\n## a_b-c\n'
    expect([...anchorsOf(text)]).toEqual(['pin-tag-or-digest', 'like-this', 'same', 'same-1', 'a_b-c'])
  })
})

interface Link {
  /** What the document says. */
  readonly target: string
  /** The path from the root of the repository. */
  readonly file: string
  /** Without `#`; empty if the link names no heading. */
  readonly anchor: string
}

/** Lists the links of a document that stay in the repository: inline ones, and those of reference definitions. */
function linksOf(document: string): readonly Link[] {
  const text = withoutCode(readFileSync(path.join(root, document), 'utf8'))
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)/g)]
  const definitions = [...text.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm)]
  return [...inline, ...definitions].flatMap(([, target = '']): readonly Link[] => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return []
    const [file = '', anchor = ''] = target.split('#', 2)
    const from = file === '' ? document : path.join(path.dirname(document), decodeURIComponent(file))
    return [{ target, file: from, anchor: decodeURIComponent(anchor) }]
  })
}

function hasAnchor(file: string, anchor: string): boolean {
  const absolute = path.join(root, file)
  return statSync(absolute).isFile() && anchorsOf(readFileSync(absolute, 'utf8')).has(anchor)
}

/** GitHub's rule: lower case, without punctuation, spaces as hyphens, and a number if the heading occurs again. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutFences(text).matchAll(/^#{1,6} +(.+?)(?: +#+)? *$/gm)) {
    const words = heading
      .replace(/\]\([^)]*\)/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    const slug = words.trim().replaceAll(' ', '-')
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  return anchors
}

function withoutCode(text: string): string {
  return withoutFences(text).replace(/`[^`\n]*`/g, '`')
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '')
}

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
}
