import type { ProjectOptions } from './build-project.ts'
import { type BuildWay, newtag, newtagInWorkspace, parallel, plain, today } from './build-ways.ts'

/** What is built, and who builds it. */
export interface Scenario {
  readonly title: string
  readonly project: ProjectOptions
  /** Whether the image of the commit is in the registry already, and its build in the local cache. */
  readonly isRerun: boolean
  /** newtag is the first, and what it is held against the second. */
  readonly ways: readonly [BuildWay, BuildWay, ...BuildWay[]]
}

const shop: ProjectOptions = {
  name: 'shop',
  contexts: ['.'],
  steps: ['COPY busybox /bin/sh', 'RUN echo dependencies > /dependencies', 'COPY stamp /stamp']
}
const tiny: ProjectOptions = { name: 'tiny', contexts: ['.'], steps: ['COPY stamp /stamp'] }
const four: ProjectOptions = {
  name: 'four',
  contexts: ['one', 'two', 'three', 'four'],
  steps: ['COPY busybox /bin/sh', 'COPY stamp /stamp', 'RUN sleep 1']
}

/** By their names for `--only`. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  present: {
    title: 'An image that is in the registry',
    project: shop,
    isRerun: true,
    ways: [newtag, plain, newtagInWorkspace]
  },
  tiny: { title: 'A tiny image', project: tiny, isRerun: false, ways: [newtag, plain, newtagInWorkspace] },
  four: {
    title: 'Four images of 1 s each',
    project: four,
    isRerun: false,
    ways: [newtag, plain, newtagInWorkspace, parallel]
  },
  workflow: {
    title: 'The whole workflow, warm cache',
    project: shop,
    isRerun: false,
    ways: [newtag, today]
  },
  rerun: {
    title: 'The whole workflow, image in the registry',
    project: shop,
    isRerun: true,
    ways: [newtag, today]
  }
}
