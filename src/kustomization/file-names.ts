/** The names under which kustomize looks for a kustomization, upper and lower case as written. */
export const kustomizationNames: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization'
]

/** Returns whether kustomize finds a file with this name in its folder. */
export function isKustomizationName(name: string): boolean {
  return kustomizationNames.includes(name)
}
