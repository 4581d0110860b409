import { parseDuration } from '../duration.ts'
import { ActionError } from '../errors.ts'
import type { InputName, RawInputs } from './raw-inputs.ts'

/** Collects what is wrong, so that one run tells all of it. */
export class Problems {
  readonly #lines: string[] = []

  add(input: InputName, problem: string): void {
    this.#lines.push(`\`${input}\`: ${problem}`)
  }

  /** What is wrong with a part of an input: each problem begins with what the part is. */
  within(input: InputName, part: string): Pick<Problems, 'add'> {
    return {
      add: (inner, problem) => {
        this.add(input, `${part}: ${inner === input ? '' : `\`${inner}\` `}${problem}`)
      }
    }
  }

  any(): boolean {
    return this.#lines.length > 0
  }

  error(): ActionError {
    const [first = ''] = this.#lines
    const message =
      this.#lines.length === 1
        ? `The input ${first}.`
        : `${this.#lines.length} inputs need a change:\n${this.#lines.map(line => `- ${line}`).join('\n')}`
    return new ActionError('INPUT_INVALID', message)
  }
}

/** Parses `publish-timeout` into milliseconds. */
export function parseTimeout(text: string, problems: Problems): number {
  const ms = parseDuration(text)
  if (ms !== undefined && ms > 86_400_000) problems.add('publish-timeout', `is ${text}; the longest is 24h`)
  if (ms === undefined)
    problems.add('publish-timeout', `is ${JSON.stringify(text)}; write a duration such as 10m, 90s or 1h30m`)
  return ms ?? 0
}

/** Takes one of the allowed words, written exactly like that. */
export function parseChoice<T extends string>(
  input: InputName,
  text: string,
  allowed: readonly [T, ...T[]],
  problems: Pick<Problems, 'add'>
): T {
  const found = allowed.find(choice => choice === text)
  if (found === undefined)
    problems.add(input, `is ${JSON.stringify(text)}; it must be one of ${allowed.join(', ')}`)
  return found ?? allowed[0]
}

/** Takes a whole number within limits. */
export function parseCount(
  input: InputName,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
  problems: Pick<Problems, 'add'>
): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : NaN
  if (!(count >= least && count <= most))
    problems.add(input, `is ${JSON.stringify(text)}; it must be a number from ${least} to ${most}`)
  return count
}

/** Gives the text of an input that cannot have a line break in it. */
export function singleLine(input: InputName, raw: RawInputs, problems: Pick<Problems, 'add'>): string {
  if (/\p{Cc}/u.test(raw[input])) problems.add(input, 'has a line break or another control character in it')
  return raw[input]
}

/** Splits a list that has one item per line. */
export function lines(text: string): readonly string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map(line => line.trim())
    .filter(line => line !== '')
}

/** An input that was left out is empty. */
export function optional(text: string): string | undefined {
  return text === '' ? undefined : text
}
