import type { Ancestry } from './ancestry.ts'
import type { Read } from './reader.ts'
import type { Finding, Kinship, Open, Question } from '../relation.ts'

/** A repository here that has commits of the source repository. */
export interface Holding {
  readonly ancestry: Ancestry
  readonly read: Read
}

/** What is to be found out about our commit and the other one, once both are found. */
export interface Inquiry<T> {
  /** Returns undefined when what the repository holds does not prove an answer. */
  judge(holding: Holding, ours: string, commit: string): Promise<T | undefined>
  /** Why there is no answer then. */
  readonly gap: string
}

export type Answer<T> = { readonly kind: 'known'; readonly commit: string; readonly value: T } | Open

/** A place that has commits, or fetches them as far as it takes. */
export interface CommitPlace {
  /** @throws {ActionError} CANCELLED, and whatever went wrong, which then says as much as an open answer */
  inquire<T>(question: Question, inquiry: Inquiry<T>): Promise<Answer<T>>
}

/** How the two stand to each other. */
export async function findKinship(place: CommitPlace, question: Question, gap: string): Promise<Finding> {
  const answer = await place.inquire<Kinship>(question, {
    judge: ({ ancestry }, ours, commit) => ancestry.relate(ours, commit),
    gap
  })
  return answer.kind === 'open' ? answer : { kind: 'known', commit: answer.commit, ...answer.value }
}
