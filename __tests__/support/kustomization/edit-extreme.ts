/** Edits an extreme file in a process of its own, so that its memory can be limited, and prints what became of it. */
import { ActionError } from '../../../src/errors/errors.ts'
import { editImages } from '../../../testbed/edit-images.ts'

const mega = 1024 * 1024
const shop = 'images:\n- name: shop\n  newTag: v1\n'
const levels = (count: number, level: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => level(i)).join('')
const entries = (count: number) =>
  levels(
    count,
    i => `- name: ghcr.io/acme/app-${i}\n  newName: registry.example/acme/app-${i}\n  newTag: v1.${i}.0\n`
  )

/** The files; each is made only when it is asked for. */
const extremes: Readonly<Record<string, () => string>> = {
  'alias bomb': () =>
    `x:\n- &a0 lol\n${levels(5_000, i => `- &a${i + 1} [${`*a${i}, `.repeat(20)}]\n`)}${shop}`,
  'merge bomb': () =>
    `x:\n- &a0 {x: 1}\n${levels(1_000, i => `- &a${i + 1} {<<: [${`*a${i}, `.repeat(20)}]}\n`)}${shop}`,
  '100,000 brackets': () => shop + 'x: ' + '['.repeat(100_000),
  '100,000 closed brackets': () => shop + 'x: ' + '['.repeat(100_000) + ']'.repeat(100_000),
  '100,000 braces': () => '{x: '.repeat(100_000),
  '100,000 dashes': () => `${shop}x:\n${'- '.repeat(100_000)}`,
  '100,000 question marks': () => '? '.repeat(100_000),
  '50 MB of comments': () => shop + '# comment\n'.repeat(5 * mega),
  '50 MB of entries': () => `images:\n${entries(500_000)}`,
  '50 MB in one line': () => `${shop}x: ${'x'.repeat(50 * mega)}\n`,
  '8 MB of brackets and commas': () => `${shop}x: ${'[,'.repeat(4 * mega - 20)}`,
  '8 MB of dashes': () => `${shop}x:\n${'- '.repeat(4 * mega - 20)}`,
  '8 MB of keys': () => `${shop}${'a:\n'.repeat((8 * mega) / 3 - 20)}`,
  '8 MB of quotes': () => `${shop}${'"\n'.repeat(4 * mega - 20)}`,
  '1,000,000 blank lines': () => '\n'.repeat(1_000_000) + shop,
  '5 MB of entries': () => `images:\n${entries(53_000)}- name: shop\n  newTag: v1\n`
}

const [name = ''] = process.argv.slice(2)
const text = extremes[name]?.()
if (text === undefined) process.stdout.write(JSON.stringify(Object.keys(extremes)))
else process.stdout.write(JSON.stringify(edit(text)))

function edit(before: string): Readonly<Record<string, unknown>> {
  try {
    const change = { image: 'shop', newTag: 'v2', pin: 'tag' } as const
    const { text: after } = editImages(before, [change], 'kustomization.yaml', { ifMissing: 'error' })
    const place = before.indexOf('name: shop\n  newTag: v1')
    const expected = before.slice(0, place) + 'name: shop\n  newTag: v2' + before.slice(place + 23)
    return { outcome: after === expected ? 'edited' : 'wrong' }
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return { outcome: error.code, message: error.message }
  }
}
