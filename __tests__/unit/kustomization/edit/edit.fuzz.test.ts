import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'

import { ActionError } from '../../../../src/errors/errors.ts'
import { createKustomize } from '../../../../testbed/kustomize.ts'
import { createRandom } from '../../../../testbed/random.ts'
import { createTemporary, type Temporary } from '../../../../testbed/temporary.ts'
import { skipReason } from '../../../../testbed/tools.ts'
import { readModel } from '../../../support/kustomization/model.ts'
import { flipBits, mutateText } from '../../../support/text/mutate-text.ts'
import { editImages, type ImageChange, type EditedText } from '../../../../testbed/edit-images.ts'
import { decodeUtf8 } from '../../../../src/yaml/file.ts'

const seed = Number(process.env['NEWTAG_FUZZ_SEED'] ?? 1)
const runs = Number(process.env['NEWTAG_FUZZ_RUNS'] ?? 4000)
const builds = Number(process.env['NEWTAG_FUZZ_BUILDS'] ?? 300)
const file = 'kustomization.yaml'
const digest = `sha256:${'f'.repeat(64)}`

/** What a text may be refused with. EDIT_NOT_PROVEN is not among them: it is a bug. */
const refusals = [
  'EDIT_REFUSED',
  'ENTRY_AMBIGUOUS',
  'ENTRY_NOT_FOUND',
  'INPUT_INVALID',
  'NOT_A_KUSTOMIZATION',
  'YAML_INVALID'
]

interface Sample {
  readonly text: string
  readonly change: Pick<ImageChange, 'image' | 'entryName' | 'newTag' | 'digest'>
}

const fixtures = path.join(import.meta.dirname, '../../../fixtures/kustomization')
const corpus = readdirSync(fixtures).map((name): Sample => {
  const read = (each: string) => readFileSync(path.join(fixtures, name, each), 'utf8')
  const { change } = JSON.parse(read('change.json')) as { readonly change: Sample['change'] }
  return { text: withResources(read('in.yaml')), change }
})
const texts = corpus.map(({ text }) => text)

/** An edit of a spoilt text that was made. */
interface Accepted {
  readonly number: number
  readonly text: string
  readonly result: EditedText
}
const accepted: Accepted[] = []

describe('spoilt files', () => {
  test('are edited as asked for, or refused with an error we understand', () => {
    const outcomes = new Map<string, number>()
    for (let number = 0; number < runs; number += 1) {
      const { bytes, changes, options } = spoil(number)
      try {
        const outcome = attempt(number, bytes, changes, options)
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      } catch (cause) {
        const shown = JSON.stringify({ text: Buffer.from(bytes).toString('utf8'), changes, ...options })
        throw new Error(`seed ${seed}, number ${number}: ${shown}`, { cause })
      }
    }
    expect([...outcomes.keys()].filter(code => code !== 'edited' && !refusals.includes(code))).toEqual([])
    // Neither do all of them fail, nor does the spoiling do nothing.
    expect(outcomes.get('edited')).toBeGreaterThan(0.2 * runs)
    expect(outcomes.get('YAML_INVALID')).toBeGreaterThan(0.1 * runs)
  })
})

interface Spoilt {
  readonly bytes: Uint8Array
  readonly changes: readonly ImageChange[]
  readonly options: Parameters<typeof editImages>[3]
}

function spoil(number: number): Spoilt {
  const random = createRandom(seed, number)
  const { text, change } = random.pick(corpus)
  const spoilt = mutateText(text, random, texts)
  const bytes = Buffer.from(spoilt)
  // To pin by a digest alone takes tags away, which is not asked for where << may bring in another one.
  const pin = random.pick(
    spoilt.includes('<<') ? ['tag' as const] : (['tag', 'tag', 'tag+digest', 'digest'] as const)
  )
  return {
    bytes: bytes.length > 0 && random.chance(0.1) ? flipBits(bytes, random) : bytes,
    changes: [{ ...change, ...(pin === 'tag' ? {} : { digest }), pin }],
    options: { ifMissing: random.pick(['error', 'error', 'add']) }
  }
}

function attempt(
  number: number,
  bytes: Uint8Array,
  changes: readonly ImageChange[],
  options: Parameters<typeof editImages>[3]
): string {
  let text: string
  let result: EditedText
  try {
    text = decodeUtf8(bytes, file)
    result = editImages(text, changes, file, options)
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    if (error.code === 'EDIT_NOT_PROVEN') throw error
    return error.code
  }
  checkEdit(text, result)
  const again = editImages(result.text, changes, file, options)
  expect({ text: again.text, fields: again.edits.flatMap(({ fields }) => fields) }).toEqual({
    text: result.text,
    fields: []
  })
  if (result.text !== text && !result.edits.some(({ index }) => index === undefined))
    accepted.push({ number, text, result })
  return 'edited'
}

/** Only entries of the names that were edited differ, and only in the fields that an edit writes. */
function checkEdit(text: string, { text: after, edits }: EditedText): void {
  const [was, now] = [readModel(text), readModel(after)]
  expect(now.others).toEqual(was.others)
  if (edits.some(({ index }) => index === undefined)) return
  const written = ['newname', 'newtag', 'digest']
  const changed = (['images', 'imageTags'] as const).flatMap(list => {
    expect(now[list].properties).toEqual(was[list].properties)
    expect(now[list].entries).toHaveLength(was[list].entries.length)
    return was[list].entries.filter((entry, index) => {
      const other = now[list].entries[index]
      expect(other?.properties).toEqual(entry.properties)
      const rest = (fields = entry.fields) => fields.filter(({ key }) => !written.includes(key))
      expect(rest(other?.fields)).toEqual(rest())
      return JSON.stringify(entry) !== JSON.stringify(other)
    })
  })
  expect(changed).toHaveLength(edits.filter(({ fields }) => fields.length > 0).length)
}

const reason = skipReason('kustomize')
const suite = reason === undefined ? describe : describe.skip

suite('spoilt files that were edited', () => {
  let temporary: Temporary
  beforeAll(async () => {
    temporary = await createTemporary('newtag-fuzz')
  })
  afterAll(async () => {
    await temporary.remove()
  })

  test('are built by kustomize as before, but for the images asked for', async () => {
    const kustomize = createKustomize(temporary.path)
    const sampled = accepted.slice(0, builds)
    let built = 0
    const check = async ({ number, text, result }: Accepted) => {
      const directory = path.join(temporary.path, `case${number}`)
      await mkdir(directory)
      for (const [name, content] of podFiles()) await writeFile(path.join(directory, name), content)
      const build = async (content: string) => {
        await writeFile(path.join(directory, file), content)
        return await kustomize.run(directory, 'build', '.')
      }
      const before = await build(text)
      if (before.exitCode !== 0) return
      const after = await build(result.text)
      try {
        expect(after).toMatchObject({ exitCode: 0, stderr: before.stderr })
        compareBuilds(before.stdout, after.stdout, result)
      } catch (cause) {
        throw new Error(`seed ${seed}, number ${number}: ${JSON.stringify([text, result.text])}`, { cause })
      }
      built += 1
    }
    const queue = sampled.values()
    const worker = async () => {
      for (const each of queue) await check(each)
    }
    await Promise.all([worker(), worker(), worker()])
    expect(built).toBeGreaterThan(0.3 * sampled.length)
  })
})

/** Every image that differs is one of an edited name, and has the tag and digest that the edit tells of. */
function compareBuilds(before: string, after: string, { edits }: EditedText): void {
  const [was, now] = [readBuild(before), readBuild(after)]
  expect(now.rest).toEqual(was.rest)
  const changed = edits.filter(({ fields }) => fields.length > 0)
  for (const [index, image] of now.images.entries()) {
    if (image === was.images[index]) continue
    const name = images[index % images.length] ?? ''
    const edit = changed.find(each => new RegExp(`^${each.name}$`).test(name))
    expect(edit).toBeDefined()
    const { newTag, digest: wanted } = edit?.after ?? {}
    const ending = (newTag === undefined ? '' : `:${newTag}`) + (wanted === undefined ? '' : `@${wanted}`)
    expect(image.slice(-ending.length)).toBe(ending)
  }
}

interface Resource {
  readonly spec?: { readonly containers?: readonly { readonly image: string }[] }
}

/** Takes a build apart: the images of all containers in their order, and everything else. */
function readBuild(output: string): { readonly images: readonly string[]; readonly rest: unknown } {
  const resources = output.split(/^---\n/m).flatMap(each => (each === '' ? [] : [parse(each) as Resource]))
  const containers = resources.flatMap(({ spec }) => spec?.containers ?? [])
  const rest = resources.map(each => {
    return { ...each, spec: each.spec?.containers?.map(container => ({ ...container, image: '' })) }
  })
  return { images: containers.map(({ image }) => image), rest }
}

/** Every name that an entry of the samples has. */
const images = [
  ...new Set(
    texts.flatMap(text => {
      const { images: list, imageTags } = readModel(text)
      return [...list.entries, ...imageTags.entries].flatMap(({ fields }) => {
        const { value } = fields.find(({ key }) => key === 'name') ?? {}
        return (value as { readonly value?: string } | undefined)?.value ?? []
      })
    })
  )
]

/** Pods with all of these images, under every name that a sample has among its resources. */
function podFiles(): readonly (readonly [name: string, content: string])[] {
  const containers = images.map((image, index) => ({ name: `c${index}`, image: `${image.trim()}:old` }))
  return ['pods.yaml', 'a.yaml', 'deployment.yaml'].map(name => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: name.slice(0, -5) }, spec: { containers } }
    return [name, JSON.stringify(pod)]
  })
}

/** Gives a file a resource: one without is not built, or builds nothing. */
function withResources(text: string): string {
  const braces = text.replace(/^((?:[\uFEFF\s]|#.*|---)*\{)/, '$1"resources": ["pods.yaml"], ')
  if (braces !== text) return braces
  const line = `resources: [pods.yaml]${text.includes('\r\n') ? '\r\n' : '\n'}`
  return text.replace(/^(\uFEFF?)(?=["'?\w])/m, `$1${line}`)
}
