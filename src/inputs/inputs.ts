import { type BuilderInputs, parseBuilderInputs } from './builder.ts'
import { type ImageInput, parseBuildableImages, parsePrebuiltImages } from './images.ts'
import type { ImageList } from './image-list.ts'
import type { TagValues } from './tag-template.ts'
import { strayTokenProblem, tokenOriginOf } from './token.ts'
import { lines, optional, parseChoice, parseTimeout, Problems, singleLine } from './problems.ts'
import type { Notice } from '../errors/notice.ts'
import type { Choice, RawInputs } from './table.ts'
import { repositoryUrl, type RunContext } from '../context/context.ts'
import { messageProblem } from './commit-template.ts'
import {
  type TokenOrigin,
  tokenProblem,
  branchProblem,
  parseRemote,
  type Remote,
  sameRepository,
  type Identity,
  defaultIdentity
} from '../git/index.ts'
import { parsePattern, type Pin } from '../kustomization/index.ts'

/** The inputs, parsed once and frozen. There is at least one image. */
export interface Inputs {
  /** `image` comes first. */
  readonly images: readonly ImageInput[]
  readonly building: BuilderInputs
  readonly kustomization: readonly string[]
  readonly remote: Remote
  /** Undefined means the default branch of the remote. */
  readonly branch: string | undefined
  readonly token: string
  /** For messages: whether anybody has set `token`. */
  readonly tokenOrigin: TokenOrigin
  readonly editor: Choice<'editor'>
  /** Undefined means that it is looked for on PATH. */
  readonly kustomizePath: string | undefined
  readonly ifMissing: Choice<'if-missing'>
  readonly pin: Pin
  readonly publish: Choice<'publish'>
  /** An older source commit may replace a newer one. */
  readonly allowOlder: boolean
  /** May read the workflow's own repository; empty when there is none. */
  readonly githubToken: string
  readonly commitMessage: string | undefined
  readonly author: Identity
  readonly committer: Identity
  readonly publishTimeoutMs: number
  /** What was taken otherwise than it is written. */
  readonly notices: readonly Notice[]
}

export interface ParsingDetails {
  /** When the run started, for `{timestamp}`. */
  readonly now: Date
  /** `images`, where it is a YAML list: see isImageList(). */
  readonly list?: ImageList | undefined
}

/**
 * Parses the inputs.
 * @throws {ActionError} INPUT_INVALID, listing every problem of every input
 */
export function parseInputs(raw: RawInputs, context: RunContext, { now, list }: ParsingDetails): Inputs {
  const problems = new Problems()
  const values: TagValues = {
    sha: context.sourceCommit,
    ref: context.refName,
    refMoves: !context.isTag,
    runNumber: context.runNumber,
    now
  }
  const remote = parseTarget(raw, context, problems)
  const committer = defaultIdentity(context.serverUrl)
  const pin = parseChoice('pin', raw, problems)
  const imagesRequest = { raw, list, values, isPinned: pin !== 'tag' }
  const buildable = parseBuildableImages(imagesRequest, problems)
  const parsed = {
    images: [...buildable, ...parsePrebuiltImages(imagesRequest, problems)],
    building: parseBuilderInputs(raw, buildable, problems),
    kustomization: parsePatterns(raw.kustomization, problems),
    branch: parseBranch(raw, remote, context, problems),
    token: raw.token,
    tokenOrigin: tokenOriginOf(raw, context, isOwnRepository(remote, context)),
    editor: parseChoice('editor', raw, problems),
    kustomizePath: optional(singleLine('kustomize-path', raw, problems)),
    ifMissing: parseChoice('if-missing', raw, problems),
    pin,
    publish: parseChoice('publish', raw, problems),
    allowOlder: parseAllowOlder(raw, context, problems),
    githubToken: raw['github-token'],
    commitMessage: parseMessage(raw['commit-message'], problems),
    author: parseAuthor(raw['commit-author'], problems) ?? committer,
    committer,
    publishTimeoutMs: parseTimeout(raw['publish-timeout'], problems)
  }
  if (remote === undefined || problems.any()) throw problems.error()
  return Object.freeze({ ...parsed, remote, notices: problems.notices() })
}

function parseTarget(raw: RawInputs, context: RunContext, problems: Problems): Remote | undefined {
  if (raw.repository !== '' && raw.publish === 'workspace') {
    const advice = 'check it out before this step and name its files in `kustomization`'
    problems.add('repository', `cannot be used with \`publish: workspace\`, which makes no commit; ${advice}`)
  }
  const parsed = parseRemote(raw.repository || context.repository, context.serverUrl)
  if (!parsed.ok) {
    problems.add('repository', parsed.problem)
    return undefined
  }
  if (/[\p{Cc}\s]/u.test(raw.token)) problems.add('token', 'has white space or control characters in it')
  if (/[\p{Cc}\s]/u.test(raw['github-token']))
    problems.add('github-token', 'has white space or control characters in it')
  const problem =
    strayTokenProblem(raw, parsed.value, context) ?? tokenProblem(parsed.value, raw.token, context.serverUrl)
  if (problem !== undefined) problems.add('token', problem)
  return parsed.value
}

/** The triggering branch, when the workflow deploys to its own repository; else the default branch of the remote. */
function parseBranch(
  raw: RawInputs,
  remote: Remote | undefined,
  context: RunContext,
  problems: Problems
): string | undefined {
  if (raw.branch !== '') {
    const problem = branchProblem(raw.branch)
    if (problem !== undefined) problems.add('branch', problem)
    return raw.branch
  }
  return isOwnRepository(remote, context) ? (context.branch ?? context.defaultBranch) : undefined
}

/** Whether the GitOps repository is the workflow's own, however it is written. A token may go to one of them and not to the other. */
export function isOwnRepository(
  remote: Pick<Remote, 'url'> | undefined,
  context: Pick<RunContext, 'serverUrl' | 'repository'>
): boolean {
  return remote !== undefined && sameRepository(remote.url, repositoryUrl(context)) === true
}

/** A run that somebody starts by hand may go back; one that an event, a bot or "Re-run" starts may not. */
function parseAllowOlder(raw: RawInputs, context: RunContext, problems: Problems): boolean {
  const mode = parseChoice('allow-older', raw, problems)
  return mode === 'auto' ? context.isByHand : mode === 'true'
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
