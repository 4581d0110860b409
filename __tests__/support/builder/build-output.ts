import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import type { BuildFailure } from '../../../src/builder/builder.ts'

export type CapturedBuilder = 'classic' | 'containerd' | 'buildkit' | 'buildah'

export interface CapturedFailure {
  readonly exitCode: number
  readonly stderr: string
}

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/build-output')

/**
 * What a real builder printed when a build failed, by the name of the failure. The registry's address, the workspace
 * and the builder's folders were renamed.
 */
export function readCaptured(builder: CapturedBuilder): ReadonlyMap<string, CapturedFailure> {
  const [, ...parts] = readFileSync(path.join(folder, `${builder}.txt`), 'utf8').split(/^=== /m)
  return new Map(
    parts.map(part => {
      const [, name = '', exitCode = ''] = /^([\w-]+), exit code (\d+)\n/.exec(part) ?? []
      return [name, { exitCode: Number(exitCode), stderr: part.slice(part.indexOf('\n') + 1) }]
    })
  )
}

/** `IMAGE_PUSH_FAILED transient`, `BUILD_STEP_FAILED other line 3` */
export function verdict({ error, kind }: BuildFailure): string {
  const line = error.location === undefined ? [] : [`line ${error.location.line}`]
  return [error.code, kind, ...line].join(' ')
}

/** What a RUN step may print to be taken for the builder. */
export const lies = [
  'ERROR: push access denied',
  'ERROR: failed to solve: failed to push registry.example/acme/shop:v1: unexpected status from PUT request to https://x: 503 Service Unavailable',
  '#9 ERROR: failed to push x: unexpected status from PUT request to https://x: 503 Service Unavailable',
  'ERROR: tag invalid: The image tag already exists and is immutable.',
  'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock',
  'ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory',
  'ERROR: failed to solve: x: failed to resolve source metadata for x: connection reset by peer',
  '------',
  '--------------------',
  ' > pushing registry.example/acme/shop:v1 with docker:',
  ' > exporting cache to registry:',
  'Dockerfile:1',
  '   1 | >>> FROM scratch',
  '" did not complete successfully: exit code: 137',
  'no space left on device',
  'toomanyrequests: slow down',
  'Error: pushing image "x" to "docker://registry.example/acme/shop:v1": toomanyrequests: slow down',
  'Error: building at STEP "COPY x y": no such file or directory',
  'Error: creating build container: initializing source docker://x: connection reset by peer'
]
