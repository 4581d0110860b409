/** The fields of an images entry that the generated files have. */
export type FieldName = 'name' | 'newName' | 'newTag' | 'digest' | 'tagSuffix'

/** How a value is written. Braces hold no blocks of text: there, `literal` and the like are written in double quotes. */
type ValueForm =
  'plain' | 'single' | 'double' | 'escaped' | 'split' | 'literal' | 'folded' | 'below' | 'alias' | NoValue
/** Ways to write that there is no value. */
type NoValue = 'nothing' | 'null' | 'tilde' | 'quotes'

/** One field of an entry, as it is written. */
export interface FieldLayout {
  readonly name: FieldName
  readonly value: string
  readonly keyForm: 'plain' | 'single' | 'double' | 'lower' | 'upper' | 'explicit'
  readonly form: ValueForm
  /** What stands before the value; `shared` is an anchor that an alias elsewhere uses. */
  readonly property: 'none' | 'str' | 'anchor' | 'shared'
  readonly colon: ': ' | ':   ' | ' : ' | ':\t'
  readonly tail: Tail
  /** Lines above the field. */
  readonly above: readonly Filler[]
}

/** What stands behind a value on its line. */
export type Tail = '' | '  ' | '\t' | '#' | '\t#'
/** A line without content: empty, only spaces, a comment, a comment at the start of its line. */
export type Filler = 'empty' | 'spaces' | 'comment' | 'comment at start'

export type FlowForm = 'compact' | 'narrow' | 'spaced' | 'lines' | 'wrapped' | 'leading'

/** One entry of a list. */
export interface EntryLayout {
  readonly fields: readonly FieldLayout[]
  readonly isFlow: boolean
  readonly flowForm: FlowForm
  readonly comma: boolean
  readonly dash: 'inline' | 'wide' | 'alone' | 'comment'
  readonly anchor: 'none' | 'anchor' | 'shared'
  /** A merge key: with fields that no edit is about, or with a tag, before or behind the entry's own fields. */
  readonly merge: 'none' | 'other' | 'tag first' | 'tag last'
  readonly above: readonly Filler[]
  readonly tail: Tail
}

/** One list of entries. */
export interface ListLayout {
  readonly key: 'images' | 'imageTags'
  readonly keyForm: 'plain' | 'single' | 'double' | 'lower' | 'upper'
  readonly entries: readonly EntryLayout[]
  readonly isFlow: boolean
  readonly flowForm: FlowForm
  readonly comma: boolean
  readonly indent: 0 | 1 | 2 | 4
  readonly tail: Tail
  /** How a list without entries is written. */
  readonly empty: 'brackets' | NoValue
  /** The places of items that are nothing, which kustomize passes over. */
  readonly nothingAt: number | undefined
}

/** A whole file. */
export interface KustomizationLayout {
  readonly isFlow: boolean
  readonly flowForm: FlowForm
  readonly rootIndent: 0 | 2
  readonly head: readonly ('mark' | 'comment' | 'empty' | 'start' | 'directive')[]
  readonly images: ListLayout | undefined
  readonly imageTags: ListLayout | undefined
  /** An images list above the one that counts. */
  readonly unread: ListLayout | undefined
  /** The places in `otherFields` of the fields before and behind the lists. */
  readonly before: readonly number[]
  readonly behind: readonly number[]
  readonly fillers: readonly Filler[]
  readonly rest: 'nothing' | 'end' | 'document' | 'broken' | 'end and document' | 'comment'
  readonly hasFinalBreak: boolean
  readonly lineBreak: 'LF' | 'CRLF' | 'mixed'
}

/** Fields that have nothing to do with images. The last ones have what looks like it. */
export const otherFields: readonly {
  readonly key: string
  readonly lines: readonly string[]
  readonly flow: string
}[] = [
  { key: 'resources', lines: ['resources:', '- ../../base', '- a.yaml # a'], flow: '["a.yaml", "b"]' },
  { key: 'namespace', lines: ['namespace: "prod"\t# p'], flow: '"prod"' },
  { key: 'kind', lines: ['kind: Component'], flow: '"Component"' },
  { key: 'labels', lines: ['labels: [{pairs: {a: "1",', '    b: x}}]'], flow: '[{"pairs": {"a": "1"}}]' },
  {
    key: 'x-anchors',
    lines: ['x-anchors:', '  one: &one [1, 2]', '  two: *one', '  three: {<<: {name: shop}}'],
    flow: '[&one {"a": 1}, *one ]'
  },
  {
    key: 'patches',
    lines: [
      'patches:',
      '  - patch: |-',
      '      images:',
      '      - name: shop',
      '        newTag: v1',
      '',
      '      # no comment'
    ],
    flow: '[{"patch": "images:\\n- name: shop"}]'
  },
  {
    key: 'commonAnnotations',
    lines: ['commonAnnotations:', '  ? b', '  : >+', '    y', '', '# -', '  a: "x', '', '    images: []"'],
    flow: '{"a": "images: ["}'
  },
  {
    key: 'configMapGenerator',
    lines: ["'configMapGenerator' :", '-   name: images', "    literals: ['newTag=v1', b]"],
    flow: '[{"name": "images", "literals": []}]'
  }
]
