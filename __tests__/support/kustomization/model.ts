import { Composer, isAlias, isMap, isPair, isScalar, isSeq, Parser, type Document } from 'yaml'

/** What a text says, with every tag, anchor and style, as data that can be compared. */
export interface KustomizationModel {
  /** Everything but the lists that count. */
  readonly others: readonly unknown[]
  readonly images: ListModel
  readonly imageTags: ListModel
}

interface ListModel {
  readonly properties: unknown
  readonly entries: readonly EntryModel[]
}

interface EntryModel {
  readonly properties: unknown
  readonly fields: readonly FieldModel[]
}

export interface FieldModel {
  /** In lower case. */
  readonly key: string
  readonly value: unknown
  readonly writtenKey: unknown
}

/** Reads the first document of a file. What stands behind it may be broken. */
export function readModel(text: string): KustomizationModel {
  const document = readFirstDocument(text)
  const [error] = document?.errors ?? []
  if (error) throw error
  if (!isMap(document?.contents)) throw new Error('The root is no mapping.')
  const pairs = document.contents.items.map(pair => ({ key: keyOf(pair), pair }))
  const find = (list: string) => pairs.findLast(({ key }) => key === list)?.pair
  const lists = [find('images'), find('imagetags')]
  return {
    others: pairs.filter(({ pair }) => !lists.includes(pair)).map(({ pair }) => describe(pair)),
    images: readList(lists[0]?.value),
    imageTags: readList(lists[1]?.value)
  }
}

function readFirstDocument(text: string): Document | undefined {
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: 'silent'
  })
  for (const token of new Parser().parse(text)) {
    if ([...composer.next(token)].length > 0) throw new Error('A document came before its end.')
    if (token.type === 'document') break
  }
  return [...composer.end()][0]
}

function readList(list: unknown): ListModel {
  if (!isSeq(list)) return { properties: describe(list), entries: [] }
  const { tag, anchor, flow } = list
  return { properties: { tag, anchor, flow }, entries: list.items.map(readEntry) }
}

function readEntry(item: unknown): EntryModel {
  if (!isMap(item)) return { properties: describe(item), fields: [] }
  const { tag, anchor, flow } = item
  const fields = item.items.map(pair => {
    return { key: keyOf(pair), writtenKey: describe(pair.key), value: describe(pair.value) }
  })
  return { properties: { tag, anchor, flow }, fields }
}

function keyOf({ key }: { readonly key: unknown }): string {
  return isScalar(key) ? String(key.value).toLowerCase() : ''
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
