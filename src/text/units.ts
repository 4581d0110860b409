const durationUnits = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/**
 * Parses a duration as Kubernetes and Argo CD write it: `10m`, `90s`, `1h30m`, `500ms`.
 * @returns milliseconds, or undefined when the text is not a duration greater than zero
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,9}(ms|s|m|h))+$/.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) {
    if (unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h')
      total += Number(amount) * durationUnits[unit]
  }
  return total > 0 ? total : undefined
}

/** Renders a duration for people: `240 ms`, `3.4 s`, `2 min 5 s`. */
export function renderDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** Renders a size for people, in powers of 1000 as registries show it: `812 B`, `3.4 MB`. */
export function renderBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 999.5 && unit < byteUnits.length - 1; unit += 1) value /= 1000
  return `${unit === 0 ? value : value.toFixed(value < 99.95 ? 1 : 0)} ${byteUnits[unit] ?? ''}`
}
