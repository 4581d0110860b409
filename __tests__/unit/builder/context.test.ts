import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { findBuildSource } from '../../../src/builder/context.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'

describe('findBuildSource', () => {
  let temporary: Temporary
  beforeAll(async () => {
    temporary = await createTemporary('newtag-context')
    await mkdir(path.join(temporary.path, 'api/folder'), { recursive: true })
    for (const name of ['Dockerfile', 'api/Dockerfile', 'api/Dockerfile.dockerignore'])
      await writeFile(path.join(temporary.path, name), 'FROM scratch\n')
  })
  afterAll(async () => {
    await temporary.remove()
  })
  const find = (context: string, file?: string) => findBuildSource(temporary.path, { context, file })

  test('finds the Dockerfile in the context, or where it is said to be', async () => {
    const at = (name: string) => path.join(temporary.path, name)
    expect(await find('.')).toEqual({ kind: 'found', context: at('.'), file: at('Dockerfile') })
    const ignoreFile = 'api/Dockerfile.dockerignore'
    const api = { kind: 'found', context: at('api'), file: at('api/Dockerfile'), ignoreFile }
    expect(await find('api')).toEqual(api)
    expect(await find('.', 'api/Dockerfile')).toEqual({ ...api, context: at('.') })
  })

  test.each([
    ['nowhere', undefined, 'context', 'the build context nowhere is not a folder of the workspace.'],
    ['Dockerfile', undefined, 'context', 'the build context Dockerfile is not a folder of the workspace.'],
    ['api/folder', undefined, 'file', 'there is no Dockerfile at api/folder/Dockerfile in the workspace.'],
    ['.', 'nowhere', 'file', 'there is no Dockerfile at nowhere in the workspace.'],
    ['.', 'api', 'file', 'there is no Dockerfile at api in the workspace.']
  ])('says what is missing for context %s and file %s', async (context, file, missing, problem) => {
    expect(await find(context, file)).toEqual({ kind: 'missing', missing, problem })
  })
})
