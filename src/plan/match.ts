import type { Base } from '../gitops/index.ts'
import type { Inputs } from '../inputs/index.ts'
import {
  type Kustomizations,
  locate,
  type MatchedKustomization,
  type SetImage
} from '../kustomization/index.ts'
import { decodeUtf8 } from '../yaml/file.ts'

export interface MatchingOptions {
  readonly inputs: Inputs
  readonly ports: { readonly kustomizations: Pick<Kustomizations, 'match' | 'prefetch'> }
}

/**
 * Finds the entries of every kustomization that the inputs name. On a branch, what advice will need is fetched in the same request.
 * @throws {ActionError} what locating and matching throw
 */
export async function matchKustomizations(
  { kind, tree }: Base,
  sets: readonly SetImage[],
  { inputs, ports: { kustomizations } }: MatchingOptions
): Promise<readonly MatchedKustomization[]> {
  const paths = await locate(tree, inputs.kustomization)
  const prefetched = kind === 'branch' ? await kustomizations.prefetch(tree, paths) : []
  const contents = await tree.read([...paths, ...prefetched])
  const files: MatchedKustomization[] = []
  for (const path of paths) {
    const bytes = contents.get(path)
    if (bytes === undefined) throw new Error(`${path} was listed but could not be read`)
    const file = { path, text: decodeUtf8(bytes, path) }
    files.push(await kustomizations.match(file, sets, inputs.ifMissing))
  }
  return files
}
