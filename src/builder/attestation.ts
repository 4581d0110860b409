/** Whether an attestation is wanted: `false` in all spellings of Go's ParseBool means that it is not. */
export function isAsked(attestation: string): boolean {
  return !/^(?:|0|f|false)$/i.test(attestation)
}
