/** A file or folder of a tree. */
export interface TreeEntry {
  readonly path: string
  /** Git's mode: 100644, 100755, 120000 (symbolic link), 160000 (submodule), 040000 (folder). */
  readonly mode: string
}

/** The files of a commit, or of a checkout: the one way to list and read them. */
export interface Tree {
  /** Lists the files under the given files or folders ('' = all), and the folders on the way to them. */
  list(prefixes: readonly string[]): Promise<readonly TreeEntry[]>
  /** Reads files, in one request to the server where it has to be asked. A path that is not there is left out. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>
}
