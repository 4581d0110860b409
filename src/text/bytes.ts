const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Renders a size for people, in powers of 1000 as registries show it: `812 B`, `3.4 MB`. */
export function renderBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 999.5 && unit < units.length - 1; unit += 1) value /= 1000
  return `${unit === 0 ? value : value.toFixed(value < 99.95 ? 1 : 0)} ${units[unit] ?? ''}`
}
