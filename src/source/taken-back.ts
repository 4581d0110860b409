import { standIn } from './merged-head.ts'
import type { Question } from './question.ts'

/** What has become of a commit: branches lead to it, none does, or the branch that the run is for is not there any more. */
export type Reach = 'there' | 'taken back' | 'branch gone'

/**
 * Asks whether a commit was taken back by a push by force: neither the ref that the run is for nor the default branch
 * leads to it any more. A descendant of ours that was taken back is not newer, it is gone.
 */
export const reach: Question<Reach> = {
  gap: 'whether a branch still leads to it does not follow from what is here',
  // It may have been pushed again.
  mayBeOver: value => value !== 'there',
  prove: async (repository, _, commit) => {
    const { own, head, areCurrent } = await repository.tips()
    const known = [own, head].flatMap(tip => tip ?? [])
    const name = await standIn(repository, commit)
    const answers = await Promise.all(known.map(tip => repository.ancestry.compare(tip, name)))
    if (answers.some(answer => answer?.relation === 'same' || answer?.relation === 'ancestor')) return 'there'
    if (!areCurrent) return undefined
    if (own === undefined) return 'branch gone'
    return answers.includes(undefined) ? undefined : 'taken back'
  }
}
