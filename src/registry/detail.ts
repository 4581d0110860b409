import type { HttpAnswer } from '../system/http.ts'
import { isRecord, parseObject, textField } from '../text/json.ts'
import type { Secrets } from '../system/secrets.ts'

/** How much of a foreign text is shown, in characters. */
const textLimit = 300

/**
 * Takes the reason of a refusal from a server's answer, for a message: bounded, on one line, without control characters,
 * and with the secrets of the run hidden. Undefined when the server gave none.
 */
export function detailOf(answer: HttpAnswer, secrets: Secrets): string | undefined {
  const text = answer.body.toString('utf8')
  // The beginning of an HTML page does not say why.
  if (/^\s*</.test(text)) return undefined
  const clean = plainText(errorText(text) ?? text, secrets)
  return clean === '' ? undefined : clean
}

/** Makes foreign text fit for one line of a message. */
export function plainText(text: string, secrets: Secrets): string {
  const clean = secrets.hide(text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim())
  return clean.length > textLimit ? `${clean.slice(0, textLimit)}…` : clean
}

/** The shapes in use: `errors[]` of the distribution API, `error_description` of OAuth 2, `message` or `details`. */
function errorText(text: string): string | undefined {
  const object = parseObject(text)
  if (object === undefined) return undefined
  const first: unknown = Array.isArray(object['errors']) ? object['errors'][0] : undefined
  if (isRecord(first)) {
    const parts = [textField(first, 'code'), textField(first, 'message')]
    return parts.filter(part => part !== undefined).join(': ')
  }
  const names = ['error_description', 'message', 'details', 'error']
  return names.map(name => textField(object, name)).find(value => value !== undefined) ?? ''
}
