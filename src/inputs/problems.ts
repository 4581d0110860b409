import { parseDuration } from '../text/units.ts'
import { ActionError } from '../errors/errors.ts'
import { type Notice, notice } from '../errors/notice.ts'
import {
  type Choice,
  type ChoiceName,
  type CountName,
  type InputName,
  inputTable,
  type RawInputs
} from './table.ts'

/** Where parsing tells what it found. */
export type ProblemSink = Pick<Problems, 'add' | 'note'>

/** Collects what is wrong, so that one run tells all of it. */
export class Problems {
  readonly #lines: string[] = []
  readonly #notices: Notice[] = []

  add(input: InputName, problem: string): void {
    const line = `\`${input}\`: ${problem}`
    // What several parts share is wrong once.
    if (!this.#lines.includes(line)) this.#lines.push(line)
  }

  /**
   * What is wrong with a part of an input: each problem begins with what the part is.
   * @param isOwn whether the part has an input for itself, and does not share it with the others
   */
  within(input: InputName, part: string, isOwn: (inner: InputName) => boolean): ProblemSink {
    const place = (inner: InputName, text: string) =>
      `${part}: ${inner === input ? '' : `\`${inner}\` `}${text}`
    return {
      add: (inner, problem) => {
        if (isOwn(inner)) this.add(input, place(inner, problem))
        else this.add(inner, problem)
      },
      note: (inner, message, level) => {
        if (isOwn(inner)) this.note(input, place(inner, message), level)
        else this.note(inner, message, level)
      }
    }
  }

  /** Something that is taken otherwise than it is written. */
  note(input: InputName, message: string, level: 'warning' | 'notice'): void {
    this.#notices.push(notice(`\`${input}\`: ${message}`, undefined, level))
  }

  notices(): readonly Notice[] {
    return this.#notices
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

/** Takes one of the words that the input allows, written exactly like that. */
export function parseChoice<Name extends ChoiceName>(
  input: Name,
  raw: RawInputs,
  problems: ProblemSink
): Choice<Name> {
  const choices: readonly Choice<Name>[] = inputTable[input].choices
  const found = choices.find(choice => choice === raw[input])
  if (found === undefined)
    problems.add(input, `is ${JSON.stringify(raw[input])}; it must be one of ${choices.join(', ')}`)
  return found ?? inputTable[input].choices[0]
}

/** Takes a whole number within the limits of the input. */
export function parseCount(input: CountName, raw: RawInputs, problems: ProblemSink): number {
  const { least, most } = inputTable[input].range
  const count = /^\d{1,3}$/.test(raw[input]) ? Number(raw[input]) : NaN
  if (!(count >= least && count <= most))
    problems.add(input, `is ${JSON.stringify(raw[input])}; it must be a number from ${least} to ${most}`)
  return count
}

/** Takes what the YAML core schema takes for a boolean, as @actions/core does. */
export function parseBoolean(input: InputName, raw: RawInputs, problems: ProblemSink): boolean {
  const text = raw[input]
  if (!/^(?:true|True|TRUE|false|False|FALSE)$/.test(text))
    problems.add(input, `is ${JSON.stringify(text)}; it must be true or false`)
  return text.toLowerCase() === 'true'
}

/** Gives the text of an input that cannot have a line break in it. */
export function singleLine(input: InputName, raw: RawInputs, problems: ProblemSink): string {
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
