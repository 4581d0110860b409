/** Everything about kustomizations. It is pure, but for the kustomize CLI; what needs the YAML parser is loaded on demand. */
export { createKustomizations, type Kustomizations, type RenderedFile } from './kustomizations.ts'
export type { MatchedKustomization } from './edit/edit.ts'
export type { EntryEdit, EntryMatch, FileEdit, WantedEntry } from './edit/entry-stages.ts'
export type { Pin, SetImage } from './edit/set-image.ts'
export { firstOfEachEntry, want } from './edit/wanted.ts'
export { deployedName, renderVersion, runningName } from './entry-text.ts'
export { locate } from './locate/locate.ts'
export { parsePattern } from './locate/path-pattern.ts'
