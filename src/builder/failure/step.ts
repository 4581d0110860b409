import { type Explanation, shorten, type Subject } from './explanation.ts'

/** A step of the Dockerfile that failed. */
export interface FailedStep {
  /** As in the Dockerfile: `RUN npm ci`. */
  readonly instruction: string | undefined
  readonly line: number | undefined
  readonly exitCode?: number | undefined
  readonly reason: string
  /** What the step printed last; only for hints. */
  readonly log: readonly string[]
}

/** What it means that a step failed, with a hint where its exit code or its last words give one. */
export function explainStep(
  subject: Subject,
  { instruction, line, exitCode, reason, log }: FailedStep
): Explanation {
  const where = line === undefined ? subject.file : `${subject.file}:${line}`
  const what = instruction === undefined ? 'A step' : `The step "${shorten(subject.hide(instruction))}"`
  const result = exitCode === undefined ? 'failed' : `failed with exit code ${exitCode}`
  const hint = hints.find(([applies]) => applies({ exitCode, log, reason }))?.[1] ?? ''
  return {
    code: 'BUILD_STEP_FAILED',
    kind: 'other',
    message: `${what} of ${where} ${result}; the log of the build above has what it printed.${hint}`,
    words: exitCode === undefined ? reason : ''
  }
}

const hints: readonly (readonly [
  (step: Pick<FailedStep, 'exitCode' | 'log' | 'reason'>) => boolean,
  string
])[] = [
  [
    ({ log }) => log.slice(-3).some(line => /exec format error/i.test(line)),
    ' It runs a program for another processor: add docker/setup-qemu-action before newtag, or build on a runner of that platform.'
  ],
  [
    ({ exitCode, reason }) => exitCode === 137 || reason === 'signal: killed',
    ' It was killed, mostly for want of memory: give the runner or the builder more, or let the step use less.'
  ],
  [
    ({ log }) => log.slice(-3).some(line => /\/run\/secrets\/\S+/.test(line)),
    ' If it misses a secret, pass it in `secrets`, `secret-envs` or `secret-files`.'
  ],
  [
    ({ log }) => log.slice(-3).some(line => /no space left on device/i.test(line)),
    ' The disk of the builder seems to be full.'
  ],
  [({ exitCode }) => exitCode === 127, ' 127 means that a command was not found.']
]

/** Whether an error of the builder itself, not of a step, ends with a full disk. */
export function isFullDisk(error: string): boolean {
  return /: (?:no space left on device|disk quota exceeded)\)?$/i.test(error.trimEnd())
}

export function tellFullDisk({ image }: Subject, words: string): Explanation {
  return {
    code: 'STORAGE_FULL',
    kind: 'other',
    message:
      `The disk of the builder is full, and ${image} was not built. Free space before newtag (\`docker system prune\`), or ` +
      'use a runner or builder with a larger disk.',
    words
  }
}
