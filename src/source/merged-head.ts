import type { LocalRepository } from './question.ts'

/**
 * Finds the commit that stands for another one in the history of a pull request. A workflow may name an image after
 * GITHUB_SHA, which is then the merge of the head into the base: GitHub makes a new one for each head, nobody wrote it, and no
 * branch leads to it. Its second parent is the head that it was made of.
 */
export async function standIn({ ancestry, tips }: LocalRepository, commit: string): Promise<string> {
  const { own, isPullRequest } = await tips()
  if (!isPullRequest || own === undefined) return commit
  const head = await ancestry.tip(`${commit}^2`)
  if (head === undefined) return commit
  const leadsTo = async (name: string) => {
    const relation = (await ancestry.compare(own, name))?.relation
    return relation === 'same' || relation === 'ancestor'
  }
  // A merge that somebody pushed stands for itself; and so does one of a head that was taken back.
  return !(await leadsTo(commit)) && (await leadsTo(head)) ? head : commit
}
