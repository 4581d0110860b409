/** Nothing comes along that was not asked for. */
export const plainFetch = ['--no-tags', '--recurse-submodules=no'] as const

/** The same, beside a fetch whose FETCH_HEAD is read. */
export const fetchOptions = [...plainFetch, '--no-write-fetch-head'] as const

/** Goes before the subcommand: the server is not told what is here, and leaves nothing out because of it. */
export const noHaves = ['-c', 'fetch.negotiationAlgorithm=noop'] as const
