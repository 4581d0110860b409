/**
 * Draws the rooms of src/ for docs/architecture.md, from what dependency-cruiser finds in the imports. tools/docs.ts
 * writes the picture and checks it.
 */
import { execFileSync } from 'node:child_process'
import path from 'node:path'

import { between } from './markers.ts'

/** What is used of dependency-cruiser's JSON: https://github.com/sverweij/dependency-cruiser/blob/main/doc/cli.md#json */
interface Cruise {
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly { readonly resolved: string }[]
  }[]
  readonly summary: {
    readonly ruleSetUsed: {
      readonly forbidden: readonly { readonly name: string; readonly to: { readonly path?: string } }[]
    }
  }
}

/** The rooms of src/, the entry among them, and which uses which. */
export interface House {
  /** From the highest to the lowest; the names of the rooms on each, sorted. */
  readonly storeys: readonly (readonly string[])[]
  /** `[user, used]`, each pair once, sorted. */
  readonly arrows: readonly (readonly [string, string])[]
}

/** Puts the picture between its markers in the given document. */
export function renderArchitecture(document: string, house: House): string {
  return between(document, 'rooms', 'the imports of src/', renderPicture(house))
}

/** Asks dependency-cruiser for the imports between the folders of src/, types included. */
export function readHouse(root: string): House {
  const program = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const options = ['--config', '.dependency-cruiser.cjs', '--include-only', '^src/', '--output-type', 'json']
  const args = [program, ...options, '--collapse', '^src/[^/]+', 'src']
  const output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
  return houseOf(JSON.parse(output) as Cruise)
}

function houseOf({ modules, summary }: Cruise): House {
  const rooms = modules.map(({ source }) => nameOf(source)).sort()
  const arrows = modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [nameOf(source), nameOf(resolved)] as const)
  )
  const texts = new Set(arrows.filter(([user, used]) => user !== used).map(arrow => arrow.join(' ')))
  // The rule of a room lists all rooms of its storey and of those above: the longer the list, the lower the storey.
  const listed = new Map<string, number>()
  for (const { name, to } of summary.ruleSetUsed.forbidden) {
    if (name.startsWith('storey-of-')) listed.set(name.slice('storey-of-'.length), countNames(to.path))
  }
  const heights = rooms.map(room => (room.includes('.') ? -1 : (listed.get(room) ?? 0)))
  const storeys = [...new Set(heights)]
    .sort((a, b) => a - b)
    .map(height => rooms.filter((_, index) => heights[index] === height))
  return {
    storeys,
    arrows: [...texts].sort().map(text => text.split(' ') as [string, string])
  }
}

function nameOf(source: string): string {
  return source.replace(/^src\//, '')
}

function countNames(pattern = ''): number {
  return pattern.split('|').length
}

/** Everybody uses the lowest storey, and arrows to it would hide the others. */
function renderPicture({ storeys, arrows }: House): string {
  const lowest = storeys.at(-1) ?? []
  const boxes = storeys.flatMap((rooms, index) => [
    `  subgraph storey${storeys.length - index} [" "]`,
    ...rooms.map(room => `    ${idOf(room)}[${room}]`),
    '  end'
  ])
  const shown = arrows.filter(([, used]) => !lowest.includes(used))
  const lines = shown.map(([user, used]) => `  ${idOf(user)} --> ${idOf(used)}`)
  return ['```mermaid', 'flowchart TB', ...boxes, ...lines, '```'].join('\n')
}

/** Some words, such as `end`, are mermaid's own. */
function idOf(room: string): string {
  return `room_${room.replace(/\W/g, '_')}`
}
