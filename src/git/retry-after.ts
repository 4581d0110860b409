import type { IncomingHttpHeaders } from 'node:http'

import { HttpFailure } from '../system/http.ts'
import type { System } from '../system/system.ts'
import type { Authentication } from './credentials.ts'
import type { Remote } from './address.ts'

/** What a server does for `git fetch`, and for `git push`. */
export type GitService = 'git-upload-pack' | 'git-receive-pack'

/** Asks a server that turned Git away for how long it wants to be left alone. */
export interface RetryAfter {
  /**
   * Sends one request as Git would send it, for the service that was refused.
   * @returns milliseconds to wait from now on, at most 5 minutes; undefined when the server does not say, is not busy
   *   any more, or cannot be asked
   * @throws {ActionError} CANCELLED when the run was cancelled meanwhile
   */
  ask(service: GitService): Promise<number | undefined>
}

export interface RetryAfterOptions {
  readonly remote: Remote
  /** How Git itself authenticates there; its header goes to the origin of `remote` and nowhere else. */
  readonly authentication: Authentication
}

const longestMs = 5 * 60_000

/**
 * Most versions of Git do not look at the `Retry-After` of an answer 429 or 503 (RFC 9110, section 10.2.3), so the first
 * request of Git's own exchange is made once more by ourselves, and only its header is looked at.
 */
export function createRetryAfter(
  { http, clock }: Pick<System, 'http' | 'clock'>,
  { remote, authentication }: RetryAfterOptions
): RetryAfter {
  return {
    ask: async service => {
      if (remote.origin === undefined) return undefined
      const url = new URL(`${remote.url.replace(/\/$/, '')}/info/refs?service=${service}`)
      try {
        const answer = await http.send({
          method: 'GET',
          url,
          // Hosts tell Git from a browser by this name, and have other limits for each.
          headers: { 'user-agent': 'git/newtag', 'git-protocol': 'version=2' },
          authorization: authorizationOf(authentication),
          tries: 1
        })
        const isBusy = answer.status === 429 || answer.status === 503 || answer.status === 403
        // Somebody else, to whom it was redirected, has no say.
        if (!isBusy || answer.url.href !== url.href) return undefined
        return parseRetryAfter(answer.headers, clock.now())
      } catch (error) {
        if (error instanceof HttpFailure) return undefined
        throw error
      }
    }
  }
}

/** The header that Git is given by its environment, without its name. */
function authorizationOf({ env }: Authentication): string | undefined {
  const header = Object.values(env).find(value => /^authorization:/i.test(value))
  return header?.slice(header.indexOf(':') + 1).trim()
}

/**
 * Reads how long to wait: a number of seconds, or a date. A date is compared with the server's own clock where the
 * answer tells it.
 * @returns milliseconds, from 0 to 5 minutes; undefined when there is no valid value
 * @internal exported for its unit test
 */
export function parseRetryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1_000, longestMs)
  const date = parseDate(value)
  if (date === undefined) return undefined
  return Math.min(Math.max(0, date - (parseDate(headers.date ?? '') ?? now)), longestMs)
}

/** The three forms of a date that a recipient has to understand; all are in UTC (RFC 9110, section 5.6.7). */
function parseDate(text: string): number | undefined {
  const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/
  const others = /^[A-Z][a-z]{2,8}, \d\d[ -][A-Z][a-z]{2}[ -](?:\d\d){1,2} \d\d:\d\d:\d\d GMT$/
  if (!asctime.test(text) && !others.test(text)) return undefined
  const time = Date.parse(asctime.test(text) ? `${text} GMT` : text)
  return Number.isNaN(time) ? undefined : time
}
