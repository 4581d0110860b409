import { writeFile } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { createBuildx } from '../../../src/image/buildx.ts'
import type { Processes } from '../../../src/process.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { silentLog } from '../../support/silent-log.ts'

const digest = `sha256:${'d'.repeat(64)}`
const request = {
  reference: 'ghcr.io/acme/shop:v1',
  context: '/w',
  file: '/w/Dockerfile',
  target: undefined,
  buildArgs: [],
  labels: {}
}

let temporary: Temporary
beforeAll(async () => {
  temporary = await createTemporary('newtag-buildx')
})
afterAll(() => temporary.remove())

/** A builder that succeeds and writes this metadata; undefined writes none. */
function build(metadata: string | undefined): Promise<string> {
  const processes: Processes = {
    run: async (_, args) => {
      const file = args
        .find(argument => argument.startsWith('--metadata-file='))
        ?.slice('--metadata-file='.length)
      if (file !== undefined && metadata !== undefined) await writeFile(file, metadata)
      return { exitCode: 0, stdout: Buffer.alloc(0), stderr: '' }
    }
  }
  const builder = createBuildx({
    processes,
    env: {},
    workspace: '/',
    directory: temporary.path,
    log: silentLog()
  })
  return builder.build(request)
}

describe('the digest of a build', () => {
  test('is the one of the manifest, not of the configuration', async () => {
    const metadata = {
      'containerimage.config.digest': `sha256:${'c'.repeat(64)}`,
      'containerimage.digest': digest
    }
    expect(await build(JSON.stringify(metadata))).toBe(digest)
  })

  test.each([
    ['no file', undefined],
    ['no JSON', 'x'],
    ['another shape', '[]'],
    ['no digest', '{}'],
    ['a digest of another type', '{"containerimage.digest": 1}'],
    ['something that is no digest', '{"containerimage.digest": "sha256:../../x"}']
  ])('is DIGEST_UNKNOWN with %s', async (_, metadata) => {
    await expect(build(metadata)).rejects.toMatchObject({ code: 'DIGEST_UNKNOWN' })
  })
})
