import { ActionError } from '../errors/errors.ts'

const lineFeed = 0x0a

/**
 * Decodes the bytes of a file; a byte order mark stays in the text, so that it can be written back.
 * @throws YAML_INVALID when the bytes are not UTF-8: decoding them anyway would change bytes nobody asked to change.
 */
export function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    if (utf16) {
      const message = `${path} is UTF-16 text, and only UTF-8 can be edited. Save the file as UTF-8.`
      throw new ActionError('YAML_INVALID', message, { cause, location: { path } })
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    // A U+FFFD in the text may have been written: the first invalid byte is the first that encodes differently.
    const at = new TextEncoder().encode(text).findIndex((byte, index) => byte !== bytes[index])
    const line = 1 + bytes.subarray(0, Math.max(0, at)).filter(byte => byte === lineFeed).length
    const message = `${path}:${line}: this line holds bytes that are not UTF-8. Save the file as UTF-8.`
    throw new ActionError('YAML_INVALID', message, { cause, location: { path, line } })
  }
}
