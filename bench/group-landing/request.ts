import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

import { isRecord, parseObject } from '../../src/json.ts'
import { type EntryField, entryFields, type EntryValues } from '../../src/kustomization/image-change.ts'

/** One entry of a file: what it must have, or else somebody has changed it, and what it shall get. */
export interface EntryRequest {
  readonly path: string
  readonly entry: string
  readonly from: EntryValues
  readonly to: EntryValues
}

/** What a run asks the others of its group to put into their commit. */
export interface LandingRequest {
  /** Starts with the time, so that the oldest is the first in an alphabetical list. */
  readonly id: string
  /** The tip on which the owner judged: what has happened to the branch since then is looked through. */
  readonly base: string
  /** In seconds since the epoch; afterwards nobody may fold it. */
  readonly expires: number
  readonly entries: readonly EntryRequest[]
  /** The message that the owner's own commit would have: its lines without the trailers, and the trailers. */
  readonly lines: readonly string[]
  readonly trailers: readonly string[]
}

/** The runs that share a key, a repository and a branch. */
export interface Group {
  /** Where the group's requests are; says nothing about the key or the branch. */
  readonly namespace: string
  seal(request: LandingRequest): string
  /** The request that the text of a parked commit holds; undefined when it is not one of the group's. */
  open(id: string, text: string): LandingRequest | undefined
}

const requests = 'refs/newtag/requests'
const longestText = 64 * 1024
const mostEntries = 100
const longestLine = 512

/** @param secret what the group shares: whoever can push refs but does not know it gets nothing folded */
export function createGroup(secret: string, url: string, branch: string): Group {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `newtag group ${url} ${branch}`, 32))
  const sign = (text: string) => createHmac('sha256', key).update(text).digest()
  return {
    namespace: `${requests}/${sign('namespace').toString('hex').slice(0, 16)}`,
    seal: ({ id, ...request }) => {
      const payload = JSON.stringify(request)
      return `newtag request 1\n\n${sign(`${id}\n${payload}`).toString('hex')}\n${payload}\n`
    },
    open: (id, text) => {
      if (text.length > longestText) return undefined
      const [, mac = '', payload = ''] = /^newtag request 1\n\n([0-9a-f]{64})\n(.*)\n$/.exec(text) ?? []
      // The id is signed, too: a copy under another name would hide that it was folded before.
      if (mac === '' || !timingSafeEqual(Buffer.from(mac, 'hex'), sign(`${id}\n${payload}`))) return undefined
      return toRequest(id, parseObject(payload))
    }
  }
}

/** @param now in milliseconds since the epoch */
export function newId(now: number): string {
  return `${Math.floor(now).toString(36).padStart(9, '0')}-${randomBytes(8).toString('hex')}`
}

export function isId(text: string): boolean {
  return /^[0-9a-z]{9}-[0-9a-f]{16}$/.test(text)
}

/** Takes known fields of known types and sizes, and nothing else. */
function toRequest(id: string, fields: Readonly<Record<string, unknown>> | undefined) {
  if (fields === undefined || !hasOnly(fields, ['base', 'expires', 'entries', 'lines', 'trailers']))
    return undefined
  const { base, expires, entries, lines, trailers } = fields
  if (typeof base !== 'string' || !/^[0-9a-f]{40,64}$/.test(base)) return undefined
  if (typeof expires !== 'number' || !Number.isSafeInteger(expires)) return undefined
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > mostEntries) return undefined
  if (!isLines(lines) || !isLines(trailers)) return undefined
  const parsed = entries.map(toEntry)
  if (!parsed.every(each => each !== undefined)) return undefined
  return { id, base, expires, entries: parsed, lines, trailers }
}

function toEntry(value: unknown): EntryRequest | undefined {
  if (!isRecord(value) || !hasOnly(value, ['path', 'entry', 'from', 'to'])) return undefined
  const { path, entry } = value
  const [from, to] = [toValues(value['from']), toValues(value['to'])]
  if (!isLine(path) || !isLine(entry) || from === undefined || to === undefined) return undefined
  return { path, entry, from, to }
}

function toValues(value: unknown): EntryValues | undefined {
  if (!isRecord(value) || !hasOnly(value, entryFields)) return undefined
  const given = entryFields.map(field => value[field])
  if (!given.every(each => each === undefined || isLine(each))) return undefined
  const [newName, newTag, digest] = given
  return { newName, newTag, digest }
}

export function isSame(a: EntryValues, b: EntryValues): boolean {
  return entryFields.every((field: EntryField) => a[field] === b[field])
}

function hasOnly(value: Readonly<Record<string, unknown>>, fields: readonly string[]): boolean {
  return Object.keys(value).every(key => fields.includes(key))
}

function isLines(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= mostEntries && value.every(isLine)
}

function isLine(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestLine && !/[\p{Cc}\u2028\u2029]/u.test(value)
}
