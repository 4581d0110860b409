import { defaultIdentity, messageProblem } from './commit-text.ts'
import type { WorkflowContext } from './context.ts'
import { parseDuration } from './duration.ts'
import { ActionError } from './errors.ts'
import { tokenProblem } from './gitops/credentials.ts'
import { branchProblem } from './gitops/branch.ts'
import { parseRemote, type Remote } from './gitops/remote.ts'
import type { Identity } from './gitops/repository.ts'
import type { BuildMode } from './image/provide.ts'
import { parseRepository, type Repository } from './image/reference.ts'
import { renderTag } from './image/tag-template.ts'
import { parsePattern } from './kustomization/locate.ts'

/** Every input of action.yml. */
export const inputNames = [
  'image',
  'tag',
  'image-name',
  'build',
  'context',
  'file',
  'target',
  'build-args',
  'kustomization',
  'repository',
  'branch',
  'token',
  'commit-message',
  'commit-author',
  'publish-timeout'
] as const

export type InputName = (typeof inputNames)[number]
export type RawInputs = Readonly<Record<InputName, string>>

/** The inputs, parsed once and frozen. */
export interface Inputs {
  readonly image: Repository
  readonly tag: string
  /** The tag was written out, without a placeholder. */
  readonly tagIsLiteral: boolean
  /** The tag has the source commit in it. */
  readonly tagNamesCommit: boolean
  readonly imageName: string | undefined
  readonly build: BuildMode
  readonly context: string
  readonly file: string | undefined
  readonly target: string | undefined
  readonly buildArgs: readonly string[]
  readonly kustomization: readonly string[]
  readonly remote: Remote
  /** Undefined means the default branch of the remote. */
  readonly branch: string | undefined
  readonly token: string
  readonly commitMessage: string | undefined
  readonly author: Identity
  readonly committer: Identity
  readonly publishTimeoutMs: number
}

/** Gives every input a value; what the runner did not set is empty. */
export function toRawInputs(read: (name: InputName) => string): RawInputs {
  return {
    image: read('image'),
    tag: read('tag'),
    'image-name': read('image-name'),
    build: read('build'),
    context: read('context'),
    file: read('file'),
    target: read('target'),
    'build-args': read('build-args'),
    kustomization: read('kustomization'),
    repository: read('repository'),
    branch: read('branch'),
    token: read('token'),
    'commit-message': read('commit-message'),
    'commit-author': read('commit-author'),
    'publish-timeout': read('publish-timeout')
  }
}

const buildModes = ['auto', 'always', 'never'] as const

/**
 * Parses the inputs.
 * @param now when the run started, for `{timestamp}`
 * @throws {ActionError} INPUT_INVALID, listing every problem of every input
 */
export function parseInputs(raw: RawInputs, context: WorkflowContext, now: Date): Inputs {
  const problems = new Problems()
  const image = parseImage(raw.image, problems)
  const tag = renderTag(raw.tag || '{sha}', {
    sha: context.sourceCommit,
    ref: context.refName,
    refMoves: !context.isTag,
    runNumber: context.runNumber,
    now
  })
  if (!tag.ok) problems.add('tag', tag.problem)
  const remote = parseTarget(raw, context, problems)
  const committer = defaultIdentity(context.serverUrl)
  const parsed = {
    imageName: optional(singleLine('image-name', raw, problems)),
    build: parseChoice('build', raw.build || 'auto', buildModes, problems),
    context: singleLine('context', raw, problems) || '.',
    file: optional(singleLine('file', raw, problems)),
    target: optional(singleLine('target', raw, problems)),
    buildArgs: parseBuildArgs(raw['build-args'], problems),
    kustomization: parsePatterns(raw.kustomization, problems),
    branch: parseBranch(raw, remote, context, problems),
    token: raw.token,
    commitMessage: parseMessage(raw['commit-message'], problems),
    author: parseAuthor(raw['commit-author'], problems) ?? committer,
    committer,
    publishTimeoutMs: parseTimeout(raw['publish-timeout'] || '10m', problems)
  }
  if (image === undefined || !tag.ok || remote === undefined || problems.any()) throw problems.error()
  return Object.freeze({
    ...parsed,
    image,
    tag: tag.tag,
    tagIsLiteral: tag.literal,
    tagNamesCommit: tag.namesCommit,
    remote
  })
}

/** Collects what is wrong, so that one run tells all of it. */
class Problems {
  readonly #lines: string[] = []

  add(input: InputName, problem: string): void {
    this.#lines.push(`\`${input}\`: ${problem}`)
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

function parseImage(text: string, problems: Problems): Repository | undefined {
  if (text === '') {
    problems.add('image', 'is required: the repository of the image, for example ghcr.io/acme/shop')
    return undefined
  }
  const parsed = parseRepository(text)
  if (parsed.ok) return parsed.value
  problems.add('image', parsed.problem)
  return undefined
}

function parseTarget(raw: RawInputs, context: WorkflowContext, problems: Problems): Remote | undefined {
  const parsed = parseRemote(raw.repository || context.repository, context.serverUrl)
  if (!parsed.ok) {
    problems.add('repository', parsed.problem)
    return undefined
  }
  if (/[\p{Cc}\s]/u.test(raw.token)) problems.add('token', 'has white space or control characters in it')
  const problem = tokenProblem(parsed.remote, raw.token, context.serverUrl)
  if (problem !== undefined) problems.add('token', problem)
  return parsed.remote
}

/** The triggering branch, when the workflow deploys to its own repository; else the default branch of the remote. */
function parseBranch(
  raw: RawInputs,
  remote: Remote | undefined,
  context: WorkflowContext,
  problems: Problems
): string | undefined {
  if (raw.branch !== '') {
    const problem = branchProblem(raw.branch)
    if (problem !== undefined) problems.add('branch', problem)
    return raw.branch
  }
  return isOwnRepository(remote, context) ? (context.branch ?? context.defaultBranch) : undefined
}

/** Whether the GitOps repository is the workflow's own, however it is written. */
export function isOwnRepository(remote: Remote | undefined, context: WorkflowContext): boolean {
  const plain = (url: string) => url.toLowerCase().replace(/(\.git)?\/?$/, '')
  return remote !== undefined && plain(remote.url) === plain(`${context.serverUrl}/${context.repository}`)
}

function parsePatterns(text: string, problems: Problems): readonly string[] {
  const patterns: string[] = []
  for (const line of lines(text)) {
    const parsed = parsePattern(line)
    if ('pattern' in parsed) patterns.push(parsed.pattern)
    else problems.add('kustomization', parsed.problem)
  }
  if (lines(text).length === 0) {
    problems.add(
      'kustomization',
      'is required: folders or files in the GitOps repository, one per line, for example apps/shop/overlays/prod'
    )
  }
  return [...new Set(patterns)]
}

function parseBuildArgs(text: string, problems: Problems): readonly string[] {
  for (const line of lines(text)) {
    if (!/^[A-Za-z_]\w*(=|$)/.test(line)) {
      problems.add('build-args', `has ${JSON.stringify(line)}; write NAME=value, one per line`)
    }
  }
  return lines(text)
}

function parseMessage(text: string, problems: Problems): string | undefined {
  if (text === '') return undefined
  const message = text.replaceAll('\r\n', '\n')
  const problem = messageProblem(message)
  if (problem !== undefined) problems.add('commit-message', problem)
  return message
}

function parseAuthor(text: string, problems: Problems): Identity | undefined {
  if (text === '') return undefined
  const [, name = '', email = ''] =
    /^([^<>\p{Cc}]*[^<>\p{Cc}\s])\s*<([^<>\s\p{Cc}]+@[^<>\s\p{Cc}]+)>$/u.exec(text) ?? []
  // Git drops these characters at both ends of a name and refuses what is then empty (ident.c).
  const isIdentity = [name, email].every(part => /[^\s.,:;<>"\\']/.test(part))
  if (!isIdentity) problems.add('commit-author', `is ${JSON.stringify(text)}; write Name <name@example.com>`)
  return { name, email }
}

function parseTimeout(text: string, problems: Problems): number {
  const ms = parseDuration(text)
  if (ms === undefined)
    problems.add('publish-timeout', `is ${JSON.stringify(text)}; write a duration such as 10m, 90s or 1h30m`)
  return ms ?? 0
}

function parseChoice<T extends string>(
  input: InputName,
  text: string,
  allowed: readonly [T, ...T[]],
  problems: Problems
): T {
  const found = allowed.find(choice => choice === text)
  if (found === undefined)
    problems.add(input, `is ${JSON.stringify(text)}; it must be one of ${allowed.join(', ')}`)
  return found ?? allowed[0]
}

function singleLine(input: InputName, raw: RawInputs, problems: Problems): string {
  if (/\p{Cc}/u.test(raw[input])) problems.add(input, 'has a line break or another control character in it')
  return raw[input]
}

function lines(text: string): readonly string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map(line => line.trim())
    .filter(line => line !== '')
}

function optional(text: string): string | undefined {
  return text === '' ? undefined : text
}
