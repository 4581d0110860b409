import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml'

import { resolveAliases } from '../../yaml/aliases.ts'
import type { YamlDocument } from '../../yaml/document.ts'
import type { YamlFile } from '../../yaml/file.ts'
import { foldKey } from './mapping.ts'

/** A scalar that is a value, and the keys above it, folded as kustomize matches them. */
interface ScalarValue {
  readonly node: Scalar
  readonly text: string
  /** The key of the root that holds it. */
  readonly field: string
  /** The nearest key that holds it. */
  readonly key: string
}

interface Step {
  readonly node: unknown
  readonly field: string
  readonly key: string
}

/**
 * Yields the scalars of a kustomization that are values, in their order, with those that aliases stand for.
 * @throws {ActionError} YAML_INVALID for an alias without an anchor before it
 */
export function* scalarValues(document: YamlDocument, file: YamlFile): Generator<ScalarValue> {
  const aliases = resolveAliases(document, file)
  const seen = new Map<Node, Set<string>>()
  const stack: Step[] = [{ node: document.contents, field: '', key: '' }]
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { node, field, key } = step
    if (isAlias(node)) {
      const target = aliases.targets.get(node)
      if (target !== undefined && isNew(seen, target, `${field}\n${key}`))
        stack.push({ node: target, field, key })
    } else if (isScalar(node)) {
      if (typeof node.value === 'string') yield { node, text: node.value, field, key }
    } else if (isSeq(node)) {
      for (const item of node.items.toReversed()) stack.push({ node: item, field, key })
    } else if (isMap(node)) {
      for (const pair of node.items.toReversed()) {
        const folded = isScalar(pair.key) ? foldKey(String(pair.key.value)) : ''
        stack.push({ node: pair.value, field: field === '' ? folded : field, key: folded })
      }
    }
  }
}

/** What an alias stands for is looked at once below each key, so that an alias bomb costs little and a cycle ends. */
function isNew(seen: Map<Node, Set<string>>, node: Node, keys: string): boolean {
  const before = seen.get(node) ?? new Set()
  if (before.has(keys)) return false
  seen.set(node, before.add(keys))
  return true
}
