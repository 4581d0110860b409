import type { BuildRequest } from './builder.ts'

/** The arguments of `docker` for one build; the context comes last, as an absolute path it is never an option. */
export function buildxArgs(request: BuildRequest, metadataFile: string): readonly string[] {
  return [
    'buildx',
    'build',
    '--progress=plain',
    `--file=${request.file}`,
    `--tag=${request.reference}`,
    ...Object.entries(request.labels).map(([name, value]) => `--label=${name}=${value}`),
    ...(request.target === undefined ? [] : [`--target=${request.target}`]),
    ...request.buildArgs.map(argument => `--build-arg=${argument}`),
    `--metadata-file=${metadataFile}`,
    '--push',
    request.context
  ]
}
