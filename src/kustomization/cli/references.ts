import { isMap, isScalar, isSeq } from 'yaml'

import { parseDocument, type YamlDocument } from '../../yaml/document.ts'
import type { YamlFile } from '../../yaml/file.ts'
import { foldKey } from '../read/mapping.ts'
import { scalarValues } from '../read/scalars.ts'

/** What a kustomization refers to, as it is written. */
export interface References {
  /** What kustomize builds in: other kustomizations by their folder, and files. */
  readonly bases: readonly string[]
  /** Every other text that could be the path of a file. */
  readonly files: readonly string[]
  /** It may read any file of its folder: its generators and transformers name files too. */
  readonly anyFile: boolean
  /** Something that kustomize would fetch from a web server. */
  readonly remote: string | undefined
  readonly helm: boolean
}

/** Fields whose items are files, or folders with a kustomization. */
const baseFields = new Set(['resources', 'bases', 'components', 'generators', 'transformers', 'validators'])
/** Their items configure plug-ins; an item may be the YAML itself (kusttarget.go). */
const configFields = new Set(['generators', 'transformers', 'validators'])
const helmFields = new Set(['helmcharts', 'helmchartinflationgenerator'])
/** Fields without a path in them, which can be long. */
const pathlessFields = new Set([
  ...['apiversion', 'kind', 'metadata', 'namespace', 'nameprefix', 'namesuffix', 'commonlabels', 'labels'],
  ...['commonannotations', 'images', 'imagetags', 'replicas', 'vars', 'sortoptions', 'buildmetadata']
])
/** The keys whose values kustomize loads; a URL would be fetched (fileloader.go). */
const loadedKeys = new Set([
  ...baseFields,
  ...['files', 'env', 'envs', 'path', 'configurations', 'crds', 'patchesstrategicmerge']
])

/**
 * Reads what a kustomization refers to. It finds too much rather than too little.
 * @throws {ActionError} YAML_INVALID, EDIT_REFUSED when the file cannot be read
 */
export function readReferences(file: YamlFile): References {
  const { document } = parseDocument(file, { keepSourceTokens: false })
  const bases: string[] = []
  const files: string[] = []
  let [anyFile, remote]: [boolean, string | undefined] = [false, undefined]
  if (document === undefined) return { bases, files, anyFile, remote, helm: false }
  for (const { text, field, key } of scalarValues(document, file)) {
    anyFile ||= configFields.has(field)
    if (pathlessFields.has(field) || key === 'literals' || !isOneLine(text)) continue
    if (configFields.has(field) && text.trimStart().startsWith('{')) continue
    const isBase = baseFields.has(field) && key === field
    if (isBase) bases.push(text)
    // Generators take `key=path`.
    const paths = [text, text.slice(text.indexOf('=') + 1)]
    if (loadedKeys.has(key)) remote ??= paths.find(isUrl)
    if (!isBase) files.push(...new Set(paths))
  }
  return { bases, files, anyFile, remote, helm: usesHelm(document) }
}

/** Longer texts and texts of several lines are not paths. */
function isOneLine(text: string): boolean {
  return text !== '' && text.length <= 1024 && !/\p{Cc}/u.test(text)
}

function isUrl(text: string): boolean {
  return /^https?:/i.test(text)
}

function usesHelm({ contents }: YamlDocument): boolean {
  if (!isMap(contents)) return false
  return contents.items.some(({ key, value }) => {
    const isHelm = isScalar(key) && helmFields.has(foldKey(String(key.value)))
    return isHelm && !(isSeq(value) && value.items.length === 0)
  })
}
