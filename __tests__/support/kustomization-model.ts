import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml'

/** What a text says, with every tag, anchor and style, as data that can be compared. */
export interface ListModel {
  /** The entries as lists of fields, each by its key in lower case. */
  readonly entries: readonly (readonly FieldModel[])[]
}

export interface FieldModel {
  readonly key: string
  readonly value: unknown
}

export interface KustomizationModel {
  /** Everything but the lists that count. */
  readonly others: readonly unknown[]
  readonly images: readonly (readonly FieldModel[])[]
  readonly imageTags: readonly (readonly FieldModel[])[]
}

/** Reads the first document of a file. The text must end where that document ends. */
export function readModel(text: string): KustomizationModel {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: 'silent'
  })
  const [error] = document.errors
  if (error) throw error
  if (!isMap(document.contents)) throw new Error('The root is no mapping.')
  const pairs = document.contents.items.map(pair => ({ key: keyOf(pair), pair }))
  const read = (list: string) => {
    const value = pairs.findLast(({ key }) => key === list)?.pair.value
    return isSeq(value) ? value.items.map(item => (isMap(item) ? item.items.map(fieldOf) : [])) : []
  }
  const others = pairs.map(({ key, pair }, index) => {
    const isList = ['images', 'imagetags'].includes(key)
    const isRead = isList && !pairs.some((each, at) => at > index && each.key === key)
    return isRead ? [describe(pair.key), propertiesOfItems(pair.value)] : describe(pair)
  })
  return { others, images: read('images'), imageTags: read('imagetags') }
}

function fieldOf(pair: { readonly key: unknown; readonly value: unknown }): FieldModel {
  return { key: keyOf(pair), value: [describe(pair.key), describe(pair.value)] }
}

function keyOf({ key }: { readonly key: unknown }): string {
  return isScalar(key) ? String(key.value).toLowerCase() : ''
}

/** The list itself, and the anchors and tags of its items. */
function propertiesOfItems(list: unknown): unknown {
  if (!isSeq(list)) return describe(list)
  const items = list.items.map(item => (isMap(item) ? [item.tag, item.anchor, item.flow] : describe(item)))
  return { tag: list.tag, anchor: list.anchor, flow: list.flow, items }
}

function describe(node: unknown): unknown {
  if (isAlias(node)) return { alias: node.source }
  if (isPair(node)) return [describe(node.key), describe(node.value)]
  if (isScalar(node)) {
    const { value, type, tag, anchor } = node
    return { value, type, tag, anchor }
  }
  if (isMap(node) || isSeq(node)) {
    const items = (node.items as unknown[]).map(describe)
    return { tag: node.tag, anchor: node.anchor, flow: node.flow, items }
  }
  return node
}
