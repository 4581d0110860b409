/** Everything about kustomizations. It is pure, but for the kustomize CLI; what needs the YAML parser is loaded on demand. */
export { createKustomizations } from './kustomizations.ts'
export type { EditFile, FileChange, Kustomizations, RenderedFile } from './kustomizations.ts'
export { deployedName, renderVersion, runningName } from './entry-text.ts'
export { locate } from './locate/locate.ts'
export { parsePattern } from './locate/path-pattern.ts'
export type { EditOptions, EntryEdit, ImageChange, KustomizationEdit, Pin } from './edit/set-images.ts'
