import { expect } from '@jest/globals'

import type { RunContext } from '../../../src/context/context.ts'
import { isImageList } from '../../../src/inputs/image-list.ts'
import { parseImageList } from '../../../src/inputs/image-list-yaml.ts'
import { type Inputs, parseInputs } from '../../../src/inputs/inputs.ts'
import { type InputName, toRawInputs } from '../../../src/inputs/table.ts'

/** The commit of the run. */
export const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'
/** Where it runs. */
export const context: RunContext = {
  repository: 'acme/shop',
  serverUrl: 'https://github.com',
  apiUrl: undefined,
  eventName: 'push',
  isByHand: false,
  isRerun: false,
  takenBack: undefined,
  historyRef: undefined,
  sourceCommit: sha,
  triggerCommit: sha,
  isTag: false,
  refName: 'main',
  branch: 'main',
  defaultBranch: 'trunk',
  runNumber: '7',
  runUrl: 'https://github.com/acme/shop/actions/runs/1',
  workspace: '/w',
  temporary: '/t',
  headCommit: undefined,
  about: { title: 'shop', description: undefined, license: undefined },
  actor: 'octocat',
  workflowFile: undefined
}
const required = { image: 'ghcr.io/acme/shop', kustomization: 'apps/shop' }

/** Parses the inputs of a workflow; what is not given has the value of a smallest one. */
export function parse(
  given: Partial<Record<InputName, string>> = {},
  changes: Partial<RunContext> = {}
): Inputs {
  const all: Partial<Record<InputName, string>> = { ...required, ...given }
  return parseInputs(
    toRawInputs(name => all[name] ?? ''),
    { ...context, ...changes },
    { now: new Date(), list: isImageList(all.images ?? '') ? parseImageList(all.images ?? '') : undefined }
  )
}

/** What is wrong with them. */
export function problemsOf(given: Partial<Record<InputName, string>>): string {
  try {
    parse(given)
  } catch (error) {
    expect(error).toMatchObject({ code: 'INPUT_INVALID' })
    return error instanceof Error ? error.message : ''
  }
  throw new Error('the inputs were taken')
}
