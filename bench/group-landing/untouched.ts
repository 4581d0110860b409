import { readEntries } from './fold.ts'
import type { Landed, Parking } from './parking.ts'
import { isSame, type LandingRequest } from './request.ts'

/**
 * Keeps the requests whose entries had what they must have in every commit since their owners judged. An entry that was
 * changed and rolled back meanwhile has the old value again, and somebody wanted it to stay. What happened before this run
 * began is not here: requests that were judged before that are left to others.
 * @param history the newest commit first
 */
export async function keepUntouched(
  parking: Parking,
  history: readonly Landed[],
  requests: readonly LandingRequest[]
): Promise<readonly LandingRequest[]> {
  const position = new Map(history.map(({ commit }, index) => [commit, index]))
  const known = requests.flatMap(request => {
    const since = position.get(request.base)
    return since === undefined ? [] : [{ request, since }]
  })
  const touched = new Set<LandingRequest>()
  const oldest = Math.max(0, ...known.map(({ since }) => since))
  const seen = new Map<string, string>()
  for (const [index, { commit }] of history.slice(0, oldest).entries()) {
    const later = known.filter(({ since }) => index < since).map(({ request }) => request)
    for (const path of new Set(later.flatMap(({ entries }) => entries.map(entry => entry.path)))) {
      const text = await parking.readFile(commit, path)
      // Most commits of the branch change other files.
      if (seen.get(path) === text) continue
      seen.set(path, text)
      const values = readEntries(
        text,
        path,
        later.flatMap(({ entries }) => entries.filter(entry => entry.path === path))
      )
      for (const request of later) {
        const isChanged = request.entries.some(({ path: of, entry, from }) => {
          const value = values.get(entry)
          return of === path && (value === undefined || !isSame(value, from))
        })
        if (isChanged) touched.add(request)
      }
    }
  }
  return known.map(({ request }) => request).filter(request => !touched.has(request))
}
