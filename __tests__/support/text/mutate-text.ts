import type { Random } from '../../../testbed/random.ts'

/** Characters and words that mean something in YAML, or look like it. */
const specials = [
  ...[
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    ': ',
    '- ',
    '-',
    '? ',
    '#',
    ' #',
    '&a ',
    '*a',
    '*a ',
    '!',
    '!!str ',
    '!!binary '
  ],
  ...[
    '|',
    '|-\n',
    '>+',
    '"',
    "'",
    '%',
    '@',
    '`',
    '~',
    'null',
    '<<: ',
    '<<: *a',
    '\\',
    '---\n',
    '...\n',
    '--- '
  ],
  ...[
    '\t',
    ' ',
    '  ',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\uFEFF',
    'images:\n',
    'images: []\n',
    'Images:\n',
    'imageTags:\n'
  ],
  ...[
    'newTag: v9\n',
    'digest: x\n',
    '- name: shop\n',
    'name: shop',
    'kind: Component\n',
    '{{ x }}',
    'é',
    '🚀'
  ]
]
/** What a file should never have; some are line breaks for some readers. */
const strange = Array.from(
  '\0\x01\x07\x0b\x1b\x7f\x80\x85\xa0\xad\u200b\u2028\u2029\ufffd\ufffe\uffff\u212a\u017f'
)

type Mutation = (text: string, random: Random, others: readonly string[]) => string

const mutations: readonly Mutation[] = [
  (text, random) => insert(text, random, random.pick(specials)),
  (text, random) => insert(text, random, random.pick(specials)),
  (text, random) => insert(text, random, random.pick(strange)),
  (text, random) => insert(text, random, String.fromCharCode(random.below(0x3000))),
  (text, random) => replaceAt(text, random.below(text.length), random.pick(specials)),
  (text, random) => replaceAt(text, random.below(text.length), ''),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random, others) => {
    const other = random.pick(others)
    return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1))
  },
  onLines((lines, at) => [...lines.slice(0, at + 1), ...lines.slice(at)]),
  onLines((lines, at) => [...lines.slice(0, at), ...lines.slice(at + 1)]),
  onLines((lines, at, random) => {
    const to = random.below(lines.length)
    return lines.map((line, index) => lines[index === at ? to : index === to ? at : index] ?? line)
  }),
  onLines((lines, at) => lines.map((line, index) => (index === at ? ` ${line}` : line))),
  onLines((lines, at) => lines.map((line, index) => (index === at ? line.replace(/^ /, '') : line))),
  onLines((lines, at) => lines.map((line, index) => (index === at ? line.replace(/\r?\n$/, '') : line)))
]

/** Spoils a text in one to three ways. */
export function mutateText(text: string, random: Random, others: readonly string[]): string {
  let result = text
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    result = random.pick(mutations)(result, random, others)
  }
  return result
}

/** Flips bits of a file; what comes out need not be text. */
export function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  const result = Uint8Array.from(bytes)
  for (let left = 1 + random.below(2); left > 0; left -= 1) {
    const at = random.below(result.length)
    result[at] = (result[at] ?? 0) ^ (1 << random.below(8))
  }
  return result
}

function insert(text: string, random: Random, added: string): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + added + text.slice(at)
}

function replaceAt(text: string, at: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at + 1)
}

function onLines(
  change: (lines: readonly string[], at: number, random: Random) => readonly string[]
): Mutation {
  return (text, random) => {
    const lines = text.split(/(?<=\n)/)
    return change(lines, random.below(lines.length), random).join('')
  }
}
