import type { Random } from './random.ts'

const words = 'y n yes no on off true false null nil none nan inf nAn infinity t f o x e'.split(' ')
const wellKnown =
  '1 12 007 08 0777 00000000 12345678 4200077 20240101 99999999999999999999 1.0 1.10 2.50 0.10 010.5 1. 1e3 1E3 01e3 ' +
  '1.e3 3.2e2 12e34 0e12345 553640e6 706798e8 5e-7 1e-400 0x1f 0x1e3 0b101 0o17 0x_1f 0b_1 0o_1 0b-1 1_ 1_0 1_000 ' +
  '1_000.5 1.0_1 1e_3 1_e3 0_7 _1 __1 a_1 1.2.3 1.2.3-rc.1 v1 v1.0 1.0-rc1 1-alpha 1-2 1.0e 1e 1f 1n e1 1234e567 ' +
  '1e309 9e999 0xg 0b2 0o9 0x 0b 0o 0x1p4 1p4 2024-01-02 2024-1-1 20240101T000000Z 20240607-1530 latest sha-0a1b2c3 _ ' +
  '_. _- 0. 0- 0_ 00 0.0 0x0 1e+3 0.. 1..2 0_x1f 1e3_ 1__e3 0X1F 0B1 0O7 190_20_30 685_230.15 1.e1 .'
const known = wellKnown.split(' ').filter(isTag)

/** Returns whether a registry takes a text for a tag (OCI distribution specification). */
function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text)
}

/** Makes a tag; most of them are such that YAML may read them as something else than a text. */
export function createTag(random: Random): string {
  const maker = random.pick([...hazards, ...hazards, ...hazards, ...usual])
  const made = maker(random)
  return isTag(made) ? made : createTag(random)
}

const digits = '0123456789'
const hexadecimal = `${digits}abcdef`
const letters = 'abcdefghijklmnopqrstuvwxyz'
const every = `${digits}${letters}${letters.toUpperCase()}_.-`

type Maker = (random: Random) => string

const hazards: readonly Maker[] = [
  random => random.pick(known),
  random => anyCase(random.pick(words), random),
  random => anyCase(random.pick(words), random) + random.pick(['', '_', '.', '-', '1', '.0']),
  random => some(digits, 1, 20, random),
  random => some(digits, 1, 3, random) + random.pick(['.', '_', '-', '__']) + some(digits, 0, 3, random),
  random => some('0123456789_', 1, 10, random),
  // Short SHAs, which may be a number with an exponent.
  random => some(hexadecimal, 7, 8, random),
  random => some(`${digits}e`, 7, 7, random),
  random =>
    some(digits, 1, 4, random) + random.pick(['e', 'E', 'e-', 'E-', 'e_', '.e']) + some(digits, 1, 3, random),
  random => `0${random.pick('x X b B o O'.split(' '))}${some(`${hexadecimal}_-`, 0, 8, random)}`,
  random => `0${random.pick(['_', 'x', 'b', 'o'])}${random.pick(['_', '', '-'])}${some('01', 1, 4, random)}`,
  random => date(random) + random.pick(['', 'T00', 'Z', '-1', 't01']),
  random => some('0123456789eE._-xXoObB', 1, 9, random),
  random => some('01eE._-', 1, 6, random)
]

const usual: readonly Maker[] = [
  random => [1, 2, 3].map(() => random.below(30)).join('.') + random.pick(['', '-rc.1', '-alpha', '_1']),
  random => `v${random.below(20)}.${random.below(20)}`,
  random => random.pick(['sha-', 'main-', 'pr-', '']) + some(hexadecimal, 40, 40, random),
  random => some(every, 1, 12, random),
  random => some(every, 100, 128, random)
]

function some(alphabet: string, least: number, most: number, random: Random): string {
  const length = least + random.below(most - least + 1)
  return Array.from({ length }, () => alphabet.charAt(random.below(alphabet.length))).join('')
}

function anyCase(word: string, random: Random): string {
  const style = random.below(4)
  if (style === 0) return word.toUpperCase()
  if (style === 1) return word.charAt(0).toUpperCase() + word.slice(1)
  if (style === 2) return word.replace(/[a-z]/g, each => (random.chance(0.5) ? each.toUpperCase() : each))
  return word
}

function date(random: Random): string {
  const two = (limit: number) => String(1 + random.below(limit)).padStart(random.chance(0.9) ? 2 : 1, '0')
  return `20${some(digits, 2, 2, random)}-${two(12)}-${two(28)}`
}
