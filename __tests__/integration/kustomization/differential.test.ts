import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { compareCases, versions } from '../../../testbed/differential.ts'
import { createTag } from '../../../testbed/image-tags.ts'
import { generateCase } from '../../../testbed/kustomizations.ts'
import { buildEach, createKustomize, kustomizeVersions } from '../../../testbed/kustomize.ts'
import { createRandom } from '../../../testbed/random.ts'
import { sideBySide } from '../../../testbed/side-by-side.ts'
import { addTally, createTally } from '../../../testbed/tally.ts'
import { createTemporary, type Temporary } from '../../../testbed/temporary.ts'
import { skipReason } from '../../../testbed/tools.ts'
import { editImages } from '../../../testbed/edit-images.ts'

/** `node bench/differential.ts` runs as many cases as one likes; this is the size for every change. */
const seed = Number(process.env['NEWTAG_SEED'] ?? 1)
const batchSize = 120
const batches = 17
/** In how many of them the older CLIs edit too. */
const olderBatches = 4

const reason = skipReason(...Object.values(kustomizeVersions))
const suite = reason === undefined ? describe : describe.skip

let temporary: Temporary
beforeAll(async () => {
  if (reason !== undefined) console.warn(`skipped: ${reason}`)
  temporary = await createTemporary('newtag-differential')
})
afterAll(async () => {
  await temporary.remove()
})

suite(`after an edit, kustomize builds what it builds after its own (NEWTAG_SEED=${seed})`, () => {
  test('in generated kustomizations, in all versions', async () => {
    const total = createTally()
    await sideBySide(Array(batches).keys(), async batch => {
      const options = { first: batch * batchSize, count: batchSize, olderEdits: batch < olderBatches }
      addTally(total, await compareCases(temporary.path, seed, options))
    })

    const { cases, equal, orderSensitive, suffixDropped, repaired, refused, olderEdits, mismatches } = total
    expect(mismatches.slice(0, 3).map(({ details }) => details)).toEqual([])
    expect(mismatches).toHaveLength(0)
    expect(cases).toBeGreaterThanOrEqual(2_000)
    expect(equal + orderSensitive + suffixDropped + repaired + refused).toBe(cases)
    // What is not compared with the CLI's own edit must not become the most of it.
    expect(equal / cases).toBeGreaterThan(0.85)
    expect(refused / cases).toBeLessThan(0.07)
    expect(orderSensitive).toBeGreaterThan(20)
    expect(Object.values(olderEdits).every(count => count >= 300)).toBe(true)
  }, 900_000)

  test('which is the same alone as in a batch', async () => {
    const root = await mkdtemp(path.join(temporary.path, 'alone-'))
    const cases = Array.from({ length: 12 }, (_, index) => generateCase(seed, index)).filter(
      each => !each.isComponent
    )
    const members = cases.map(({ id }) => ({ id, directory: path.join(root, id) }))
    for (const { id, files, text } of cases) {
      for (const [name, content] of Object.entries({ ...files, 'kustomization.yaml': text })) {
        await mkdir(path.dirname(path.join(root, id, name)), { recursive: true })
        await writeFile(path.join(root, id, name), content)
      }
    }
    const kustomize = createKustomize(temporary.path)
    const together = await buildEach(kustomize, root, members)
    for (const { id, directory } of members) {
      const { exitCode, stdout, stderr } = await kustomize.run(directory, 'build', '.')
      const built = together.get(id)
      if (built && 'output' in built) expect(built.output).toBe(stdout)
      else expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Error')])
    }
  }, 60_000)
})

suite('every tag that is written is read back as that very text', () => {
  const random = createRandom(20_261_121)
  const tags = [...new Set(Array.from({ length: 7_000 }, () => createTag(random)))].slice(0, 5_000)
  // Many small kustomizations: the time for one grows with the square of its entries.
  const groupSize = 8
  const groups = Array.from({ length: tags.length / groupSize }, (_, index) => {
    const own = tags.slice(index * groupSize, (index + 1) * groupSize)
    return { id: `case${index}z`, own: own.map((tag, place) => ({ tag, name: `app-${place}` })) }
  })
  const chunkSize = 125
  const chunks = Array.from({ length: groups.length / chunkSize }, (_, index) =>
    groups.slice(index * chunkSize, (index + 1) * chunkSize)
  )

  test.each<[string, (name: string, place: number) => string]>([
    ['without quotes', name => `- name: ${name}\n  newTag: v0\n`],
    [
      'in single or double quotes',
      (name, place) => {
        return place % 2 === 0
          ? `- name: '${name}'\n  newTag: 'v0' # old\n`
          : `- "name": "${name}"\n  "newTag": "v0"\n`
      }
    ],
    ['in braces', name => `- {name: ${name}, newTag: v0}\n`]
  ])(
    'by all versions, in entries written %s',
    async (_, entry) => {
      expect(tags).toHaveLength(5_000)
      const root = await mkdtemp(path.join(temporary.path, 'tags-'))
      for (const { id, own } of groups) {
        const entries = own.map(({ name }, place) => entry(name, place))
        const before = `resources: [pod.yaml]\nimages:\n${entries.join('')}`
        const changes = own.map(({ name, tag }) => ({ entryName: name, newTag: tag, pin: 'tag' as const }))
        const { text } = editImages(before, changes, 'kustomization.yaml', { ifMissing: 'error' })
        const containers = own.map(({ name }) => ({ name, image: `${name}:unset` }))
        const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: id }, spec: { containers } }
        await mkdir(path.join(root, id))
        await writeFile(path.join(root, id, 'pod.yaml'), JSON.stringify(pod))
        await writeFile(path.join(root, id, 'kustomization.yaml'), text)
      }
      const jobs = versions.flatMap(version => chunks.map(chunk => ({ version, chunk })))
      await sideBySide(jobs, async ({ version, chunk }) => {
        const members = chunk.map(({ id }) => ({ id, directory: path.join(root, id) }))
        const built = await buildEach(createKustomize(temporary.path, version), root, members)
        const images = [...built].map(([id, result]) => [
          id,
          'output' in result ? imagesIn(result.output) : result
        ])
        expect(images).toEqual(chunk.map(({ id, own }) => [id, own.map(({ name, tag }) => `${name}:${tag}`)]))
      })
    },
    300_000
  )
})

/** A reference is never quoted by kustomize: it has a colon, so it is a text in any case. */
function imagesIn(output: string): string[] {
  return [...output.matchAll(/^ *-? image: (.*)$/gm)].map(([, image = '']) => image)
}
