import { isAlias, isCollection, isPair, isScalar, type Alias, type Node } from 'yaml'

import type { YamlDocument } from './document.ts'
import { failureAt, show, type YamlFile } from './file.ts'

/** What the aliases of a document stand for. Nothing is expanded, so an alias bomb costs what its text costs. */
export interface Aliases {
  /** The node an alias stands for: the last one with that anchor before it. */
  readonly targets: ReadonlyMap<Alias, Node>
  /** The anchored nodes that an alias stands for: to change them is to change them in several places. */
  readonly shared: ReadonlySet<Node>
}

/**
 * Finds the node behind every alias, in one walk in source order.
 * @throws YAML_INVALID for an alias without an anchor before it.
 */
export function resolveAliases(document: YamlDocument, file: YamlFile): Aliases {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()

  const walk = (node: unknown): void => {
    if (isScalar(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
    } else if (isPair(node)) {
      walk(node.key)
      walk(node.value)
    } else if (isCollection(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
      node.items.forEach(walk)
    } else if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (!target) throw unknownAnchor(node, file)
      targets.set(node, target)
    }
  }

  walk(document.contents)
  return { targets, shared: new Set(targets.values()) }
}

/** Returns the node an alias stands for, and any other node itself. */
export function follow(node: unknown, aliases: Aliases): unknown {
  return isAlias(node) ? aliases.targets.get(node) : node
}

function unknownAnchor(alias: Alias, file: YamlFile) {
  const sentence = `no anchor &${show(alias.source)} stands before the alias *${show(alias.source)}. Correct the file.`
  return failureAt('YAML_INVALID', file, alias.range?.[0] ?? 0, sentence)
}
