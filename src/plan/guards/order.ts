import type { Bump, FileEdit, SupersededEdit } from '../plan.ts'
import { type LeaveOut, leavingOut } from '../leave-out.ts'
import { oneLine } from '../../log/log.ts'
import { madeFrom, type MadeFromRequest } from './source-commit.ts'
import type { Notice } from '../../errors/notice.ts'
import { deployedName, renderVersion, runningName } from '../../kustomization/index.ts'
import type { Relation } from '../../source/index.ts'
import { createLimit } from '../../async/limit.ts'

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
  request: MadeFromRequest
): Promise<Bump> {
  if (request.inputs.allowOlder) return draft
  const superseded = new Map<string, SupersededEdit>()
  const left: SupersededEdit[] = []
  // Without one change another one may mean the same entry, so what is made anew is judged anew.
  for (let bump = draft; ;) {
    const judged = await judgeAll(bump, request)
    const newer = judged.filter(({ standing }) => relationOf(standing) === 'descendant')
    if (newer.length === 0) {
      const unclear = judged.filter(({ standing }) => ['diverged', 'unknown'].includes(relationOf(standing)))
      const notices = [...bump.notices, ...unclear.map(renderUnclear)]
      return { ...bump, superseded: [...superseded.values()], notices }
    }
    for (const each of newer) superseded.set(`${each.edit.line}:${each.path}`, each)
    left.push(...newer)
    bump = await replan(leavingOut(left))
  }
}

async function judgeAll(draft: Bump, request: MadeFromRequest): Promise<readonly SupersededEdit[]> {
  const changed = draft.edits.filter(({ edit }) => !edit.added && edit.fields.length > 0)
  const slots = createLimit(atOnce)
  const judged = await Promise.all(changed.map(each => slots(() => judge(each, request))))
  return judged.flatMap(each => each ?? [])
}

async function judge(each: FileEdit, request: MadeFromRequest): Promise<SupersededEdit | undefined> {
  const { before } = each.edit
  const ours = await madeFrom(each.edit, request)
  if (ours === undefined) return undefined
  const running = { name: runningName(each.edit), tag: before.newTag, digest: before.digest }
  return { ...each, ours, standing: await request.guard.order(ours, running) }
}

function relationOf(standing: SupersededEdit['standing']): Relation | 'unknown' {
  return standing.kind === 'known' ? standing.value.relation : 'unknown'
}

function renderUnclear({ path, edit, ours, standing }: SupersededEdit): Notice {
  const what = `${path}:${edit.line}: ${oneLine(deployedName(edit))}`
  const before = renderVersion(edit.before)
  const why =
    standing.kind === 'known'
      ? `had ${before} of commit ${short(standing.commit)}, which is on another line of history than ${short(ours)}`
      : `had ${before}, and whether that is newer than ${short(ours)} is not known (${oneLine(standing.reason)})`
  return { message: `${what} ${why}.`, location: { path, line: edit.line }, level: 'notice' }
}

function short(commit: string | undefined): string {
  return commit?.slice(0, 12) ?? 'an unknown commit'
}

/** Nothing is left to do because newer images run. */
export function isSuperseded({ files, superseded }: Pick<Bump, 'files' | 'superseded'>): boolean {
  return files.length === 0 && superseded.length > 0
}

/** What to do when a superseded image is to be deployed all the same. */
export const wayBack =
  'To go back on purpose, set `allow-older: true`, or leave it at `auto` and start the workflow by hand ' +
  '(workflow_dispatch); "Re-run" is not a run by hand.'

/** One line for what was left out: which commit is newer, and by how much. */
export function renderSuperseded({ path, edit, ours, standing }: SupersededEdit): string {
  const ahead = standing.kind === 'known' ? standing.value.ahead : undefined
  const by = ahead === undefined ? '' : ` by ${ahead} commit(s)`
  return oneLine(
    `${path}: ${runningName(edit)} keeps ${renderVersion(edit.before)}: its commit ${short(standing.commit)} is newer than ${short(ours)}${by}`
  )
}
