/**
 * The arrows of the house (docs/decisions/0017-rooms-and-doors.md). A room uses rooms of lower storeys only, and enters
 * them by their doors, index.ts; types count as well. Rooms of one storey do not know each other.
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
/** The only importer of each library, and of what starts programs. */
const importers = {
  '@actions/core': '^src/action/',
  '@actions/http-client': '^src/system/http[.]ts$',
  '(node:)?child_process': '^src/system/process[.]ts$',
  diff: '^src/text/diff[.]ts$',
  picomatch: '^src/kustomization/locate/glob[.]ts$',
  yaml: '^src/(yaml|kustomization)/|^src/inputs/image-list-yaml[.]ts$'
}

const upward = storeys.flatMap((rooms, index) =>
  rooms.flatMap(room => {
    const higher = storeys
      .slice(index)
      .flat()
      .filter(each => each !== room)
    if (higher.length === 0) return []
    return {
      name: `storey-of-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/(?:${higher.join('|')})/` }
    }
  })
)

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...upward,
    {
      name: 'door',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/[^/]+/',
        pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', `^src/(?:${vocabulary.join('|')})/`]
      }
    },
    {
      name: 'door-of-the-entry',
      severity: 'error',
      from: { path: '^src/[^/]+[.]ts$' },
      to: { path: '^src/[^/]+/', pathNot: '^src/[^/]+/index[.]ts$' }
    },
    {
      name: 'every-file-in-a-room',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+[.]ts$' }
    },
    ...Object.entries(importers).map(([library, only]) => ({
      name: `one-importer-of-${library.replace(/[^a-z/-]/g, '')}`,
      severity: 'error',
      from: { path: '^src/', pathNot: only },
      to: { path: `(?:^|node_modules/)(?:${library})(?:/|$)` }
    })),
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/index[.]ts$' },
      to: {}
    }
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] }
  }
}
