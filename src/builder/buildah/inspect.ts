import { ActionError } from '../../errors/errors.ts'
import { isRecord, parseObject, textField } from '../../text/json.ts'
import { manifestAnnotation } from './plan.ts'
import type { BuildahSession } from './session.ts'

/**
 * Whether an image has the platform and the annotations that were requested. When all steps are in the layers, buildah
 * 1.28 reuses the image without comparing annotations, nor the platform of FROM scratch (the latter was fixed in 2025 by
 * containers/buildah#6269).
 * @throws {ActionError} BUILDER_UNAVAILABLE when buildah does not come to its end
 */
export async function isAsRequested(
  session: BuildahSession,
  id: string,
  requested: Requested
): Promise<boolean> {
  if (requested.platform === undefined && requested.annotations.length === 0) return true
  const { exitCode, stdout, ending } = await session.run(['inspect', '--type=image', id])
  if (ending !== undefined) {
    throw new ActionError(
      'BUILDER_UNAVAILABLE',
      `\`buildah inspect\` ${ending}, when newtag asked for the image that was built. Run the job again.`
    )
  }
  const image = exitCode === 0 ? parseObject(stdout.toString('utf8')) : undefined
  const config = isRecord(image?.['OCIv1']) ? image['OCIv1'] : {}
  const annotations = isRecord(image?.['ImageAnnotations']) ? image['ImageAnnotations'] : {}
  const [os = '', architecture = ''] = requested.platform?.toLowerCase().split('/') ?? []
  const isOfPlatform =
    requested.platform === undefined ||
    (config['os'] === os && config['architecture'] === (otherNames.get(architecture) ?? architecture))
  return (
    isOfPlatform &&
    // Of several with one name, the last counts.
    [...new Map(requested.annotations.map(fieldOf))].every(
      ([name, value]) => textField(annotations, name) === value
    )
  )
}

function fieldOf(annotation: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=]*)=([\s\S]*)$/.exec(manifestAnnotation(annotation)) ?? []
  return [name, value]
}

interface Requested {
  readonly platform: string | undefined
  readonly annotations: readonly string[]
}

/** As containerd reads them (platforms/database.go). */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
  ['i386', '386'],
  ['armhf', 'arm'],
  ['armel', 'arm']
])
