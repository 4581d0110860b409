/**
 * Whether the label `org.opencontainers.image.source` names another repository than this one. It is an address in any
 * of the forms in use (https, `git@host:path`, with `.git`, of a page in the repository); what is no address names
 * nothing.
 */
export function namesOther(label: string, sourceUrl: string): boolean {
  const other = readAddress(label)
  const own = readAddress(sourceUrl)
  if (other === undefined || own === undefined) return false
  // A page of the repository has a longer path.
  return other !== own && !other.startsWith(`${own}/`)
}

/** Returns `host/path`, in lower case as hosts read them, without `.git`. */
function readAddress(text: string): string | undefined {
  const scp = /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!\/\/)(\S+)$/.exec(text)
  const url = scp === null ? text.replace(/^git\+/, '') : `ssh://${scp[1] ?? ''}/${scp[2] ?? ''}`
  if (!URL.canParse(url)) return undefined
  // The port is that of the protocol: SSH has another one for the same repository.
  const { hostname, pathname } = new URL(url)
  const path = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git(?=\/|$)/, '')
  return hostname === '' || path === '' ? undefined : `${hostname}/${path}`.toLowerCase()
}
