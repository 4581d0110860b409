import * as core from '@actions/core'

import {
  type Inputs,
  isBuildable,
  parseInputs,
  type RawInputs,
  readImageList,
  secretNames,
  toRawInputs
} from '../inputs/index.ts'
import type { RunContext } from '../context/context.ts'
import { formatReference } from '../registry/index.ts'
import type { Secrets } from '../system/secrets.ts'

/** Reads the inputs of the step; what is secret among them is hidden before anything else can be logged. */
export function readRawInputs(secrets: Secrets): RawInputs {
  const raw = toRawInputs(name => core.getInput(name))
  addTexts(
    secretNames.map(name => raw[name]),
    secrets
  )
  return raw
}

/**
 * Parses the inputs, and hides the secrets of builds among them.
 * @throws {ActionError} INPUT_INVALID
 */
export async function readInputs(raw: RawInputs, context: RunContext, secrets: Secrets): Promise<Inputs> {
  const inputs = parseInputs(raw, context, { now: new Date(), list: await readImageList(raw.images) })
  // The runner masks them as secrets of the workflow already, unless somebody wrote them out.
  const ofBuilds = inputs.images.filter(isBuildable).flatMap(({ build }) => build.secrets)
  addTexts(
    ofBuilds.flatMap(secret => (secret.kind === 'value' ? [secret.value] : [])),
    secrets
  )
  return inputs
}

/** A text with the lines that it has, as a log shows them; a short line, such as a brace, is not a secret. */
function addTexts(texts: readonly string[], secrets: Secrets): void {
  for (const text of texts) {
    const lines = text.split(/\r\n|\n|\r/).flatMap(line => [line, line.slice(line.indexOf('=') + 1)])
    for (const part of [text, ...lines.map(line => line.trim()).filter(line => line.length >= 8)])
      secrets.add(part)
  }
}

/** The first line of the log: what this step is going to do. */
export function describeTask({ images, publish, remote }: Inputs): string {
  const names = images.map(image =>
    isBuildable(image) ? formatReference({ name: image.repository.name, tag: image.tag.text }) : image.id
  )
  const what = names.join(', ')
  switch (publish) {
    case 'push':
      return `Deploy ${what} to ${remote.name}`
    case 'none':
      return `Preview ${what} for ${remote.name}`
    case 'workspace':
      return `Write ${what} into the workspace`
  }
}
