import Sequencer from '@jest/test-sequencer'

/**
 * Which files take long, the longest first, by the beginning of their paths. A long one that is begun last keeps the
 * run waiting with all but one worker idle.
 */
const longest = [
  'integration/builder/failures',
  'integration/kustomization/differential',
  'integration/gitops/faults',
  'integration/builder/buildx',
  'bundle/',
  'integration/gitops/',
  'integration/builder/',
  'integration/testbed/builders',
  'integration/source/changes',
  'unit/kustomization/edit/',
  'integration/'
]

/** Begins the long test files first. By itself, jest goes by their times in a cache, which CI lacks, else by their size. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = longest.findIndex(start => path.startsWith(`${import.meta.dirname}/${start}`))
      return place === -1 ? longest.length : place
    }
    return super.sort(tests).sort((one, other) => rank(one) - rank(other))
  }
}
