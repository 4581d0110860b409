/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double'

const plainCharacters = /^[A-Za-z0-9_](?:[A-Za-z0-9_./@:-]*[A-Za-z0-9_./@-])?$/
const reservedWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null'])

/**
 * Returns whether a tag, digest or image name means itself when written without quotes, for kustomize (YAML 1.1 by
 * go-yaml v2) and for every YAML 1.2 reader. Errs towards quotes: `2024-01-02` would be safe for kustomize alone.
 *
 * kustomize fails on a tag that reads as a number or boolean (`1.10`, `1e3`, `0777`, `on`), and takes `null` as no tag.
 * A text that starts with a digit cannot be a number of either YAML version if it has two dots, or a letter that
 * no number notation uses.
 * @internal exported for its unit test
 */
export function isSafePlain(value: string): boolean {
  if (!plainCharacters.test(value)) return false
  if (/^[A-Za-z_]/.test(value)) return !reservedWords.has(value.toLowerCase())
  // Letters of hexadecimal digits are safe without a prefix, so that full SHAs stay plain; go-yaml drops every `_`.
  const letters = /^0_*[xbo]/i.test(value) ? /[g-np-wyz]/i : /[a-df-z]/i
  return /\..*\./.test(value) || letters.test(value)
}

/** Writes `value` in the style, or in double quotes where the style cannot hold it. */
export function renderScalar(value: string, style: ScalarStyle): string {
  if (style === 'plain' && isSafePlain(value)) return value
  // A single-quoted scalar has no escapes: a line break would be folded.
  if (style === 'single' && /^[\u0020-\u007e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`
  return JSON.stringify(value)
}

const booleans = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/
const decimal = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/
const based = /^[-+]?0(?:[xX][0-9a-fA-F]+|[bB]-?[01]+|[oO][0-7]+)$/
const special = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Returns whether kustomize reads the plain scalar as null, that is as no value. */
export function readsAsNull(plain: string): boolean {
  return ['', '~', 'null', 'Null', 'NULL'].includes(plain)
}

/**
 * Returns whether kustomize reads the plain scalar as a string. Anything else in a string field fails the build
 * (`cannot unmarshal number into Go struct field Image.images.newTag`) or, for null, is lost.
 * The rule is the one of go-yaml v2, checked there against 147,842 tags.
 */
export function readsAsString(plain: string): boolean {
  if (readsAsNull(plain) || booleans.test(plain) || special.test(plain)) return false
  if (!/^[-+.0-9]/.test(plain)) return true
  const digits = plain.replaceAll('_', '')
  if (based.test(digits)) return false
  return !(decimal.test(digits) && Number.isFinite(Number(digits)))
}
