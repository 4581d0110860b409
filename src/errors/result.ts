/** A value, or what is wrong with what it was to be made from: a text without a subject, such as `is not a digest`. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

export function success<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function failure(problem: string): Result<never> {
  return { ok: false, problem }
}
