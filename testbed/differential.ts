import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ActionError } from '../src/errors.ts'
import { editImages, type EntryValues, type ImageChange } from '../src/kustomization/edit-images.ts'
import {
  addEntry,
  changeEntries,
  dropSuffix,
  fieldOf,
  type Model,
  namesFor,
  readModel,
  sortEntries,
  valuesAfter,
  valuesOf,
  writeModel
} from './by-hand.ts'
import { generateCase, type KustomizationCase, type Oddity } from './kustomizations.ts'
import {
  type BuildResult,
  buildEach,
  createKustomize,
  type Kustomize,
  type KustomizeVersion,
  kustomizeVersions
} from './kustomize.ts'

/** The versions that are compared. The newest decides what is expected. */
export const versions = Object.keys(kustomizeVersions) as readonly KustomizeVersion[]
const newest: KustomizeVersion = 'v5.8.1'
const older = versions.filter(version => version !== newest)

export interface Mismatch {
  readonly title: string
  /** All that is needed to see it again. */
  readonly details: string
}

/** Counts of cases, each case in one of them but for `olderEdits` and `mismatches`. */
export interface Tally {
  cases: number
  /** Equal to the CLI's edit. */
  equal: number
  /** Sorting the list or dropping repeated names changes what is built, so equal to the edit by hand. */
  orderSensitive: number
  /** The CLI drops a `tagSuffix` that has an effect, so equal to the edit by hand. */
  suffixDropped: number
  /** The CLI cannot read the file, so equal to the edit by hand. */
  repaired: number
  /** Refused, for a reason that was checked. */
  refused: number
  /** Compared with an edit by an older CLI. */
  olderEdits: Record<string, number>
  mismatches: Mismatch[]
}

export function createTally(): Tally {
  const olderEdits = Object.fromEntries(older.map(version => [version, 0]))
  const counts = { cases: 0, equal: 0, orderSensitive: 0, suffixDropped: 0, repaired: 0, refused: 0 }
  return { ...counts, olderEdits, mismatches: [] }
}

export function addTally(to: Tally, from: Tally): void {
  to.cases += from.cases
  to.equal += from.equal
  to.orderSensitive += from.orderSensitive
  to.suffixDropped += from.suffixDropped
  to.repaired += from.repaired
  to.refused += from.refused
  for (const version of older)
    to.olderEdits[version] = (to.olderEdits[version] ?? 0) + (from.olderEdits[version] ?? 0)
  to.mismatches.push(...from.mismatches)
}

/** A case with what is expected of the edit. */
interface Prepared {
  readonly case: KustomizationCase
  readonly id: string
  readonly directory: string
  /** The names of the entries that the change may be about; several where it is ambiguous. */
  readonly names: readonly (string | undefined)[]
  /** The entry's name. */
  readonly name: string
  /** The argument of `edit set image` that asks the CLI for the same. */
  readonly argument: string
  readonly before: Model
  readonly byHand: Model
  /** Why it was refused. */
  readonly reason?: string
}

/** A case that was edited. */
interface Trial extends Prepared {
  readonly ours: string
}

type Results = ReadonlyMap<string, BuildResult>

/** Where a batch of trials stands and what runs there. */
interface Batch {
  readonly root: string
  readonly clis: Readonly<Record<KustomizeVersion, Kustomize>>
  readonly trials: readonly Trial[]
  readonly tally: Tally
}

/**
 * Compares the cases of a seed from number `first` on. Processes are run one at a time.
 * @param home a directory of the test
 * @param options.olderEdits let the older CLIs edit the files too, not only build them
 */
export async function compareCases(
  home: string,
  seed: number,
  options: { readonly first: number; readonly count: number; readonly olderEdits: boolean }
): Promise<Tally> {
  const root = await mkdtemp(path.join(home, 'batch-'))
  const tally = createTally()
  tally.cases = options.count
  const cases = Array.from({ length: options.count }, (_, index) => generateCase(seed, options.first + index))
  const doubts: Prepared[] = []
  const trials = cases.flatMap(each => tryEdit(prepare(each, root), tally, doubts) ?? [])
  const clis = {
    'v5.8.1': createKustomize(home, 'v5.8.1'),
    'v5.4.3': createKustomize(home, 'v5.4.3'),
    'v5.0.3': createKustomize(home, 'v5.0.3')
  }
  const batch = { root, clis, trials, tally }
  await Promise.all(trials.map(writeFiles))
  await checkDoubts(batch, doubts)
  const equal = await compareBatch(batch)
  if (options.olderEdits) for (const version of older) await compareOlderEdits(batch, version, equal)
  await rm(root, { recursive: true, force: true })
  return tally
}

/** Reads the case without the code under test. */
function prepare(generated: KustomizationCase, root: string): Prepared {
  const { text, change, id } = generated
  const before = readModel(text)
  const names = namesFor(before, change)
  const name = names.find(each => each !== undefined) ?? change.entryName ?? change.image ?? ''
  const first = before.entries.find(entry => fieldOf(entry, 'name') === name)
  const newName = change.newName ?? ((first ?? change.image === name) ? undefined : change.image)
  const values = valuesAfter(first ? valuesOf(first) : noValues, { ...change, newName })
  return {
    case: generated,
    id,
    directory: path.join(root, id),
    names,
    name,
    argument: argumentFor(name, newName, change, values),
    before,
    byHand: first ? changeEntries(before, name, change) : addEntry(before, name, values)
  }
}

/** Edits a case with the code under test; undefined when it was refused, which is checked and counted. */
function tryEdit(prepared: Prepared, tally: Tally, doubts: Prepared[]): Trial | undefined {
  const { case: generated, names } = prepared
  const { text, change } = generated
  const edit = (each: string) => editImages(each, [change], 'kustomization.yaml', { ifMissing: 'add' }).text
  try {
    const ours = edit(text)
    if (names.filter(name => name !== undefined).length > 1)
      note(tally, 'an ambiguous change was not refused', generated, { ours })
    if (isRepeatable(change) && edit(ours) !== ours)
      note(tally, 'a second edit changes the text', generated, { ours })
    return { ...prepared, ours }
  } catch (error) {
    const reason = error instanceof ActionError ? `${error.code}: ${error.message}` : String(error)
    tally.refused += 1
    if (/^EDIT_REFUSED: .*(?:has no effect|does not last)/.test(reason)) doubts.push({ ...prepared, reason })
    else if (!isTrueReason(reason, generated.oddities, names))
      note(tally, `refused without a reason: ${reason}`, generated, {})
    return undefined
  }
}

/** Builds an image with the entry's name after an edit by hand, where it was refused because it would have no effect. */
async function checkDoubts({ root, clis, tally }: Batch, doubts: readonly Prepared[]): Promise<void> {
  for (const { directory, id, name, byHand } of doubts) {
    await mkdir(directory, { recursive: true })
    const containers = [{ name: 'c', image: name }]
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: id }, spec: { containers } }
    await writeFile(path.join(directory, 'pod.yaml'), JSON.stringify(pod))
    const text = writeModel({ others: { resources: ['pod.yaml'] }, entries: byHand.entries })
    await writeFile(path.join(directory, 'kustomization.yaml'), text)
  }
  const built = await buildEach(clis[newest], root, doubts)
  for (const { case: generated, id, name, byHand, reason } of doubts) {
    const result = built.get(id)
    const image = result && 'output' in result ? (/image: (.*)$/m.exec(result.output)?.[1] ?? '') : ''
    const wanted = byHand.entries.filter(entry => fieldOf(entry, 'name') === name).map(valuesOf)
    const isKept = ({ newTag, digest }: EntryValues) => {
      const ending = (newTag === undefined ? '' : `:${newTag}`) + (digest === undefined ? '' : `@${digest}`)
      return image.endsWith(ending) && !/[:@][^/]*$/.test(image.slice(0, image.length - ending.length))
    }
    if (wanted.every(isKept)) note(tally, `refused without need: ${reason ?? ''}`, generated, { image })
  }
}

/** With a new name the entry may not be found again; and to pin a digest that is not known lasts for one edit. */
function isRepeatable({ newName, digest, pin }: ImageChange): boolean {
  return newName === undefined && (digest !== undefined || pin !== 'digest')
}

const noValues = { newName: undefined, newTag: undefined, digest: undefined }

/** Writes what is wanted in the CLI's words: `*` keeps what is there, and what is left out goes. */
function argumentFor(
  name: string,
  newName: string | undefined,
  change: ImageChange,
  { newTag, digest }: EntryValues
): string {
  const start = `${name}=${newName ?? '*'}`
  if (change.newTag === undefined && change.digest === undefined) return `${start}:*@*`
  return start + (newTag === undefined ? '' : `:${newTag}`) + (digest === undefined ? '' : `@${digest}`)
}

/** The refusals that what is odd about a case explains. */
const explained: readonly (readonly [Oddity, RegExp])[] = [
  ['alias', /^EDIT_REFUSED: .*(?:uses it elsewhere|is written as an alias|is the alias)/],
  ['merge', /^EDIT_REFUSED: .*(?:merge key|uses it elsewhere)/],
  ['repeated field', /^EDIT_REFUSED: .*more than once/],
  ['two cases', /^EDIT_REFUSED: .*upper and lower case/],
  ['nameless', /^EDIT_REFUSED: .*has no name/]
]

function isTrueReason(
  reason: string,
  oddities: ReadonlySet<Oddity>,
  names: readonly (string | undefined)[]
): boolean {
  if (reason.startsWith('ENTRY_AMBIGUOUS')) return names.filter(name => name !== undefined).length > 1
  if (names.length === 0 && /^EDIT_REFUSED: .*no entry can be added/.test(reason)) return true
  return explained.some(([oddity, message]) => oddities.has(oddity) && message.test(reason))
}

async function writeFiles({ case: { files, isComponent, text }, directory }: Trial): Promise<void> {
  const own = editDirectory(directory, isComponent)
  for (const [name, content] of Object.entries({ ...files, 'kustomization.yaml': text })) {
    const file = path.join(own, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  if (!isComponent) return
  await writeFile(path.join(directory, 'kustomization.yaml'), JSON.stringify({ components: ['component'] }))
}

function editDirectory(directory: string, isComponent: boolean): string {
  return isComponent ? path.join(directory, 'component') : directory
}

async function writeTexts(trials: readonly Trial[], textOf: (trial: Trial) => string): Promise<void> {
  await Promise.all(
    trials.map(trial =>
      writeFile(
        path.join(editDirectory(trial.directory, trial.case.isComponent), 'kustomization.yaml'),
        textOf(trial)
      )
    )
  )
}

/** Lets a CLI edit the files; returns those that it could not read, with its words. */
async function editByCli(cli: Kustomize, trials: readonly Trial[]): Promise<ReadonlyMap<string, string>> {
  return await cli.setImages(
    trials.map(({ id, directory, argument, case: { isComponent } }) => {
      return { id, directory: editDirectory(directory, isComponent), argument }
    })
  )
}

async function buildBy(
  { root, clis }: Batch,
  wanted: readonly KustomizeVersion[],
  trials: readonly Trial[]
): Promise<Map<KustomizeVersion, Results>> {
  const built = new Map<KustomizeVersion, Results>()
  for (const version of wanted) built.set(version, await buildEach(clis[version], root, trials))
  return built
}

/** Compares all trials of a batch; returns those that the newest CLI edits to the same effect. */
async function compareBatch(batch: Batch): Promise<readonly Trial[]> {
  const { clis, trials, tally } = batch
  const failed = await editByCli(clis[newest], trials)
  const theirs = await buildBy(
    batch,
    versions,
    trials.filter(({ id }) => !failed.has(id))
  )
  await writeTexts(trials, ({ ours }) => ours)
  const ours = await buildBy(batch, versions, trials)
  const sensitive = await findOrderSensitive(batch, failed)
  const isEqual = ({ id }: Trial, version: KustomizeVersion, other: Map<KustomizeVersion, Results>) =>
    isSame(ours.get(version)?.get(id), other.get(version)?.get(id))

  const special = trials.filter(trial => sensitive.has(trial.id) || !isEqual(trial, newest, theirs))
  await writeTexts(special, ({ byHand }) => writeModel(byHand))
  const hand = await buildBy(batch, versions, special)
  const unequal = special.filter(({ id }) => !sensitive.has(id) && !failed.has(id))
  await writeTexts(unequal, ({ byHand, name }) => writeModel(sortEntries(dropSuffix(byHand, name))))
  const rewritten = (await buildBy(batch, [newest], unequal)).get(newest)

  for (const trial of trials) {
    const { id } = trial
    const expected = special.includes(trial) ? hand : theirs
    for (const version of versions) {
      if (isEqual(trial, version, expected)) continue
      const source = expected === hand ? 'an edit by hand' : 'an edit by the CLI'
      note(tally, `${version} builds something else than after ${source}`, trial.case, {
        argument: trial.argument,
        ours: trial.ours,
        'built by us': ours.get(version)?.get(id),
        expected: expected.get(version)?.get(id),
        'by the CLI': failed.get(id) ?? theirs.get(version)?.get(id)
      })
    }
    if (failed.has(id)) {
      if (!trial.case.oddities.has('unquoted'))
        note(tally, `the CLI failed: ${failed.get(id) ?? ''}`, trial.case, trial)
      tally.repaired += 1
    } else if (sensitive.has(id)) tally.orderSensitive += 1
    else if (expected === theirs) tally.equal += 1
    else {
      // What the CLI does besides has to explain the difference.
      if (!isSame(rewritten?.get(id), theirs.get(newest)?.get(id)))
        note(tally, 'the CLI does something unexpected', trial.case, {
          ...trial,
          theirs: theirs.get(newest)?.get(id)
        })
      const isSuffix = writeModel(dropSuffix(trial.byHand, trial.name)) !== writeModel(trial.byHand)
      if (isSuffix) tally.suffixDropped += 1
      else tally.orderSensitive += 1
    }
  }
  return trials.filter(trial => !special.includes(trial))
}

/** Finds the trials where sorting the list and dropping repeated names alone changes what is built. */
async function findOrderSensitive(
  batch: Batch,
  failed: ReadonlyMap<string, string>
): Promise<ReadonlySet<string>> {
  const unsorted = batch.trials.filter(({ id, before }) => {
    return !failed.has(id) && writeModel(sortEntries(before)) !== writeModel(before)
  })
  await writeTexts(unsorted, trial => trial.case.text)
  const asWritten = (await buildBy(batch, [newest], unsorted)).get(newest)
  await writeTexts(unsorted, ({ before }) => writeModel(sortEntries(before)))
  const sorted = (await buildBy(batch, [newest], unsorted)).get(newest)
  const changed = unsorted.filter(({ id }) => !isSame(asWritten?.get(id), sorted?.get(id)))
  return new Set(changed.map(({ id }) => id))
}

/** Compares with what an older CLI makes of the file, where it reads the argument as the newest does. */
async function compareOlderEdits(
  batch: Batch,
  version: KustomizeVersion,
  equal: readonly Trial[]
): Promise<void> {
  const { clis, tally } = batch
  // Before v5.4.0 a tag before a digest was taken for part of the name.
  const trials = equal.filter(({ argument }) => version !== 'v5.0.3' || !/:[^/@]+@[^@]+$/.test(argument))
  await writeTexts(trials, trial => trial.case.text)
  const failed = await editByCli(clis[version], trials)
  const theirs = (await buildBy(batch, [version], trials)).get(version)
  await writeTexts(trials, ({ ours }) => ours)
  const ours = (await buildBy(batch, [version], trials)).get(version)
  for (const { id, argument, ours: text, case: generated } of trials) {
    if (!failed.has(id) && isSame(ours?.get(id), theirs?.get(id))) continue
    const details = {
      argument,
      ours: text,
      'built by us': ours?.get(id),
      expected: failed.get(id) ?? theirs?.get(id)
    }
    note(tally, `${version} edits to another effect`, generated, details)
  }
  tally.olderEdits[version] = (tally.olderEdits[version] ?? 0) + trials.length
}

/** A build that fails equals nothing: all cases can be built. */
function isSame(one: BuildResult | undefined, other: BuildResult | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    'output' in one &&
    'output' in other &&
    one.output === other.output
  )
}

function note(tally: Tally, title: string, generated: KustomizationCase, details: object): void {
  const { seed, index, change, text } = generated
  const again = `node bench/differential.ts 1 ${seed} ${index}`
  const parts = Object.entries({ change, text, ...details }).map(([name, value]: [string, unknown]) => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value)
    return `${name}:\n${shown}`
  })
  tally.mismatches.push({
    title,
    details: [`${title} (case ${index} of seed ${seed}: ${again})`, ...parts].join('\n\n')
  })
}
