import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdir, writeFile } from 'node:fs/promises'

import { createBuildx } from '../../../../src/builder/buildx/buildx.ts'
import { parseRepository } from '../../../../src/registry/reference.ts'
import type { Processes, ProcessOptions } from '../../../../src/system/process.ts'
import { ProgramNotFound } from '../../../../src/system/program-errors.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'
import { silentLog } from '../../../support/log/silent-log.ts'
import { testSystem } from '../../../support/system/test-system.ts'
import { plainRequest } from '../../../support/builder/build-request.ts'

const parsed = parseRepository('ghcr.io/acme/shop')
if (!parsed.ok) throw new Error(parsed.problem)

const request = plainRequest('ghcr.io/acme/shop', { context: '/w', file: '/w/Dockerfile' })
const digest = `sha256:${'d'.repeat(64)}`

let temporary: Temporary
beforeAll(async () => {
  temporary = await createTemporary('newtag-buildx')
})
afterAll(() => temporary.remove())

/** A docker that knows a builder of a fleet, succeeds, and writes this metadata; undefined writes none. */
function engine(metadata: string | undefined) {
  const calls: { readonly args: readonly string[]; readonly options: ProcessOptions }[] = []
  const processes: Processes = {
    run: async (_, args, options) => {
      calls.push({ args, options })
      const stdout = Buffer.from(args[1] === 'inspect' ? 'Name: f\nDriver: cloud\n\nNodes:\nName: f0\n' : '')
      const prefix = '--metadata-file='
      const file = args.find(argument => argument.startsWith(prefix))?.slice(prefix.length)
      if (file !== undefined && metadata !== undefined) await writeFile(file, metadata)
      options.onLine?.('#5 [1/1] COPY . /')
      options.onLine?.('#5 CACHED')
      return { exitCode: 0, stdout, stderr: '' }
    }
  }
  const builder = createBuildx(testSystem({ processes, temporary: temporary.path }), {
    environment: () => Promise.resolve({ HOME: '/h', BUILDX_METADATA_PROVENANCE: 'max' }),
    workspace: '/w',
    builder: undefined,
    hasGhaCache: true
  })
  return { calls, builder }
}

describe('the buildx engine', () => {
  test('asks for the builder once, and gives what the build gave', async () => {
    const { calls, builder } = engine(JSON.stringify({ 'containerimage.digest': digest }))
    const log = silentLog()
    await Promise.all([builder.check(request), builder.check({ ...request, tag: 'v2' })])
    expect(await builder.build(request, log)).toEqual({
      kind: 'built',
      digest,
      steps: { total: 1, cached: 1 },
      notices: []
    })
    expect(calls.map(({ args }) => args[1])).toEqual(['inspect', 'build'])
    expect(log.lines).toEqual([
      expect.stringMatching(/^debug: builder f: driver cloud; /),
      'foreign: #5 [1/1] COPY . /',
      'foreign: #5 CACHED'
    ])
  })

  test('runs docker in the workspace, in the environment it is given and with settings of its own', async () => {
    const { calls, builder } = engine('{}')
    await builder.build(request, silentLog())
    for (const { options } of calls) {
      expect(options).toMatchObject({
        cwd: '/w',
        env: {
          HOME: '/h',
          BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
          BUILDX_METADATA_PROVENANCE: 'disabled',
          BUILDX_METADATA_WARNINGS: '1'
        }
      })
    }
    // Only the question is given up on; a build may take as long as it takes.
    expect(calls.map(({ options }) => options.timeoutMs)).toEqual([60_000, Infinity])
  })

  test.each([
    ['no metadata', undefined],
    ['no digest in it', '{}']
  ])('DIGEST_UNKNOWN with %s, and nothing stays behind', async (_, metadata) => {
    const result = await engine(metadata).builder.build(request, silentLog())
    expect(result).toMatchObject({
      kind: 'failed',
      failure: { kind: 'other', error: { code: 'DIGEST_UNKNOWN' } }
    })
    expect(await readdir(temporary.path)).toEqual([])
  })

  test('DOCKER_MISSING names the other engine', async () => {
    const processes: Processes = { run: program => Promise.reject(new ProgramNotFound(program)) }
    const builder = createBuildx(testSystem({ processes, temporary: temporary.path }), {
      environment: () => Promise.resolve({}),
      workspace: '/w',
      builder: undefined,
      hasGhaCache: false
    })
    await expect(builder.check(request)).rejects.toMatchObject({
      code: 'DOCKER_MISSING',
      message: expect.stringContaining('`engine: buildah`')
    })
  })
})
