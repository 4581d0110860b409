/** Storeys of the house: a room may use the rooms of lower storeys, through their doors, and nothing else. */
const storeys = [
  ['text', 'async', 'errors', 'log'],
  ['system', 'yaml'],
  ['git', 'registry', 'context', 'manifest', 'argocd'],
  ['kustomization', 'builder', 'gitops', 'source'],
  ['inputs'],
  ['plan'],
  ['run'],
  ['report', 'wiring'],
  ['action', 'cli']
]
/** Libraries and built-ins that only one place may import. */
const doors = {
  '@actions/core': '^src/action/',
  '@actions/github': '^src/gitops/github/octokit[.]ts$',
  '@actions/http-client': '^src/system/http[.]ts$',
  'node:child_process|child_process': '^src/system/process[.]ts$',
  diff: '^src/text/diff[.]ts$',
  picomatch: '^src/kustomization/locate/glob[.]ts$',
  yaml: '^src/(yaml|kustomization|manifest)/|^src/inputs/image-list-yaml[.]ts$'
}
const upward = storeys.flatMap((rooms, index) => {
  const higher = storeys.slice(index).flat()
  return rooms.map(room => ({
    name: `storey-${room}`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: `^src/(?:${higher.filter(each => each !== room).join('|')})/` }
  }))
})
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...upward.filter(({ to }) => !to.path.includes('(?:)')),
    {
      name: 'door',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/[^/]+/',
        pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', '^src/(text|async|errors|log|system)/']
      }
    },
    ...Object.entries(doors).map(([name, only]) => ({
      name: `only-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: only },
      to: { path: `(^|node_modules/)(${name})(/|$)` }
    })),
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(index|cli)[.]ts$' },
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
