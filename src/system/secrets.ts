/** The secrets of a run: hidden in the runner's log, and in every text that comes from elsewhere. */
export interface Secrets {
  /** Must be told every secret, and every form of it, before it is used. */
  readonly add: (secret: string) => void
  /** Puts `***` in the place of every secret. */
  readonly hide: (text: string) => string
}

/** @param mask has the runner hide a text in its log */
export function createSecrets(mask: (secret: string) => void): Secrets {
  // The longest first: one secret may be a part of another.
  let known: readonly string[] = []
  return {
    add: secret => {
      if (secret === '' || known.includes(secret)) return
      known = [...known, secret].sort((a, b) => b.length - a.length)
      mask(secret)
    },
    hide: text => known.reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text)
  }
}
