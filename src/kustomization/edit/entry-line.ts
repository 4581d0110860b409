import { isMap, isNode, isSeq, type YAMLMap } from 'yaml'

import type { Addition } from './add-entries.ts'
import type { ParsedText } from '../../yaml/document.ts'
import { foldKey } from '../read/mapping.ts'
import { keyText } from '../../yaml/difference.ts'
import { isEmpty, rangeOf } from '../../yaml/nodes.ts'
import type { LocatedEntry } from './entry-stages.ts'
import { createLineIndex } from '../../yaml/file.ts'

/** Returns the 1-based line in the new text of what an entry sets: its tag, else its digest, else its name. */
export type FindLine = (entry: Pick<LocatedEntry, 'entry' | 'name'>) => number

/** Creates a finder for the lines of entries, in a text that has new entries. */
export function createLineFinder({ text, document }: ParsedText, additions: readonly Addition[]): FindLine {
  const lineAt = createLineIndex(text)
  return ({ entry, name }) => {
    const key = foldKey(entry?.list.key ?? 'images')
    const root = document?.contents
    const list = isMap(root) ? root.items.findLast(pair => foldKey(keyText(pair)) === key)?.value : undefined
    const index = entry
      ? entry.index + (key === 'images' ? countBefore(entry.index, additions) : 0)
      : indexOf(name, additions)
    const item = isSeq(list) ? list.items[index] : undefined
    return lineAt(isMap(item) ? offsetIn(item) : isNode(item) ? rangeOf(item)[0] : 0)
  }
}

function offsetIn(entry: YAMLMap): number {
  const keys = entry.items.map(pair => foldKey(keyText(pair)))
  const pair = ['newtag', 'digest', 'name'].map(key => entry.items[keys.lastIndexOf(key)]).find(Boolean)
  const node = isNode(pair?.value) && !isEmpty(pair.value) ? pair.value : pair?.key
  return isNode(node) ? rangeOf(node)[0] : rangeOf(entry)[0]
}

/** Returns how many new entries stand before what was the item `index`. */
function countBefore(index: number, additions: readonly Addition[]): number {
  return additions.filter(({ after }) => after < index).reduce((sum, { entries }) => sum + entries.length, 0)
}

function indexOf(name: string, additions: readonly Addition[]): number {
  for (const { after, entries } of additions) {
    const at = entries.findIndex(entry => entry.name === name)
    if (at !== -1) return after + 1 + countBefore(after, additions) + at
  }
  return -1
}
