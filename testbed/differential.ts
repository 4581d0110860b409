import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import {
  fieldOf,
  hasSuffix,
  mayInteract,
  type Model,
  namesakesIn,
  sortEntries,
  valuesOf,
  writeModel
} from './by-hand.ts'
import { sampleImages } from './image-entries.ts'
import { generateCase } from './kustomizations.ts'
import {
  type BuildResult,
  buildEach,
  createKustomize,
  type Kustomize,
  type KustomizeVersion,
  kustomizeVersions
} from './kustomize.ts'
import { addMismatch, addOlderEdits, createTally, type Tally } from './tally.ts'
import { claimOf, isAmbiguous, isExplained, prepareTrial, runEdit, type Trial } from './trial.ts'

/** The versions that are compared. */
export const versions = Object.keys(kustomizeVersions) as readonly KustomizeVersion[]
/** Its edit is what ours is held against. */
const newest: KustomizeVersion = 'v5.8.1'
const older = versions.filter(version => version !== newest)

/** A trial that was not refused. */
interface Edited extends Trial {
  readonly ours: string
}

interface Refused extends Trial {
  readonly refusal: string
}

type Results = ReadonlyMap<string, BuildResult>

/** What a batch needs: a directory of its own, the programs, and where to count. */
interface Batch {
  readonly root: string
  readonly clis: Readonly<Record<KustomizeVersion, Kustomize>>
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
  const clis = {
    'v5.8.1': createKustomize(home, 'v5.8.1'),
    'v5.4.3': createKustomize(home, 'v5.4.3'),
    'v5.0.3': createKustomize(home, 'v5.0.3')
  }
  const batch = { root, clis, tally }
  const cases = Array.from({ length: options.count }, (_, index) => generateCase(seed, options.first + index))
  const { edited, claims } = editAll(
    cases.map(each => prepareTrial(each, root)),
    tally
  )
  await checkClaims(batch, claims)
  await Promise.all(edited.map(writeFiles))
  const equal = await compareEdits(batch, edited)
  if (options.olderEdits) for (const version of older) await compareOlderEdits(batch, version, equal)
  await rm(root, { recursive: true, force: true })
  return tally
}

/** Edits all cases with the code under test, and looks at what can be told without a build. */
function editAll(trials: readonly Trial[], tally: Tally) {
  const edited: Edited[] = []
  const claims: Refused[] = []
  for (const trial of trials) {
    const outcome = runEdit(trial)
    if ('refusal' in outcome) {
      const { refusal } = outcome
      tally.refused += 1
      if (claimOf(refusal) !== undefined) claims.push({ ...trial, refusal })
      else if (!isExplained(trial, refusal))
        addMismatch(tally, `refused without a reason: ${refusal}`, trial.case, {})
      continue
    }
    const { text: ours, again } = outcome
    edited.push({ ...trial, ours })
    if (again !== ours) addMismatch(tally, 'a second edit changes the text', trial.case, { ours, again })
    if (isAmbiguous(trial.names))
      addMismatch(tally, 'an ambiguous change was not refused', trial.case, { ours })
  }
  return { edited, claims }
}

/** Builds images with the names of the entries, to see whether a refusal that speaks of the effect is true. */
async function checkClaims(batch: Batch, trials: readonly Refused[]): Promise<void> {
  const { root, clis, tally } = batch
  const buildPods = async (
    images: (trial: Refused) => readonly string[],
    model: (trial: Refused) => Model
  ) => {
    for (const trial of trials) {
      const { directory, id } = trial
      const containers = images(trial).map((image, index) => ({ name: `c${index}`, image }))
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: id }, spec: { containers } }
      await mkdir(directory, { recursive: true })
      await writeFile(path.join(directory, 'pod.yaml'), JSON.stringify(pod))
      const text = writeModel({ others: { resources: ['pod.yaml'] }, entries: model(trial).entries })
      await writeFile(path.join(directory, 'kustomization.yaml'), text)
    }
    return await buildEach(clis[newest], root, trials)
  }
  const own = await buildPods(
    ({ name }) => [name],
    ({ byHand }) => byHand
  )
  const others = ({ before, name }: Refused) => {
    const names = before.entries.flatMap(entry => fieldOf(entry, 'name') ?? [])
    return [...names, ...sampleImages].filter(each => each !== name)
  }
  const without = await buildPods(others, ({ before }) => before)
  const withNew = await buildPods(others, ({ byHand }) => byHand)
  for (const trial of trials) {
    const { id, refusal } = trial
    const result = own.get(id)
    const image = result && 'output' in result ? (/image: (.*)$/m.exec(result.output)?.[1] ?? '') : ''
    const isNeeded =
      claimOf(refusal) === 'no effect' ? !hasEffect(trial, image) : !isSame(without.get(id), withNew.get(id))
    if (!isNeeded) addMismatch(tally, `refused without need: ${refusal}`, trial.case, { image })
  }
}

/** Returns whether an image that had the entry's name is what all entries of that name set. */
function hasEffect({ name, deploys, byHand }: Trial, image: string): boolean {
  return namesakesIn(byHand, name)
    .map(valuesOf)
    .every(({ newTag, digest }) => {
      const ending = (newTag === undefined ? '' : `:${newTag}`) + (digest === undefined ? '' : `@${digest}`)
      // What sets no version leaves it to others.
      const repository = ending === '' ? image.replace(/[:@][^/]*$/, '') : image.slice(0, -ending.length)
      const isVersion = image.endsWith(ending) && !/[:@][^/]*$/.test(repository)
      return isVersion && (deploys === undefined || repository === deploys)
    })
}

/** Returns the trials that the newest CLI edits to the same effect. */
async function compareEdits(batch: Batch, trials: readonly Edited[]): Promise<readonly Edited[]> {
  const { clis, tally } = batch
  const failed = await editByCli(clis[newest], trials)
  const edited = await readTexts(trials)
  const readable = trials.filter(({ id }) => !failed.has(id))
  const theirs = await build(batch, newest, readable, ({ id }) => edited.get(id) ?? '')
  const ours = await build(batch, newest, trials, trial => trial.ours)
  const sensitive = await findOrderSensitive(batch, readable)
  const special = trials.filter(({ id }) => sensitive.has(id) || !isSame(ours.get(id), theirs.get(id)))
  const byHand = await build(batch, newest, special, trial => writeModel(trial.byHand))

  const expectations = { expected: new Map([...theirs, ...byHand]), byHand, edited }
  compareWith(tally, newest, trials, ours, expectations.expected)
  for (const version of older) await compareOlder(batch, version, trials, expectations)

  const changed = special.filter(({ id }) => !failed.has(id) && !sensitive.has(id))
  await explainDifference(batch, changed, theirs)
  for (const trial of trials.filter(({ id }) => failed.has(id))) {
    tally.repaired += 1
    if (!trial.case.oddities.has('unquoted'))
      addMismatch(tally, `the CLI failed: ${failed.get(trial.id) ?? ''}`, trial.case, {
        argument: trial.argument
      })
  }
  tally.orderSensitive += sensitive.size
  tally.equal += trials.length - special.length
  return trials.filter(trial => !special.includes(trial))
}

/** Finds the trials where sorting the list and dropping repeated names alone changes what is built. */
async function findOrderSensitive(batch: Batch, trials: readonly Edited[]): Promise<ReadonlySet<string>> {
  const unsorted = trials.filter(({ before }) => {
    return mayInteract(before) && writeModel(sortEntries(before)) !== writeModel(before)
  })
  const asWritten = await build(batch, newest, unsorted, trial => trial.case.text)
  const sorted = await build(batch, newest, unsorted, ({ before }) => writeModel(sortEntries(before)))
  return new Set(unsorted.map(({ id }) => id).filter(id => !isSame(asWritten.get(id), sorted.get(id))))
}

/** What else the CLI does when it writes has to explain that its result builds something else than ours. */
async function explainDifference(batch: Batch, trials: readonly Edited[], theirs: Results): Promise<void> {
  const { tally } = batch
  const rewritten = await build(batch, newest, trials, ({ byCli }) => writeModel(byCli))
  for (const { id, name, byHand, argument, case: generated } of trials) {
    if (hasSuffix(byHand, name)) tally.suffixDropped += 1
    else tally.orderSensitive += 1
    const [wanted, got] = [rewritten.get(id), theirs.get(id)]
    if (!isSame(wanted, got))
      addMismatch(tally, 'the CLI does what is not known', generated, { argument, wanted, got })
  }
}

interface Expectations {
  /** What the newest version builds from the text that ours is held against. */
  readonly expected: Results
  /** Those of them that were edited by hand. */
  readonly byHand: Results
  /** The texts after the CLI's edit. */
  readonly edited: ReadonlyMap<string, string>
}

/** Compares what an older version builds. Mostly that is what the newest does; where not, it builds the other text too. */
async function compareOlder(
  batch: Batch,
  version: KustomizeVersion,
  trials: readonly Edited[],
  { expected, byHand, edited }: Expectations
): Promise<void> {
  const ours = await build(batch, version, trials, trial => trial.ours)
  const others = trials.filter(({ id }) => !isSame(ours.get(id), expected.get(id)))
  const theirs = await build(batch, version, others, trial => {
    return byHand.has(trial.id) ? writeModel(trial.byHand) : (edited.get(trial.id) ?? '')
  })
  compareWith(batch.tally, version, others, ours, theirs)
}

function compareWith(
  tally: Tally,
  version: KustomizeVersion,
  trials: readonly Edited[],
  ours: Results,
  expected: Results
): void {
  for (const { id, argument, ours: text, case: generated } of trials) {
    const [wanted, got] = [expected.get(id), ours.get(id)]
    if (isSame(got, wanted)) continue
    addMismatch(tally, `${version} builds something else`, generated, { argument, ours: text, wanted, got })
  }
}

/** Compares with what an older CLI makes of the file, where it reads the argument as the newest does. */
async function compareOlderEdits(
  batch: Batch,
  version: KustomizeVersion,
  equal: readonly Edited[]
): Promise<void> {
  const { clis, tally } = batch
  // Before v5.4.0 a tag before a digest was taken for part of the name.
  const trials = equal.filter(({ argument }) => version !== 'v5.0.3' || !/:[^/@]+@[^@]+$/.test(argument))
  await writeTexts(trials, trial => trial.case.text)
  const failed = await editByCli(clis[version], trials)
  const edited = await readTexts(trials)
  const theirs = await build(batch, version, trials, ({ id }) => edited.get(id) ?? '')
  const ours = await build(batch, version, trials, trial => trial.ours)
  for (const { id, argument, case: generated } of trials) {
    const failure = failed.get(id)
    if (failure !== undefined) addMismatch(tally, `${version} failed: ${failure}`, generated, { argument })
  }
  compareWith(tally, version, trials, ours, theirs)
  addOlderEdits(tally, version, trials.length)
}

/** Lets a CLI edit the files that are there; returns the words of its failures. */
async function editByCli(cli: Kustomize, trials: readonly Edited[]): Promise<ReadonlyMap<string, string>> {
  const edits = trials.map(trial => ({
    id: trial.id,
    directory: editDirectory(trial),
    argument: trial.argument
  }))
  return await cli.setImages(edits)
}

async function build<T extends Trial>(
  { root, clis }: Batch,
  version: KustomizeVersion,
  trials: readonly T[],
  textOf: (trial: T) => string
): Promise<Results> {
  await writeTexts(trials, textOf)
  return await buildEach(clis[version], root, trials)
}

async function writeTexts<T extends Trial>(
  trials: readonly T[],
  textOf: (trial: T) => string
): Promise<void> {
  await Promise.all(trials.map(trial => writeFile(fileOf(trial), textOf(trial))))
}

async function readTexts(trials: readonly Trial[]): Promise<ReadonlyMap<string, string>> {
  const texts = await Promise.all(
    trials.map(async trial => [trial.id, await readFile(fileOf(trial), 'utf8')] as const)
  )
  return new Map(texts)
}

async function writeFiles(trial: Trial): Promise<void> {
  const { files, isComponent, text } = trial.case
  for (const [name, content] of Object.entries({ ...files, 'kustomization.yaml': text })) {
    const file = path.join(editDirectory(trial), name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  if (!isComponent) return
  await writeFile(
    path.join(trial.directory, 'kustomization.yaml'),
    JSON.stringify({ components: ['component'] })
  )
}

function fileOf(trial: Trial): string {
  return path.join(editDirectory(trial), 'kustomization.yaml')
}

function editDirectory({ directory, case: { isComponent } }: Trial): string {
  return isComponent ? path.join(directory, 'component') : directory
}

/** A build that fails equals nothing: all cases can be built. */
function isSame(one: BuildResult | undefined, other: BuildResult | undefined): boolean {
  if (!one || !other || !('output' in one) || !('output' in other)) return false
  return one.output === other.output
}
