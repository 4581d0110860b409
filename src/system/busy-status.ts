/**
 * Whether an HTTP status says to come back later: 408, 425, 429 and 5xx, without 501 and 505, which are what a server will
 * never do.
 */
export function isBusyStatus(status: number): boolean {
  if (status >= 500) return status !== 501 && status !== 505
  return status === 408 || status === 425 || status === 429
}
