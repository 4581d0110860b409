// Says what is to be known of the order of an entry that is set.

import type { RunContext } from '../../context/context.ts'
import type { Inputs } from '../../inputs/index.ts'
import { deployedName, renderVersion, runningName, type WantedEntry } from '../../kustomization/index.ts'
import {
  type Answer,
  type Cause,
  commitsIn,
  type Known,
  short,
  type Standing,
  type Unknown
} from '../../source/index.ts'
import { branchOf } from '../../text/branch-name.ts'
import type { Remark } from './guard.ts'

/** What is known of the order of an entry. */
export interface Judged {
  readonly entry: WantedEntry
  /** The source commit of what it would get; undefined when that is not known. */
  readonly ours: string | undefined
  /** The tag or the label of what it would get names that commit, so that the next run will know it. */
  readonly isNamed: boolean
  /** How the source commit of what it has stands to that, or why this is not known. */
  readonly answer: Answer<Standing>
}

type WhereAndWho = Pick<RunContext, 'repository' | 'historyRef' | 'isByHand'>

/** The topic of what could not be found out for want of a token. */
export const accessTopic = topicOf('access')

function topicOf(cause: Cause): string {
  return `order unknown: ${cause}`
}

/** Says why the source repository could not be read, and what to do. */
export function noAccess(
  { githubToken }: Pick<Inputs, 'githubToken'>,
  { repository }: Pick<RunContext, 'repository'>
): string {
  return githubToken === ''
    ? `there is no \`github-token\` that may read ${repository}: set it`
    : `\`github-token\` may not read ${repository}: give the job \`contents: read\``
}

/** What runs may be newer: the order could not be checked, and this says why and what can be done about it. */
export function remarkOnDoubt(
  { entry, isNamed }: Judged,
  { cause, reason }: Unknown,
  inputs: Pick<Inputs, 'githubToken'>,
  context: WhereAndWho
): Remark {
  const topic = topicOf(cause)
  const say = (because: string, level: Remark['level']): Remark => {
    const isFirst = isNamed && isNobodys(entry, cause)
    const [which, then] = isFirst
      ? ['this first deploy', '; from the next one on it is']
      : ['this deploy', '']
    const sentence = `the order of ${which} could not be checked, because ${because}${then}`
    return { entry, topic, level, sentence }
  }
  if (cause === 'access') return say(noAccess(inputs, context), 'warning')
  // A tag of the whole commit helps from the next run on.
  const isShort = commitsIn(entry.after.newTag ?? '').some(name => name.length < 40)
  return cause === 'ambiguous' && isShort
    ? say(`${reason}: use the whole one, \`{sha}\``, 'warning')
    : say(reason, 'notice')
}

/** What runs has never been of a commit of ours; an image that is gone may have been. */
function isNobodys({ before }: WantedEntry, cause: Cause): boolean {
  if (cause === 'missing') return before.digest === undefined && commitsIn(before.newTag ?? '').length === 0
  return cause === 'unnamed' || cause === 'foreign'
}

/** What is known of the order, and is to be told: what was taken back, what goes back, and what is neither newer nor older. */
export function remarksOnOrder(
  { entry, ours }: Judged,
  { commit, value }: Known<Standing>,
  { allowOlder }: Pick<Inputs, 'allowOlder'>,
  context: WhereAndWho
): readonly Remark[] {
  if (ours === undefined) return []
  if (value.isTakenBack) return [remarkOnTakenBack(entry, commit, context)]
  if (value.relation === 'descendant' && allowOlder)
    return [remarkOnBack(entry, ours, { commit, ahead: value.ahead }, context)]
  if (value.relation !== 'diverged' || allowOlder) return []
  const sentence =
    `neither of the two is newer: ${short(commit)}, which was deployed, and ${short(ours)}, which is now, are on different ` +
    'lines of history'
  return [{ entry, topic: 'order open', level: 'notice', sentence }]
}

function remarkOnTakenBack(entry: WantedEntry, commit: string, { historyRef = '' }: WhereAndWho): Remark {
  const ref = branchOf(historyRef) ?? historyRef
  const sentence = `${runningName(entry)} had ${renderVersion(entry.before)} of commit ${short(commit)}, which was taken back or is of another branch: ${ref} does not lead to it`
  return { entry, topic: `taken back: ${commit}`, level: 'info', sentence }
}

/** Whoever goes back is told so: which commit over which. */
function remarkOnBack(
  entry: WantedEntry,
  ours: string,
  { commit, ahead }: { readonly commit: string; readonly ahead: number | undefined },
  { isByHand }: WhereAndWho
): Remark {
  const { before, after } = entry
  const by = ahead === undefined ? '' : ` by ${ahead} commit(s)`
  const why = isByHand ? 'the run was started by hand' : '`allow-older` allows it'
  const sentence =
    `${deployedName(entry)} goes back${by}, from ${renderVersion(before)} of commit ${short(commit)} to ` +
    `${renderVersion(after)} of commit ${short(ours)}, because ${why}`
  return { entry, topic: `back: ${commit} ${ours}`, level: 'info', sentence }
}

/**
 * Whether an image may be made from our source, and the one that it replaces, too: neither is certainly somebody else's, and of
 * at least one it could only not be found out.
 */
export function mayBothBeOurs(coming: Cause, replaced: Cause): boolean {
  const isElsewhere = (cause: Cause) => cause === 'foreign' || cause === 'absent'
  return ![coming, replaced].some(isElsewhere) && [coming, replaced].some(cause => cause !== 'unnamed')
}
