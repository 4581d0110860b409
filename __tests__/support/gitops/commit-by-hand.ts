import type { BareRepository, FileContent } from '../../../testbed/git-repository.ts'

/** What a person makes of a tip: files, or null for one that goes. */
export type HandEdit = (
  read: (file: string) => Promise<string>
) => Promise<Readonly<Record<string, FileContent | null>>>

let count = 0

/**
 * Commits as a careful person does: on the tip whose content was edited, or, when the branch has moved on, with the
 * edit made again. So nothing that gets lost is lost by this.
 */
export async function commitByHand(bare: BareRepository, edit: HandEdit, message: string): Promise<string> {
  for (;;) {
    count += 1
    const branch = `by-hand-${count}`
    const tip = await bare.tip('main')
    const files = await edit(async file => (await bare.read(tip, file)).toString())
    const commit = await bare.commit(branch, files, message, { from: tip })
    try {
      await bare.git('update-ref', 'refs/heads/main', commit, tip)
      return commit
    } catch (error) {
      if ((await bare.tip('main')) === tip) throw error
    } finally {
      await bare.git('update-ref', '-d', `refs/heads/${branch}`)
    }
  }
}
