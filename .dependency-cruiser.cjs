/**
 * The arrows of the house (docs/decisions/0017-rooms-and-doors.md). A room uses rooms of lower storeys only, and enters
 * them by their doors, index.ts; types count as well. Rooms of one storey do not know each other.
 * __tests__/contract/house.test.ts breaks every rule once.
 */
const storeys = [
  ['text', 'async', 'errors', 'log'],
  ['system', 'yaml'],
  ['git', 'registry', 'context'],
  ['kustomization', 'builder', 'gitops', 'source'],
  ['inputs'],
  ['plan'],
  ['run'],
  ['report', 'wiring'],
  ['action']
]
/** Rooms of words, each file its own: they have no door. */
const vocabulary = ['text', 'async', 'errors', 'log', 'system', 'yaml', 'context']
/** What the folders inside kustomization/ may use of each other. */
const inKustomization = {
  locate: [],
  read: [],
  transformer: ['read'],
  edit: ['read', 'transformer'],
  advice: ['read', 'transformer'],
  cli: ['read', 'transformer', 'edit']
}
/** The only importer of each library, and of what starts programs. */
const importers = {
  'actions-core': { library: '@actions/core', only: '^src/action/' },
  'http-client': { library: '@actions/http-client', only: '^src/system/http[.]ts$' },
  'child-process': { library: '(?:node:)?child_process', only: '^src/system/process[.]ts$' },
  diff: { library: 'diff', only: '^src/text/diff[.]ts$' },
  picomatch: { library: 'picomatch', only: '^src/kustomization/locate/glob[.]ts$' },
  yaml: { library: 'yaml', only: '^src/(?:yaml|kustomization)/|^src/inputs/image-list-yaml[.]ts$' }
}

const rule = (name, from, to) => ({ name, severity: 'error', from, to })
const anyOf = names => `(?:${names.join('|')})`

const upward = storeys.flatMap((rooms, index) =>
  rooms.flatMap(room => {
    const forbidden = storeys
      .slice(index)
      .flat()
      .filter(other => other !== room)
    if (forbidden.length === 0) return []
    return rule(`storey-of-${room}`, { path: `^src/${room}/` }, { path: `^src/${anyOf(forbidden)}/` })
  })
)

const noStorey = { path: '^src/[^/]+/', pathNot: `^src/${anyOf(storeys.flat())}/` }

module.exports = {
  forbidden: [
    rule('no-circle', {}, { circular: true }),
    ...upward,
    rule('room-on-a-storey', noStorey, {}),
    rule('to-a-room-on-a-storey', {}, noStorey),
    rule(
      'door',
      { path: '^src/([^/]+)/' },
      {
        path: '^src/[^/]+/',
        pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', `^src/${anyOf(vocabulary)}/`]
      }
    ),
    rule(
      'door-of-the-entry',
      { path: '^src/[^/]+$' },
      { path: '^src/[^/]+/', pathNot: '^src/[^/]+/index[.]ts$' }
    ),
    rule('file-in-a-room', { path: '^src/[^/]+$', pathNot: '^src/index[.]ts$' }, {}),
    rule('to-a-file-in-a-room', {}, { path: '^src/[^/]+$' }),
    ...Object.entries(inKustomization).map(([folder, lower]) =>
      rule(
        `kustomization-${folder}`,
        { path: `^src/kustomization/${folder}/` },
        {
          path: '^src/kustomization/[^/]+/',
          pathNot: `^src/kustomization/${anyOf([folder, ...lower])}/`
        }
      )
    ),
    rule('guards-below-the-planner', { path: '^src/plan/guards/' }, { path: '^src/plan/planner[.]ts$' }),
    ...Object.entries(importers).map(([name, { library, only }]) =>
      rule(
        `one-importer-of-${name}`,
        { path: '^src/', pathNot: only },
        { path: `(?:^|node_modules/)${library}(?:/|$)` }
      )
    ),
    rule(
      'source-stands-alone',
      { path: '^src/' },
      { path: `^${anyOf(['__tests__', 'bench', 'demo', 'testbed', 'tools'])}/` }
    ),
    rule('no-orphan', { orphan: true, path: '^src/', pathNot: '^src/index[.]ts$' }, {})
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] }
  }
}
