import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'

import { resolveAliases } from '../../yaml/aliases.ts'
import type { YamlDocument } from '../../yaml/document.ts'
import { foldKey } from '../read/mapping.ts'

/** A scalar, and where it stands. Keys are folded as kustomize matches them. */
interface PlacedScalar {
  readonly text: string
  /** The key of the root that holds it. */
  readonly field: string
  /** The nearest key that holds it. */
  readonly key: string
}

interface Place {
  readonly node: unknown
  readonly field: string
  readonly key: string
}

/**
 * Yields the scalars of a kustomization that are values, in their order, with those that aliases stand for.
 * @throws {ActionError} YAML_INVALID for an alias without an anchor before it
 */
export function* placedScalars(document: YamlDocument, path: string, text: string): Generator<PlacedScalar> {
  const aliases = resolveAliases(document, { text, path })
  const seen = new Map<Node, Set<string>>()
  const open: Place[] = [{ node: document.contents, field: '', key: '' }]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { node, field, key } = place
    if (isAlias(node)) {
      const target = aliases.targets.get(node)
      if (target !== undefined && isNew(seen, target, `${field}\n${key}`))
        open.push({ node: target, field, key })
    } else if (isScalar(node)) {
      if (typeof node.value === 'string') yield { text: node.value, field, key }
    } else if (isSeq(node)) {
      for (const item of node.items.toReversed()) open.push({ node: item, field, key })
    } else if (isMap(node)) {
      for (const pair of node.items.toReversed()) {
        const own = isScalar(pair.key) ? foldKey(String(pair.key.value)) : ''
        open.push({ node: pair.value, field: field === '' ? own : field, key: own })
      }
    }
  }
}

/** What aliases stand for is looked at once for each place, so that an alias bomb costs little and a cycle ends. */
function isNew(seen: Map<Node, Set<string>>, node: Node, place: string): boolean {
  const places = seen.get(node) ?? new Set()
  if (places.has(place)) return false
  seen.set(node, places.add(place))
  return true
}
