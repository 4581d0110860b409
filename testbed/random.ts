/** Choices that a seed decides, so that what was generated can be generated again. */
export interface Random {
  /** A number from 0 up to 1, without 1. */
  next(): number
  /** A whole number from 0 up to `limit`, without it. */
  below(limit: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
}

/** Creates the choices for a seed of one number or several, such as a seed and the number of a case. */
export function createRandom(...seed: readonly number[]): Random {
  let state = seed.reduce((sum, part) => scramble(sum ^ scramble(part + 0x9e3779b9)), 0x6d2b79f5)
  // The generator mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    return scramble(state) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: probability => next() < probability,
    pick: choices => {
      const [chosen] = choices.slice(below(choices.length))
      if (chosen === undefined) throw new Error('There is nothing to choose from.')
      return chosen
    },
    shuffle: items => {
      const rest = [...items]
      return items.flatMap(() => rest.splice(below(rest.length), 1))
    }
  }
}

function scramble(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 15), number | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return (mixed ^ (mixed >>> 14)) >>> 0
}
