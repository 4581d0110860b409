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

/** Returns the paths at which a folder can have its kustomization; '' is the root of the repository. */
export function kustomizationsIn(folder: string): readonly string[] {
  return kustomizationNames.map(name => (folder === '' ? name : `${folder}/${name}`))
}

/** Returns the folders above a path, the nearest first, without the root. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    folders.push(path.slice(0, at))
  return folders
}

/** Returns the folder of a path; '' is the root of the repository. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
