import { memoize } from '../async/once.ts'
import { isCancellation } from '../errors/errors.ts'
import { failure, type Result } from '../errors/result.ts'
import { sameRepository } from '../git/index.ts'
import type { ImageReference } from '../registry/index.ts'
import { type Logger, oneLine } from '../log/log.ts'
import type { History } from './history.ts'
import {
  type Answer,
  type Cause,
  type Comparison,
  isNewer,
  known,
  short,
  type Unknown,
  unknown
} from './relation.ts'
import { commitsIn, isObjectName, isWholeName } from './tag-commits.ts'

/** How the source commit of an image that runs stands to the one of what would replace it. */
export interface Standing extends Comparison {
  /** A push by force took it back, so that it is not newer, whatever its ancestors are. */
  readonly isTakenBack: boolean
}

/** Knows which source commits images are built from, and whether what runs is newer than what would replace it. */
export interface Order {
  /**
   * Says how the source commit of an image that runs is related to ours.
   * @param ours the whole name of our source commit
   * @throws {ActionError} CANCELLED
   */
  order(ours: string, running: ImageReference): Promise<Answer<Standing>>
  /**
   * Finds the source commit of an image, or why it is not known.
   * @throws {ActionError} CANCELLED
   */
  commitOf(image: ImageReference): Promise<ImageSource | Unknown>
}

/** The source commit of an image. */
interface ImageSource {
  readonly kind: 'commit'
  /** Its whole name. */
  readonly commit: string
  /** Why it may be another one: a tag that was kept beside the digest of another image. */
  readonly doubt: Unknown | undefined
}

/** What the labels of an image say of its source. */
export interface SourceLabels {
  readonly revision: string | undefined
  readonly source: string | undefined
  /** The registry has no such image. */
  readonly isAbsent?: true
}

export interface OrderOptions {
  readonly history: Pick<History, 'compare' | 'isTakenBack'>
  /** Asks the registry, by tag or digest; the problem says why it gave no clear answer. */
  readonly findRevision: (image: string, reference: string) => Promise<Result<SourceLabels>>
  /** The commit of the run. */
  readonly sourceCommit: string
  /** The address of our source repository: `https://github.com/acme/shop`. */
  readonly sourceUrl: string
  readonly log: Pick<Logger, 'debug'>
}

/** Creates the order. Every question is asked once, and of every image its label is read at most once. */
export function createOrder(options: OrderOptions): Order {
  const { history, sourceCommit } = options
  const readOnce = memoize((name: string, reference: string) => readLabel(name, reference, options))
  const order = memoize(async (ours: string, name: string, tag?: string, digest?: string) => {
    const found = await find({ name, tag, digest }, names => history.compare(ours, names), readOnce)
    const answer = await withReach(ours, found.answer, history)
    // What is enough to protect what runs is not enough to replace it.
    return found.doubt === undefined || isNewer(answer) ? answer : found.doubt
  })
  const commitOf = memoize(async (name: string, tag?: string, digest?: string) => {
    const found = await find({ name, tag, digest }, names => history.compare(sourceCommit, names), readOnce)
    const { answer, doubt } = found
    if (answer.commit !== undefined) return { kind: 'commit', commit: answer.commit, doubt } as const
    return answer.kind === 'unknown' ? answer : unknown('other', 'it has no name')
  })
  return {
    order: (ours, { name, tag, digest }) => order(ours, name, tag, digest),
    commitOf: ({ name, tag, digest }) => commitOf(name, tag, digest)
  }
}

interface NamedCommit {
  readonly answer: Answer<Comparison>
  /** Why it may be another commit: a tag that was kept beside the digest of another image. */
  readonly doubt?: Unknown | undefined
}

/**
 * Finds the source commit of an image by what names it. Where an entry has both, the digest is what runs, and so its label
 * decides; the tag beside it is believed where the label names no commit, and with a doubt where it cannot be read. Without
 * a digest the tag comes first, and the registry is asked where that leads to no commit.
 */
async function find(
  { name, tag = '', digest }: ImageReference,
  compare: (names: readonly string[]) => Promise<Answer<Comparison>>,
  read: (name: string, reference: string) => Promise<Label | Unknown>
): Promise<NamedCommit> {
  const names = commitsIn(tag)
  const byTag = async () => (names.length === 0 ? undefined : await compare(names))
  const tagged = digest === undefined ? await byTag() : undefined
  if (tagged?.commit !== undefined) return { answer: tagged }

  const label = await read(name, digest ?? tag)
  const labelled = label.kind === 'label' ? await compare([label.revision]) : label
  if (labelled.kind === 'known') return { answer: labelled }
  const isOurs = label.isOurs === true
  // What our repository does not have, and does not claim to have, came along with a base image in all likelihood.
  const isAbout = label.kind === 'label' && (isOurs || labelled.cause !== 'absent')
  if (labelled.commit !== undefined || isAbout)
    return { answer: { ...(isAbout ? mostTelling([labelled, tagged]) : labelled), isOurs } }

  const beside = digest === undefined ? tagged : await byTag()
  if (beside?.commit === undefined) return { answer: { ...mostTelling([labelled, beside]), isOurs } }
  // A label that says nothing leaves the tag to say it. One that nobody could read or follow may name another commit.
  const isSilent = labelled.cause === 'unnamed' || labelled.cause === 'foreign'
  return { answer: beside, doubt: isSilent ? undefined : { ...labelled, commit: beside.commit } }
}

/** Which of several reasons leads furthest; what can be done about one comes before what cannot. */
const telling: readonly Cause[] = [
  'access',
  'ambiguous',
  'registry',
  'missing',
  'other',
  'partial',
  'absent',
  'foreign',
  'unnamed'
]

function mostTelling(reasons: readonly (Answer<unknown> | undefined)[]): Unknown {
  const unclear = reasons.flatMap(reason => (reason?.kind === 'unknown' ? [reason] : []))
  const rank = ({ cause }: Unknown) => telling.indexOf(cause)
  return unclear.sort((one, other) => rank(one) - rank(other))[0] ?? unknown('other', 'nothing is known')
}

/** A commit that is newer, or on another line of history, counts only while a branch leads to it. */
async function withReach(
  ours: string,
  answer: Answer<Comparison>,
  history: Pick<History, 'isTakenBack'>
): Promise<Answer<Standing>> {
  if (answer.kind === 'unknown') return answer
  const { commit, value } = answer
  const { relation } = value
  if (relation === 'same' || relation === 'ancestor') return known(commit, { ...value, isTakenBack: false })
  const taken = await history.isTakenBack(ours, commit)
  if (taken.kind === 'known') return known(commit, { ...value, isTakenBack: taken.value })
  return relation === 'diverged'
    ? known(commit, { ...value, isTakenBack: false })
    : unknown(taken.cause, `${short(commit)} is newer, but perhaps taken back: ${taken.reason}`, commit)
}

/** What the label of an image says, where it names a commit. */
interface Label {
  readonly kind: 'label'
  /** In lower case, whole or abbreviated. */
  readonly revision: string
  /** It says that the commit is one of our repository. */
  readonly isOurs: boolean
}

/** So many characters of a tag are shown in a message; of a digest those that people know it by. */
const mostShown = 40
/** The same of an address, which has the host and the repository in front. */
const mostOfAddress = 120

/** Reads the label of an image that names its source commit. It is a text that anybody can write. */
async function readLabel(name: string, reference: string, options: OrderOptions): Promise<Label | Unknown> {
  const no = (cause: Cause, reason: string) => unknown(cause, oneLine(reason))
  if (reference === '') return no('unnamed', `the entry of ${name} has neither a tag nor a digest`)
  const text = isWholeName(reference)
    ? short(reference)
    : reference.slice(0, reference.includes(':') ? 19 : mostShown)
  const labels = await findLabels(name, reference, options)
  if (!labels.ok)
    return no('registry', `the registry did not say what ${text} was built from (${labels.problem})`)
  const { revision, source, isAbsent } = labels.value
  if (isAbsent) {
    const names = commitsIn(reference).length === 0 ? `${text} names no commit, and ` : ''
    return no('missing', `${names}the registry does not have ${names === '' ? text : 'it'}`)
  }
  const isSame = source === undefined ? undefined : sameRepository(source, options.sourceUrl)
  if (isSame === false && revision !== undefined)
    return no('foreign', `${text} says that it was made from ${(source ?? '').slice(0, mostOfAddress)}`)
  const isOurs = isSame === true
  if (revision === undefined)
    return { ...no('unnamed', `${text} names no commit, and its image has no revision label`), isOurs }
  if (!isObjectName(revision))
    return { ...no('unnamed', `${text} names no commit, and its revision label is not one`), isOurs }
  return { kind: 'label', revision: revision.toLowerCase(), isOurs }
}

async function findLabels(
  name: string,
  reference: string,
  { findRevision, log }: OrderOptions
): Promise<Result<SourceLabels>> {
  try {
    const labels = await findRevision(name, reference)
    const text = labels.ok
      ? (labels.value.revision ?? (labels.value.isAbsent ? 'no such image' : 'none'))
      : labels.problem
    log.debug(oneLine(`The revision label of ${name}, ${reference}: ${text}`))
    return labels
  } catch (error) {
    if (isCancellation(error)) throw error
    return failure(error instanceof Error ? error.message : String(error))
  }
}
