import type { Bump, FileEdit } from './bump.ts'
import type { WorkflowContext } from './context.ts'
import type { Inputs } from './inputs.ts'
import { oneLine } from './log.ts'
import type { Notice } from './notice.ts'
import type { OrderGuard } from './order/order-guard.ts'
import type { Standing } from './order/standing.ts'
import { deployedName, renderVersion } from './version-text.ts'

/** An entry that keeps what it has, because that was made from a newer source commit. */
export interface SupersededEdit extends FileEdit {
  /** The source commit that would have replaced it. */
  readonly ours: string
  readonly standing: Standing
}

/** Whether a change of a file is left out. */
export type LeaveOut = (path: string, change: number) => boolean

export interface OrderRequest {
  readonly inputs: Inputs
  readonly context: WorkflowContext
  /** This run built the main image. */
  readonly built: boolean
  readonly guard: OrderGuard
}

/** So many different images are judged at once. */
const atOnce = 8

/**
 * Takes out of a bump what would put an older source commit in the place of a newer one. What is not known to be newer
 * is replaced, and a notice says so.
 * @param replan makes the bump again, without what is left out
 */
export async function keepOrder(
  draft: Bump,
  replan: (leaveOut: LeaveOut) => Promise<Bump>,
  request: OrderRequest
): Promise<Bump> {
  if (request.inputs.allowOlder) return draft
  const judged = await judgeAll(draft, request)
  const superseded = judged.filter(({ standing }) => standing.relation === 'newer')
  const unclear = judged.filter(({ standing }) => ['diverged', 'unknown'].includes(standing.relation))
  const notices = unclear.map(renderUnclear)
  if (superseded.length === 0) return { ...draft, notices: [...draft.notices, ...notices] }
  const left = new Set(superseded.map(({ path, edit }) => keyOf(path, edit.change)))
  const bump = await replan((path, change) => left.has(keyOf(path, change)))
  return { ...bump, superseded, notices: [...bump.notices, ...notices] }
}

function keyOf(path: string, change: number): string {
  return `${change}:${path}`
}

async function judgeAll(draft: Bump, request: OrderRequest): Promise<readonly SupersededEdit[]> {
  const asked = draft.edits.flatMap(each => {
    const ours = sourceOf(each, request)
    const isNew = each.edit.added || each.edit.fields.length === 0
    return ours === undefined || isNew ? [] : [{ each, ours }]
  })
  const judged: SupersededEdit[] = []
  for (let start = 0; start < asked.length; start += atOnce) {
    const some = asked.slice(start, start + atOnce).map(async ({ each, ours }) => {
      const { before, name } = each.edit
      const current = { image: before.newName ?? name, tag: before.newTag, digest: before.digest }
      return { ...each, ours, standing: await request.guard.judge(ours, current) }
    })
    judged.push(...(await Promise.all(some)))
  }
  return judged
}

/** The source commit of what an edit would deploy; undefined for images that are not made from this source. */
function sourceOf(
  { edit }: FileEdit,
  { inputs: { image, lines }, context, built }: OrderRequest
): string | undefined {
  if (image !== undefined && edit.change === 0) {
    const isRelease = context.isTag && image.tag === context.refName
    const isOurs = built || isRelease || image.tagNamesCommit || !image.tagIsLiteral
    return isOurs ? context.sourceCommit : wholeCommit(image.tag)
  }
  const line = lines[edit.change - (image === undefined ? 0 : 1)]
  if (line?.namesCommit === true) return context.sourceCommit
  return line?.newTag === undefined ? undefined : wholeCommit(line.newTag)
}

/** Whether there is an image whose order will have to be judged. */
export function needsOrder({ image, lines, allowOlder }: Inputs): boolean {
  const isOurs = image !== undefined && (image.tagNamesCommit || !image.tagIsLiteral)
  return !allowOlder && (isOurs || lines.some(({ namesCommit }) => namesCommit))
}

/** A tag that somebody wrote out may be a commit. */
function wholeCommit(tag: string): string | undefined {
  return /(?<![0-9a-z])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-z])/.exec(tag)?.[0]
}

function renderUnclear({ path, edit, ours, standing }: SupersededEdit): Notice {
  const what = `${path}:${edit.line}: ${oneLine(deployedName(edit))}`
  const before = renderVersion(edit.before)
  const why =
    standing.relation === 'diverged'
      ? `had ${before} of commit ${short(standing.commit)}, which is on another line of history than ${short(ours)}`
      : `had ${before}, and whether that is newer than ${short(ours)} is not known (${oneLine(standing.reason)})`
  return { message: `${what} ${why}. It was replaced.`, location: { path, line: edit.line }, level: 'notice' }
}

function short(commit: string | undefined): string {
  return commit?.slice(0, 12) ?? 'an unknown commit'
}

/** Nothing is left to do because newer images run. */
export function isSuperseded({ files, superseded }: Pick<Bump, 'files' | 'superseded'>): boolean {
  return files.length === 0 && superseded.length > 0
}

/** One line for what was left out: which commit is newer, and by how much. */
export function renderSuperseded({ path, edit, ours, standing }: SupersededEdit): string {
  const by = standing.ahead === undefined ? '' : ` by ${standing.ahead} commit(s)`
  const name = deployedName({ name: edit.name, after: edit.before })
  return oneLine(
    `${path}: ${name} keeps ${renderVersion(edit.before)}: its commit ${short(standing.commit)} is newer than ${short(ours)}${by}`
  )
}
