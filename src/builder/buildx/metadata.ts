import path from 'node:path'

import type { Location } from '../../errors/errors.ts'
import { isRecord, parseObject, textField, type JsonObject } from '../../text/json.ts'
import { oneLine } from '../../log/log.ts'
import type { Notice } from '../../errors/notice.ts'
import { workspacePath } from '../context.ts'
import { digestProblem } from '../../registry/index.ts'

export interface BuildMetadata {
  /**
   * The digest that was pushed. Only `containerimage.digest` is the registry's with every driver; what `--iidfile`
   * gives is the digest of the configuration on the classic image store.
   */
  readonly digest: string | undefined
  /** The digest of the configuration that was built. */
  readonly config: string | undefined
  /** What the build checks say (https://docs.docker.com/reference/build-checks/). */
  readonly notices: readonly Notice[]
}

/** GitHub shows ten annotations of a step; nobody reads more than these. */
const noticeLimit = 50

/**
 * Reads the text of `--metadata-file`. Warnings are there with buildx 0.16 and newer; an older one has none.
 * @param build where the Dockerfile is, to name it as the workspace does
 */
export function readMetadata(
  text: string,
  build: { readonly file: string; readonly workspace: string }
): BuildMetadata {
  const metadata = parseObject(text) ?? {}
  const digest = textField(metadata, 'containerimage.digest')
  const warnings = metadata['buildx.build.warnings']
  const notices = (Array.isArray(warnings) ? warnings : [])
    .filter(isRecord)
    .map(warning => readWarning(warning, build))
    .filter(notice => notice !== undefined)
    .toSorted((a, b) => (a.location?.line ?? 0) - (b.location?.line ?? 0))
  return {
    digest: digest === undefined || digestProblem(digest) !== undefined ? undefined : digest,
    config: textField(metadata, 'containerimage.config.digest'),
    // With several platforms, each of them says the same.
    notices: [...new Map(notices.map(notice => [notice.message, notice])).values()].slice(0, noticeLimit)
  }
}

/** One VertexWarning of BuildKit (client/graph.go); its texts are bytes, hence base64. */
function readWarning(warning: JsonObject, build: Parameters<typeof readMetadata>[1]): Notice | undefined {
  const location = readLocation(warning, build)
  const { path: file, line } = location ?? {}
  const words = textField(warning, 'short') ?? ''
  // The message begins with the line already.
  const short = plain(Buffer.from(words, 'base64').toString('utf8')).replace(/ \(line \d+\)$/, '')
  if (short === '') return undefined
  const place = file === undefined ? '' : `${file}:${line === undefined ? '' : `${line}:`} `
  const url = plain(textField(warning, 'url') ?? '')
  return { level: 'warning', message: `${place}${short}.${url === '' ? '' : ` See ${url}`}`, location }
}

function readLocation(
  warning: JsonObject,
  { file, workspace }: Parameters<typeof readMetadata>[1]
): Location | undefined {
  const name = isRecord(warning['sourceInfo']) ? textField(warning['sourceInfo'], 'filename') : undefined
  if (name === undefined) return undefined
  // BuildKit knows the Dockerfile by its name in its own folder.
  const source = workspacePath(path.join(path.dirname(file), name), workspace)
  if (source === undefined) return undefined
  const [range] = Array.isArray(warning['range']) ? (warning['range'] as unknown[]) : []
  const start = isRecord(range) && isRecord(range['start']) ? range['start'] : {}
  const line = start['line']
  const place = { path: source, inSource: true }
  return typeof line === 'number' && Number.isInteger(line) && line > 0 ? { ...place, line } : place
}

function plain(text: string): string {
  return oneLine(text).trim().slice(0, 500)
}
