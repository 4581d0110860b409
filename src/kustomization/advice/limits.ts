/**
 * What advice may cost: it is a few warnings beside a deploy that has already succeeded or is under way. Beyond a limit
 * something counts as not known, so there is less advice, never wrong advice.
 */
export const limits = {
  /** Kustomizations that the layers below are read for; of more only the file itself is looked at. */
  walkedFiles: 20,
  /** Levels of kustomizations; deeper ones are hardly ever written, and each level costs two requests. */
  levels: 8,
  /** Paths that are followed from all kustomizations of one level: they are arguments of one command of Git. */
  pathsOfLevel: 100,
  /** Files read from the tree, and their size together: some seconds of a slow server. */
  readFiles: 100,
  readBytes: 2 * 1024 * 1024,
  /** The length of a path; Linux opens none above 4,096 bytes. */
  pathLength: 1000,

  /** A kustomization as large as this is not parsed again only to warn. */
  fileCharacters: 1024 * 1024,
  /** An `.argocd-source` file; Argo CD's own tools write a few lines. */
  argoCdCharacters: 64 * 1024,
  /** Manifests and kustomizations together: at most 6 µs each for hostile text, so about a second; usually a quarter. */
  parsedCharacters: 256 * 1024,
  /** A manifest file that is looked through for documents with containers. */
  manifestCharacters: 2 * 1024 * 1024,
  /** A text in a patch that may be an image; no image is longer. */
  imageCharacters: 1000,

  /** Times that an entry is applied to the name of another one in the same file: about a tenth of a second. */
  appliedEntries: 200_000,
  /** Times that an entry is applied to an image in the simulation of all kustomizations: about a tenth of a second. */
  simulatedSteps: 300_000,
  /** Things looked at for a notice each, more than are shown. */
  examined: 100,
  /** The same for items of `.argocd-source` files: each is applied to the whole list of entries three times. */
  examinedOverrides: 30,

  /** Notices that a person reads, and names in one of them. */
  notices: 20,
  shownNames: 5,

  /** Kustomizations that are prefetched for, and files prefetched: the request that they ride on must stay quick. */
  prefetchedFor: 10,
  prefetchedFiles: 40
} as const
